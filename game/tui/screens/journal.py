"""The whole run as it was read, and a search through it."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from game.language import _
from game.tui.commands import JOURNAL, Command, bindings
from game.tui.passages import GUTTER, Block, laid_out
from game.tui.screens.base import GameScreen
from game.tui.teller import Teller
from game.tui.text import words
from game.tui.widgets.foot import Foot
from game.tui.widgets.scroll import Scroll

LONGEST = 80
"""More than anybody searches for; what is pasted by mistake is not."""


class JournalScreen(GameScreen[None]):
    """Opens at the end, where the player is."""

    CSS_PATH: ClassVar = ["page.tcss", "journal.tcss"]
    NAME = "Journal"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = JOURNAL
    BINDINGS: ClassVar = bindings(JOURNAL)
    AUTO_FOCUS = "Scroll"

    def __init__(self, teller: Teller) -> None:
        """Show the run that ``teller`` tells."""
        super().__init__()
        self._teller = teller
        self._matches: list[int] = []
        self._at = -1

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        measure = self.game.settings.measure
        self.paper = Scroll(self._draw, None if measure is None else measure + GUTTER)
        what = _("Words to find; Enter for the place before, Esc to close")
        self.field = Input(id="search", placeholder=what, max_length=LONGEST)
        self.field.display = False
        yield Static(words(_("Journal")), classes="heading")
        yield self.paper
        yield self.field
        yield Foot(JOURNAL)

    def _draw(self, width: int) -> list[list[Content]]:
        blocks: list[Block] = []
        for index in range(len(self._teller.playthrough.steps)):
            told = self._teller.tell_again(index)
            blocks += [*told.at_once, *told.by_and_by]
        return laid_out(blocks, width)

    def action_search(self) -> None:
        """Open the field."""
        self.field.display = True
        self.field.focus()

    @on(Input.Changed, "#search")
    def look(self, event: Input.Changed) -> None:
        """Find the words, from the end back: that is where the player is."""
        self._matches = self.paper.find(event.value.strip())
        self._go(len(self._matches) - 1)

    @on(Input.Submitted, "#search")
    def look_before(self) -> None:
        """Go to the place before."""
        self._go(self._at - 1)

    def action_next_match(self) -> None:
        """Go to the next place."""
        self._go(self._at + 1)

    def action_previous_match(self) -> None:
        """Go to the place before."""
        self._go(self._at - 1)

    def _go(self, at: int) -> None:
        self._at = at % len(self._matches) if self._matches else -1
        wanted, number = self.paper.wanted, len(self._matches)
        place = _("{code} of {maximum}", code=self._at + 1, maximum=number) if number else _("not found")
        found = f"  {wanted}: {place}" if wanted else ""
        self.query_one(".heading", Static).update(Content.assemble(_("Journal"), (found, "not bold $muted")))
        if self._matches:
            self.paper.show_line(max(0, self._matches[self._at] - self.paper.size.height // 3))

    def on_key(self, event: events.Key) -> None:
        """Close the field before the screen."""
        if event.key == "escape" and self.field.display:
            event.stop()
            self.field.display = False
            self.paper.focus()
