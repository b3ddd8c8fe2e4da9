"""What a file declares, as a tree: chapters with their scenes and choices, people, facts, places."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from game.author.lsp.index import Index
from game.author.lsp.symbols import Sort
from game.story.nodes import one_line
from game.story.parts import Part
from game.story.problems import Span
from game.story.schema_chapter import ScenePart


class Entry(Struct, frozen=True):
    """Something declared: its name and what it means, all of it, where its name stands, and what is in it."""

    name: str
    detail: str
    sort: Sort
    whole: Span
    head: Span
    inside: tuple["Entry", ...] = ()


def outline_of(file: str, index: Index) -> Iterator[Entry]:
    """Yield what a file declares, in the order of its keys."""
    files = index.files
    for chapter, _ in files.chapters:
        if chapter.span.file == file:
            yield from _table(chapter, "facts", Sort.NAME)
            for key, scene in chapter.scenes.items():
                yield _scene(key, scene, chapter.inside("scenes").key_span(key))
    for part, tables in (
        (files.cast, {"people": Sort.NAME, "groups": Sort.NAME}),
        (files.world, {"stats": Sort.STAT, "counts": Sort.NAME, "facts": Sort.NAME}),
        (files.places, {"areas": Sort.PLACE, "places": Sort.PLACE}),
    ):
        if part is not None and part.span.file == file:
            for table, sort in tables.items():
                yield from _table(part, table, sort)
    for listed in _listed(index):
        if listed.head.file == file:
            yield listed


def _table(part: Part, key: str, sort: Sort) -> Iterator[Entry]:
    table = part.table(key)
    for word, node in table.entries.items() if table is not None else ():
        head = table.key_span(word) if table is not None else node.span
        yield Entry(word, "", sort, _from(head, node.span), head)


def _scene(key: str, scene: ScenePart, head: Span) -> Entry:
    choices = tuple(
        Entry(choice.id.text, one_line(choice.say or choice.label), Sort.CHOICE, choice.span, choice.id.span)
        for choice in scene.choices or ()
    )
    return Entry(key, one_line(scene.title), Sort.SCENE, _from(head, scene.span), head, choices)


def _listed(index: Index) -> Iterator[Entry]:
    """Yield what stands in lists: lines of the Record, epilogues, laws, histories."""
    files = index.files
    record = [*files.record.lines, *files.record.epilogues] if files.record else []
    parts: Iterable[Part] = [*record, *(files.laws.root if files.laws else ()), *_histories(index)]
    for part in parts:
        word = getattr(part, "id", None)
        if word is not None:
            yield Entry(word.text, one_line(getattr(part, "because", None)), Sort.NAME, part.span, word.span)


def _histories(index: Index) -> Iterable[Part]:
    return index.files.histories.root if index.files.histories else ()


def _from(head: Span, body: Span) -> Span:
    return head._replace(end_line=body.end_line, end_column=body.end_column)
