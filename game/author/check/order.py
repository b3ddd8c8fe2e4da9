"""Which scene can come after which, by the graph alone: worked out for all of them at once."""

from collections.abc import Iterable

from game.engine.graph import Graph


class Order:
    """For each scene, those that can come after it, as bits."""

    def __init__(self, graph: Graph) -> None:
        """Follow every way to its end."""
        self._bits = {key: 1 << number for number, key in enumerate(graph.after)}
        self._after = dict.fromkeys(graph.after, 0)
        changed = True
        while changed:
            changed = False
            # Most ways lead on in story order, so that what follows a scene is known before the scene is looked at.
            for key in reversed(graph.after):
                found = 0
                for target in graph.after[key]:
                    found |= self._bits[target] | self._after[target]
                changed = changed or found != self._after[key]
                self._after[key] = found

    def can_follow(self, earlier: str, later: str) -> bool:
        """Whether some way leads from one scene to another, in one step or more."""
        return bool(self._after[earlier] & self._bits[later])

    def after_any(self, scenes: Iterable[str]) -> int:
        """Return some scenes and all that can come after one of them, as ``is_among`` wants them."""
        found = 0
        for key in scenes:
            found |= self._bits[key] | self._after[key]
        return found

    def is_among(self, scene: str, scenes: int) -> bool:
        """Whether a scene is among some."""
        return bool(scenes & self._bits[scene])
