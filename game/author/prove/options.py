"""What can still come after each option of a dilemma: decided for all playthroughs that take it.

A playthrough that takes an option and comes to something shows as well all else that it comes to after each of its
options; what is left is asked of the solver, all of it at once, until it says that none of the rest can be.
"""

from collections.abc import Iterable, Iterator, Sequence

import networkx as nx
from msgspec import Struct

from game.author.prove.claims import Claim, Kind
from game.author.prove.decide import Decided
from game.author.prove.encode import Encoding
from game.author.prove.formula import Formula, Test, compiled, member, slots_of
from game.author.prove.ground import Here
from game.author.prove.unfold import Edge
from game.engine.rules import YOU
from game.story.model import Choice, Epilogue, RecordLine, Scene

MOST_WITNESSES = 400
"""How many of the ways that are known already are looked at."""


class Option(Struct, frozen=True, eq=False):
    """An option of a dilemma, the code it sets the dilemma's fact to, and the edges it is taken by."""

    scene: Scene
    choice: Choice
    code: int
    edges: tuple[Edge, ...]


class Asked(Struct, frozen=True):
    """Something that is read, offered or gone where a formula holds."""

    claim: Claim
    holds: Formula
    later: bool
    """Whether it is seen only after one move more: a reply, a route."""


class Options:
    """The options of a decided story's dilemmas, and what can come after them."""

    def __init__(self, decided: Decided, only: Iterable[str] | None = None) -> None:
        """Encode a story with all that is asked about; ``only`` are the scenes whose dilemmas are."""
        self.decided = decided
        self.story = decided.story
        self.graph = decided.graph
        self.claims = [*_claims(decided)]
        self.ends = {claim: list(decided.ends(claim)) for claim in self.claims}
        shape: nx.DiGraph[int] = nx.DiGraph((edge.source, edge.target) for edge in self.graph.edges)
        shape.add_nodes_from(node.index for node in self.graph.nodes)
        self.ahead = {index: {*nx.descendants(shape, index), index} for index in shape}
        wanted = list(self.story.scenes if only is None else only)
        self.of: dict[str, tuple[Option, ...]] = {
            key: self._options(self.story.scenes[key]) for key in wanted if self.story.scenes[key].dilemma
        }
        self._by_edge = {edge: option for options in self.of.values() for option in options for edge in option.edges}
        facts = frozenset(self.story.slots[self.story.scenes[key].dilemma or ""] for key in self.of)
        self.asking = _asking(decided, facts)
        """By fact of a dilemma, and node, what asks for it there."""
        asked: dict[int, set[int]] = {}
        for by_copy in self.asking.values():
            for copy, found in by_copy.items():
                asked.setdefault(copy, set()).update(slot for one in found for slot in slots_of(one.holds))
        self.encoding: Encoding = decided.encoded(self.claims, also=asked)
        self.taken = {edge: literal for leaving in self.encoding.taken.values() for edge, literal in leaving}
        self.can: dict[Option, set[Claim]] = {option: set() for options in self.of.values() for option in options}
        self._at: dict[int, list[tuple[Test, Claim]]] = {}
        for claim, ends in self.ends.items():
            for copy, target in ends:
                self._at.setdefault(copy, []).append((compiled(target.holds), claim))
        self._guards: dict[Edge, Test] = {}
        for witness in sorted(set(decided.witnesses()), key=len, reverse=True)[:MOST_WITNESSES]:
            self._learn(self._played(witness))

    def close(self) -> None:
        """Let go of the solver."""
        self.encoding.close()

    def _options(self, scene: Scene) -> tuple[Option, ...]:
        slot = self.story.slots[scene.dilemma or ""]
        found = []
        for choice in scene.choices:
            code = next((effect.amount for effect in choice.effects if effect.slot == slot and effect.sets), None)
            edges = tuple(edge for edge in self.graph.edges if edge.choice is choice)
            edges = tuple(edge for edge in edges if self.decided.laid.early[edge.source])
            if code is not None and edges:
                found.append(Option(scene, choice, code, edges))
        return tuple(found)

    def after(self, option: Option) -> set[Claim]:
        """Return what some playthrough comes to after an option. Everything else none does."""
        found = self.can[option]
        left = [claim for claim in self.claims if claim not in found]
        while left:
            way = self.encoding.any([self._leading(option, claim) for claim in left])
            if way == -1 or not self.encoding.solve([way]):
                break
            self._learn(self.encoding.whole_way())
            left = [claim for claim in left if claim not in found]
        return found

    def is_taken(self, option: Option) -> bool:
        """Return whether any playthrough takes an option."""
        way = self.encoding.any([self.taken[edge] for edge in option.edges if edge in self.taken])
        return way != -1 and self.encoding.solve([way])

    def _leading(self, option: Option, claim: Claim) -> int:
        ways = []
        for edge in option.edges:
            if edge in self.taken:
                after = self.ahead[edge.target]
                ends = [self.encoding.there(copy, target.holds) for copy, target in self.ends[claim] if copy in after]
                ways.append(self.encoding.all([self.taken[edge], self.encoding.any(ends)]))
        return self.encoding.any(ways)

    def _played(self, moves: Sequence[str]) -> list[Edge]:
        codes, index = list(self.graph.start), 0
        edges: list[Edge] = []
        for move in moves:
            edge = next((one for one in self.graph.out[index] if one.move == move and self._open(one, codes)), None)
            if edge is None:
                break
            edges.append(edge)
            _change(codes, edge)
            index = edge.target
        return edges

    def _open(self, edge: Edge, codes: Sequence[int]) -> bool:
        if edge not in self._guards:
            self._guards[edge] = compiled(edge.guard)
        return self._guards[edge](codes)

    def _learn(self, edges: Iterable[Edge]) -> None:
        """Note what a way comes to after each option it takes."""
        codes = list(self.graph.start)
        taken: list[Option] = []
        for edge in edges:
            option = self._by_edge.get(edge)
            if option is not None:
                taken.append(option)
            _change(codes, edge)
            met = [claim for test, claim in self._at.get(edge.target, ()) if test(codes)]
            for one in taken:
                self.can[one].update(met)


def _asking(decided: Decided, facts: frozenset[int]) -> dict[int, dict[int, list[Asked]]]:
    found: dict[int, dict[int, list[Asked]]] = {slot: {} for slot in facts}
    lines = {line.id for line in decided.story.lines}
    for claim in decided.claims.of(Kind.BRANCH, Kind.CHOICE, Kind.ROUTE, Kind.LINE):
        # Lines of the Record are not read where they hold; epilogues are.
        for target in claim.targets if claim.at.partition("#")[0] not in lines else ():
            for slot in facts.intersection(slots_of(target.holds)):
                later = target.move is not None and claim.kind is not Kind.CHOICE
                for copy in decided.copies[target.node]:
                    found[slot].setdefault(copy, []).append(Asked(claim, target.holds, later))
    return found


def _change(codes: list[int], edge: Edge) -> None:
    for slot, table in edge.update.items():
        codes[slot] = table[codes[slot]]


SURVIVES, LOST, LINE = "survives", "lost", "line"
"""What a claim of the last scenes is of: somebody who is alive there, or is not; a line that stands in the Record."""


def _claims(decided: Decided) -> Iterator[Claim]:
    """Yield what can come after an option: scenes, endings, and who and what there is at an ending with a Record."""
    never = {claim for claim, answer in decided.answers.items() if answer.reachable is False}
    yield from (claim for claim in decided.claims.of(Kind.SCENE, Kind.ENDING) if claim not in never)
    story, grounds = decided.story, decided.grounds
    last = [scene for scene in story.scenes.values() if scene.ending is not None and scene.ending.kind == "record"]
    places = [(scene, Here(scene, story.listed_bits[scene.key])) for scene in last]
    presence = story.presence
    for person in story.people if presence else ():
        slot = story.slots.get(f"{person}.{presence.id}") if presence and person != YOU else None
        if slot is not None and presence is not None:
            alive = sum(1 << code for code in presence.alive or ())
            for what, codes in ((SURVIVES, alive), (LOST, ~alive)):
                holds = member(slot, codes, grounds.sizes[slot])
                yield _anywhere(decided, person, what, [(scene, holds) for scene in last])
    lines: tuple[RecordLine | Epilogue, ...] = (*story.lines, *story.epilogues)
    for line in lines:
        shown = [(scene, grounds.formula(line.condition, here)) for scene, here in places]
        yield _anywhere(decided, line.id, LINE, shown)


def _anywhere(decided: Decided, at: str, what: str, places: Iterable[tuple[Scene, Formula]]) -> Claim:
    claim = Claim(Kind.VALUE, at, what)
    for scene, holds in places:
        claim.targets += decided.claims.aimed(scene, holds).targets
    return claim
