"""Keeps account of a translation: what is translated, what is missing, what has changed since, what is of nothing."""

from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from typing import TypeAlias, TypeVar

from msgspec import Struct, field

from game.story.nodes import Scalar
from game.story.parts import Part
from game.story.problems import Problem, Problems, Severity, Span
from game.story.schema import BarPart
from game.story.translation.schema import Piece, Words

Translated = TypeVar("Translated", bound=Piece)
SIGN_LENGTH = 8


class Missing(Struct, frozen=True):
    """Something that is not translated: where the original stands, and what it is."""

    place: Span
    what: str


Told: TypeAlias = tuple[str, str, Span, str, str, str, str]
"""A problem as plain values."""
Entry: TypeAlias = tuple[int, int, bool, tuple[tuple[Span, str], ...], tuple[Told, ...]]
"""What stands in a ledger, as plain values: its numbers, whether something is missing, what that is, the problems."""


class Ledger(Struct, dict=True):
    """The account of one language. Every problem of a translation is told here, with its place."""

    language: str
    problems: Problems
    texts: int = 0
    """How many texts the original has."""
    translated: int = 0
    missing: list[Missing] = field(default_factory=list)
    is_whole: bool = True
    """Whether nothing is missing, of what was taken over from other ledgers either."""

    def entry(self, *, whole: bool) -> Entry:
        """Return what stands here, without problems that were there before; with ``whole``, each missing thing."""
        missing = tuple((one.place, one.what) for one in self.missing) if whole else ()
        is_whole = self.is_whole and not self.missing
        return self.texts, self.translated, is_whole, missing, tuple(map(_row, self.problems))

    def take(self, entry: Entry) -> None:
        """Take over what stands in another ledger."""
        texts, translated, is_whole, missing, problems = entry
        self.texts += texts
        self.translated += translated
        self.is_whole = self.is_whole and is_whole
        self.missing += [Missing(place, what) for place, what in missing]
        self.problems.extend(_problem(*row) for row in problems)

    def pieces(  # noqa: PLR0913, PLR0917 - what is translated, by what, and where both stand
        self,
        kind: str,
        model: type[Translated],
        originals: Mapping[str, Part],
        words: Mapping[str, Translated],
        owner: Part | None,
        under: str,
    ) -> Iterator[tuple[str, Translated]]:
        """Yield the translation of each original that has one, by its id, and enter all of them.

        ``kind`` is what they are called; the translations stand under a key of ``owner``.
        """
        for id_, original in originals.items():
            found = words.get(id_)
            self.enter(f"{kind} `{id_}`", model, original, found)
            if found is not None:
                yield id_, found
        for id_ in words:
            if id_ not in originals and owner is not None:
                place = owner.inside(under).key_span(id_)
                self.nothing(place, f"There is no {kind} `{id_}` here to translate.", id_, originals)

    def enter(self, what: str, model: type[Words], original: Part, words: Words | None) -> None:
        """Enter an original and its translation, ``None`` if it has none."""
        texts = dict(texts_of(original, model.WORDS))
        self.texts += len(texts)
        if words is None:
            self.missing += [Missing(opening(original), what)] if texts else []
            return
        told = dict(_written(words))
        self.translated += len(texts.keys() & told.keys())
        self.missing += [Missing(opening(original), f"`{key}` of {what}") for key in texts if key not in told]
        for key, span in told.items():
            if key not in texts:
                self.nothing(span, f"The original has no `{key}` here.", key, texts)
        if isinstance(words, Piece):
            self._date(what, texts, words)

    def _date(self, what: str, texts: Mapping[str, str], words: Piece) -> None:
        """Say whether the original is still the one that was translated."""
        now = sign_of(texts.items())
        if words.of is not None and words.of.text == now:
            return
        if words.of is None:
            place, message = opening(words), f"This does not say which {what} it translates."
        else:
            place, message = words.of.span, f"The {what} has changed since it was translated."
        hint = f"Compare the two, then write `of: {now}`."
        self.problems.add("HT221", place, message, expected=f"`of: {now}`", hint=hint)

    def nothing(self, place: Span, message: str, word: str, known: Iterable[str]) -> None:
        """Report the translation of something that is not there."""
        hint = self.problems.nearest(word, known)
        self.problems.add("HT219", place, message, expected="what the original has", hint=hint)

    def close(self, place: Span, *, whole: bool) -> None:
        """Say what is missing, at a place: how much of it, or with ``whole`` each thing where its original stands."""
        if self.is_whole and not self.missing:
            return
        if whole:
            for one in self.missing:
                message = f"Not translated into `{self.language}`: {one.what}."
                self.problems.add("HT220", one.place, message, severity=Severity.NOTE)
            return
        message = f"`{self.language}`: {self.translated:,} of {self.texts:,} texts are translated."
        hint = f"`hyosan check --translation {self.language}` lists what is missing."
        self.problems.add("HT220", place, message, hint=hint, severity=Severity.NOTE)


def sign_of(texts: Iterable[tuple[str, str]]) -> str:
    """Return the short sign of some words: another one for other words, whatever their line ends and indentation."""
    told = "\0".join(f"{key}\0{' '.join(words.split())}" for key, words in sorted(texts))
    return sha256(told.encode()).hexdigest()[:SIGN_LENGTH]


def texts_of(original: Part, keys: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield what an original says under some keys, each text under a name of its own, such as `clip.label`."""
    for key in keys:
        yield from _texts(key, getattr(original, key, None))


def _texts(key: str, value: object) -> Iterator[tuple[str, str]]:
    match value:
        case Scalar() if value.text.strip() and (key, value.text) != ("notice", "none"):
            yield key, value.text
        case list() if value and isinstance(value[0], BarPart):
            yield key, "\n".join(bar.because.text for bar in value)
        case list() if value and key != "one_of":
            yield key, "\n".join(word.text for word in value)
        case dict():
            for name, word in value.items():
                yield from _texts(f"{key}.{name}", word)
        case Part():
            for name in ("label", "reply", "about", "summary", "title"):
                yield from _texts(f"{key}.{name}", getattr(value, name, None))
        case _:
            return


def _written(words: Words) -> Iterator[tuple[str, Span]]:
    """Yield the names of what a translation says, as ``texts_of`` gives them, each with where it stands."""
    for key in words.WORDS:
        value = getattr(words, key)
        if isinstance(value, Words):
            yield from ((f"{key}.{name}", span) for name, span in _written(value))
        elif isinstance(value, dict):
            yield from ((f"{key}.{name}", word.span) for name, word in value.items() if word.text.strip())
        elif value is not None:
            yield key, words.key(key)


def opening(part: Part) -> Span:
    """Return where a part begins, on one line: the whole of it would be no place to point at."""
    return Span(part.span.file, part.span.line, part.span.column, part.span.line, part.span.column + 1)


def _row(problem: Problem) -> Told:
    told = problem.code, problem.message, problem.span, problem.expected, problem.hint
    return *told, str(problem.severity), problem.source_line


def _problem(code: str, message: str, span: Span, expected: str, hint: str, severity: str, line: str) -> Problem:  # noqa: PLR0913, PLR0917 - a problem has this many sides
    return Problem(code, message, span, expected, hint, Severity(severity), line)
