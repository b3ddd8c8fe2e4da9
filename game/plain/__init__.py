"""The plain reader: the same playthrough line by line, append-only, for screen readers, pipes and golden transcripts.

No cursor movement, no boxes, no drawing: whatever the screen of the terminal game shows can be had here by a word.
"""

from game.plain.reader import Manner, read
from game.plain.transcript import transcript

__all__ = ["Manner", "read", "transcript"]
