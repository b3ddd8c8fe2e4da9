"""From the words of an expression to its tree: by the short way if it is of the common kinds, else by Jinja2."""

from functools import lru_cache

from game.story.expr_shortcut import quickly_parsed
from game.story.syntax import Parsed, Unreadable

LONGEST = 1000
"""Characters in a condition."""
_MOST_KEPT = 8192
"""More expressions than a large story has: an editor has all of them read again with every change."""


@lru_cache(maxsize=_MOST_KEPT)
def parse_expression(source: str) -> Parsed:
    """Return an expression's tree and tokens. Raises Unreadable for what is too large, or is no expression."""
    if len(source) > LONGEST:
        raise Unreadable(f"This condition has {len(source)} characters; {LONGEST} are possible.", 0, too_large=True)
    quick = quickly_parsed(source)
    if quick is not None:
        return quick
    # Nearly every story does without, and the library takes as long to load as a chapter to read.
    from game.story.jinja import parsed_by_jinja  # noqa: PLC0415

    return parsed_by_jinja(source)
