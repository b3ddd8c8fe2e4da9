"""Two runs of one story beside each other: where they parted, and what became different."""

from collections.abc import Iterator

from msgspec import Struct

from game.engine.playthrough import Playthrough, Step
from game.engine.record import RecordRow, endings_reached, record_rows
from game.engine.roster import Card, Sighting, cards, sighting
from game.engine.why import has_become
from game.story.model import Chapter, Ending, Person, Scene


class Deed(Struct, frozen=True):
    """What was done in a run where another did something else."""

    label: str
    """As it was shown; empty for going on, where nothing is chosen."""
    is_clip: bool


class Parting(Struct, frozen=True):
    """The first move in which two runs differ."""

    shared: int
    """How many moves before it are the same."""
    chapter: Chapter
    scene: Scene
    at: Sighting
    one: Deed | None
    """What was done in the first run; ``None`` if it has come no further."""
    other: Deed | None


class Differing(Struct, frozen=True):
    """A scene in which two runs chose differently."""

    scene: Scene
    at: Sighting
    one: str
    """What was chosen in the first run, as it was shown."""
    other: str


class Fate(Struct, frozen=True):
    """Somebody who is not the same in both runs, or was met in only one of them."""

    person: Person
    one: Card | None
    """``None`` if they were never met."""
    other: Card | None


class Entry(Struct, frozen=True):
    """A line of the Record that does not read the same in both runs."""

    id: str
    one: RecordRow | None
    """``None`` where the Record has no such line."""
    other: RecordRow | None


class Comparison(Struct, frozen=True):
    """Two runs beside each other."""

    parting: Parting | None
    """``None`` for runs that are the same, move by move."""
    one_endings: tuple[Ending, ...]
    other_endings: tuple[Ending, ...]
    scenes_in_both: int
    scenes_in_one: int
    """How many scenes only the first run has seen."""
    scenes_in_other: int
    differing: tuple[Differing, ...]
    """Where both were and chose differently, in the order of the first run."""
    fates: tuple[Fate, ...]
    entries: tuple[Entry, ...]


def compare(one: Playthrough, other: Playthrough) -> Comparison:
    """Set two runs of one story beside each other, as far as each has come."""
    seen, seen_there = _seen(one), _seen(other)
    return Comparison(
        parting=_parting(one, other),
        one_endings=_endings(one),
        other_endings=_endings(other),
        scenes_in_both=len(seen & seen_there),
        scenes_in_one=len(seen - seen_there),
        scenes_in_other=len(seen_there - seen),
        differing=tuple(_differing(one, other)),
        fates=tuple(_fates(one, other)),
        entries=tuple(_entries(one, other)),
    )


def _seen(run: Playthrough) -> set[str]:
    return {step.after.scene.key for step in run.steps}


def _endings(run: Playthrough) -> tuple[Ending, ...]:
    moment = run.ending_moment
    return endings_reached(run.story, moment) if moment is not None else ()


def _parting(one: Playthrough, other: Playthrough) -> Parting | None:
    moves, moves_there = one.moves, other.moves
    both = min(len(moves), len(moves_there))
    shared = next((at for at in range(both) if moves[at] != moves_there[at]), both)
    if shared == len(moves) == len(moves_there):
        return None
    moment = one.steps[shared].after
    return Parting(
        shared,
        one.story.chapter_of(moment.scene),
        moment.scene,
        sighting(one.story, moment),
        _deed(one.steps, shared + 1),
        _deed(other.steps, shared + 1),
    )


def _deed(steps: tuple[Step, ...], at: int) -> Deed | None:
    return Deed(steps[at].label, not steps[at].arrived) if at < len(steps) else None


def _fates(one: Playthrough, other: Playthrough) -> Iterator[Fate]:
    """Yield who differs by the state that is shown of them, in cast order.

    Of somebody who was met in one run only, nothing is said while nothing has become of them there.
    """
    here, there = ({card.person.id: card for card in cards(run)} for run in (one, other))
    for person in one.story.people.values():
        mine, theirs = here.get(person.id), there.get(person.id)
        known = [(run, card) for run, card in ((one, mine), (other, theirs)) if card is not None]
        states = {card.state for _, card in known}
        if len(states) > 1 or (len(known) == 1 and has_become(known[0][0], person.id)):
            yield Fate(person, mine, theirs)


def _differing(one: Playthrough, other: Playthrough) -> Iterator[Differing]:
    """Yield the scenes that both runs chose in, and chose differently, in the order of the first."""
    here, there = _chosen(one), _chosen(other)
    for scene, step in here.items():
        theirs = there.get(scene)
        if theirs is not None and theirs.move != step.move and step.before is not None:
            yield Differing(step.before.scene, sighting(one.story, step.before), step.label, theirs.label)


def _chosen(run: Playthrough) -> dict[str, Step]:
    """Return the choice that was made in each scene: of several the last, and none that only looked at something."""
    return {
        step.before.scene.key: step
        for step in run.steps
        if step.before is not None and step.arrived and step.label and not step.after.scene.aside
    }


def _entries(one: Playthrough, other: Playthrough) -> Iterator[Entry]:
    here, there = (
        {row.id: row for row in record_rows(run.story, run.ending_moment or run.moment, run.player)}
        for run in (one, other)
    )
    for line in one.story.lines:
        mine, theirs = here.get(line.id), there.get(line.id)
        if mine != theirs:
            yield Entry(line.id, mine, theirs)
