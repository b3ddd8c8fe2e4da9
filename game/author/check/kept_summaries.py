"""What is summed up of each file of a story, kept by what it rests on."""

from array import array
from base64 import b64decode, b64encode
from collections.abc import Mapping, Sequence
from typing import Any

from game.author.check.kept import problem_from, row_of, rule_code
from game.author.check.remembered import Remembered
from game.author.check.rules import summary_of
from game.author.check.summary import MARK, Summary, Worded
from game.author.check.unit import Unit
from game.cache import Cache, key_of
from game.story.keeping import Pieces
from game.story.packing import UNREADABLE


class KeptSummaries:
    """Sums up files, each once: remembered while the program runs, and in a cache if there is one."""

    def __init__(self, cache: Cache | None = None, pieces: Pieces | None = None) -> None:
        """Begin with what a cache has, and what is remembered of the story."""
        self._cache = cache
        self.remembered = Remembered(pieces)
        self._latest: dict[str, tuple[str, Summary]] = {}
        """By a file's name, what was summed up last, with its key."""
        self._everyone: tuple[object, str] = (None, "")
        """The people of the story that was asked about last, and the key of what they are called and belong to."""

    def of(self, unit: Unit, groups: Mapping[str, Sequence[str]]) -> Summary:
        """Return what there is to know of a file. ``groups`` are the story's."""
        file, key = unit.page.file, self._key(unit, groups)
        known, summary = self._latest.get(file, ("", None))
        if summary is None or known != key:
            summary = self._kept(key)
            if summary is None:
                summary = summary_of(unit)
                if self._cache is not None:
                    self._cache.put(key, _written(summary))
            self._latest[file] = key, summary
        return summary

    def _key(self, unit: Unit, groups: Mapping[str, Sequence[str]]) -> str:
        """Return the key of what is summed up of a file.

        What its texts can come to hangs on its words, on what people are called, and on who belongs to which group: a
        story without errors that says the same with the same names is told the same. Who is listed where may be another
        scene's to say, which may stand in another file of the chapter.
        """
        if self._everyone[0] is not unit.people:
            people = [(person.id, person.name, person.full) for person in unit.people]
            self._everyone = unit.people, key_of(rule_code(), repr((people, sorted(groups.items()))))
        scenes = [(scene.key, scene.span, scene.cast, scene.maybe) for scene in unit.made]
        content = self.remembered.content_key(unit.page.file, unit.lines)
        return key_of("summary", self._everyone[1], repr((unit.page.file, scenes)), content)

    def _kept(self, key: str) -> Summary | None:
        try:
            return None if self._cache is None else _read(self._cache.get(key))
        except UNREADABLE:
            return None


def _written(summary: Summary) -> dict[str, Any]:
    return {
        "problems": [row_of(problem) for problem in summary.problems],
        "phrases": {
            key: [told.paragraphs, b64encode(told.marks.tobytes()).decode()] for key, told in summary.phrases.items()
        },
        "named": summary.named,
        "mentioned": summary.mentioned,
        "words": summary.words,
    }


def _read(written: Mapping[str, Any]) -> Summary:
    """Return a summary as it was written. Raises LookupError, TypeError or ValueError for anything else."""
    problems = tuple(problem_from(row) for row in written["problems"])
    phrases = {key: Worded(told, array(MARK, b64decode(marks))) for key, (told, marks) in written["phrases"].items()}
    return Summary(problems, phrases, written["named"], written["mentioned"], written["words"])
