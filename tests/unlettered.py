"""A story with the same shape and no Latin letter in any of its words: what is Latin on a screen is then the game's."""

from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from game.story.model import Story
from game.story.problems import Span
from game.story.text import Names, Prose
from game.story.variables import Domain

Thing = TypeVar("Thing")
_WORDS = {
    "Story": {"title", "about", "notes"},
    "You": {"names", "asks"},
    "Person": {"name", "full", "hangul", "role", "card"},
    "Stat": {"label"},
    "Variable": {"label", "says", "notice"},
    "Chapter": {"title", "notes"},
    "Season": {"title"},
    "Area": {"title", "levels"},
    "Place": {"name", "level"},
    "Scene": {"title", "clock"},
    "Ending": {"title"},
    "Care": {"about"},
    "History": {"title", "about"},
    "Term": {"term", "forms", "note"},
}
"""The fields of a story's parts that hold words for the screen."""
_MODULES = frozenset({"game.story.model", "game.story.text", "game.story.variables"})
_LETTERS = {
    ord(letter): chr(0x10D0 + place % 26)
    for place, letter in enumerate("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ")
}
"""Georgian ones: letters as well, of the same width."""


def unlettered(story: Story) -> Story:
    """Return a story with other letters."""
    told = _Teller().told(story)
    assert isinstance(told, Story)
    return replace(told, start_vector=story.start_vector)


def other(words: str) -> str:
    """Return words in other letters."""
    return words.translate(_LETTERS)


class _Teller:
    """Tells each part of a story once, because a story has one of each."""

    def __init__(self) -> None:
        self._done: dict[int, Any] = {}

    def told(self, thing: Thing) -> Thing:
        """Return a part of a story in other letters."""
        if id(thing) not in self._done:
            self._done[id(thing)] = (thing, self._told(thing))
        return self._done[id(thing)][1]  # type: ignore[no-any-return]  # of the type that was put in

    def _told(self, thing: Any) -> Any:  # noqa: ANN401, PLR0911 - any part of a story, and one answer for each kind
        match thing:
            case Prose(words=words):
                return Prose(other(words))
            case Names(members=members):
                return replace(thing, members=tuple((other(name), condition) for name, condition in members))
            case Domain(words=said):
                return replace(thing, words={value: other(word) for value, word in said.items()})
            case Span() | str():
                return thing
            case tuple():
                return tuple(self.told(one) for one in thing)
            case dict():
                return {key: self.told(one) for key, one in thing.items()}
            case Struct() if type(thing).__module__ in _MODULES:
                return replace(thing, **{name: self._field(thing, name) for name in thing.__struct_fields__})
            case _:
                return thing

    def _field(self, owner: Any, name: str) -> Any:  # noqa: ANN401 - any part of a story
        value = getattr(owner, name)
        if name not in _WORDS.get(type(owner).__name__, set()):
            return self.told(value)
        return other(value) if isinstance(value, str) else tuple(map(other, value))
