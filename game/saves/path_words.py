"""What screens and the reader alike say of the paths of a tape: what was closed, what is in fog, who has seen more."""

from game.engine.paths import Deed, Paths
from game.saves.beside import Beside
from game.saves.listing import many


def closed_words(deed: Deed) -> str:
    """Return what a deed closed, in numbers; empty where it closed nothing."""
    parts = [many(deed.closed, "scene")] if deed.closed else []
    parts += [f"{many(deed.closed_beyond, 'scene')} of later tapes"] if deed.closed_beyond else []
    return f"This closed {' and '.join(parts)}." if parts else ""


def fog_words(tape: Paths) -> str:
    """Return how much of a tape was not seen, and how much of it can no longer be."""
    if not tape.unseen and not tape.untaken:
        return "You have seen all of this tape."
    parts = [many(tape.unseen, "scene")] if tape.unseen else []
    parts += [many(tape.untaken, "choice")] if tape.untaken else []
    told = f"{' and '.join(parts)}."
    if not tape.closed:
        return told
    if not tape.still_open:
        return f"{told} No more of the scenes can be come to in this run."
    return f"{told} In this run, {tape.closed} of the scenes can no longer be come to."


def run_words(run: Beside) -> str:
    """Return how much another run has seen, and how much of that is new to this one."""
    told = f"{many(run.scenes, 'scene')} and {many(run.choices, 'choice')}"
    if not run.new_scenes and not run.new_choices:
        return f"{told}, all of them in this run too"
    return f"{told}; {run.new_scenes} and {run.new_choices} of them not in this run"


def run_name(run: Beside) -> str:
    """Return what a run is called beside this one."""
    return run.run or "This run, with what was cut"
