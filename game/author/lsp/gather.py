"""What is named in a story's files without being looked up: places, stats, moves, and what laws speak of."""

import re
from collections.abc import Iterable

from game.author.lsp.listening import Listening
from game.author.lsp.symbols import Sort, Symbol
from game.story.files import Files
from game.story.names import YOU, ChoiceDraft, SceneDraft, Scope
from game.story.nodes import Scalar
from game.story.schema import FactPart, PersonPart, YouPart
from game.story.schema_chapter import ChoicePart, ScenePart

_WHERE = re.compile(r"\b(chapter|ending)\s*(?:==|!=|(?:not\s+)?in)\s*(\[[^\]]*\]|\"\w*\"|'\w*')")
_QUOTED = re.compile(r"\w+")
_WHERE_SORTS = {"chapter": Sort.CHAPTER, "ending": Sort.ENDING}


def gather(files: Files, names: Listening) -> None:
    """Add to a table's mentions all that the loader understands without looking it up there."""
    _people(files, names)
    _places(files, names)
    for chapter, _ in files.chapters:
        names.declared(Symbol(Sort.CHAPTER, chapter.chapter.text), chapter.chapter.span)
        _each(chapter.facts.values(), names)
    for draft in names.scenes.values():
        _scene(draft, names)
    _laws(files, names)
    _histories(files, names)


def _people(files: Files, names: Listening) -> None:
    if files.world:
        for stat in files.world.stats:
            names.declared(Symbol(Sort.STAT, stat), files.world.inside("stats").key_span(stat))
        _each(files.world.facts.values(), names)
    everyone: dict[str, PersonPart | YouPart] = {}
    if files.cast:
        everyone = {**({YOU: files.cast.you} if files.cast.you else {}), **files.cast.people}
    for person, part in everyone.items():
        for stat in part.stats:
            names.declared(Symbol(Sort.STAT, f"{person}.{stat}"), part.inside("stats").key_span(stat))
        for stat in part.start:
            symbol = names.stat_symbol(person, stat)
            names.heard(symbol, stat, part.inside("start").key_span(stat), variable=f"{person}.{stat}")
        for word in part.without:
            names.heard(Symbol(Sort.STAT, word.text), word.text, word.span)


def _places(files: Files, names: Listening) -> None:
    for place, part in files.places.places.items() if files.places else ():
        if files.places is not None:
            names.declared(Symbol(Sort.PLACE, place), files.places.inside("places").key_span(place))
        _known(Sort.PLACE, [*part.joins, *(bar.way for bar in part.barred if bar.way is not None)], names)
        for bar in part.barred:
            _where(bar.condition, names)


def _known(sort: Sort, words: Iterable[Scalar], names: Listening) -> None:
    for word in words:
        names.heard(Symbol(sort, word.text), word.text, word.span)


def _each(parts: Iterable[FactPart | ScenePart | ChoicePart], names: Listening) -> None:
    for part in parts:
        if isinstance(part.each, Scalar) and part.each.text in names.groups:
            _known(Sort.NAME, [part.each], names)


def _scene(draft: SceneDraft, names: Listening) -> None:
    part = draft.part
    scope = Scope("chapter", draft.chapter, draft.season, draft.them)

    def named(sort: Sort, word: Scalar | None, before: str = "") -> None:
        if word is not None:
            names.heard(Symbol(sort, before + names.resolve(word.text, scope, word.span)), word.text, word.span)

    _known(Sort.PLACE, [part.place] if part.place else [], names)
    named(Sort.NAME, part.dilemma)
    named(Sort.NAME, part.clip.id if part.clip else None)
    named(Sort.CHOICE, part.timer.then if part.timer else None, f"{draft.key}.")
    _each([part, *(choice.part for choice in draft.choices)], names)
    for word in part.was:
        chapter, dot, _ = word.text.rpartition(".")
        if dot and chapter in names.chapters:
            names.heard(Symbol(Sort.CHAPTER, chapter), word.text, word.span, end=len(chapter))


def _laws(files: Files, names: Listening) -> None:
    for law in files.laws.root if files.laws else ():
        _known(Sort.ENDING, (word for word in law.leads_to.some if "." not in word.text) if law.leads_to else (), names)
        _where(law.never, names)


def _where(condition: Scalar | None, names: Listening) -> None:
    """Add the chapters and endings that a condition compares with."""
    if condition is None:
        return
    for found in _WHERE.finditer(condition.text):
        for word in _QUOTED.finditer(found.group(2)):
            place = condition.locate(found.start(2) + word.start(), len(word.group()))
            names.heard(Symbol(_WHERE_SORTS[found.group(1)], word.group()), word.group(), place)


def _histories(files: Files, names: Listening) -> None:
    for history in files.histories.root if files.histories else ():
        for move in history.moves:
            scene, _, last = move.text.rpartition(".")
            chapter = scene.partition(".")[0]
            if scene in names.scenes:
                names.heard(Symbol(Sort.CHAPTER, chapter), move.text, move.span, end=len(chapter))
                names.heard(Symbol(Sort.SCENE, scene), move.text, move.span, begin=len(chapter) + 1, end=len(scene))
            choice: ChoiceDraft | None = names.choices.get(move.text)
            if choice is not None:
                names.heard(Symbol(Sort.CHOICE, choice.key), move.text, move.span, begin=len(move.text) - len(last))
