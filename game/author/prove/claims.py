"""Everything to be decided, each claim as places in the graph and what must hold there.

Whatever can be asked of a single moment comes to one form: *is there a way to this node, with this formula?* Whether
that is good news (a scene is reachable) or bad (a law is broken) is for the report.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from game.author.prove.formula import (
    FALSE,
    TRUE,
    Formula,
    Update,
    all_of,
    member,
    negation,
    one_of,
    pulled_back,
    slots_of,
    within,
)
from game.author.prove.ground import Here
from game.author.prove.unfold import Edge, Node, Unfolding, offered
from game.author.prove.value_sets import Possible
from game.engine.rules import YOU
from game.story.laws import LawKind
from game.story.model import BACK, Choice, Effect, RecordLine, Scene
from game.story.text import Text


class Kind(StrEnum):
    """What a claim is of."""

    SCENE = "scenes"
    CHOICE = "choices"
    CLIP = "clips"
    ENDING = "endings"
    BRANCH = "branches"
    ROUTE = "routes"
    LINE = "lines"
    STUCK = "stuck"
    ABSENT_CAST = "absent_cast"
    LAW = "law"
    EMPTY_TEXT = "empty_text"
    EFFECT = "effect"
    NO_ENDING = "no_ending"
    EVERY_ENDING = "every_ending"
    VALUE = "value"


REACHED = (Kind.SCENE, Kind.CHOICE, Kind.CLIP, Kind.ENDING, Kind.BRANCH, Kind.ROUTE, Kind.LINE)
"""What an author wants to be reachable."""


@dataclass(frozen=True, slots=True)
class Target:
    """A node, what must hold there, and the move with which the witness ends, if it ends with one."""

    node: int
    holds: Formula
    move: str | None = None


@dataclass(eq=False, slots=True)
class Claim:
    """A question: is there a way to one of these?"""

    kind: Kind
    at: str
    detail: str = ""
    """Whom, which law or which variable it is about, besides where."""
    targets: list[Target] = field(default_factory=list)

    @property
    def key(self) -> "ClaimKey":
        """What tells it from every other."""
        return self.kind, self.at, self.detail


ClaimKey: TypeAlias = tuple[Kind, str, str]


class Claims:
    """The claims of a story, gathered node by node."""

    def __init__(self, graph: Unfolding, sets: Sequence[Possible | None]) -> None:
        """Gather every claim; those that no node can come to have no targets."""
        self.graph = graph
        self.grounds = graph.grounds
        self.story = graph.grounds.story
        self.sets = sets
        self.found: dict[ClaimKey, Claim] = {}
        self._slots: dict[int, tuple[Formula, tuple[int, ...]]] = {}
        """By identity: formulas, kept so that no other can have theirs, and what they ask about."""
        self._lines: dict[tuple[str, int], list[tuple[Claim, Formula]]] = {}
        self._shortened: dict[tuple[int, ...], Formula] = {}
        self._name_all()
        edges_into: dict[int, list[Edge]] = {}
        for edge in graph.edges:
            edges_into.setdefault(edge.target, []).append(edge)
        for node in graph.nodes:
            if sets[node.index] is not None:
                self._at(node, edges_into.get(node.index, []))

    def add(self, kind: Kind, at: str, detail: str, ways: Iterable[tuple[Node, Formula]]) -> None:
        """Add a claim about some nodes."""
        claim = self._claim(kind, at, detail)
        for node, holds in ways:
            self._add(node, holds, claim)

    def aimed(self, scene: Scene, holds: Formula, detail: str = "") -> Claim:
        """Return a claim about the arrival at a scene, for a single question."""
        claim = Claim(Kind.VALUE, scene.key, detail)
        for node in self.graph.nodes:
            if node.scene is scene and not node.clipped:
                self._add(node, holds, claim)
        return claim

    def tell_apart(self, claim: Claim) -> list[Claim]:
        """Replace a claim about any scene by one for each scene it can be about, and return these."""
        del self.found[claim.key]
        for target in claim.targets:
            at = self.graph.nodes[target.node].scene.key
            self._claim(claim.kind, at, claim.detail).targets.append(target)
        return [self.found[key] for key in self.found if key[0] is claim.kind and key[1] and key[2] == claim.detail]

    def of(self, *kinds: Kind) -> Iterator[Claim]:
        """Yield the claims of some kinds, in story order."""
        return (claim for claim in self.found.values() if claim.kind in kinds)

    def _claim(self, kind: Kind, at: str, detail: str = "") -> Claim:
        return self.found.setdefault((kind, at, detail), Claim(kind, at, detail))

    def _add(self, node: Node, holds: Formula, claim: Claim, move: str | None = None) -> None:
        possible = self.sets[node.index]
        if possible is not None:
            left = self._within(holds, possible)
            if left != FALSE:
                claim.targets.append(Target(node.index, left, move))

    def _within(self, holds: Formula, possible: Possible) -> Formula:
        """Return a formula as short as the codes that are possible let it be; most nodes let it be the same."""
        if id(holds) not in self._slots:
            self._slots[id(holds)] = (holds, tuple(dict.fromkeys(slots_of(holds))))
        key = (id(holds), *(possible[slot] for slot in self._slots[id(holds)][1]))
        if key not in self._shortened:
            self._shortened[key] = within(holds, possible, self.grounds.sizes)
        return self._shortened[key]

    def _name_all(self) -> None:
        """Make every claim in the order of the story, so that those never come to are there too."""
        for scene in self.story.scenes.values():
            self._name_scene(scene)
        for line in self.story.lines:
            self._claim(Kind.LINE, line.id)
            self._name_arms(line.id, columns(line.happened, line.on_tape, line.told))
        for epilogue in self.story.epilogues:
            self._claim(Kind.LINE, epilogue.id)
            self._name_arms(epilogue.id, columns(epilogue.text))
            if epilogue.ending:
                self._claim(Kind.ENDING, epilogue.ending.id)
        for law in self.story.laws:
            if law.kind is LawKind.NEVER:
                self._claim(Kind.LAW, "", law.id)

    def _name_scene(self, scene: Scene) -> None:
        self._claim(Kind.SCENE, scene.key)
        if scene.ending:
            self._claim(Kind.ENDING, scene.ending.id)
        self._name_arms(scene.key, columns(scene.text))
        for choice in scene.choices:
            self._claim(Kind.CHOICE, choice.key)
            self._name_arms(choice.key, columns(choice.reply))
            for effect in choice.effects:
                self._claim(Kind.EFFECT, choice.key, self._name(effect))
        if scene.clip:
            self._claim(Kind.CLIP, scene.clip_move)
            self._name_arms(scene.clip_move, columns(scene.clip.reply))
        for effect in scene.enter:
            self._claim(Kind.EFFECT, scene.key, self._name(effect))
        for route_id in route_ids(scene):
            self._claim(Kind.ROUTE, route_id)

    def _name_arms(self, owner: str, texts: list[tuple[int, Text]]) -> None:
        for first, text in texts:
            for arm, _ in text.arms():
                self._claim(Kind.BRANCH, f"{owner}#{first + arm.number}")

    def _name(self, effect: Effect) -> str:
        return self.story.variables[effect.slot].name

    def _at(self, node: Node, arriving: list[Edge]) -> None:
        scene = node.scene
        if not node.clipped:
            self._on_arrival(node, arriving)
        for choice in scene.choices:
            self._choice(node, choice)
        if scene.clip and not node.clipped:
            guard, update = self.grounds.keeping(scene)
            self._add(node, guard, self._claim(Kind.CLIP, scene.clip_move), scene.clip_move)
            self._arms(node, scene.clip_move, columns(scene.clip.reply), (guard, update), scene.clip_move)
        self._routes(node)
        if not scene.is_end:
            sizes = self.grounds.sizes
            ways = [offered(self.grounds, node, choice) for choice in scene.choices]
            nothing = TRUE if not ways and not scene.routes else FALSE if not ways else None
            left = nothing or all_of(negation(way, sizes) for way in ways)
            self._add(node, left, self._claim(Kind.STUCK, scene.key))
        for law in self.story.laws:
            if law.kind is LawKind.NEVER:
                self._add(node, self.grounds.formula(law.condition, node.here), self._claim(Kind.LAW, "", law.id))
        for line in self.story.lines:
            for claim, shown in self._of_line(line, node.here):
                self._add(node, shown, claim)

    def _of_line(self, line: RecordLine, here: Here) -> list[tuple[Claim, Formula]]:
        """Return the claims of a line of the Record, which are the same in all places but for whom the lists name."""
        key = (line.id, here.listed)
        if key not in self._lines:
            shown = self.grounds.formula(line.condition, here)
            found = [(self._claim(Kind.LINE, line.id), shown)]
            for first, text in columns(line.happened, line.on_tape, line.told):
                for number, read in self.grounds.arms(text, here):
                    claim = self._claim(Kind.BRANCH, f"{line.id}#{first + number}")
                    found.append((claim, all_of((shown, read))))
            self._lines[key] = found
        return self._lines[key]

    def _on_arrival(self, node: Node, arriving: list[Edge]) -> None:
        scene, grounds = node.scene, self.grounds
        self._add(node, TRUE, self._claim(Kind.SCENE, scene.key))
        self._arms(node, scene.key, columns(scene.text), (TRUE, {}))
        self._add(node, grounds.emptiness(scene.text, node.here), self._claim(Kind.EMPTY_TEXT, scene.key))
        presence = self.story.presence
        for person in scene.cast:
            slot = self.story.slots.get(f"{person}.{presence.id}") if presence and person != YOU else None
            if slot is not None and presence is not None:
                able = sum(1 << code for code in presence.able or ())
                absent = member(slot, ~able, grounds.sizes[slot])
                self._add(node, absent, self._claim(Kind.ABSENT_CAST, scene.key, person))
        if scene.ending:
            self._add(node, TRUE, self._claim(Kind.ENDING, scene.ending.id))
            if scene.ending.kind == "record":
                self._epilogues(node)
        self._entering(node, arriving)

    def _epilogues(self, node: Node) -> None:
        for epilogue in self.story.epilogues:
            shown = self.grounds.formula(epilogue.condition, node.here)
            self._add(node, shown, self._claim(Kind.LINE, epilogue.id))
            self._arms(node, epilogue.id, columns(epilogue.text), (shown, {}))
            if epilogue.ending:
                self._add(node, shown, self._claim(Kind.ENDING, epilogue.ending.id))

    def _entering(self, node: Node, arriving: list[Edge]) -> None:
        """Claim that what a scene does on arrival changes something, as seen from where it is come from."""
        if node.index == 0:
            for effect in node.scene.enter:
                table = self.grounds.update([effect])[effect.slot]
                code = self.grounds.start[effect.slot]
                if table[code] != code:
                    self._add(node, TRUE, self._claim(Kind.EFFECT, node.scene.key, self._name(effect)))
        for edge in arriving:
            if edge.route is not None and edge.route.target != BACK:
                source = self.graph.nodes[edge.source]
                leaving = self.grounds.leaving(source.scene, edge.choice)
                for effect in node.scene.enter:
                    changed = pulled_back(self._changes(effect), leaving, self.grounds.sizes)
                    claim = self._claim(Kind.EFFECT, node.scene.key, self._name(effect))
                    self._add(source, all_of((edge.guard, changed)), claim, edge.move)

    def _changes(self, effect: Effect) -> Formula:
        table = self.grounds.update([effect])[effect.slot]
        codes = sum(1 << code for code, after in enumerate(table) if after != code)
        return member(effect.slot, codes, len(table))

    def _choice(self, node: Node, choice: Choice) -> None:
        guard = offered(self.grounds, node, choice)
        self._add(node, guard, self._claim(Kind.CHOICE, choice.key), choice.key)
        leaving = self.grounds.leaving(node.scene, choice)
        self._arms(node, choice.key, columns(choice.reply), (guard, leaving), choice.key)
        for effect in choice.effects:
            claim = self._claim(Kind.EFFECT, choice.key, self._name(effect))
            self._add(node, all_of((guard, self._changes(effect))), claim, choice.key)

    def _routes(self, node: Node) -> None:
        ways: dict[tuple[str, str], list[Formula]] = {}
        for edge in self.graph.out[node.index]:
            route_id = route_id_of(node.scene, edge)
            if route_id is not None:
                ways.setdefault((route_id, edge.move), []).append(edge.guard)
        for (route_id, move), guards in ways.items():
            self._add(node, one_of(guards, self.grounds.sizes), self._claim(Kind.ROUTE, route_id), move)

    def _arms(
        self,
        node: Node,
        owner: str,
        texts: list[tuple[int, Text]],
        told: tuple[Formula, Update],
        move: str | None = None,
    ) -> None:
        """Claim each branch of some texts, which are told where a formula holds, after an update."""
        guard, update = told
        for first, text in texts:
            for number, read in self.grounds.arms(text, node.here):
                before = pulled_back(read, update, self.grounds.sizes)
                self._add(node, all_of((guard, before)), self._claim(Kind.BRANCH, f"{owner}#{first + number}"), move)


def columns(*texts: Text | None) -> list[tuple[int, Text]]:
    """Return texts that are numbered as one, each with how many branches stand before its own."""
    found: list[tuple[int, Text]] = []
    before = 0
    for text in texts:
        if text is not None:
            found.append((before, text))
            before += max((arm.number for arm, _ in text.arms()), default=0)
    return found


def route_ids(scene: Scene) -> Iterator[str]:
    """Yield the ids of a scene's routes, its choices' included, as far as there is more than one to choose from."""
    if len(scene.routes) > 1:
        yield from (f"{scene.key}>{route.number}" for route in scene.routes)
    for choice in scene.choices:
        if choice.routes is not scene.routes and len(choice.routes) > 1:
            yield from (f"{choice.key}>{route.number}" for route in choice.routes)


def route_id_of(scene: Scene, edge: Edge) -> str | None:
    """Return the id of the route an edge takes, ``None`` for a clip and for the only way on."""
    if edge.route is None:
        return None
    own = edge.choice is None or edge.choice.routes is scene.routes
    routes = scene.routes if own or edge.choice is None else edge.choice.routes
    if len(routes) < 2:  # noqa: PLR2004 - one is no choice of routes
        return None
    owner = scene.key if own or edge.choice is None else edge.choice.key
    return f"{owner}>{edge.route.number}"
