"""What everything of a story is called in ink, where variables, knots, stitches and labels must not share a name."""

import re
from collections.abc import Mapping

from msgspec import Struct

from game.story.model import CLIP, CONTINUE, Story

_KEYWORDS = frozenset(
    "not true false else and or mod has hasnt return temp ref function".split()  # noqa: SIM905  # codespell:ignore hasnt
)
PLAYER = "player"
COMPANY = "back"
"""The variable that holds where an aside goes back to."""
READ = "read"
"""The label behind a scene's arrival: going back begins there."""
OPTIONS = "options"
"""The label before a scene's choices: keeping a clip leads there."""
EPILOGUES, RECORD = "epilogues", "record"
"""The tunnels that endings lead through; others of the name have a number behind it."""
_FUNCTIONS = frozenset({"able", "alive", "one_if", "in_words", "capital_words", "enlisted", "joined"})
_ARGUMENTS = frozenset({"state", "holds", "before", "last", "nobody", "number"})
_NUMBERED = re.compile(rf"(count|names|{EPILOGUES}|{RECORD})(_[0-9]+)?")


class InkNames(Struct, frozen=True):
    """The names of one story."""

    variables: tuple[str, ...]
    """By slot: each variable's, then those of the marks of ``seen()``; a mark of ``taken()`` is a choice's path."""
    scenes: Mapping[str, str]
    """For each scene, its path: ``knot.stitch``."""
    labels: Mapping[str, str]
    """For each move, the label of the ink choice that makes it."""
    endings: Mapping[str, str]
    """For each ending, the variable that is true once it is reached."""

    def stitch(self, scene: str) -> str:
        """Return a scene's name within its chapter's knot."""
        return self.scenes[scene].partition(".")[2]

    def knot(self, scene: str) -> str:
        """Return the name of a scene's chapter."""
        return self.scenes[scene].partition(".")[0]


class Namer:
    """Gives out names that nothing else has."""

    def __init__(self) -> None:
        self._used = {*_KEYWORDS, *_FUNCTIONS, *_ARGUMENTS, PLAYER, COMPANY, READ, OPTIONS}

    def name(self, wanted: str) -> str:
        """Return a name that is free anywhere in the story, and take it."""
        found = self.within(wanted, set())
        self._used.add(found)
        return found

    def within(self, wanted: str, used: set[str]) -> str:
        """Return a name that is free here and anywhere in the story, and take it here."""
        wanted = f"own_{wanted}" if _NUMBERED.fullmatch(wanted) else wanted
        found, number = wanted, 2
        while found in self._used or found in used:
            found, number = f"{wanted}_{number}", number + 1
        used.add(found)
        return found


def names_of(story: Story) -> InkNames:
    """Return the names of a story in ink."""
    namer = Namer()
    slots = [namer.name(variable.name.replace(".", "_")) for variable in story.variables]
    endings = {ending: namer.name(f"reached_{ending}") for ending in _endings(story)}
    marks = {slot: namer.name(f"seen_{key.replace('.', '_')}") for key, slot in story.seen_slots.items()}
    knots = {chapter.id: namer.name(chapter.id) for chapter in story.chapters}
    scenes: dict[str, str] = {}
    labels: dict[str, str] = {}
    for chapter in story.chapters:
        stitches: set[str] = set()
        # A label that is a stitch's name would be found in its place.
        named = {scene.key: namer.within(scene.id, stitches) for scene in chapter.scenes}
        for scene in chapter.scenes:
            scenes[scene.key] = f"{knots[chapter.id]}.{named[scene.key]}"
            inside = set(stitches)
            for choice in scene.choices:
                labels[choice.key] = namer.within(choice.id, inside)
            labels[scene.continue_move] = namer.within(CONTINUE, inside)
            labels[scene.clip_move] = namer.within(CLIP, inside)
    paths = {slot: f"{scenes[key.rpartition('.')[0]]}.{labels[key]}" for key, slot in story.taken_slots.items()}
    marks |= paths
    return InkNames((*slots, *(marks[slot] for slot in sorted(marks))), scenes, labels, endings)


def _endings(story: Story) -> list[str]:
    scenes = [scene.ending for scene in story.scenes.values()]
    return [one.id for one in (*scenes, *(epilogue.ending for epilogue in story.epilogues)) if one is not None]
