"""HT451: a prepared history that cannot be played."""

from collections.abc import Iterator

from game.author.check.study import Study
from game.engine.playthrough import Playthrough
from game.story.problems import Problem, nearest


def check(study: Study) -> Iterator[Problem]:
    """Yield for each history the move at which a replay stops, and why it does."""
    for history in study.story.histories:
        run = Playthrough(study.story)
        stopped = run.restore(history.moves)
        if stopped is None:
            continue
        offered = [*run.available()]
        where = f"Move {stopped.index + 1} of {len(history.moves)} in the history `{history.id}` cannot be made"
        yield study.problem(
            "HT451",
            history.places[stopped.index],
            f"{where}: {stopped.message.removesuffix('.')}.",
            expected=f"one of {', '.join(f'`{move}`' for move in offered)}" if offered else "the end: nothing follows",
            hint=nearest(stopped.move, offered) or "Play that way, export the run, and copy its moves.",
        )
