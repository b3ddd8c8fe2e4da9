"""What stands in a terminal that is too small for the game."""

from typing import Any

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from game.language import _
from game.tui.text import words

LEAST = (50, 6)
"""Columns and rows below which nothing of the game can be read."""
GOOD = (60, 20)


class SmallScreen(Screen[Any]):
    """Covers the game, which stands still beneath it, and says how large it wants to be."""

    CSS_PATH = "small.tcss"

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(id="told")

    def on_resize(self, event: events.Resize) -> None:
        """Say how large it is, and how large it should be."""
        told = _(
            "This window is too small: {columns} columns, {rows} rows. Make it {wide} by {high} or more; everything is "
            "where it was. Ctrl+Q leaves.",
            columns=event.size.width,
            rows=event.size.height,
            wide=GOOD[0],
            high=GOOD[1],
        )
        self.query_one("#told", Static).update(words(told))
