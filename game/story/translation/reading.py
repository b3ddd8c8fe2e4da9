"""Reads the words of a translation as texts: in its language, with the conditions that the story has."""

from msgspec import Struct
from msgspec.structs import replace

from game.story.names import Names, Scope
from game.story.nodes import Scalar
from game.story.text import Text
from game.story.text_parser import constant_words, read_text
from game.story.translation.ledger import Ledger


class Reading(Struct, frozen=True, dict=True):
    """A language's table of names, in which people are called as they are in it, and its account."""

    names: Names
    ledger: Ledger

    def text(self, written: Scalar, scope: Scope) -> Text:
        """Return a text, with the problems in it reported.

        A state remembers what the story asks of the past, and is the same in every language: a translation can ask of
        it no more than that.
        """
        marks = (self.names.seen_marks, self.names.taken_marks)
        before = tuple(map(len, marks))
        text = read_text(written, self.names, scope)
        for what, known, length in zip(("seen", "taken"), marks, before, strict=True):
            for key in list(known)[length:]:
                del known[key]
                message = f"The story itself never asks whether `{key}` was {what}."
                expected = f"`{what}()` of what the original asks somewhere"
                place = written.locate(max(0, written.text.find(what)), len(what))
                self.names.problems.add("HT314", place, message, expected=expected)
        return text

    def text_or(self, written: Scalar | None, otherwise: Text | None, scope: Scope) -> Text | None:
        """Return a text if it is written, and stands in the place of one."""
        return otherwise if written is None or otherwise is None else self.text(written, scope)

    def constant(self, written: Scalar, scope: Scope) -> str:
        """Return a single line in which nothing depends on the moment."""
        return constant_words(written, self.names, scope)


def speaking(names: Names, language: str, printed: dict[str, tuple[str, str]]) -> Names:
    """Return a table of the same names, in which texts are read in another language."""
    return replace(names, language=language, printed={**names.printed, **printed})
