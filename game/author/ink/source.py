"""A whole story as one file of ink."""

from collections.abc import Iterator
from itertools import chain

from game.author.ink.escaping import remark, string
from game.author.ink.functions import Functions
from game.author.ink.naming import COMPANY, EPILOGUES, PLAYER, RECORD, names_of
from game.author.ink.pieces import label_of
from game.author.ink.prose import INDENT, lines_of
from game.author.ink.questions import Asking, Question
from game.author.ink.scenes import SceneWriter, way_back
from game.engine.graph import ways_back
from game.engine.playthrough import default_name
from game.story.expr import Condition
from game.story.model import Epilogue, RecordLine, Scene, Story
from game.story.text import Prose, Text
from game.story.variables import Variable


def as_ink(story: Story) -> str:
    """Return a story as ink source that inkle's compiler takes without a warning."""
    return "\n".join(_Source(story).lines()) + "\n"


class _Source:
    def __init__(self, story: Story) -> None:
        self._story = story
        self._names = names_of(story)
        self._functions = Functions(story)
        self._origins = ways_back(story)
        self._shared: dict[tuple[str, ...], str] = {}
        """What endings have in common: the lines of a tunnel, and its name."""

    def lines(self) -> Iterator[str]:
        chapters = list(self._chapters())
        yield from self._head()
        yield from chapters
        for lines, name in self._shared.items():
            yield from ("", f"=== {name} ===", *lines, "->->")
        yield from self._functions.written()

    def _head(self) -> Iterator[str]:
        story, names = self._story, self._names
        yield remark(f"{story.title}, version {story.version}: written by `hyosan export ink`.")
        yield from (remark(note) for note in (*story.about, *story.notes))
        yield f"VAR {PLAYER} = {string(default_name(story))}"
        yield f"VAR {COMPANY} = -> {names.scenes[story.start]}"
        yield from (f"VAR {names.variables[one.slot]} = {value_in_ink(one, one.start)}" for one in story.variables)
        yield from (f"VAR {names.variables[slot]} = false" for slot in story.seen_slots.values())
        yield from (f"VAR {name} = false" for name in names.endings.values())
        start = names.scenes[story.start]
        if len(story.you.names) < 2:  # noqa: PLR2004  # nothing to choose from
            yield f"-> {start}"
            return
        if story.you.asks:
            yield from lines_of(Text((Prose(story.you.asks),)), self._asking_at(story.scenes[story.start]))
        for name in story.you.names:
            yield f"+ [{label_of(Text((Prose(name),)), self._asking_at(story.scenes[story.start]))}]"
            yield f"{INDENT}~ {PLAYER} = {string(name)}"
            yield f"{INDENT}-> {start}"

    def _chapters(self) -> Iterator[str]:
        for chapter in self._story.chapters:
            yield from ("", f"=== {self._names.knot(chapter.scenes[0].key)} ===", remark(chapter.title))
            yield from (remark(note) for note in chapter.notes)
            for scene in chapter.scenes:
                yield ""
                asking = self._asking_at(scene)
                yield from SceneWriter(self._story, self._names, scene, asking).lines(self._afterwards(scene, asking))

    def _asking_at(self, scene: Scene) -> Asking:
        """Return how conditions are asked in a scene; a bare aside has the company of where it was entered from."""
        story = self._story
        origins = sorted(self._origins[scene.key]) if scene.keeps_company else []
        companies = [
            (way_back(self._names, story.scenes[origin]), story.listed_bits[origin]) for origin in origins
        ] or [("", story.listed_bits[scene.key])]
        return Asking(story, self._names, self._functions, companies)

    def _afterwards(self, scene: Scene, asking: Asking) -> Iterator[str]:
        """Yield what is read behind an ending's words: epilogues and the Record, judged where the ending is."""
        if scene.ending is None:
            return
        yield f"~ {self._names.endings[scene.ending.id]} = true"
        if scene.ending.kind == "record":
            epilogues = (self._epilogue(epilogue, asking) for epilogue in self._story.epilogues)
            record = (_record_line(line, asking) for line in self._story.lines)
            yield from self._tunnel(EPILOGUES, chain.from_iterable(epilogues))
            yield from self._tunnel(RECORD, chain.from_iterable(record))

    def _tunnel(self, name: str, written: Iterator[str]) -> Iterator[str]:
        """Yield the way through some lines, which most endings share: they differ only where they ask who is there."""
        lines = tuple(written)
        if lines:
            others = sum(one.startswith(name) for one in self._shared.values())
            yield f"-> {self._shared.setdefault(lines, f'{name}_{others + 1}' if others else name)} ->"

    def _epilogue(self, epilogue: Epilogue, asking: Asking) -> Iterator[str]:
        lines = lines_of(epilogue.text, asking)
        if epilogue.ending is not None:
            lines.append(f"~ {self._names.endings[epilogue.ending.id]} = true")
        yield from _where(epilogue.condition, lines, asking)


def _record_line(line: RecordLine, asking: Asking) -> Iterator[str]:
    columns = [lines_of(column, asking) for column in (line.happened, line.on_tape, line.told)]
    yield from _where(line.condition, [written for column in columns for written in column], asking)


def _where(condition: Condition | None, lines: list[str], asking: Asking) -> Iterator[str]:
    asked = asking.ask(condition)
    if isinstance(asked, Question):
        yield from (f"{{ {asked.words}:", *(f"{INDENT}{line}" for line in lines), "}")
    elif asked:
        yield from lines


def value_in_ink(variable: Variable, code: int) -> str:
    """Return a value as ink writes it."""
    value = variable.domain.value(code)
    return string(value) if isinstance(value, str) else str(value).lower()
