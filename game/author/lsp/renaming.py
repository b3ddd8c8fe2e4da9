"""Another name for something, everywhere at once, so that no save is lost."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from game.author.lsp.formerly import former_name_edits
from game.author.lsp.index import Index
from game.author.lsp.symbols import Mention, Sort, Symbol
from game.story.ids import ID_IN_WORDS, RESERVED, is_id
from game.story.names import THEM, THEM_SUFFIX, YOU
from game.story.nodes import Scalar
from game.story.problems import Span
from game.story.schema import FactPart
from game.story.schema_chapter import ChoicePart, ScenePart


class NoRename(Exception):
    """Why something cannot have that name. The message is for the author."""


class Edit(Struct, frozen=True):
    """What is to be written in place of a stretch of a file; an empty stretch is a place to insert at."""

    span: Span
    words: str


def renamed_at(mentions: Iterable[Mention], index: Index) -> Mention:
    """Return what would be renamed at a place. Raises NoRename where nothing can be."""
    for mention in mentions:
        symbol = mention.symbol
        if mention.word == THEM or symbol.key == YOU or not index.mentions.declarations(symbol):
            continue
        return mention
    raise NoRename("Nothing that has a name of its own stands here.")


def rename(mention: Mention, new: str, index: Index) -> list[Edit]:
    """Return the edits that give a thing another name. Raises NoRename if it cannot have it."""
    symbol = mention.symbol
    declared = index.mentions.declarations(symbol)[0].word
    if new == declared:
        return []
    stem, new_stem = declared.removesuffix(THEM_SUFFIX), new.removesuffix(THEM_SUFFIX)
    symbols = tuple(index.mentions.made_together(symbol))
    _refuse(symbol, symbols, declared, new, index)
    edits: dict[Span, str] = {}
    for one in symbols:
        for place in index.mentions.of(one):
            if place.word == declared:
                edits[place.span] = new
            elif place.word.startswith(f"{stem}_"):
                edits[place.span] = new_stem + place.word.removeprefix(stem)
    found = [Edit(span, words) for span, words in edits.items()]
    return [*found, *former_name_edits(symbol, declared, new, index, Edit)]


def _refuse(symbol: Symbol, symbols: Iterable[Symbol], declared: str, new: str, index: Index) -> None:
    """Raise NoRename if a thing cannot have a name."""
    if new in RESERVED:
        raise NoRename(f"`{new}` has a meaning of its own in the language.")
    if symbol.sort is Sort.NAME:
        _refuse_if_in_ids(symbol.key, index)
    stem, new_stem = declared.removesuffix(THEM_SUFFIX), new.removesuffix(THEM_SUFFIX)
    for one in symbols:
        last = new if one.id == declared else new_stem + one.id.removeprefix(stem)
        if not is_id(last):
            raise NoRename(f"`{last}` is not an id: {ID_IN_WORDS}.")
        key = one.key.removesuffix(one.id) + last
        if index.mentions.declarations(Symbol(one.sort, key)):
            raise NoRename(f"There is a `{key}` already.")
        holder = _former(one.sort, index).get(key, one.key)
        if holder != one.key:
            raise NoRename(f"`{key}` was the name of `{holder}`, as saves know it.")
        for place in index.mentions.of(one):
            if place.word not in {declared, THEM} and not place.word.startswith(f"{stem}_"):
                where = f"{place.span.file}, line {place.span.line}"
                raise NoRename(f"`{place.word}` in {where} means this and others at once: give it another name there.")


def _refuse_if_in_ids(person: str, index: Index) -> None:
    """Raise NoRename if ids are made of somebody's: moves have them in, and no `was` can tell of it."""
    for word in _written_for(index):
        if person in {word.text, *index.names.groups.get(word.text, ())} and person in index.names.people:
            where = f"{word.span.file}, line {word.span.line}"
            raise NoRename(f"The `each` in {where} makes ids of `{person}`, and saves hold them.")


def _former(sort: Sort, index: Index) -> Mapping[str, str]:
    """Return former names of a sort, with what is called otherwise now."""
    if index.story is None or sort not in {Sort.CHAPTER, Sort.SCENE, Sort.CHOICE}:
        return {}
    story = index.story
    chapters = story.former_chapters
    return chapters if sort is Sort.CHAPTER else story.former_scenes if sort is Sort.SCENE else story.former_choices


def _written_for(index: Index) -> Iterator[Scalar]:
    """Yield the people and groups that something is written for."""
    files = index.files
    parts: list[FactPart | ScenePart | ChoicePart] = list(files.world.facts.values()) if files.world else []
    for chapter, _ in files.chapters:
        parts += chapter.facts.values()
        for scene in chapter.scenes.values():
            parts += [scene, *(scene.choices or ())]
    for part in parts:
        if part.each is not None:
            yield from part.each if isinstance(part.each, list) else [part.each]
