"""The line at the top: REC, the tape, where and when, and the counter."""

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from game.engine.playthrough import Playthrough
from game.language import _
from game.tui.glyphs import DRAWN, Glyphs
from game.tui.passages import place_and_clock, where_words
from game.tui.text import words
from game.tui.widgets import stylesheet


class Strip(Widget):
    """Draws what it was last told; on a narrow screen the place comes before the chapter."""

    DEFAULT_CSS = stylesheet(__file__)

    lamp: reactive[bool] = reactive(default=True)

    def __init__(self, glyphs: Glyphs = DRAWN) -> None:
        """Begin blank."""
        super().__init__()
        self.glyphs = glyphs
        self._chapter = Content("")
        self._tape = ""
        self._where = ""
        self._clock = ""
        self._counter = ""
        self._warning = Content("")
        self._told: tuple[object, ...] = ()
        """What all of that was made of."""

    def tell(self, playthrough: Playthrough, *, is_unkept: bool = False) -> None:
        """Show where a run is; ``is_unkept`` says all the time that it is lost when the game is left."""
        chapter, paying = playthrough.chapter, playthrough.story.paying
        place, clock = place_and_clock(playthrough)
        left = None if paying is None else playthrough.moment.state.vector[paying.slot]
        told = (chapter.title, chapter.tape, where_words(place, ""), clock, left, is_unkept)
        # That nothing is kept is drawn at every move: some listen to what is drawn, and not to what stands there.
        if told == self._told and not is_unkept:
            return
        self._told = told
        self._warning = words(_("NOT KEPT"), "bold reverse $loss") + Content("   ") if is_unkept else Content("")
        self._tape = _("Tape {tape}", tape=chapter.tape) if chapter.tape is not None else ""
        self._chapter = words(chapter.title)
        self._where, self._clock = where_words(place, ""), clock
        self._counter = "" if left is None else f"{left:03d}"
        self.lamp = left is None or left > 0
        self.refresh()

    def render(self) -> RenderResult:
        """Draw the strip in the width there is."""
        width = self.size.width
        mark = self.glyphs.record if self.lamp else self.glyphs.empty
        left = self._warning + Content.assemble((f"{mark} REC", "bold $loss" if self.lamp else "$muted"))
        title = Content("  ").join(part for part in (words(self._tape, "bold"), self._chapter) if part)
        right = Content.assemble((self._clock, ""), ("   " if self._counter else "", ""), (self._counter, "bold"))
        where = words(self._where, "$muted")
        gap = Content("   ")
        parts = [left, gap, title, gap, where]
        room = width - right.cell_length - 2
        if sum(part.cell_length for part in parts) > room:
            parts = [left, gap, words(self._tape, "bold"), gap, where] if self._tape else [left, gap, where]
        line = Content("").join(parts).truncate(max(1, room), ellipsis=True)
        return line.pad_right(max(1, width - line.cell_length - right.cell_length)) + right
