"""The least that a Textual app can do: show a line, and echo keys. The yardstick of bench/screen.py."""

from textual import events
from textual.app import App, ComposeResult
from textual.widgets import Static


class Bare(App[None]):
    """Shows what was pressed last, and how often something was."""

    presses = 0

    def compose(self) -> ComposeResult:
        """Show a line."""
        yield Static("pressed 0", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Echo a key."""
        self.presses += 1
        self.query_one(Static).update(f"pressed {self.presses} {event.key}")


if __name__ == "__main__":
    Bare().run()
