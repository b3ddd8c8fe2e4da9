"""Everything to be decided, each claim as places in the graph and what must hold there.

Whatever can be asked of a single moment comes to one form: *is there a way to this node, with this formula?* Whether
that is good news (a scene is reachable) or bad (a law is broken) is for the report.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from operator import itemgetter

from game.author.prove.claims import Claim, ClaimKey, Kind, Target, columns, route_id_of
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
from game.author.prove.naming import names
from game.author.prove.unfold import Edge, Node, Unfolding, changes, offered
from game.author.prove.value_sets import Possible
from game.engine.rules import YOU
from game.story.expr import Condition
from game.story.laws import LawKind
from game.story.model import BACK, Choice, Effect, RecordLine, Scene
from game.story.text import Text


class Claims:
    """The claims of a story, gathered node by node."""

    def __init__(self, graph: Unfolding, sets: Sequence[Possible | None]) -> None:
        """Gather every claim; those that no node can come to have no targets."""
        self.graph = graph
        self.grounds = graph.grounds
        self.story = graph.grounds.story
        self.sets = sets
        self.found: dict[ClaimKey, Claim] = {}
        self._asked: dict[int, tuple[Formula, Callable[[Possible], object]]] = {}
        """By identity: formulas, kept so that no other can have theirs, and what gets the codes that they ask about."""
        self._shortened: dict[tuple[int, object], Formula] = {}
        self._looked_at, self._changed_into = changes(graph)
        for key in names(self.story):
            self._claim(*key)
        edges_into: dict[int, list[Edge]] = {}
        for edge in graph.edges:
            edges_into.setdefault(edge.target, []).append(edge)
        for node in graph.nodes:
            if sets[node.index] is not None:
                self._at(node, edges_into.get(node.index, []))
        self._anywhere()

    def add(self, key: ClaimKey, ways: Iterable[tuple[int, Formula]]) -> Claim:
        """Add a claim about some nodes, and return it."""
        claim = self._claim(*key)
        for index, holds in ways:
            self._add(self.graph.nodes[index], holds, claim)
        return claim

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
        law = next(law for law in self.story.laws if law.id == claim.detail)
        for node in self.graph.nodes:
            holds = self._left(node, self.grounds.formula(law.condition, node.here))
            if holds != FALSE:
                self._claim(claim.kind, node.scene.key, claim.detail).targets.append(Target(node.index, holds))
        return [self.found[key] for key in self.found if key[0] is claim.kind and key[1] and key[2] == claim.detail]

    def of(self, *kinds: Kind) -> Iterator[Claim]:
        """Yield the claims of some kinds, in story order."""
        return (claim for claim in self.found.values() if claim.kind in kinds)

    def _claim(self, kind: Kind, at: str, detail: str = "") -> Claim:
        return self.found.setdefault((kind, at, detail), Claim(kind, at, detail))

    def _add(self, node: Node, holds: Formula, claim: Claim, move: str | None = None) -> None:
        left = FALSE if holds is FALSE else self._left(node, holds)
        if left is not FALSE:
            claim.targets.append(Target(node.index, left, move))

    def _left(self, node: Node, holds: Formula) -> Formula:
        possible = self.sets[node.index]
        return FALSE if possible is None else self._within(holds, possible)

    def _within(self, holds: Formula, possible: Possible) -> Formula:
        """Return a formula as short as the codes that are possible let it be; most nodes let it be the same."""
        if id(holds) not in self._asked:
            slots = tuple(dict.fromkeys(slots_of(holds)))
            self._asked[id(holds)] = holds, itemgetter(*slots) if slots else _nothing
        key = id(holds), self._asked[id(holds)][1](possible)
        if key not in self._shortened:
            self._shortened[key] = within(holds, possible, self.grounds.sizes)
        return self._shortened[key]

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

    def _anywhere(self) -> None:
        """Claim what is asked of every moment: laws, and the lines of the Record with the branches of their texts."""
        for law in self.story.laws:
            if law.kind is LawKind.NEVER:
                broken = partial(self._holding, law.condition)
                self._as_they_come([self._claim(Kind.LAW, "", law.id)], [law.condition], broken)
        for line in self.story.lines:
            shown = partial(self._holding, line.condition)
            self._as_they_come([self._claim(Kind.LINE, line.id)], [line.condition], shown)
            for first, text in columns(line.happened, line.on_tape, line.told):
                arms = {arm.number: arm.condition for arm, _ in text.arms()}
                claims = [self._claim(Kind.BRANCH, f"{line.id}#{first + number}") for number in sorted(arms)]
                self._as_they_come(claims, [line.condition, *arms.values()], partial(self._read, line, text))

    def _holding(self, condition: Condition | None, here: Here) -> list[Formula]:
        return [self.grounds.formula(condition, here)]

    def _read(self, line: RecordLine, text: Text, here: Here) -> list[Formula]:
        """Return what must hold for each branch of a line's text to be read, in the order of their numbers."""
        shown = self.grounds.formula(line.condition, here)
        return [all_of((shown, read)) for _, read in self.grounds.arms(text, here)]

    def _as_they_come(
        self, claims: Sequence[Claim], asked: Iterable[Condition | None], holds: Callable[[Here], Sequence[Formula]]
    ) -> None:
        """Claim what is asked of every moment where it can have come to hold.

        That is where a move has changed something that it asks about. A shortest way to it ends there. One that goes
        on from an option of a dilemma may find that it holds already: what that leads to is looked at besides.
        """
        if any(condition and self.grounds.asks_of_place(condition) for condition in asked):
            for node in self.graph.nodes:
                for claim, formula in zip(claims, holds(node.here), strict=True):
                    self._add(node, formula, claim)
            return
        for claim, formula in zip(claims, holds(self.graph.nodes[0].here), strict=True):
            self._as_it_comes(claim, formula)

    def _as_it_comes(self, claim: Claim, formula: Formula) -> None:
        """Claim what asks nothing of the place where it can have come to hold."""
        claim.targets += self._where_it_may(formula, self._changed(formula))
        claim.besides = partial(self._besides, formula)

    def _changed(self, formula: Formula) -> set[int]:
        """Return the nodes where something can have changed that a formula asks about, the beginning among them."""
        return {0}.union(*(self._changed_into.get(slot, ()) for slot in slots_of(formula)))

    def _besides(self, formula: Formula) -> Iterator[Target]:
        return self._where_it_may(formula, self._looked_at - self._changed(formula))

    def _where_it_may(self, formula: Formula, nodes: Iterable[int]) -> Iterator[Target]:
        """Yield those of some nodes where a formula may hold, with what of it is not known there."""
        slots = tuple(dict.fromkeys(slots_of(formula)))
        codes_of = itemgetter(*slots) if slots else _nothing
        shortened: dict[object, Formula] = {}
        for index in sorted(nodes):
            possible = self.sets[index]
            if possible is not None:
                codes = codes_of(possible)
                if codes not in shortened:
                    shortened[codes] = within(formula, possible, self.grounds.sizes)
                if shortened[codes] is not FALSE:
                    yield Target(index, shortened[codes])

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


def _nothing(possible: Possible) -> None:
    """Get none of the codes that are possible."""
