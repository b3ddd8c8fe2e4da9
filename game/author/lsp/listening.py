"""A table of names that remembers what it was asked, and where: each look-up is a mention."""

import re
from collections.abc import Sequence

from msgspec import field

from game.author.lsp.symbols import Mention, Mentions, Sort, Symbol
from game.story.names import Names, Scope
from game.story.problems import Place, Span, placed
from game.story.shelf import Shelf
from game.story.variables import Variable

_CLAIMED = {"id": Sort.NAME, "scene": Sort.SCENE, "choice": Sort.CHOICE, "ending": Sort.ENDING}
_WRITTEN = re.compile(r"\w+")


class Listening(Names, eq=False, dict=True):
    """The table of names of a story that an editor has open.

    The loader looks every reference up here, with all that ``each`` and ``them`` mean, so that there is no second
    understanding of a story.
    """

    shelf: Shelf = field(default_factory=Shelf)
    mentions: Mentions = field(default_factory=Mentions)
    _lines: dict[str, Sequence[str]] = field(default_factory=dict)

    def claim(self, key: str, word: str, span: Span) -> bool:
        """Take a word in a namespace, which declares it."""
        is_free = super().claim(key, word, span)
        space, _, full = key.partition(":")
        if is_free and space in _CLAIMED:
            self.declared(Symbol(_CLAIMED[space], full), span)
        return is_free

    def person_named(self, word: str, scope: Scope, span: Place) -> str | None:
        """Return a person's id."""
        who = super().person_named(word, scope, span)
        if who is not None:
            self.heard(Symbol(Sort.NAME, who), word, span)
        return who

    def variable(self, word: str, scope: Scope, span: Place) -> Variable | None:
        """Return the variable of a name as written, which names a person and a stat, or a count or a fact."""
        variable = super().variable(word, scope, span)
        if variable is None:
            return None
        owner, dot, stat = word.partition(".")
        if not dot:
            self.heard(Symbol(Sort.NAME, variable.name), word, span)
        elif variable.person is not None:
            symbol = self.stat_symbol(variable.person, stat)
            self.heard(Symbol(Sort.NAME, variable.person), word, span, end=len(owner))
            self.heard(symbol, word, span, begin=len(owner) + 1, variable=variable.name)
        return variable

    def scene(self, word: str, scope: Scope, span: Place) -> str | None:
        """Return a scene's key. A word in full names its chapter too."""
        key = super().scene(word, scope, span)
        if key is not None:
            dot = word.rfind(".")
            self.heard(Symbol(Sort.SCENE, key), word, span, begin=dot + 1)
            if dot > 0:
                self.heard(Symbol(Sort.CHAPTER, word[:dot]), word, span, end=dot)
        return key

    def choice(self, word: str, scope: Scope, span: Place) -> str | None:
        """Return a choice's move."""
        move = super().choice(word, scope, span)
        if move is not None:
            self.heard(Symbol(Sort.CHOICE, move), word, span, begin=word.rindex(".") + 1)
        return move

    def members(self, word: str | None, span: Place) -> tuple[str, ...] | None:
        """Return a group's people."""
        if word is not None and word in self.groups:
            self.heard(Symbol(Sort.NAME, word), word, span)
        return super().members(word, span)

    def stat_symbol(self, person: str, stat: str) -> Symbol:
        """Return a stat as what it is: everyone's, or this person's alone."""
        return Symbol(Sort.STAT, stat if stat in self.stats else f"{person}.{stat}")

    def declared(self, symbol: Symbol, span: Span) -> None:
        """Remember where something is said to be. What is written for several people is so under another word."""
        found = _WRITTEN.search(self._line(span), span.column - 1)
        if found is not None:
            self._keep(symbol, span, found.start(), found.group(), declares=True)

    def heard(  # noqa: PLR0913 - a mention has this many sides
        self, symbol: Symbol, words: str, place: Place, *, begin: int = 0, end: int | None = None, variable: str = ""
    ) -> None:
        """Remember that ``words[begin:end]`` names something, where ``words`` are the first such in a place."""
        span = placed(place)
        line = self._line(span)
        at = line.find(words, span.column - 1)
        while at >= 0 and (_goes_on(line[at - 1 : at]) or _goes_on(line[at + len(words) :][:1])):
            at = line.find(words, at + 1)
        if at >= 0:
            self._keep(symbol, span, at + begin, words[begin:end], variable=variable)

    def _keep(  # noqa: PLR0913 - a mention has this many sides
        self, symbol: Symbol, span: Span, begin: int, word: str, *, declares: bool = False, variable: str = ""
    ) -> None:
        place = Span(span.file, span.line, begin + 1, span.line, begin + 1 + len(word))
        self.mentions.add(Mention(symbol, place, word, declares, variable))

    def _line(self, span: Span) -> str:
        if span.file not in self._lines:
            self._lines[span.file] = self.shelf.lines(span.file)
        lines = self._lines[span.file]
        return lines[span.line - 1] if 0 < span.line <= len(lines) else ""


def _goes_on(character: str) -> bool:
    """Whether a word goes on with a character, if there is one."""
    return character == "_" or character.isalnum()
