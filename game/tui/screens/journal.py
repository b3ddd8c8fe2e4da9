"""The whole run as it was read, and a search through it."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from game.engine.playthrough import Playthrough
from game.tui.commands import JOURNAL, Command, bindings
from game.tui.passages import Block, lay_out, told
from game.tui.screens.base import GameScreen
from game.tui.text import highlighted, words
from game.tui.widgets.foot import Foot
from game.tui.widgets.sheet import Sheet

MEASURE = 75


class JournalScreen(GameScreen[None]):
    """Opens at the end, where the player is. ``summarised`` are steps whose summary was read in place of the text."""

    CSS_PATH: ClassVar = ["page.tcss", "journal.tcss"]
    NAME = "Journal"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = JOURNAL
    BINDINGS: ClassVar = bindings(JOURNAL)
    AUTO_FOCUS = "#paper"

    def __init__(self, playthrough: Playthrough, summarised: frozenset[int] = frozenset()) -> None:
        """Show a run."""
        super().__init__()
        self._playthrough = playthrough
        self._summarised = summarised
        self._wanted = ""
        self._matches: list[int] = []
        self._at = -1

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(self._heading(), classes="heading")
        with VerticalScroll(id="paper"):
            yield Sheet(self._draw)
        search = Input(id="search", placeholder="Words to find; Enter for the next, Esc to close")
        search.display = False
        yield search
        yield Foot(JOURNAL)

    def on_mount(self) -> None:
        """Begin where the player is."""
        self.call_after_refresh(self.query_one("#paper", VerticalScroll).scroll_end, animate=False)

    def _heading(self) -> Content:
        if not self._wanted:
            return words("Journal")
        found = f"{self._at + 1} of {len(self._matches)}" if self._matches else "not found"
        return Content.assemble("Journal  ", (f"{self._wanted}: {found}", "not bold $muted"))

    def _draw(self, width: int) -> list[Content]:
        playthrough, setting = self._playthrough, self.game.settings.care
        blocks: list[Block] = []
        before = None
        for index, step in enumerate(playthrough.steps):
            summary = step.after.scene.care is not None and (setting != "read" or index in self._summarised)
            parts = told(playthrough, step, before, self.game.glyphs, summary=summary)
            blocks += [*parts.at_once, *parts.by_and_by]
            before = step if step.arrived else before
        lines = lay_out(blocks, min(MEASURE, width))
        wanted = self._wanted.casefold()
        self._matches = [at for at, line in enumerate(lines) if wanted and wanted in line.plain.casefold()]
        return [highlighted(line, self._wanted, "reverse") for line in lines]

    def action_search(self) -> None:
        """Open the field."""
        search = self.query_one("#search", Input)
        search.display = True
        search.focus()

    @on(Input.Changed, "#search")
    def look(self, event: Input.Changed) -> None:
        """Find the words from the end back, as that is where the player is."""
        self._wanted = event.value.strip()
        sheet = self.query_one(Sheet)
        sheet.redraw()
        sheet.lines(sheet.size.width)
        self._at = len(self._matches) - 1
        self._show()

    @on(Input.Submitted, "#search")
    def next_in_field(self) -> None:
        """Go to the place before."""
        self.action_previous_match()

    def action_next_match(self) -> None:
        """Go to the next place."""
        self._go(1)

    def action_previous_match(self) -> None:
        """Go to the place before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        if self._matches:
            self._at = (self._at + by) % len(self._matches)
            self._show()

    def _show(self) -> None:
        self.query_one(".heading", Static).update(self._heading())
        if self._matches and self._at >= 0:
            paper = self.query_one("#paper", VerticalScroll)
            paper.scroll_to(y=max(0, self._matches[self._at] - paper.container_size.height // 3), animate=False)

    def on_key(self, event: events.Key) -> None:
        """Close the field before the screen."""
        search = self.query_one("#search", Input)
        if event.key == "escape" and search.display:
            event.stop()
            search.display = False
            self.query_one("#paper").focus()
