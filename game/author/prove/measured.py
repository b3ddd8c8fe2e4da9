"""What is measured along a playthrough: moves, choices, words, and how much of what is written is read at all."""

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from game.author.prove.formula import FALSE, TRUE, Formula, all_of, negation, slots_of
from game.author.prove.ground import Grounds
from game.author.prove.unfold import Edge, Node
from game.author.prove.value_sets import Possible
from game.author.prove.valued import Diagrams, Valued
from game.author.prove.wording import Place, Wording, words_in
from game.story.expr import Condition
from game.story.model import Choice, Scene, Story
from game.story.text import Branching, Prose, Text


class Measure(StrEnum):
    """What is measured."""

    MOVES = "moves"
    CHOICES = "choices"
    WORDS = "words"
    """Texts as often as they are read, replies, the labels of what is chosen, epilogues after the last scene."""
    TEXT = "text"
    """Words of the same, as they are written, each counted once however often it is read."""


PieceKey: TypeAlias = tuple[str, int]
"""Whose text something is of, and its number there; -1 for the whole."""


class Part(Struct, frozen=True):
    """Something that counts at some point of a way: how much, as a function of the state there."""

    key: PieceKey
    amount: Valued
    asked: frozenset[int]
    """The slots it asks about."""
    mark: int | None = None
    """The slot that says whether it has counted already, for what counts once and can be come to twice."""


class Piece(Struct, frozen=True):
    """A run of words with nothing conditional in it, and when it is read."""

    key: PieceKey
    formula: Formula
    words: int


class Pieces:
    """The pieces that a story's texts are written in, and which of them can be come to more than once."""

    def __init__(self, grounds: Grounds, twice: frozenset[str]) -> None:
        """Number the marks of what stands in scenes that can be come to ``twice``, behind all other slots."""
        self.grounds = grounds
        self.twice = twice
        first = len(grounds.sizes) + 1
        keys = [
            (owner, number)
            for owner, text in _texts(grounds.story, twice)
            for number, words in enumerate(_written(text))
            if words
        ]
        self.marks = {key: first + place for place, key in enumerate(keys)}

    def of(self, owner: str, text: Text | None, wording: Wording, place: Place) -> Iterator[Piece]:
        """Yield the pieces of a text that can be read in a place."""
        if text is not None:
            for number, (formula, words) in enumerate(self._read(text, wording, place, TRUE)):
                if words and formula != FALSE:
                    yield Piece((owner, number), formula, words)

    def _read(self, text: Text, wording: Wording, place: Place, outer: Formula) -> Iterator[tuple[Formula, int]]:
        yield outer, _own(text)
        for segment in text.segments:
            if isinstance(segment, Branching):
                left = outer
                for arm in segment.arms:
                    holds = wording.formula(arm.condition, place)
                    yield from self._read(arm.text, wording, place, all_of((left, holds)))
                    left = all_of((left, negation(holds, self.grounds.sizes)))


def conditions_at(story: Story, scene: Scene) -> Iterator[Condition]:
    """Yield the conditions of all texts that can be read in a scene, epilogues where it is the last one included."""
    for _, text in _texts(story, (scene.key,)):
        yield from text.conditions()
    if scene.ending is not None and scene.ending.kind == "record":
        for epilogue in story.epilogues:
            if epilogue.condition is not None:
                yield epilogue.condition
            yield from epilogue.text.conditions()


def written_words(story: Story) -> int:
    """Return how many words there are to be read in a story: every branch once."""
    scenes = frozenset(story.scenes)
    told = [*(text for _, text in _texts(story, scenes)), *(epilogue.text for epilogue in story.epilogues)]
    return sum(sum(_written(text)) for text in told)


def _texts(story: Story, scenes: Iterable[str]) -> Iterator[tuple[str, Text]]:
    for key in sorted(scenes):
        scene = story.scenes[key]
        yield scene.key, scene.text
        yield from (pair for choice in scene.choices for pair in _told(choice))
        yield from _clip(scene)


def _told(choice: Choice) -> Iterator[tuple[str, Text]]:
    yield f"{choice.key}:label", choice.label
    if choice.reply is not None:
        yield choice.key, choice.reply


def _clip(scene: Scene) -> Iterator[tuple[str, Text]]:
    if scene.clip is not None:
        yield f"{scene.clip_move}:label", scene.clip.label
        if scene.clip.reply is not None:
            yield scene.clip_move, scene.clip.reply


def _own(text: Text) -> int:
    """Return how many words of a text are read whatever holds; what is filled in is one."""
    pieces = (segment for segment in text.segments if not isinstance(segment, Branching))
    return sum(words_in(piece.words) if isinstance(piece, Prose) else 1 for piece in pieces)


def _written(text: Text) -> Iterator[int]:
    yield _own(text)
    for segment in text.segments:
        if isinstance(segment, Branching):
            for arm in segment.arms:
                yield from _written(arm.text)


class Weights:
    """The parts of a measure, in some diagrams."""

    def __init__(
        self, measure: Measure | None, pieces: Pieces, diagrams: Diagrams, sets: Sequence[Possible | None]
    ) -> None:
        self.measure = measure
        self.grounds = pieces.grounds
        self._pieces = pieces
        self._diagrams = diagrams
        self._sets = sets
        self._wording = Wording(self.grounds, diagrams)

    def on_arrival(self, node: Node) -> Iterator[Part]:
        """Yield what counts on coming to a node."""
        if node.clipped or self.measure not in {Measure.WORDS, Measure.TEXT}:
            return
        place = self._place(node, {})
        yield from self._text(node.scene.key, node.scene.text, place)
        if node.scene.ending is not None and node.scene.ending.kind == "record":
            for epilogue in self.grounds.story.epilogues:
                shown = self._wording.formula(epilogue.condition, place)
                yield from self._text(epilogue.id, epilogue.text, place, shown)

    def on_move(self, edge: Edge, source: Node) -> Iterator[Part]:
        """Yield what counts on taking an edge, as a function of the state before."""
        if self.measure is Measure.MOVES or (self.measure is Measure.CHOICES and edge.choice is not None):
            yield Part((edge.move, -1), self._diagrams.weighed(1, self._diagrams.one), frozenset())
        elif self.measure in {Measure.WORDS, Measure.TEXT}:
            scene = source.scene
            told = list(_told(edge.choice)) if edge.choice else list(_clip(scene)) if edge.route is None else []
            for owner, text in told:
                is_reply = not owner.endswith(":label")
                update = {} if not is_reply else self._before_reply(edge, scene)
                yield from self._text(owner, text, self._place(source, update))

    def _before_reply(self, edge: Edge, scene: Scene) -> "dict[int, tuple[int, ...]]":
        done = self.grounds.leaving(scene, edge.choice) if edge.choice else self.grounds.keeping(scene)[1]
        return dict(done)

    def _place(self, node: Node, update: "dict[int, tuple[int, ...]]") -> Place:
        return Place(node.here, update, self._sets[node.index] or [])

    def _text(self, owner: str, text: Text, place: Place, shown: Formula = TRUE) -> Iterator[Part]:
        if shown == FALSE:
            return
        diagrams = self._diagrams
        if self.measure is Measure.TEXT:
            yield from self._pieces_of(owner, text, place, shown)
            return
        amount = self._wording.words(text, place)
        if shown != TRUE:
            read = diagrams.of(shown)
            amount = diagrams.join(diagrams.times(read, amount), diagrams.opposite(read))
        if amount != diagrams.one:
            yield Part((owner, -1), amount, frozenset(diagrams.slots_of(amount)))

    def _pieces_of(self, owner: str, text: Text, place: Place, shown: Formula) -> Iterator[Part]:
        """Yield what is read of a text: what can be read but once together, all else piece by piece."""
        diagrams = self._diagrams
        together = diagrams.one
        for piece in self._pieces.of(owner, text, self._wording, place):
            holds = all_of((shown, piece.formula))
            read = diagrams.of(holds)
            amount = diagrams.weighed(piece.words, read)
            mark = self._pieces.marks.get(piece.key)
            if mark is None:
                together = diagrams.times(together, diagrams.join(amount, diagrams.opposite(read)))
            else:
                yield Part(piece.key, amount, frozenset(slots_of(holds)), mark)
        if together != diagrams.one:
            yield Part((owner, -1), together, frozenset(diagrams.slots_of(together)))
