"""What the player may be called."""

_NAME_LETTERS = " -'\N{RIGHT SINGLE QUOTATION MARK}"
_LONGEST_NAME = 20


def is_player_name(name: str) -> bool:
    """Whether a player may be called so: 1 to 20 letters, spaces, hyphens and apostrophes, with a letter among them."""
    return (
        1 <= len(name) <= _LONGEST_NAME
        and any(letter.isalpha() for letter in name)
        and all(letter.isalpha() or letter in _NAME_LETTERS for letter in name)
    )
