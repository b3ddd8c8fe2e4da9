"""What a player may be called."""

from unicodedata import normalize

from game.language import _
from game.story.model import You
from game.story.player_name import is_player_name


def accepted_name(you: You, typed: str) -> str | None:
    """Return the name that somebody typed as it is kept, or ``None`` if the story does not take it.

    An offered name is found whatever its capitals. Another is taken only where the story allows it: one to twenty
    letters, spaces, hyphens and apostrophes, of which one at least is a letter.
    """
    name = normalize("NFC", " ".join(typed.split()))
    offered = next((one for one in you.names if one.casefold() == name.casefold()), None)
    if offered is not None or not you.typed:
        return offered
    return name if is_player_name(name) else None


def name_rule(you: You) -> str:
    """Return the rule as a sentence for somebody whose name was not taken."""
    if you.typed:
        return _("A name is 1 to 20 letters, spaces, hyphens and apostrophes.")
    return _("The names to choose from are {names}.", names=", ".join(you.names))
