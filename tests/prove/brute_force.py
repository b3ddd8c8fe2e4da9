"""Every moment of a small story, looked at one by one: the referee of the prover, which shares no code with it.

It knows the game's own rules and the format's definitions, and nothing else.
"""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import permutations

from game.engine import rules
from game.engine.offers import Outcome
from game.engine.state import Moment
from game.story.expr import All, AnyOf, Condition, Happened, Not, Where
from game.story.laws import LawKind
from game.story.model import Scene, Story
from game.story.text import Branching, Text

Key = tuple[str, str, str]
"""Kind, where, and whom or which."""


class TooManyMoments(Exception):
    """The story is not small."""


@dataclass(frozen=True)
class Stand:
    """A moment, whether it is the arrival or after a clip, and what has happened as laws ask for it."""

    moment: Moment
    clipped: bool
    past: frozenset[str]


@dataclass
class Truth:
    """What holds: the fewest moves to each thing that can be come to, and the pairs of options that compare badly."""

    least: dict[Key, int] = field(default_factory=dict)
    first: dict[Key, tuple[str, ...]] = field(default_factory=dict)
    """The first way to each thing by the order of moves, among the shortest."""
    same: set[tuple[str, str, str]] = field(default_factory=set)
    dominated: set[tuple[str, str, str]] = field(default_factory=set)


class Referee:
    """Walks all moments of a story, nearest first, and notes what it meets."""

    def __init__(self, story: Story, most: int, without: str = "") -> None:
        """Look at every moment, a choice left out if one is named. Raises TooManyMoments beyond ``most``."""
        self.story = story
        self.without = without
        self.truth = Truth()
        self.depth: dict[Stand, int] = {}
        self.way: dict[Stand, tuple[str, ...]] = {}
        self.after: dict[Stand, list[tuple[str, Stand]]] = {}
        self.met: dict[Stand, set[Key]] = {}
        self.replies: dict[tuple[Stand, str], set[Key]] = {}
        self._walk(most)
        self._look_back()
        self._compare()

    def _walk(self, most: int) -> None:
        start = rules.begin(self.story)
        first = Stand(start, clipped=False, past=frozenset())
        self._start_effects(first)
        self.depth[first] = 0
        self.way[first] = ()
        waiting = deque([first])
        while waiting:
            stand = waiting.popleft()
            if len(self.depth) > most:
                raise TooManyMoments
            self.met[stand] = set(self._meets(stand))
            for key in self.met[stand]:
                self._meet(key, stand)
            self.after[stand] = []
            for move in rules.available(self.story, stand.moment):
                if move == self.without:
                    continue
                after = self._moved(stand, move)
                self.after[stand].append((move, after))
                if after not in self.depth:
                    self.depth[after] = self.depth[stand] + 1
                    self.way[after] = (*self.way[stand], move)
                    waiting.append(after)

    def _note(self, key: Key, depth: int) -> None:
        self.truth.least[key] = min(depth, self.truth.least.get(key, depth))

    def _meet(self, key: Key, stand: Stand) -> None:
        """Note what is met in a stand. Stands come nearest first, and of those the first by the order of moves."""
        self._note(key, self.depth[stand])
        if key not in self.truth.first or len(self.way[stand]) < len(self.truth.first[key]):
            self.truth.first[key] = self.way[stand]

    def _start_effects(self, first: Stand) -> None:
        before = self.story.start_vector
        for effect in first.moment.scene.enter:
            if first.moment.state.vector[effect.slot] != before[effect.slot]:
                self._note(("effect", first.moment.scene.key, self.story.variables[effect.slot].name), 0)

    def _moved(self, stand: Stand, move: str) -> Stand:
        outcome = rules.apply(self.story, stand.moment, move)
        depth = self.depth[stand] + 1
        scene = stand.moment.scene
        clip = move.endswith(".clip")
        found: set[Key] = set()
        if clip:
            found.add(("clips", move, ""))
        elif not move.endswith(".continue"):
            found.add(("choices", move, ""))
        if outcome.reply is not None:
            found |= {
                ("branches", f"{move}#{number}", "") for number in read_arms(self.story, outcome.judged, outcome.reply)
            }
        if not clip:
            found |= set(self._route(scene, move, outcome.judged))
            found |= set(self._changes(stand.moment, move, outcome))
        for key in found:
            self._note(key, depth)
        self.replies[stand, move] = found
        past = stand.past if clip else stand.past | {f"seen {scene.key}", f"taken {move}"}
        return Stand(outcome.after, clipped=clip, past=past)

    def _route(self, scene: Scene, move: str, judged: Moment) -> Iterator[Key]:
        choice = next((choice for choice in scene.choices if choice.key == move), None)
        routes = choice.routes if choice else scene.routes
        owner = scene.key if choice is None or choice.routes is scene.routes else choice.key
        if len(routes) > 1:
            taken = next(route for route in routes if rules.holds(self.story, judged, route.condition))
            yield "routes", f"{owner}>{taken.number}", ""

    def _changes(self, before: Moment, move: str, outcome: Outcome) -> Iterator[Key]:
        choice = next((choice for choice in before.scene.choices if choice.key == move), None)
        for effect in choice.effects if choice else ():
            if outcome.judged.state.vector[effect.slot] != before.state.vector[effect.slot]:
                yield "effect", move, self.story.variables[effect.slot].name
        routes = choice.routes if choice else before.scene.routes
        taken = next(route for route in routes if rules.holds(self.story, outcome.judged, route.condition))
        if taken.target != "back":
            for effect in outcome.after.scene.enter:
                if outcome.after.state.vector[effect.slot] != outcome.judged.state.vector[effect.slot]:
                    yield "effect", outcome.after.scene.key, self.story.variables[effect.slot].name

    def _meets(self, stand: Stand) -> Iterator[Key]:
        story, moment = self.story, stand.moment
        scene = moment.scene
        if not stand.clipped:
            yield from self._arrives(moment)
        if rules.is_stuck(story, moment):
            yield "stuck", scene.key, ""
        for law in story.laws:
            if law.kind is LawKind.NEVER and law.condition is not None and self._asked(law.condition, stand):
                yield "law", scene.key, law.id
        for line in story.lines:
            if rules.holds(story, moment, line.condition):
                yield "lines", line.id, ""
                yield from self._columns(moment, line.id, (line.happened, line.on_tape, line.told))

    def _arrives(self, moment: Moment) -> Iterator[Key]:
        story, scene = self.story, moment.scene
        yield "scenes", scene.key, ""
        for number in read_arms(story, moment, scene.text):
            yield "branches", f"{scene.key}#{number}", ""
        if not rules.read_scene(story, moment, "You"):
            yield "empty_text", scene.key, ""
        for person in rules.absent_cast(story, moment):
            yield "absent_cast", scene.key, person
        if scene.ending is not None:
            yield "endings", scene.ending.id, ""
            if scene.ending.kind == "record":
                yield from self._epilogues(moment)

    def _epilogues(self, moment: Moment) -> Iterator[Key]:
        for epilogue in self.story.epilogues:
            if rules.holds(self.story, moment, epilogue.condition):
                yield "lines", epilogue.id, ""
                yield from self._columns(moment, epilogue.id, (epilogue.text,))
                if epilogue.ending is not None:
                    yield "endings", epilogue.ending.id, ""

    def _columns(self, moment: Moment, owner: str, texts: tuple[Text | None, ...]) -> Iterator[Key]:
        before = 0
        for text in texts:
            if text is not None:
                for number in read_arms(self.story, moment, text):
                    yield "branches", f"{owner}#{before + number}", ""
                before += sum(1 for _ in text.arms())

    def _asked(self, condition: Condition, stand: Stand) -> bool:
        match condition:
            case Happened(what=what, key=key):
                return f"{what} {key}" in stand.past
            case Where(what=what, ids=ids):
                scene = stand.moment.scene
                ending = scene.ending.id if scene.ending else "none"
                return {"chapter": scene.chapter, "scene": scene.key, "ending": ending}[what] in ids
            case Not(part=part):
                return not self._asked(part, stand)
            case All(terms=terms):
                return all(self._asked(term, stand) for term in terms)
            case AnyOf(terms=terms):
                return any(self._asked(term, stand) for term in terms)
        return rules.holds(self.story, stand.moment, condition)

    def _look_back(self) -> None:
        """Note from where no ending can be reached, and what laws say of what can follow."""
        for stand in self._without(lambda met: any(kind == "endings" for kind, _, _ in met)):
            if not stand.moment.scene.is_end:
                self._meet(("no_ending", stand.moment.scene.key, ""), stand)
        for law in self.story.laws:
            if law.kind is LawKind.LEADS_TO:
                wanted = {(kind, target, "") for target in law.targets for kind in ("scenes", "endings")}
                for stand in self._without(lambda met, wanted=wanted: bool(wanted & met)):
                    if stand.moment.scene.key == law.source:
                        self._meet(("law", law.source or "", law.id), stand)
            if law.kind is LawKind.EVERY_ENDING_FROM:
                self._every_ending(law.source or self.story.start, law.id)

    def _every_ending(self, source: str, law_id: str) -> None:
        endings = {scene.ending.id for scene in self.story.scenes.values() if scene.ending}
        endings |= {epilogue.ending.id for epilogue in self.story.epilogues if epilogue.ending}
        good = {stand for stand in self.depth if stand.moment.scene.key == source}
        for ending in endings:
            good -= set(self._without(lambda met, ending=ending: ("endings", ending, "") in met))
        for stand in good:
            self._note(("every_ending", source, law_id), self.depth[stand])

    def _without(self, is_there) -> dict[Stand, None]:  # type: ignore[no-untyped-def]  # noqa: ANN001 - a test of a set of keys
        """Return the stands from which nothing that ``is_there`` can be come to, nearest first."""
        before: dict[Stand, list[Stand]] = {stand: [] for stand in self.depth}
        for stand, moves in self.after.items():
            for _, after in moves:
                before[after].append(stand)
        good = {stand for stand in self.depth if is_there(self.met[stand])}
        waiting = list(good)
        while waiting:
            fresh = [stand for stand in before[waiting.pop()] if stand not in good]
            good.update(fresh)
            waiting += fresh
        return {stand: None for stand in self.depth if stand not in good}

    def _futures(self) -> dict[Stand, frozenset[Key]]:
        """Return what can be met from each stand on, its own included."""
        kinds = {"scenes", "branches", "lines", "endings"}
        future = {stand: {key for key in met if key[0] in kinds} for stand, met in self.met.items()}
        changed = True
        while changed:
            changed = False
            for stand, moves in self.after.items():
                for move, after in moves:
                    more = {key for key in self.replies[stand, move] if key[0] in kinds} | future[after]
                    if not more <= future[stand]:
                        future[stand] |= more
                        changed = True
        return {stand: frozenset(keys) for stand, keys in future.items()}

    def _compare(self) -> None:
        futures = self._futures()
        for scene in self.story.scenes.values():
            if scene.dilemma is not None:
                slot = self.story.slots[scene.dilemma]
                options = [
                    choice.key for choice in scene.choices if any(effect.slot == slot for effect in choice.effects)
                ]
                for one, other in permutations(options, 2):
                    self._pair(scene, one, other, futures)

    def _pair(self, scene: Scene, one: str, other: str, futures: dict[Stand, frozenset[Key]]) -> None:
        both = []
        for stand, moves in self.after.items():
            ways = dict(moves)
            if stand.moment.scene is scene and one in ways and other in ways:
                both.append((ways[one], ways[other]))
        if not both:
            return
        apart = self._apart(scene, one, other)
        ahead = [
            (
                {key for key in futures[left] if key[1].partition("#")[0] not in apart},
                {key for key in futures[right] if key[1].partition("#")[0] not in apart},
            )
            for left, right in both
        ]
        if all(left == right for left, right in ahead):
            self.truth.same.add((scene.key, one, other))
        ranked = [(self._ranks(left), self._ranks(right)) for left, right in both]
        never_worse = all(all(b >= a for a, b in zip(left, right, strict=True)) for left, right in ranked)
        once_better = any(any(b > a for a, b in zip(left, right, strict=True)) for left, right in ranked)
        if never_worse and once_better and all(left <= right for left, right in ahead):
            self.truth.dominated.add((scene.key, one, other))

    def _apart(self, scene: Scene, *options: str) -> set[str]:
        routes = [route for choice in scene.choices if choice.key in options for route in choice.routes]
        return {*options, *(route.target for route in routes)}

    def _ranks(self, stand: Stand) -> list[int]:
        ranks = []
        for variable in self.story.variables:
            code = stand.moment.state.vector[variable.slot]
            if variable.name.endswith(".state"):
                ranks.append({"well": 2, "away": 1, "dead": 0}[str(variable.domain.value(code))])
            elif variable.kind in {"stat", "count"}:
                ranks.append(code if variable.high_is_better else -code)
        return ranks


def read_arms(story: Story, moment: Moment, text: Text) -> Iterator[int]:
    """Yield the branches of a text that are read in a moment."""
    for segment in text.segments:
        if isinstance(segment, Branching):
            read = next((arm for arm in segment.arms if rules.holds(story, moment, arm.condition)), None)
            if read is not None:
                yield read.number
                yield from read_arms(story, moment, read.text)
