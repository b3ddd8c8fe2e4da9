"""Every playthrough of a small story, by its moments: how long it is, how much is read. No code is the prover's.

A playthrough is its list of moves. It knows the game's rules, and what the measures are; nothing else.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from prove.brute_force import Referee, Stand, TooManyMoments

from game.engine import rules
from game.engine.state import Moment
from game.story.model import Story
from game.story.text import Branching, Prose, Text

MOST_READ = 6000
Span = tuple[int, int]


@dataclass
class Truth:
    """By ending: least and most of each measure, and whether it can be put off for ever."""

    spans: dict[str, dict[str, Span]] = field(default_factory=dict)
    endless: set[str] = field(default_factory=set)
    playthroughs: int = 0


def truth_of(referee: Referee) -> Truth:
    """Return the truth about a story. Raises TooManyMoments if it is not small."""
    walker = Walker(referee)
    truth = Truth()
    stops = [stand for stand in referee.depth if stand.moment.scene.is_end and not stand.moment.scene.routes]
    for ending in dict.fromkeys(ending for stop in stops for ending in walker.endings_at(stop)):
        walker.measure(ending, [stop for stop in stops if ending in walker.endings_at(stop)], truth)
    return truth


class Walker:
    """Goes all ways between the stands that a referee has found."""

    def __init__(self, referee: Referee) -> None:
        self.story = referee.story
        self.referee = referee
        self.start = next(iter(referee.depth))
        self.before: dict[Stand, list[Stand]] = defaultdict(list)
        for stand, moves in referee.after.items():
            for _, after in moves:
                self.before[after].append(stand)

    def endings_at(self, stop: Stand) -> set[str]:
        """Return the endings that a way that stops somewhere has had: the last scene's, or that before a coda."""
        found, waiting, been = set(), [stop], {stop}
        while waiting:
            stand = waiting.pop()
            if stand.moment.scene.ending is not None:
                found.add(stand.moment.scene.ending.id)
                continue
            fresh = [one for one in self.before[stand] if one not in been]
            been.update(fresh)
            waiting += fresh
        return found

    def measure(self, ending: str, stops: list[Stand], truth: Truth) -> None:
        """Note what is true of the ways with an ending."""
        inside = self._leading_to(stops, ending)
        if self.start not in inside:
            return
        after = {stand: [(move, to) for move, to in self.referee.after[stand] if to in inside] for stand in inside}
        order = _topological(after)
        if order is None:
            truth.endless.add(ending)
        spans: dict[str, Span] = {"text": self._text(after, set(stops))}
        for name, weigh in (("moves", self._moves), ("choices", self._choices), ("words", self._words)):
            spans[name] = self._span(after, set(stops), order, weigh)
        truth.spans[ending] = spans
        if order is not None:
            ways: dict[Stand, int] = {}
            for stand in reversed(order):
                ways[stand] = (stand in stops) + sum(ways[to] for _, to in after[stand])
            truth.playthroughs += ways[self.start]

    def _leading_to(self, stops: list[Stand], ending: str) -> set[Stand]:
        """Return the stands from which a way leads to a stop without another ending between."""
        inside, waiting = set(stops), list(stops)
        while waiting:
            for stand in self.before[waiting.pop()]:
                had = stand.moment.scene.ending
                if stand not in inside and (had is None or had.id == ending):
                    inside.add(stand)
                    waiting.append(stand)
        return inside

    def _span(self, after, stops, order, weigh) -> Span:  # type: ignore[no-untyped-def]  # noqa: ANN001 - a graph and a measure
        least: dict[Stand, int] = dict.fromkeys(stops, 0)
        for _ in after:
            for stand, moves in after.items():
                for move, to in moves:
                    if to in least:
                        reached = weigh(stand, move, to) + least[to]
                        least[stand] = min(reached, least.get(stand, reached))
        most: dict[Stand, int] = {}
        for stand in reversed(order or []):
            ways = [weigh(stand, move, to) + most[to] for move, to in after[stand]]
            most[stand] = max([*ways, *([0] if stand in stops else [])])
        first = weigh(None, "", self.start)
        return first + least[self.start], first + most.get(self.start, 0)

    def _moves(self, stand: Stand | None, move: str, to: Stand) -> int:
        del move, to
        return int(stand is not None)

    def _choices(self, stand: Stand | None, move: str, to: Stand) -> int:
        del to
        return int(stand is not None and any(choice.key == move for choice in stand.moment.scene.choices))

    def _words(self, stand: Stand | None, move: str, to: Stand) -> int:
        return sum(len(" ".join(told).split()) for _, _, told in self._read(stand, move, to))

    def _text(self, after: dict[Stand, list[tuple[str, Stand]]], stops: set[Stand]) -> Span:
        """Return the fewest and the most words that any way has met, each where it is written counted once."""
        begin = (self.start, frozenset(self._pieces(None, "", self.start)))
        been, waiting = {begin}, [begin]
        totals = []
        while waiting:
            stand, read = waiting.pop()
            if len(been) > MOST_READ:
                raise TooManyMoments
            if stand in stops:
                totals.append(sum(words for _, _, words in read))
            for move, to in after[stand]:
                more = (to, read | frozenset(self._pieces(stand, move, to)))
                if more not in been:
                    been.add(more)
                    waiting.append(more)
        return min(totals), max(totals)

    def _pieces(self, stand: Stand | None, move: str, to: Stand) -> Iterator[tuple[str, int, int]]:
        for text, moment, _ in self._read(stand, move, to):
            yield from self._pieces_of(text, moment)

    def _pieces_of(self, text: Text, moment: Moment) -> Iterator[tuple[str, int, int]]:
        own = [segment for segment in text.segments if not isinstance(segment, Branching)]
        yield "", id(text), sum(len(one.words.split()) if isinstance(one, Prose) else 1 for one in own)
        for segment in text.segments:
            if isinstance(segment, Branching):
                for arm in segment.arms:
                    if rules.holds(self.story, moment, arm.condition):
                        yield from self._pieces_of(arm.text, moment)
                        break

    def _read(self, stand: Stand | None, move: str, to: Stand) -> Iterator[tuple[Text, Moment, tuple[str, ...]]]:
        """Yield what is read on a move, each text with where it is judged and as it reads there."""
        story: Story = self.story
        if stand is not None:
            scene = stand.moment.scene
            outcome = rules.apply(story, stand.moment, move)
            labels = {choice.key: choice.label for choice in scene.choices}
            labels |= {scene.clip_move: scene.clip.label} if scene.clip else {}
            if move in labels:
                yield labels[move], stand.moment, (rules.render_line(story, stand.moment, labels[move], "You"),)
            if outcome.reply is not None:
                yield outcome.reply, outcome.judged, rules.render(story, outcome.judged, outcome.reply, "You")
            if not outcome.arrived:
                return
        moment = to.moment
        yield moment.scene.text, moment, rules.read_scene(story, moment, "You")
        if moment.scene.ending is not None and moment.scene.ending.kind == "record":
            for epilogue in story.epilogues:
                if rules.holds(story, moment, epilogue.condition):
                    yield epilogue.text, moment, rules.render(story, moment, epilogue.text, "You")


def _topological(after: dict[Stand, list[tuple[str, Stand]]]) -> list[Stand] | None:
    """Return stands in an order in which all moves lead onward; ``None`` if something comes round."""
    into: dict[Stand, int] = dict.fromkeys(after, 0)
    for moves in after.values():
        for _, to in moves:
            into[to] += 1
    ready = [stand for stand, count in into.items() if count == 0]
    order = []
    while ready:
        stand = ready.pop()
        order.append(stand)
        for _, to in after[stand]:
            into[to] -= 1
            if into[to] == 0:
                ready.append(to)
    return order if len(order) == len(after) else None
