"""HT451: a prepared history that cannot be played."""

from collections.abc import Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING

from game.author.check.study import Study
from game.story.model import Story
from game.story.problems import Problem, nearest

if TYPE_CHECKING:
    from game.engine.playthrough import Stopped
    from game.engine.state import Moment


def check(study: Study) -> Iterator[Problem]:
    """Yield for each history the move at which a replay stops, and why it does."""
    if study.story.histories and not study.remembered.recall("histories", _rests_on(study), partial(_all_right, study)):
        yield from _stopped(study)


def _rests_on(study: Study) -> tuple[object, ...]:
    """Return all that it hangs on where a replay leads."""
    story = study.story
    tables = (story.slots, story.seen_slots, story.taken_slots, story.listed_bits, tuple(story.people))
    former = (story.former_chapters, story.former_scenes, story.former_choices)
    moves = tuple(history.moves for history in story.histories)
    logic = tuple(chapter.logic for chapter in study.drawn)
    return moves, logic, story.start, story.start_vector, story.presence, story.paying, tables, former


def _all_right(study: Study) -> bool:
    return next(_stopped(study), None) is None


def _stopped(study: Study) -> Iterator[Problem]:
    for history in study.story.histories:
        moment, stopped = _followed(study.story, history.moves)
        if stopped is None:
            continue
        from game.engine import rules  # noqa: PLC0415 - as below

        offered = [*rules.available(study.story, moment)]
        where = f"Move {stopped.index + 1} of {len(history.moves)} in the history `{history.id}` cannot be made"
        yield study.problem(
            "HT451",
            history.places[stopped.index],
            f"{where}: {stopped.message.removesuffix('.')}.",
            expected=f"one of {', '.join(f'`{move}`' for move in offered)}" if offered else "the end: nothing follows",
            hint=nearest(stopped.move, offered) or "Play that way, export the run, and copy its moves.",
        )


def _followed(story: Story, moves: Sequence[str]) -> "tuple[Moment, Stopped | None]":
    """Return where some moves lead by the rules, and why they go no further if they do not: nothing is told of them."""
    # Where the histories still hold from the last time, nobody needs to know how to play.
    from game.engine import rules  # noqa: PLC0415
    from game.engine.playthrough import present_move, stopped_at  # noqa: PLC0415

    moment = rules.begin(story)
    for index, written in enumerate(moves):
        move = present_move(story, written)
        if move not in rules.available(story, moment):
            return moment, stopped_at(story, moment, index, written, move)
        moment = rules.apply(story, moment, move).after
    return moment, None
