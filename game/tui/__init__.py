"""The terminal game: the only package that knows Textual."""

import os

# Textual asks terminals for every key in full; on some of them that breaks dead keys and input methods.
# It reads this once, when it is imported.
os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")
