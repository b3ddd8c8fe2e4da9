"""The least that a Textual app can do: show a line, and echo keys; or, asked for a page, show another page at each.

The yardsticks of bench/screen.py.
"""

import sys

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static

LINES = 40
"""Lines of a page: about as many as a scene has with its choices."""
WORDS = "The speaker hums and nobody in the room says what they heard in it"


class Bare(App[None]):
    """Shows what was pressed last, and how often something was."""

    presses = 0

    def compose(self) -> ComposeResult:
        """Show a line."""
        yield Static("pressed 0", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Echo a key."""
        self.presses += 1
        self.query_one(Static).update("\n".join((f"pressed {self.presses} {event.key}", *self.below())))

    def below(self) -> list[str]:
        """Return what stands below the echo."""
        return []


class Page(Bare):
    """Shows another page of plain text as well."""

    def below(self) -> list[str]:
        """Return lines that were not there before."""
        return [f"{WORDS} {self.presses * LINES + line}" for line in range(LINES)]


if __name__ == "__main__":
    (Page() if sys.argv[1:] == ["page"] else Bare()).run()
