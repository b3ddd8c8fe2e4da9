"""After the last page: which ending it was, and what can be done now."""

from typing import ClassVar

from textual.content import Content

from game.engine.playthrough import Playthrough
from game.engine.record import endings_reached
from game.engine.why import ending_reasons
from game.language import _
from game.saves.listing import counted, many
from game.tui.commands import ENDING, Command
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.screens.why import WhyScreen
from game.tui.text import words
from game.tui.widgets.rows import Row


class EndingScreen(MenuScreen[None]):
    """Shows the title of the ending, those of the people it was an ending for, and the ways on."""

    CSS_PATH: ClassVar = ["page.tcss", "menu.tcss", "title.tcss"]
    NAME = "The end"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = ENDING
    BINDINGS: ClassVar = menu_bindings(ENDING)

    def __init__(self, playthrough: Playthrough) -> None:
        """Show what a run has come to."""
        super().__init__()
        self._playthrough = playthrough

    @property
    def _is_recorded(self) -> bool:
        ending = self._playthrough.ending
        return ending is not None and ending.kind == "record"

    def heading(self) -> Content:
        """Return nothing: the title stands in the page itself."""
        return Content("")

    def draw(self, width: int) -> list[Content]:
        """Return the endings reached."""
        playthrough, glyphs = self._playthrough, self.game.glyphs
        moment = playthrough.ending_moment
        reached = endings_reached(playthrough.story, moment) if moment else ()
        lamp = (f"{glyphs.record} REC", "bold $loss") if self._is_recorded else (f"{glyphs.empty} REC", "$muted")
        lines = [
            Content.assemble(lamp, ("   " + (_("The end.") if self._is_recorded else _("The tape stops.")), "$muted")),
            Content(""),
        ]
        for at, ending in enumerate(reached):
            title = words(" ".join(ending.title.upper()) if at == 0 else ending.title, "bold" if at == 0 else "$muted")
            lines += title.wrap(width)
            if at == 0:
                lines.append(words(glyphs.rule * min(width, title.cell_length), "$uniform"))
        cut = many(playthrough.splices, "splice") if playthrough.splices else _("no splice")
        told = f"{playthrough.player}. {counted(len(playthrough.moves))}, {cut}."
        return [*lines, Content(""), words(told, "$muted")]

    def rows(self) -> tuple[Row, ...]:
        """Return the ways on."""
        rows = [
            Row("b", words(_("Rewind to the start of a tape")), "rewind"),
            Row("n", words(_("Begin a new run")), "begin"),
            Row("e", words(_("See the endings")), "endings"),
            Row("p", words(_("See the paths you took, and how many you did not")), "paths"),
            Row("w", words(_("Ask why it came to this")), "why"),
            Row("j", words(_("Read the journal")), "journal"),
            Row("q", words(_("Return to the title")), "leave"),
        ]
        if self._is_recorded:
            rows.insert(0, Row("t", words(_("Read the Record")), "record"))
        return tuple(rows)

    def take(self, row: Row) -> None:
        """Go there."""
        getattr(self, f"action_{row.action}")()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Say which commands are possible now."""
        return action != "record" or self._is_recorded

    def action_record(self) -> None:
        """Open the Record."""
        self.game.open_record()

    def action_rewind(self) -> None:
        """Choose a tape to go back to."""
        self.game.open_rewind()

    def action_begin(self) -> None:
        """Begin another run."""
        self.game.begin_run()

    def action_why(self) -> None:
        """Say which moves led here."""
        self.app.push_screen(WhyScreen([("", ending_reasons(self._playthrough))]))

    def action_journal(self) -> None:
        """Open the journal."""
        self.game.open_journal()

    def action_endings(self) -> None:
        """Open the endings."""
        self.game.open_endings()

    def action_leave(self) -> None:
        """Return to the title."""
        self.game.open_title()
