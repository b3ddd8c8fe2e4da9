"""The prepared histories, as far as their file alone can tell."""

from game.story.files import Files
from game.story.model import History
from game.story.names import Names
from game.story.nodes import one_line
from game.story.schema_record import HistoryPart

MOST_MOVES = 10_000
"""Many times a whole playthrough: a run is begun with all of them at once."""


def build_histories(files: Files, names: Names) -> tuple[History, ...]:
    """Return the histories in the order written. Whether they can be played is for `hyosan check` to find out."""
    return tuple(_history(part, names) for part in (files.histories.root if files.histories else ()))


def _history(part: HistoryPart, names: Names) -> History:
    names.check_id(part.id.text, part.id.span)
    names.claim(f"history:{part.id.text}", part.id.text, part.id.span)
    if not 0 < len(part.moves) <= MOST_MOVES:
        message = f"A history can have {MOST_MOVES} moves." if part.moves else "Nothing stands here."
        names.problems.add("HT109", part.at("moves"), message, expected=f"one to {MOST_MOVES} moves")
    return History(
        part.id.text,
        one_line(part.title),
        one_line(part.about),
        tuple(move.text for move in part.moves),
        tuple(move.span for move in part.moves),
        part.id.span,
    )
