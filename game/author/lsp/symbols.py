"""What a story names, and every place where it does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from enum import StrEnum

from msgspec import Struct, field

from game.story.problems import Span


class Sort(StrEnum):
    """The namespaces of a story: an id is one thing in each."""

    NAME = "name"
    """People, groups, counts, facts and clips, which share one."""
    STAT = "stat"
    """Everyone's by its id, one person's alone by ``person.stat``."""
    PLACE = "place"
    CHAPTER = "chapter"
    SCENE = "scene"
    CHOICE = "choice"
    ENDING = "ending"


class Symbol(Struct, frozen=True):
    """Something that is named. ``key`` is its full name: ``on_jo``, ``chapter.scene``, ``chapter.scene.choice``."""

    sort: Sort
    key: str

    @property
    def id(self) -> str:
        """Its own part of its name."""
        return self.key.rpartition(".")[2]


class Mention(Struct, frozen=True):
    """One place where something is named, ``word`` being what is written there."""

    symbol: Symbol
    span: Span
    word: str
    declares: bool = False
    """Whether this is where it is said what the thing is."""
    variable: str = ""
    """For a stat, whose it is here: ``on_jo.trust``."""


class Mentions(Struct, dict=True):
    """All mentions of a story, by what they name and by where they stand."""

    _of: dict[Symbol, dict[Span, Mention]] = field(default_factory=dict)
    _on: dict[tuple[str, int], dict[Mention, None]] = field(default_factory=dict)

    def add(self, mention: Mention) -> None:
        """Keep a mention, once; one that declares rather than one that does not."""
        known = self._of.setdefault(mention.symbol, {})
        before = known.get(mention.span)
        if before is not None:
            if before.declares or not mention.declares:
                return
            del self._on[before.span.file, before.span.line][before]
        known[mention.span] = mention
        self._on.setdefault((mention.span.file, mention.span.line), {})[mention] = None

    def of(self, symbol: Symbol) -> Sequence[Mention]:
        """Return every place where something is named, in no order."""
        return tuple(self._of.get(symbol, {}).values())

    def declarations(self, symbol: Symbol) -> Sequence[Mention]:
        """Return where it is said what something is."""
        return tuple(mention for mention in self.of(symbol) if mention.declares)

    def at(self, file: str, line: int, column: int) -> Sequence[Mention]:
        """Return what is named at a place: several things where one writing is for several people."""
        return tuple(
            mention
            for mention in self._on.get((file, line), ())
            if mention.span.column <= column <= mention.span.end_column
        )

    def symbols(self) -> Iterable[Symbol]:
        """Return everything that is named anywhere."""
        return self._of.keys()

    def made_together(self, symbol: Symbol) -> Iterator[Symbol]:
        """Yield a symbol and those that the same writing makes for other people."""
        places = {mention.span for mention in self.declarations(symbol)}
        found = {symbol: None}
        for place in places:
            for other in self._on.get((place.file, place.line), ()):
                if other.span in places and other.declares and other.symbol.sort is symbol.sort:
                    found[other.symbol] = None
        yield from found


Lines = Mapping[str, Sequence[str]]
"""The lines of each file that places are in."""
