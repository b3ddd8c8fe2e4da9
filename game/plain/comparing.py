"""The word ``compare``: this run beside another."""

from game.language import _
from game.plain.sitting import Sitting
from game.saves.side_by_side import comparison_lines, played, side_by_side


def compare(sitting: Sitting, rest: str) -> None:
    """Set this run beside a kept one. Without a name, list the runs there are."""
    session = sitting.session
    library, story = session.library, session.story
    if library is None:
        sitting.page.line(_("No runs are kept."))
    elif not rest:
        sitting.page.lines(f"{run}." for run in session.saves())
        sitting.page.line(_("`compare` and a name sets this run beside it."))
    else:
        info = library.find(rest, story.id)
        titles = (session.title or sitting.playthrough.player, info.title)
        beside = side_by_side(sitting.playthrough, played(library, story, info), titles)
        sitting.page.lines(comparison_lines(beside))
