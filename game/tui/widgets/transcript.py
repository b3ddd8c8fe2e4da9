"""The running transcript: passages, and after the last of them what can be done."""

from textual import events, on
from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.message import Message
from textual.scrollbar import ScrollDown, ScrollTo, ScrollUp

from game.tui.passages import Told
from game.tui.widgets import stylesheet
from game.tui.widgets.choices import ChoiceList
from game.tui.widgets.passage import Passage
from game.values import dataclass

MOST_PASSAGES = 14
"""How many steps stay in the pane; what is older is in the journal. Every widget here is laid out anew on a resize."""
NO_SIZE = Size(0, 0)


class Transcript(VerticalScroll, can_focus=False):
    """Keeps the reader's place: at the top of what is new, or wherever they scrolled to, through every resize."""

    DEFAULT_CSS = stylesheet(__file__)

    @dataclass
    class Scrolled(Message):
        """Something else is in sight."""

    def __init__(self, choices: ChoiceList, *, still: bool) -> None:
        """Hold no passage yet, and the list of what can be done. ``still`` never animates."""
        super().__init__()
        self.choices = choices
        self.still = still
        self._anchor: Passage | None = None
        self._follows = True
        """Whether the reader is where the telling is, and has not scrolled away."""
        self._place: tuple[Passage, tuple[int, float]] | None = None
        self._is_travelling = False
        """Whether a change of what is in sight is the reader's doing, and not that of another size."""
        self._seen_size = NO_SIZE

    async def on_mount(self) -> None:
        """Put the list of choices at the end."""
        await self.mount(self.choices)

    @property
    def passages(self) -> list[Passage]:
        """The passages, the oldest first."""
        return list(self.query(Passage))

    @property
    def latest(self) -> Passage | None:
        """The passage that came last."""
        passages = self.passages
        return passages[-1] if passages else None

    async def add(self, told: Told, *, whole: bool, turns_page: bool = True) -> Passage:
        """Put a step at the end. ``turns_page`` keeps its beginning in sight, and makes the rest what was read."""
        passage = Passage(told, whole=whole)
        if turns_page:
            for older in self.passages:
                older.add_class("-past")
            self._anchor = passage
            self._follows = True
        await self.mount(passage, before=self.choices)
        for old in self.passages[:-MOST_PASSAGES]:
            await old.remove()
        return passage

    async def clear(self) -> None:
        """Take every passage away."""
        await self.query(Passage).remove()
        self._anchor = self._place = None

    @property
    def is_at_end(self) -> bool:
        """Whether the last line is in sight."""
        return self.scroll_offset.y >= self.max_scroll_y - 1

    @property
    def shows_choices(self) -> bool:
        """Whether everything before the choices has been in sight, and a choice is."""
        return self.choices.virtual_region.y < self.scroll_offset.y + self.container_size.height or self.is_at_end

    def settle(self, *, at_once: bool = False) -> None:
        """Scroll so that what is new can be seen, but never past its beginning."""
        anchor = self._anchor
        if anchor is not None and anchor.is_mounted and self._follows:
            target = min(anchor.virtual_region.y, self.max_scroll_y)
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
        top = round(self.scroll_y)
        for passage in self.passages:
            region = passage.virtual_region
            if region.y <= top < region.bottom + 1:
                self._place = (passage, passage.place_at(top - region.y))
                return

    def _size_updated(
        self,
        size: Size,
        virtual_size: Size,
        container_size: Size,
        layout: bool = True,  # noqa: FBT001, FBT002 - Textual's own signature
    ) -> bool:
        """Return to the kept place once another size has been laid out."""
        is_resized = self._seen_size not in {NO_SIZE, container_size}
        self._seen_size = container_size
        if is_resized:
            self._is_travelling = False
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if changed:
            self.call_after_refresh(self._return_to_place, is_resized=is_resized)
            self.post_message(self.Scrolled())
        return changed

    def _return_to_place(self, *, is_resized: bool) -> None:
        if self._follows:
            self.settle(at_once=is_resized)
        elif is_resized and self._place is not None and self._place[0].is_mounted:
            passage, place = self._place
            self.scroll_to(y=passage.virtual_region.y + passage.line_of(place), animate=False)
