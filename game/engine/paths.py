"""The paths of a tape: what was done on it, in full, and of all else only how much there is.

Nothing here knows the title, the place or the words of a scene that was not seen. What can no longer be come to is
judged by routes alone, whatever their conditions say, so that nothing is called closed that is not.
"""

from collections.abc import Iterator

from msgspec import Struct

from game.engine.graph import closure, routes_of
from game.engine.playthrough import Playthrough, Step
from game.engine.rules import company
from game.engine.state import Moment
from game.story.model import BACK, Chapter, Place, Story


class Deed(Struct, frozen=True):
    """Something that was chosen, or kept on tape."""

    label: str
    """As it was shown."""
    is_clip: bool
    closed: int
    """How many scenes of this tape, none of them seen, cannot be come to any more in this run since then."""
    closed_beyond: int
    """The same of other tapes."""


class Visit(Struct, frozen=True):
    """A scene that was come to."""

    scene: str
    title: str
    """May be empty."""
    place: Place | None
    clock: str
    deeds: tuple[Deed, ...]
    untaken: int
    """How many of its choices were never taken in this run; 0 where the run comes back to it later on."""


class Paths(Struct, frozen=True):
    """One tape of a run. Chapters with the same tape number are one tape."""

    chapters: tuple[Chapter, ...]
    visits: tuple[Visit, ...]
    seen: frozenset[str]
    """Keys of the scenes seen."""
    taken: frozenset[str]
    """Keys of the choices taken."""
    scenes: int
    """How many scenes the tape has."""
    choices: int
    """How many choices they have."""
    still_open: int
    """How many of its scenes that were not seen may still be come to in this run."""

    @property
    def chapter(self) -> Chapter:
        """The chapter that stands for the tape."""
        return self.chapters[0]

    @property
    def unseen(self) -> int:
        """How many scenes were not seen."""
        return self.scenes - len(self.seen)

    @property
    def untaken(self) -> int:
        """How many choices were not taken, those of scenes that were not seen included."""
        return self.choices - len(self.taken)

    @property
    def closed(self) -> int:
        """How many of its scenes cannot be come to any more in this run."""
        return self.unseen - self.still_open


def paths_of(playthrough: Playthrough) -> tuple[Paths, ...]:
    """Return the tapes that a run has come to, in the order of their first arrival."""
    story = playthrough.story
    tapes: dict[tuple[str, ...], list[tuple[Visit, set[str]]]] = {}
    for scene, visit, taken in _visits(playthrough):
        tapes.setdefault(tape_of(story, scene), []).append((visit, taken))
    forward = forward_graph(story)
    reached = closure(forward, [story.start])
    ahead = reach(forward, playthrough.moment)
    return tuple(_paths(story, tape, visits, reached, ahead) for tape, visits in tapes.items())


def tape_of(story: Story, chapter: str) -> tuple[str, ...]:
    """Return the ids of the chapters that are one tape with a chapter, itself among them, in story order."""
    number = next(one.tape for one in story.chapters if one.id == chapter)
    if number is None:
        return (chapter,)
    return tuple(one.id for one in story.chapters if one.tape == number)


def tape_played(story: Story, step: Step) -> Chapter | None:
    """Return the chapter that a step led out of into another tape; ``None`` for one that stays on its tape."""
    if step.before is None or step.after.scene.chapter in tape_of(story, step.before.scene.chapter):
        return None
    return story.chapter_of(step.before.scene)


def latest(paths: tuple[Paths, ...], playthrough: Playthrough) -> int:
    """Return the position of the tape to look at: the present one, or the one before while nothing is done in it."""
    here = next(at for at, one in enumerate(paths) if playthrough.moment.scene.key in one.seen)
    return here - 1 if here and not paths[here].taken and len(paths[here].visits) == 1 else here


def forward_graph(story: Story) -> dict[str, tuple[str, ...]]:
    """Return the scenes that each scene leads to, ``back`` left out: that leads where ``reach`` begins as well."""
    return {
        key: tuple(dict.fromkeys(route.target for route in routes_of(scene) if route.target != BACK))
        for key, scene in story.scenes.items()
    }


def reach(forward: dict[str, tuple[str, ...]], moment: Moment) -> frozenset[str]:
    """Return the scenes that routes lead to from a moment, its own among them."""
    starts = [moment.scene.key, *([moment.state.back] if moment.state.back is not None else [])]
    return frozenset(closure(forward, starts))


def _visits(playthrough: Playthrough) -> Iterator[tuple[str, Visit, set[str]]]:
    """Yield the chapter of each arrival, the visit, and the choices taken there."""
    story, steps = playthrough.story, playthrough.steps
    forward = forward_graph(story)
    tapes = {chapter.id: tape_of(story, chapter.id) for chapter in story.chapters}
    seen = {step.after.scene.key for step in steps}
    taken = {step.move for step in steps if step.move is not None}
    arrivals = [at for at, step in enumerate(steps) if step.arrived]
    last_visit = {steps[at].after.scene.key: at for at in arrivals}
    ahead = reach(forward, steps[0].after)
    for at, leaves in zip(arrivals, [*arrivals[1:], len(steps) - 1], strict=True):
        scene = steps[at].after.scene
        where = company(story, steps[at].after)
        deeds = []
        for step in steps[at + 1 : leaves + 1]:
            now = reach(forward, step.after)
            lost = [key for key in ahead - now if key not in seen]
            ahead = now
            own = sum(story.scenes[key].chapter in tapes[scene.chapter] for key in lost)
            if step.label:
                deeds.append(Deed(step.label, not step.arrived, own, len(lost) - own))
        untaken = sum(choice.key not in taken for choice in scene.choices) if last_visit[scene.key] == at else 0
        yield (
            scene.chapter,
            Visit(
                scene.key,
                scene.title,
                story.places[where.place] if where.place else None,
                scene.clock or where.clock,
                tuple(deeds),
                untaken,
            ),
            {choice.key for choice in scene.choices} & taken,
        )


def _paths(
    story: Story, tape: tuple[str, ...], visits: list[tuple[Visit, set[str]]], reached: set[str], ahead: frozenset[str]
) -> Paths:
    seen = frozenset(visit.scene for visit, _ in visits)
    there = [scene for key, scene in story.scenes.items() if scene.chapter in tape and (key in reached or key in seen)]
    return Paths(
        chapters=tuple(chapter for chapter in story.chapters if chapter.id in tape),
        visits=tuple(visit for visit, _ in visits),
        seen=seen,
        taken=frozenset().union(*(taken for _, taken in visits)),
        scenes=len(there),
        choices=sum(len(scene.choices) for scene in there),
        still_open=sum(scene.key in ahead and scene.key not in seen for scene in there),
    )
