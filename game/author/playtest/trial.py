"""One run of a playtest: who played it, where it came to rest, and everything that was read on the way.

The dice are thrown by the seed and the number of the run, so that any run can be played again by its number.
"""

from collections.abc import Iterator
from random import Random

from msgspec import Struct

from game.author.playtest.personas import PERSONAS, Persona
from game.engine import rules
from game.engine.offers import Offer
from game.engine.record import endings_reached
from game.engine.state import Moment
from game.story.model import Story
from game.story.text import Branching, Prose, Text

MOST_MOVES = 20_000
"""A run that is longer goes round in circles, and is given up."""


class Trial(Struct, frozen=True):
    """A run that was played."""

    number: int
    persona: str
    moves: tuple[str, ...]
    ending: str | None
    """The ending of a scene that it came to; ``None`` if it came to none, stuck or without an end."""
    personal: tuple[str, ...]
    """The endings of epilogues that came with it."""
    lost: frozenset[str]
    """Those who are not alive at its end."""
    words: int
    """How many words of the story's were read: texts, replies, and the labels of what was chosen."""
    read: frozenset[str]
    """Scenes, moves, and branches of texts, by the ids that ``hyosan prove`` has for them."""
    chapter_ends: dict[str, bytes]
    """For each chapter it came through, the state's vector as the chapter was left."""


def persona_of(number: int) -> Persona:
    """Return who plays the run of a number: the six in turn."""
    return PERSONAS[number % len(PERSONAS)]


class Manner(Struct, frozen=True):
    """How a playtest is played: the dice, and whether early ends are gone round."""

    seed: int = 0
    to_the_end: bool = False
    """No choice is made that leads straight to an early end, as if the player went back and chose again."""


def play(story: Story, manner: Manner, number: int) -> Trial:
    """Play one run. The same story, manner and number always give the same run."""
    return _Player(story, persona_of(number), manner, number).play()


class _Player:
    def __init__(self, story: Story, persona: Persona, manner: Manner, number: int) -> None:
        self._story = story
        self._persona = persona
        self._manner = manner
        self._number = number
        self._dice = Random(f"{manner.seed}/{number}")  # noqa: S311 - dice, not secrets
        self._read: set[str] = set()
        self._words = 0
        self._chapter_ends: dict[str, bytes] = {}

    def play(self) -> Trial:
        story = self._story
        moment = rules.begin(story)
        self._arrive(moment)
        moves: list[str] = []
        ended: Moment | None = None
        while len(moves) < MOST_MOVES:
            if ended is None and moment.scene.ending is not None:
                ended = moment
            offers = self._open_to_us(moment)
            # A clip alone is no way on.
            if all(offer.clip is not None for offer in offers):
                break
            move = self._persona.choose(story, moment.scene, offers, self._dice)
            moves.append(move)
            moment = self._make(moment, move)
        self._chapter_ends[moment.scene.chapter] = moment.state.vector
        reached = endings_reached(story, ended) if ended else ()
        lost = frozenset(person for person in story.people if not rules.is_alive(story, moment.state, person))
        return Trial(
            self._number,
            self._persona.id,
            tuple(moves),
            reached[0].id if reached else None,
            tuple(ending.id for ending in reached[1:]),
            lost,
            self._words,
            frozenset(self._read),
            self._chapter_ends,
        )

    def _open_to_us(self, moment: Moment) -> list[Offer]:
        """Return what can be done, without what stops the tape at once if that is gone round; unless all of it does."""
        offers = [offer for offer in rules.offers(self._story, moment) if offer.available]
        if not self._manner.to_the_end:
            return offers
        return [offer for offer in offers if not self._stops(moment, offer)] or offers

    def _stops(self, moment: Moment, offer: Offer) -> bool:
        ending = rules.apply(self._story, moment, offer.move).after.scene.ending
        return ending is not None and ending.kind == "tape_stops"

    def _make(self, moment: Moment, move: str) -> Moment:
        outcome = rules.apply(self._story, moment, move)
        self._read.add(move)
        choice = next((choice for choice in moment.scene.choices if choice.key == move), None)
        if choice is not None:
            self._take_in(moment, None, choice.label)
        if outcome.reply is not None:
            self._take_in(outcome.judged, move, outcome.reply)
        if outcome.arrived:
            if outcome.after.scene.chapter != moment.scene.chapter:
                self._chapter_ends[moment.scene.chapter] = outcome.judged.state.vector
            self._arrive(outcome.after)
        return outcome.after

    def _arrive(self, moment: Moment) -> None:
        self._read.add(moment.scene.key)
        self._take_in(moment, moment.scene.key, moment.scene.text)

    def _take_in(self, moment: Moment, owner: str | None, text: Text) -> None:
        """Read a text: its words are counted, and the branches that were read are noted as its owner's."""
        listed = rules.listed(self._story, moment)
        for words, branch in _told(text, moment.state.vector, listed):
            self._words += words
            if branch and owner is not None:
                self._read.add(f"{owner}#{branch}")


def _told(text: Text, vector: bytes, listed: int) -> Iterator[tuple[int, int]]:
    """Yield how many words each piece of a text has that is read, and the number of each branch, or 0."""
    for segment in text.segments:
        match segment:
            case Prose(words=words):
                yield len(words.split()), 0
            case Branching(arms=arms):
                for arm in arms:
                    if arm.condition is None or arm.condition.test(vector, listed):
                        yield 0, arm.number
                        yield from _told(arm.text, vector, listed)
                        break
            case _:
                yield 1, 0


def all_there_is(story: Story) -> dict[str, frozenset[str]]:
    """Return what can be read of a story, by kind: its scenes, its moves and the branches of its texts."""
    branches: set[str] = set()
    moves: set[str] = set()
    for scene in story.scenes.values():
        moves |= {*rules.moves_of(scene)}
        replies = {choice.key: choice.reply for choice in scene.choices}
        clip = {scene.clip_move: scene.clip.reply} if scene.clip else {}
        for owner, text in {scene.key: scene.text, **replies, **clip}.items():
            if text is not None:
                branches |= {f"{owner}#{arm.number}" for arm, _ in text.arms()}
    return {"scenes": frozenset(story.scenes), "moves": frozenset(moves), "branches": frozenset(branches)}
