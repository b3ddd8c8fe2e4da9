"""The running transcript: passages, and after the last of them what can be done."""

from dataclasses import dataclass

from textual import events, on
from textual.content import Content
from textual.geometry import Offset, Size
from textual.message import Message
from textual.scrollbar import ScrollDown, ScrollTo, ScrollUp
from textual.selection import Selection
from textual.style import Style
from textual.widget import Widget

from game.tui.passages import Told
from game.tui.widgets import stylesheet
from game.tui.widgets.insight import InSight
from game.tui.widgets.passage import Passage
from game.tui.widgets.rows import PageRows

MOST_PASSAGES = 14
"""How many steps stay in the pane; what is older is in the journal. Every one of them is laid out anew on a resize."""
NO_SIZE = Size(0, 0)
PAST = "transcript--past"
MARGIN = 2
"""Columns that stay free at the right."""


class Transcript(InSight, can_focus=False):
    """Keeps the reader's place: at the top of what is new, or wherever they scrolled to, through every resize."""

    DEFAULT_CSS = stylesheet(__file__)
    COMPONENT_CLASSES = {PAST}  # noqa: RUF012 - as Textual declares it

    @dataclass
    class Scrolled(Message):
        """Something else is in sight."""

    def __init__(self, choices: PageRows, *, still: bool) -> None:
        """Hold no passage yet, and the list of what can be done. ``still`` never animates."""
        super().__init__()
        self.choices = choices
        choices.redraw = self._rows_changed
        self.still = still
        self.passages: list[Passage] = []
        """The passages, the oldest first."""
        self.text_width = 0
        """Columns of a line; 0 until the size of the screen is known."""
        self._rows_top = 0
        self._rows: list[Content] = []
        self._anchor: Passage | None = None
        self._follows = True
        """Whether the reader is where the telling is, and has not scrolled away."""
        self._place: tuple[Passage, tuple[int, float]] | None = None
        self._is_travelling = False
        """Whether a change of what is in sight is the reader's doing, and not that of another size."""
        self._seen_size = NO_SIZE
        self._is_due = False
        """Whether it settles by itself in a moment."""

    @property
    def latest(self) -> Passage | None:
        """The passage that came last."""
        return self.passages[-1] if self.passages else None

    def add(self, told: Told, *, whole: bool, turns_page: bool = True) -> Passage:
        """Put a step at the end. ``turns_page`` keeps its beginning in sight, and makes the rest what was read."""
        passage = Passage(told, whole=whole, changed=self._passage_changed)
        if turns_page:
            for older in self.passages:
                if not older.is_past:
                    older.is_past = True
                    self.forget(older.top)
            self._anchor = passage
            self._follows = True
        self.passages.append(passage)
        while len(self.passages) > MOST_PASSAGES:
            gone = self.passages.pop(0)
            self.let_go(gone.height + 1)
        self._lay_out()
        return passage

    def clear(self) -> None:
        """Take every passage away."""
        self.passages.clear()
        self.forget()
        self._anchor = self._place = None
        self._lay_out()

    # Lines.

    def line(self, number: int) -> tuple[Content, Style] | None:
        """Return a line of a passage or of what can be done; none between them."""
        if number >= self._rows_top:
            at = number - self._rows_top
            return (self._rows[at], self.visual_style) if at < len(self._rows) else None
        for passage in reversed(self.passages):
            if passage.top <= number:
                if number >= passage.top + passage.height:
                    return None
                style = self.get_visual_style(PAST) if passage.is_past else self.visual_style
                return passage.lines(self.text_width)[number - passage.top], style
        return None

    def last_selectable(self) -> int:
        """Return where the passages end: what can be done is not to be copied."""
        return self._rows_top

    def _passage_changed(self, passage: Passage) -> None:
        self.forget(passage.top)
        self._lay_out()
        self._follow_soon()

    def _rows_changed(self, has_lines: bool) -> None:  # noqa: FBT001 - as it is called
        self.forget(self._rows_top)
        if has_lines:
            self._lay_out()
            self._follow_soon()
        elif self.text_width:
            self._rows = self.choices.lines(self.text_width) if self.choices.display else []
            self.refresh()

    def _lay_out(self) -> None:
        """Find out where everything stands. That is known at once, so that it can be scrolled to before it is drawn."""
        width = self.text_width
        if not width:
            return
        at = self.first
        for passage in self.passages:
            passage.top = at
            passage.height = len(passage.lines(width))
            at += passage.height + 1
        if at != self._rows_top:
            self.forget(min(at, self._rows_top))
        self._rows_top = at
        self._rows = self.choices.lines(width) if self.choices.display else []
        at += len(self._rows) + 1 if self.choices.display else 0
        size = Size(width, at - self.first)
        if size != self.virtual_size:
            # To set it would have Textual lay out the whole screen, of which nothing else has changed.
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)
            self.post_message(self.Scrolled())
        self.refresh()

    # Where the reader is.

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.scroll_offset.y >= self.max_scroll_y - 1

    @property
    def shows_choices(self) -> bool:
        """Whether everything before the choices has been in sight, and a choice is."""
        in_sight = self.number_at(self.container_size.height)
        return bool(self.text_width) and (self._rows_top < in_sight or self.is_at_end)

    def settle(self, *, at_once: bool = False) -> None:
        """Scroll so that what is new can be seen, but never past its beginning."""
        anchor = self._anchor
        if anchor is not None and self._follows and self.text_width:
            target = min(anchor.top - self.first, self.max_scroll_y)
            self.scroll_to(y=target, animate=not (self.still or at_once), duration=0.25)

    def page(self, by: int) -> None:
        """Scroll by a page, two lines of the last one staying in sight."""
        step = max(1, self.container_size.height - 2) * by
        self.travel(self.scroll_offset.y + step, animate=not self.still)

    def edge(self, by: int) -> None:
        """Scroll to the first line, or the last."""
        self.travel(0 if by < 0 else self.max_scroll_y)

    def travel(self, line: float, *, animate: bool = False) -> None:
        """Scroll where the reader wants to be, and stay there."""
        self.leave_the_telling()
        self.scroll_to(y=line, animate=animate, duration=0.2)

    @on(events.MouseScrollUp)
    @on(events.MouseScrollDown)
    @on(ScrollTo)
    @on(ScrollUp)
    @on(ScrollDown)
    def leave_the_telling(self) -> None:
        """Stay where the reader scrolls to."""
        self._follows = False
        self._is_travelling = True

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Remember what stands at the top."""
        super().watch_scroll_y(old_value, new_value)
        if self._is_travelling:
            self._keep_place()
        self.post_message(self.Scrolled())

    def _keep_place(self) -> None:
        top = self.first + round(self.scroll_y)
        for passage in self.passages:
            if passage.top <= top < passage.top + passage.height + 1:
                self._place = (passage, passage.place_at(top - passage.top, self.text_width))
                return

    def _follow_soon(self) -> None:
        """Settle once what has changed is drawn, unless somebody has settled otherwise by then."""
        if not self._is_due:
            self._is_due = True
            self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        self._is_due = False
        self.settle()

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002 - Textual's own signature
    ) -> bool:
        """Lay the lines out for another size, and return to the kept place before anything is drawn in it."""
        if size == self._seen_size:
            return False
        self._seen_size = size
        self._is_travelling = False
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        width = size.width - self.gutter.width - MARGIN
        if width != self.text_width:
            self.text_width = max(0, width)
            self.forget()
        self._lay_out()
        if self._follows:
            self.settle(at_once=True)
        elif self._place is not None and self._place[0] in self.passages:
            passage, place = self._place
            self.scroll_to(y=passage.top - self.first + passage.line_of(place, self.text_width), animate=False)
        self.post_message(self.Scrolled())
        return changed

    # The mouse.

    def _row_at(self, event: events.MouseEvent) -> int | None:
        at = self.number_at(event.y - self.gutter.top) - self._rows_top
        is_there = 0 <= at < len(self._rows) and 0 <= event.x - self.gutter.left < self.text_width
        return self.choices.row_at(at) if is_there else None

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Point at the row beneath the mouse."""
        self.choices.hover = self._row_at(event)

    def on_leave(self) -> None:
        """Point at nothing."""
        self.choices.hover = None

    def on_click(self, event: events.Click) -> None:
        """Take the row beneath the mouse; in the text, a second click selects a passage."""
        row = self._row_at(event)
        if row is not None:
            event.stop()
            event.prevent_default()
            self.choices.take(self.choices.rows[row])
        elif event.chain == 2:  # noqa: PLR2004 - a double click
            event.prevent_default()
            number = self.number_at(event.y - self.gutter.top)
            for passage in self.passages:
                if passage.top <= number < passage.top + passage.height:
                    last = passage.top + passage.height - 1
                    end = len(passage.lines(self.text_width)[-1].plain)
                    chosen = Selection(Offset(0, passage.top), Offset(end, last))
                    self.screen.selections = {self: chosen}
