"""What screens and the reader alike say of the paths of a tape: what was closed, what is in fog, who has seen more."""

from game.engine.paths import Deed, Paths
from game.language import _
from game.saves.beside import Beside, Company
from game.saves.listing import many

MOST_TITLES = 3
"""As many runs are named where several did the same."""


def closed_words(deed: Deed) -> str:
    """Return what a deed closed, in numbers; empty where it closed nothing."""
    parts = [many(deed.closed, "scene")] if deed.closed else []
    parts += [_("{scenes} of later tapes", scenes=many(deed.closed_beyond, "scene"))] if deed.closed_beyond else []
    return _("This closed {scenes}.", scenes=_both(parts)) if parts else ""


def company_words(company: Company | None) -> tuple[str, ...]:
    """Return which other runs chose the same in a scene, and which otherwise, in a sentence each."""
    if company is None:
        return ()
    same = _("Chosen so in {runs} as well.", runs=_several(company.same)) if company.same else ""
    otherwise = _("Chosen otherwise in {runs}.", runs=_several(company.otherwise)) if company.otherwise else ""
    return tuple(filter(None, (same, otherwise)))


def _several(titles: tuple[str, ...]) -> str:
    """Return some titles, and how many more there are."""
    more = len(titles) - MOST_TITLES
    shown = ", ".join(f"“{title}”" for title in titles[:MOST_TITLES])
    return _("{runs} and {others}", runs=shown, others=many(more, "other")) if more > 0 else shown


def fog_words(tape: Paths) -> str:
    """Return how much of a tape was not seen, and how much of it can no longer be."""
    if not tape.unseen and not tape.untaken:
        return _("You have seen all of this tape.")
    parts = [many(tape.unseen, "scene")] if tape.unseen else []
    parts += [many(tape.untaken, "choice")] if tape.untaken else []
    told = f"{_both(parts)}."
    if not tape.closed:
        return told
    if not tape.still_open:
        return f"{told} " + _("No more of the scenes can be come to in this run.")
    return f"{told} " + _("In this run, {number} of the scenes can no longer be come to.", number=tape.closed)


def run_words(run: Beside) -> str:
    """Return how much another run has seen, and how much of that is new to this one."""
    told = _both([many(run.scenes, "scene"), many(run.choices, "choice")])
    if not run.new_scenes and not run.new_choices:
        return _("{told}, all of them in this run too", told=told)
    return _(
        "{told}; {scenes} and {choices} of them not in this run",
        told=told,
        scenes=run.new_scenes,
        choices=run.new_choices,
    )


def run_name(run: Beside) -> str:
    """Return what a run is called beside this one."""
    return run.run or _("This run, with what was cut")


def _both(parts: list[str]) -> str:
    """Return one part, or two with a word between them."""
    match parts:
        case [one, other]:
            return _("{one} and {other}", one=one, other=other)
        case _:
            return "".join(parts)
