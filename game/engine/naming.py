"""What a player may be called."""

from unicodedata import normalize

from game.story.model import You

MOST_LETTERS = 20
_MARKS = " -'\N{RIGHT SINGLE QUOTATION MARK}"


def accepted_name(you: You, typed: str) -> str | None:
    """Return the name that somebody typed as it is kept, or ``None`` if the story does not take it.

    An offered name is found whatever its capitals. Another is taken only where the story allows it: one to twenty
    letters, spaces, hyphens and apostrophes, of which one at least is a letter.
    """
    name = normalize("NFC", " ".join(typed.split()))
    offered = next((one for one in you.names if one.casefold() == name.casefold()), None)
    if offered is not None or not you.typed:
        return offered
    fits = 0 < len(name) <= MOST_LETTERS and any(letter.isalpha() for letter in name)
    return name if fits and all(_may_stand(letter) for letter in name) else None


def name_rule(you: You) -> str:
    """Return the rule as a sentence for somebody whose name was not taken."""
    if you.typed:
        return f"A name is one to {MOST_LETTERS} letters, spaces, hyphens and apostrophes."
    return f"The names to choose from are {', '.join(you.names)}."


def _may_stand(letter: str) -> bool:
    return letter.isalpha() or letter in _MARKS
