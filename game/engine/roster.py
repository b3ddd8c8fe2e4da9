"""Who is known in a run and what a screen says of them: cards, gauges, memories, and values put into words.

Pure functions over a playthrough, called by the terminal game and the plain reader alike, so that both show the same
facts.
"""

from msgspec import Struct
from msgspec.structs import replace

from game.engine import rules
from game.engine.playthrough import Playthrough, Step
from game.engine.state import Moment
from game.language import _
from game.story.model import Person, Story
from game.story.variables import DomainKind, Variable, VariableKind


class Gauge(Struct, frozen=True):
    """A stat or a count as a screen shows it."""

    variable: Variable
    label: str
    code: int

    @property
    def is_scale(self) -> bool:
        """Whether it can be drawn as pips or a bar: an integer from 0 to ``variable.domain.maximum``."""
        return self.variable.domain.kind is DomainKind.RANGE

    @property
    def words(self) -> str:
        """The value alone: "3 of 5", or an enum's word. Empty where the author gave the value no words."""
        return value_words(self.variable, self.code)


class Memory(Struct, frozen=True):
    """Something a person remembers of the player."""

    fact: Variable
    sentence: str


class Sighting(Struct, frozen=True):
    """Where and when somebody was last present in this run. All are as written, and any may be empty."""

    place: str
    clock: str
    place_id: str


class Card(Struct, frozen=True):
    """All that a screen says of one person now."""

    person: Person
    name: str
    """The player's own name on the card of ``you``."""
    gauges: tuple[Gauge, ...]
    """Stats other than the presence stat, in the world's order; hidden and wordless ones left out."""
    state: str
    """The presence stat's word; empty for a person without one."""
    is_here: bool
    is_able: bool
    is_alive: bool
    memories: tuple[Memory, ...]
    last_seen: Sighting | None
    """``None`` for somebody who has been in no scene yet."""


def sighting(story: Story, moment: Moment) -> Sighting:
    """Return where and when a moment is; a bare aside is where it was entered from."""
    scene = rules.company(story, moment)
    place = story.places[scene.place].name if scene.place else ""
    return Sighting(place, moment.scene.clock or scene.clock, scene.place or "")


def value_words(variable: Variable, code: int) -> str:
    """Return a value as a screen says it: "3 of 5" on a scale, an enum's own words, "yes" or "no" for a boolean."""
    match variable.domain.kind:
        case DomainKind.RANGE:
            return _("{code} of {maximum}", code=code, maximum=variable.domain.maximum)
        case DomainKind.BOOLEAN:
            return _("yes") if code else _("no")
        case _:
            return variable.domain.word(code)


def known_people(playthrough: Playthrough) -> tuple[Person, ...]:
    """Return ``you``, everyone who was present in some scene of this run, and who is known from the start.

    In cast order. The dead stay listed.
    """
    return _known(playthrough, _sightings(playthrough))


def card(playthrough: Playthrough, person: str) -> Card:
    """Return the card of one person. Raises KeyError for an id that is not in the cast."""
    return _card(playthrough, playthrough.story.people[person], _sightings(playthrough))


def cards(playthrough: Playthrough) -> tuple[Card, ...]:
    """Return a card for everyone known, in cast order: the roster."""
    sightings = _sightings(playthrough)
    return tuple(_card(playthrough, person, sightings) for person in _known(playthrough, sightings))


def gauges(playthrough: Playthrough) -> tuple[Gauge, ...]:
    """Return the group's counts that are shown in the present chapter, in the world's order."""
    season = playthrough.chapter.season
    vector = playthrough.moment.state.vector
    return tuple(
        Gauge(variable, variable.label, vector[variable.slot])
        for variable in playthrough.story.variables
        if variable.kind is VariableKind.COUNT and not variable.hidden and _shown_in(variable, season)
    )


def memories(story: Story, moment: Moment, person: str) -> tuple[Memory, ...]:
    """Return what a person remembers of the player in a moment: facts ``of`` them that are not at their start."""
    found = []
    for variable in story.variables:
        code = moment.state.vector[variable.slot]
        if variable.of == person and code != variable.start and not variable.hidden:
            sentence = fact_sentence(variable, code)
            if sentence:
                found.append(Memory(variable, sentence))
    return tuple(found)


def fact_sentence(variable: Variable, code: int) -> str:
    """Return the sentence that stands for a fact's value.

    Empty for a boolean that is false, or where the author wrote none.
    """
    if variable.domain.kind is DomainKind.ENUM:
        return variable.domain.words.get(variable.domain.values[code], "")
    return variable.says if code else ""


def change_words(playthrough: Playthrough, variable: Variable, before: int, after: int) -> str:
    """Return a change of a stat or count as a sentence, such as "On-jo: Trust 3 of 5, up from 2".

    Empty for facts and hidden things, and for words other than of presence: those stand on a person's card.
    """
    if variable.hidden or variable.kind not in {VariableKind.STAT, VariableKind.COUNT}:
        return ""
    presence = playthrough.story.presence
    if variable.stat and variable.domain.kind is DomainKind.ENUM and (not presence or variable.stat != presence.id):
        return ""
    words = value_words(variable, after)
    if not words:
        return ""
    owner = f"{person_name(playthrough, variable.person)}: " if variable.person else ""
    if variable.domain.kind is not DomainKind.RANGE:
        return f"{owner}{words.rstrip('.')}."
    return f"{owner}{moved_words(variable, before, after)}."


def moved_words(variable: Variable, before: int, after: int) -> str:
    """Return how a number on a scale moved: "Trust 3 of 5, up from 2"."""
    told = f"{variable.label} {value_words(variable, after)}"
    return (
        _("{value}, up from {before}", value=told, before=before)
        if after > before
        else _("{value}, down from {before}", value=told, before=before)
    )


def person_name(playthrough: Playthrough, person: str) -> str:
    """Return what a person is called in this run; ``you`` are called by the player's name."""
    return playthrough.player if person == rules.YOU else playthrough.story.people[person].name


def person_now(playthrough: Playthrough, person: Person) -> Person:
    """Return a person with the role and the card of the present season; of the last they lived in, if they are lost."""
    if not person.later:
        return person
    story = playthrough.story
    alive = (step.after for step in reversed(playthrough.steps) if rules.is_alive(story, step.after.state, person.id))
    moment = next(alive, playthrough.steps[0].after)
    role, card = person.role, person.card
    for season in story.seasons:
        other_role, other_card = person.later.get(season.id, ("", ""))
        role, card = other_role or role, other_card or card
        if season.id == story.chapter_of(moment.scene).season:
            break
    return replace(person, role=role, card=card)


def _known(playthrough: Playthrough, sightings: dict[str, Sighting]) -> tuple[Person, ...]:
    met = {rules.YOU, *sightings}
    return tuple(person for person in playthrough.story.people.values() if person.known or person.id in met)


def _card(playthrough: Playthrough, person: Person, sightings: dict[str, Sighting]) -> Card:
    story, moment = playthrough.story, playthrough.moment
    presence = story.presence.id if story.presence else None
    own = [story.variable(f"{person.id}.{stat}") for stat in person.stats]
    shown = [
        Gauge(variable, variable.label, moment.state.vector[variable.slot])
        for variable in own
        if not variable.hidden and variable.stat != presence
    ]
    state = next((variable for variable in own if variable.stat == presence and not variable.hidden), None)
    return Card(
        person=person_now(playthrough, person),
        name=person_name(playthrough, person.id),
        gauges=tuple(gauge for gauge in shown if gauge.words),
        state="" if state is None else value_words(state, moment.state.vector[state.slot]),
        is_here=person.id in rules.present(story, moment),
        is_able=rules.is_able(story, moment.state, person.id),
        is_alive=rules.is_alive(story, moment.state, person.id),
        memories=memories(story, moment, person.id),
        last_seen=sightings.get(person.id),
    )


def _sightings(playthrough: Playthrough) -> dict[str, Sighting]:
    """Return where each person was last present, for everyone who was present on some arrival of this run.

    Asked at every move, so it goes on from where it was last asked, unless the run has been rewound since.
    """
    story, steps = playthrough.story, playthrough.steps
    seen = playthrough.worked_out.get(_SEEN)
    if not isinstance(seen, _Seen) or len(steps) < seen.read or steps[seen.read - 1] is not seen.last:
        seen = playthrough.worked_out[_SEEN] = _Seen(steps[0])
    for step in steps[seen.read :]:
        if step.arrived:
            seen.people |= dict.fromkeys(rules.present(story, step.after), sighting(story, step.after))
    seen.read, seen.last = len(steps), steps[-1]
    return dict(seen.people)


class _Seen:
    """What was read of a run so far: how many of its steps, the last of them, and whom they showed where."""

    def __init__(self, last: Step) -> None:
        self.read = 0
        self.last = last
        self.people: dict[str, Sighting] = {}


_SEEN = "who was seen where"


def _shown_in(variable: Variable, season: str | None) -> bool:
    return variable.seasons is None or season in variable.seasons
