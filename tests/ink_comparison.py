"""Whether another engine, playing what `hyosan export ink` wrote, tells the same as ours, move by move."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ink_engines import Engine, Told

from game.author.ink import InkNames, names_of
from game.engine import rules
from game.engine.playthrough import Playthrough
from game.engine.record import afterwords, endings_reached, record_rows
from game.engine.state import Moment
from game.story.model import Story

LINE_BREAK = "\N{LINE SEPARATOR}"


@dataclass(frozen=True, slots=True)
class Difference:
    """The first move of a run after which two engines do not tell the same."""

    moves: tuple[str, ...]
    what: str
    ours: object
    theirs: object
    engine: str

    def __str__(self) -> str:
        """Say what differs and how to get there."""
        there = "\n  ".join(self.moves) or "(at the beginning)"
        head = f"{self.what} differs in {self.engine} after {len(self.moves)} moves:\n  {there}"
        return f"{head}\nours:   {self.ours!r}\ntheirs: {self.theirs!r}"


class Comparison:
    """Compares runs of one story."""

    def __init__(self, story: Story) -> None:
        """Prepare what is the same for all runs."""
        self._story = story
        self._names: InkNames = names_of(story)
        seen = set(story.seen_slots.values())
        self._slots = [
            slot for slot in range(len(self._names.variables)) if slot < len(story.variables) or slot in seen
        ]
        self._watched = [
            *(self._names.variables[slot] for slot in self._slots),
            *self._names.endings.values(),
            "player",
        ]

    def difference(self, engine: Engine, moves: Sequence[str], number: int = 0) -> Difference | None:
        """Return the first difference in a run, or ``None``. ``number`` says by which of the names it is played."""
        names = self._story.you.names
        player = names[number % len(names)] if names else Playthrough(self._story).player
        expected = list(self._expected(moves, player))
        indices = [index for index, _, _, _ in expected]
        first = [number % len(names)] if len(names) > 1 else []
        told = engine.play([*first, *(index for index in indices[1:])], self._watched)
        values: dict[str, object] = {}
        for step in told[: len(first)]:
            values |= step.changed
        for at, (ours, theirs) in enumerate(zip(expected, told[len(first) :], strict=False)):
            values |= theirs.changed
            found = self._first(ours, theirs, values)
            if found is not None:
                return Difference(tuple(moves[:at]), *found, engine.name)
        if len(told) - len(first) != len(expected):
            return Difference(tuple(moves), "The length", len(expected), len(told) - len(first), engine.name)
        return None

    def _first(
        self, ours: "tuple[int, list[str], list[str], dict[str, object]]", theirs: Told, values: dict[str, object]
    ) -> tuple[str, object, object] | None:
        _, text, choices, expected = ours
        read = [line for line in theirs.text.split("\n") if line]
        if read != text:
            differing = [(one, other) for one, other in _pairs(text, read) if one != other]
            return "The text", differing[0][0], differing[0][1]
        if theirs.choices != choices:
            return "What can be chosen", choices, theirs.choices
        wrong = [name for name, value in expected.items() if not _same(values.get(name), value)]
        if wrong:
            return f"The value of {wrong[0]}", expected[wrong[0]], values.get(wrong[0])
        return None

    def _expected(
        self, moves: Iterable[str], player: str
    ) -> Iterator[tuple[int, list[str], list[str], dict[str, object]]]:
        """Yield for each move, after the beginning, its place among the choices, the text, what is offered, values."""
        story = self._story
        moment = rules.begin(story)
        reached: set[str] = set()
        text = self._arrival(moment, player, reached)
        yield 0, text, self._offered(moment, player), self._values(moment, player, reached)
        for move in moves:
            index = rules.available(story, moment).index(move)
            outcome = rules.apply(story, moment, move)
            text = list(rules.render(story, outcome.judged, outcome.reply, player))
            moment = outcome.after
            if outcome.arrived:
                text += self._arrival(moment, player, reached)
            yield index, _in_ink(text), self._offered(moment, player), self._values(moment, player, reached)

    def _arrival(self, moment: Moment, player: str, reached: set[str]) -> list[str]:
        story = self._story
        text = list(rules.read_scene(story, moment, player))
        if moment.scene.ending is not None:
            reached |= {ending.id for ending in endings_reached(story, moment)}
            if moment.scene.ending.kind == "record":
                for afterword in afterwords(story, moment, player):
                    text += afterword.paragraphs
                for row in record_rows(story, moment, player):
                    text += [*row.happened, *row.on_tape, *row.told]
        return _in_ink(text)

    def _offered(self, moment: Moment, player: str) -> list[str]:
        found = []
        for offer in rules.offers(self._story, moment):
            if not offer.available:
                continue
            label = offer.choice.label if offer.choice else offer.clip.label if offer.clip else None
            line = "Continue" if label is None else rules.render_line(self._story, moment, label, player)
            found.append(f'"{line}"' if offer.choice and offer.choice.spoken else line)
        return found

    def _values(self, moment: Moment, player: str, reached: set[str]) -> dict[str, object]:
        story, vector = self._story, moment.state.vector
        values: dict[str, object] = {
            self._names.variables[slot]: (
                story.variables[slot].domain.value(vector[slot]) if slot < len(story.variables) else bool(vector[slot])
            )
            for slot in self._slots
        }
        values |= {name: ending in reached for ending, name in self._names.endings.items()}
        return {**values, "player": player}


def _in_ink(paragraphs: Iterable[str]) -> list[str]:
    return [paragraph.replace("\n", LINE_BREAK) for paragraph in paragraphs]


def _same(one: object, other: object) -> bool:
    return type(one) is type(other) and one == other


def _pairs(ours: list[str], theirs: list[str]) -> Iterator[tuple[str | None, str | None]]:
    for at in range(max(len(ours), len(theirs))):
        yield ours[at] if at < len(ours) else None, theirs[at] if at < len(theirs) else None
