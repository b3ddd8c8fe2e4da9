"""What the words on the page mean, as somebody in the story would say it."""

from collections.abc import Iterable

from textual.content import Content

from game.engine.glossary import terms_here, terms_met
from game.engine.playthrough import Playthrough
from game.language import _
from game.story.model import Term
from game.tui.screens.page import PageScreen
from game.tui.text import hung, words

INDENT = 3


class WordsScreen(PageScreen):
    """Shows the notes on what stands on the present page first, then those on words met before."""

    NAME = "Words"

    def __init__(self, playthrough: Playthrough) -> None:
        """Show the notes of a run."""
        super().__init__()
        self._playthrough = playthrough

    def heading(self) -> Content:
        """Return what this is."""
        return words(_("Words"))

    def draw(self, width: int) -> list[Content]:
        """Return the notes at a width."""
        here, met = terms_here(self._playthrough), terms_met(self._playthrough)
        lines = [words(_("On this page"), "bold") if here else words(_("No word on this page has a note."), "$muted")]
        lines += _notes(here, width)
        if met:
            lines += [Content(""), words(_("Met before"), "bold"), *_notes(met, width)]
        return lines


def _notes(terms: Iterable[Term], width: int) -> list[Content]:
    lines: list[Content] = []
    for term in terms:
        lines += [Content(""), *hung(Content(""), words(term.term, "$uniform"), width, INDENT)]
        lines += hung(Content(""), words(term.note), width, INDENT)
    return lines
