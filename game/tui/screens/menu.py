"""A screen to choose from: what it is about, the rows, the keys."""

from typing import ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.tui.commands import Command, bindings
from game.tui.screens.base import GameScreen
from game.tui.widgets.choices import ChoiceList
from game.tui.widgets.foot import Foot
from game.tui.widgets.rows import Row
from game.tui.widgets.sheet import Sheet

Answer = TypeVar("Answer")

MENU_KEYS = (
    Binding("up", "point(-1)", show=False),
    Binding("down", "point(1)", show=False),
    Binding("enter", "take", show=False),
    Binding("home", "edge(-1)", show=False),
    Binding("end", "edge(1)", show=False),
    *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(1, 10)),
)


def menu_bindings(commands: tuple[Command, ...]) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """Return the bindings of a menu: its commands, and the keys that go through the rows."""
    own = [command for command in commands if command.action != "open"]
    return [*bindings(own), *MENU_KEYS]


class MenuScreen(GameScreen[Answer]):
    """Shows a heading, some lines and rows. Subclasses say which, and what taking a row does."""

    CSS_PATH: ClassVar = ["page.tcss", "menu.tcss"]
    AUTO_FOCUS = ""

    def heading(self) -> Content:
        """Return what the screen is about."""
        raise NotImplementedError

    def draw(self, width: int) -> list[Content]:  # noqa: ARG002 - subclasses lay their lines out by it
        """Return the lines above the rows at a width."""
        return []

    def rows(self) -> tuple[Row, ...]:
        """Return the rows."""
        raise NotImplementedError

    def draw_below(self, width: int) -> list[Content]:  # noqa: ARG002 - subclasses lay their lines out by it
        """Return the lines below the rows at a width."""
        return []

    def take(self, row: Row) -> None:
        """Do what a row says."""
        raise NotImplementedError

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(self.heading(), classes="heading")
        with VerticalScroll(id="paper", can_focus=False):
            yield Sheet(self.draw)
            yield ChoiceList(self.game.glyphs)
            yield Sheet(self.draw_below)
        yield Foot(self.COMMANDS_HERE)

    def on_mount(self) -> None:
        """Show the rows, the first pointed at."""
        self.show_rows(0)

    def show_rows(self, cursor: int | None = None) -> None:
        """Show the rows as they are now. ``cursor`` moves it; without, it stays where it was."""
        at = cursor if cursor is not None else self.choices.cursor
        rows = self.rows()
        self.choices.offer(rows)
        self.choices.cursor = min(at or 0, len(rows) - 1) if rows else None
        self.query_one(Foot).refresh()

    @property
    def choices(self) -> ChoiceList:
        """The rows."""
        return self.query_one(ChoiceList)

    @property
    def pointed(self) -> Row | None:
        """The row the cursor is at."""
        cursor = self.choices.cursor
        return self.choices.rows[cursor] if cursor is not None and cursor < len(self.choices.rows) else None

    @on(ChoiceList.Taken)
    def row_taken(self, event: ChoiceList.Taken) -> None:
        """Do what a row says."""
        event.stop()
        self.choices.cursor = self.choices.rows.index(event.row) if event.row in self.choices.rows else None
        self.take(event.row)

    def action_point(self, by: int) -> None:
        """Point at the next row."""
        self.choices.move_cursor(by)
        self._follow()

    def action_edge(self, by: int) -> None:
        """Point at the first row or the last."""
        if self.choices.rows:
            self.choices.cursor = 0 if by < 0 else len(self.choices.rows) - 1
            self._follow()

    def _follow(self) -> None:
        """Keep the row pointed at in sight, and at the first row all that stands above."""
        paper = self.query_one("#paper", VerticalScroll)
        top, bottom = self.choices.cursor_lines
        start = self.choices.virtual_region.y
        if self.choices.cursor == 0:
            paper.scroll_home(animate=False)
        elif start + top < paper.scroll_offset.y:
            paper.scroll_to(y=start + top, animate=False)
        elif start + bottom > paper.scroll_offset.y + paper.container_size.height:
            paper.scroll_to(y=start + bottom - paper.container_size.height, animate=False)

    def action_take(self) -> None:
        """Take the row pointed at."""
        self.choices.take_cursor()

    def action_open(self) -> None:
        """Take the row pointed at."""
        self.choices.take_cursor()

    def action_digit(self, digit: int) -> None:
        """Take the row of a digit."""
        self.choices.take_key(str(digit))
