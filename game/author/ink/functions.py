"""The functions in ink that a story's expressions call: what there is of them depends on what is asked."""

from collections.abc import Iterable, Iterator, Sequence

from game.author.ink.escaping import string
from game.engine.prose import in_words
from game.story.model import Story
from game.story.variables import Stat

Listed = Sequence[tuple[str, str]]
"""People's names, each with the expression that asks whether they are among those listed; empty for always."""


MOST_IN_WORDS = 20


class Functions:
    """Gathers the functions that are called, and writes them."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._counts: dict[tuple[str, ...], str] = {}
        self._lists: dict[tuple[tuple[tuple[str, str], ...], bool], str] = {}

    def count(self, questions: tuple[str, ...], sure: int) -> str:
        """Return the call that counts which of some expressions hold, and ``sure`` that always do."""
        if not questions:
            return str(sure)
        name = self._counts.setdefault(questions, f"count_{len(self._counts) + 1}")
        return f"({name}() + {sure})" if sure else f"{name}()"

    def listing(self, people: Listed, *, capital: bool) -> str:
        """Return the call that lists names."""
        return f"{self._lists.setdefault((tuple(people), capital), f'names_{len(self._lists) + 1}')}()"

    def written(self) -> Iterator[str]:
        """Yield the lines of all functions."""
        presence = self._story.presence
        if presence is not None:
            yield from _membership("able", presence.able, presence)
            yield from _membership("alive", presence.alive, presence)
        for questions, name in self._counts.items():
            yield from ("", f"=== function {name}()", "~ return " + " + ".join(f"one_if({one})" for one in questions))
        for (people, capital), name in self._lists.items():
            yield from _list_function(name, people, capital=capital)
        yield from _COMMON.splitlines()
        for name, capital in (("in_words", False), ("capital_words", True)):
            yield from ("", f"=== function {name}(number)", "{ number:")
            for number in range(MOST_IN_WORDS + 1):
                yield f"- {number}: ~ return {string(in_words(number, capital=capital))}"
            yield from ("}", "~ return number")


def _membership(name: str, codes: Iterable[int] | None, presence: Stat) -> Iterator[str]:
    values = [presence.domain.values[code] for code in sorted(codes or ())]
    asked = " or ".join(f"(state == {string(value)})" for value in values) or "false"
    yield from ("", f"=== function {name}(state)", f"~ return {asked}")


def _list_function(name: str, people: Listed, *, capital: bool) -> Iterator[str]:
    """Yield a function that keeps the name it came to last apart from those before it, for the word between them."""
    yield from ("", f"=== function {name}()", '~ temp before = ""', '~ temp last = ""')
    for who, asked in people:
        lines = ["~ before = enlisted(before, last)", f"~ last = {string(who)}"]
        upper = who[:1].upper() + who[1:]
        if capital and upper != who:
            lines += ['{ before == "":', f"    ~ last = {string(upper)}", "}"]
        yield from (["{ " + asked + ":", *(f"    {line}" for line in lines), "}"] if asked else lines)
    yield f"~ return joined(before, last, {string('Nobody' if capital else 'nobody')})"


_COMMON = """
=== function one_if(holds)
{ holds:
    ~ return 1
}
~ return 0

=== function enlisted(before, last)
{ before == "":
    ~ return last
}
~ return before + ", " + last

=== function joined(before, last, nobody)
{ last == "":
    ~ return nobody
}
{ before == "":
    ~ return last
}
~ return before + " and " + last
"""
