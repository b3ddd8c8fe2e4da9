"""Where the story could still have gone past a scene, by its routes alone, whatever their conditions say."""

from collections.abc import Iterable, Sequence

from game.engine.graph import closure, graph_of
from game.story.model import Story


class Forks:
    """The graph of a story, asked which scenes can pass another by."""

    def __init__(self, story: Story) -> None:
        self._after = graph_of(story).after
        self._before: dict[str, list[str]] = {}
        for key, targets in self._after.items():
            for target in targets:
                self._before.setdefault(target, []).append(key)
        ends = [(key, scene.ending.kind) for key, scene in story.scenes.items() if scene.ending is not None]
        self._record = frozenset(key for key, kind in ends if kind == "record")
        self._stops = frozenset(key for key, kind in ends if kind != "record")
        self._goes_on = self._leading_to(self._record, "")

    def passing(self, way: Sequence[str]) -> frozenset[str]:
        """Return the scenes from which the story can come to its end without the last scene of a way.

        ``way`` are the scenes of a run up to there, in order. The end is one that can be come to after that scene, or
        after the last one on the way from which another could: to have stopped long before is no way past it. Nor is a
        tape that stops, except where nothing else is left to come to: there, which of them it is counts.
        """
        target = way[-1]
        ends: set[str] = set()
        for scene in reversed(way):
            ends = set(self._record) & closure(self._after, [scene]) - {target}
            if ends:
                break
        doomed = next((scene for scene in way if scene not in self._goes_on), None)
        if doomed is not None:
            ends |= set(self._stops) & closure(self._after, [doomed]) - {target}
        return frozenset(self._leading_to(ends, target))

    def _leading_to(self, ends: Iterable[str], without: str) -> set[str]:
        found = set(ends)
        waiting = list(found)
        while waiting:
            fresh = [key for key in self._before.get(waiting.pop(), ()) if key != without and key not in found]
            found.update(fresh)
            waiting += fresh
        return found
