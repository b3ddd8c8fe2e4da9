"""Going back to the start of a tape."""

from typing import ClassVar

from textual.content import Content

from game.engine.playthrough import Playthrough
from game.tui.commands import REWIND, Command
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import words
from game.tui.widgets.choices import Row, digit_key


class RewindScreen(MenuScreen[int]):
    """Returns how many moves are kept."""

    NAME = "Rewind"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = REWIND
    BINDINGS: ClassVar = menu_bindings(REWIND)

    def __init__(self, playthrough: Playthrough) -> None:
        """Offer the tapes of a run."""
        super().__init__()
        self._playthrough = playthrough

    def heading(self) -> Content:
        """Return what this is."""
        return words("Rewind")

    def draw(self, width: int) -> list[Content]:
        """Return what rewinding does."""
        splices = self._playthrough.splices
        cut = "never been cut" if not splices else "been cut once" if splices == 1 else f"been cut {splices} times"
        told = (
            "What came after the place you go back to is cut from this run, and a splice is noted: "
            f"the Record will say so. This tape has {cut}."
        )
        return words(told).wrap(width)

    def rows(self) -> tuple[Row, ...]:
        """Return the starts that can be gone back to, the latest first."""
        starts = self._playthrough.chapter_starts()
        made = len(self._playthrough.moves)
        rows = []
        earlier = [(chapter, length) for chapter, length in reversed(starts) if length < made]
        for number, (chapter, length) in enumerate(earlier, start=1):
            name = chapter.title if chapter.tape is None else f"Tape {chapter.tape}  {chapter.title}"
            count = made - length
            cut = words(f"{count} {'move' if count == 1 else 'moves'} would be cut")
            rows.append(Row(digit_key(number), words(name), str(length), below=cut))
        return tuple(rows)

    def take(self, row: Row) -> None:
        """Go back there."""
        self.dismiss(int(row.action))
