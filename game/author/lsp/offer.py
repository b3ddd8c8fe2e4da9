"""One thing that can be written, and from where a story is looked at."""

import re
from collections.abc import Iterator, Sequence

from msgspec import Struct

from game.author.lsp.index import Index
from game.author.lsp.symbols import Sort
from game.story.names import YOU
from game.story.nodes import Scalar, one_line
from game.story.variables import DomainKind, Variable

_CHAPTER = re.compile(r"chapter:\s*[\"']?(\w+)")


class Offer(Struct, frozen=True):
    """A word that can be written, what it means in a line, and what sort of thing it names."""

    word: str
    detail: str
    sort: Sort


class Outlook(Struct, frozen=True):
    """From where a story is looked at: the file, and its chapter if it has one."""

    file: str
    chapter: str | None

    @classmethod
    def of(cls, file: str, lines: Sequence[str]) -> "Outlook":
        """Return how it looks from a file, whose lines say of which chapter it is."""
        found = (_CHAPTER.match(line) for line in lines)
        return cls(file, next((match.group(1) for match in found if match), None))

    def sees(self, variable: Variable) -> bool:
        """Whether a variable may be read here."""
        return self.chapter is None or variable.chapter in {None, self.chapter}

    def variables(self, index: Index) -> Iterator[Offer]:
        """Yield the variables that may be read here: facts and counts, then stats."""
        seen = [variable for variable in index.names.variables.values() if self.sees(variable)]
        for variable in sorted(seen, key=lambda one: (one.person is not None, one.chapter is None)):
            yield Offer(variable.name, _of_variable(variable), Sort.NAME if variable.person is None else Sort.STAT)

    def people(self, index: Index) -> Iterator[Offer]:
        """Yield everyone but the player."""
        for person in index.names.people:
            if person != YOU:
                yield named(Sort.NAME, person, index)

    def scenes(self, index: Index, *, elsewhere: bool = True) -> Iterator[Offer]:
        """Yield scenes as they are named here: those of this chapter first, by their id alone."""
        for key, draft in index.names.scenes.items():
            if draft.chapter == self.chapter:
                yield named(Sort.SCENE, key, index, draft.id)
        for key, draft in index.names.scenes.items() if elsewhere else ():
            if draft.chapter != self.chapter:
                yield named(Sort.SCENE, key, index, key)

    def full_scenes(self, index: Index) -> Iterator[Offer]:
        """Yield scenes with their chapters."""
        yield from (named(Sort.SCENE, key, index, key) for key in index.names.scenes)

    def choices(self, index: Index) -> Iterator[Offer]:
        """Yield choices as they are named here: ``scene.choice`` in their own chapter."""
        for key, draft in index.names.scenes.items():
            prefix = draft.id if draft.chapter == self.chapter else key
            for choice in draft.choices:
                yield named(Sort.CHOICE, choice.key, index, f"{prefix}.{choice.id}")


def named(sort: Sort, key: str, index: Index, word: str = "") -> Offer:
    """Return the offer of something by its full name, to be written as ``word`` if that is another."""
    return Offer(word or key, _detail(sort, key, index), sort)


def _detail(sort: Sort, key: str, index: Index) -> str:
    names = index.names
    found: str | Scalar | None = None
    match sort:
        case Sort.SCENE if key in names.scenes:
            found = names.scenes[key].part.title or names.scenes[key].part.clock
        case Sort.CHOICE if key in names.choices:
            found = names.choices[key].part.say or names.choices[key].part.label
        case Sort.NAME if key in names.printed:
            found = names.printed[key][1]
        case Sort.NAME if key in names.variables:
            found = _of_variable(names.variables[key])
        case Sort.STAT if key in names.stats:
            found = names.stats[key].label
        case Sort.ENDING if key in names.endings:
            found = names.endings[key].title
        case Sort.PLACE if index.files.places and key in index.files.places.places:
            found = index.files.places.places[key].name
    return found if isinstance(found, str) else one_line(found)


def _of_variable(variable: Variable) -> str:
    if variable.domain.kind is DomainKind.ENUM:
        return variable.says or " · ".join(variable.domain.values)
    numbers = f"0 to {variable.domain.maximum}" if variable.domain.kind is DomainKind.RANGE else ""
    return variable.says or " ".join(word for word in (variable.label, numbers) if word)
