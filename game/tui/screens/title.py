"""The first screen: what this is, what it is about, and where to go."""

from typing import ClassVar

from textual.content import Content

from game.language import _
from game.language.widths import columns_of
from game.tui.commands import TITLE, Command
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import words
from game.tui.widgets.rows import Row


class TitleScreen(MenuScreen[None]):
    """The title, the content notes, and the ways in."""

    CSS_PATH: ClassVar = ["page.tcss", "menu.tcss", "title.tcss"]
    NAME = "Title"
    IS_TITLE = True
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = TITLE
    BINDINGS: ClassVar = menu_bindings(TITLE)

    def heading(self) -> Content:
        """Return nothing: the title stands in the page itself."""
        return Content("")

    def draw(self, width: int) -> list[Content]:
        """Return the title, and what the story says of itself first."""
        story, glyphs = self.game.story, self.game.glyphs
        spaced = " ".join(story.title.upper())
        title = words(spaced if columns_of(spaced) <= width else story.title.upper(), "bold")
        lamp = words(f"{glyphs.record} REC", "bold $loss")
        return [
            lamp.pad_right(max(1, title.cell_length - lamp.cell_length - 3)) + words("000", "$muted"),
            Content(""),
            *title.wrap(width),
            words(glyphs.bar * min(width, title.cell_length), "$uniform"),
            *(line for about in story.about[:1] for line in words(about, "$muted").wrap(width)),
        ]

    def draw_below(self, width: int) -> list[Content]:
        """Return what the story is about, for those who would rather not read it."""
        story = self.game.story
        notes = [_("About: {notes}.", notes="; ".join(story.notes))] if story.notes else []
        told = " ".join([*notes, *story.about[1:]])
        return words(told, "$muted").wrap(width) if told else []

    def rows(self) -> tuple[Row, ...]:
        """Return the ways in; going on comes first where there is something to go on with."""
        latest = self.game.latest
        rows = [
            Row("n", words(_("New run")), "begin"),
            Row("l", words(_("Saves")), "saves"),
            Row("e", words(_("Endings")), "endings"),
            Row("o", words(_("Settings")), "settings"),
            Row("?", words(_("Help")), "help"),
            Row("q", words(_("Quit")), "leave"),
        ]
        if latest is not None:
            rows.insert(0, Row("c", Content.assemble(_("Continue") + "  ", (latest, "$muted")), "go_on"))
        return tuple(rows)

    def take(self, row: Row) -> None:
        """Go there."""
        getattr(self, f"action_{row.action}")()

    def on_screen_resume(self) -> None:
        """Show what has changed since."""
        if self.is_mounted:
            self.show_rows()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Say which commands are possible now."""
        return action != "go_on" or self.game.latest is not None

    def action_go_on(self) -> None:
        """Go on with the run played last."""
        self.game.resume_latest()

    def action_begin(self) -> None:
        """Begin a run."""
        self.game.begin_run()

    def action_saves(self) -> None:
        """Open the runs."""
        self.game.open_saves()

    def action_endings(self) -> None:
        """Open the endings."""
        self.game.open_endings()

    def action_leave(self) -> None:
        """Close the game."""
        self.app.exit()
