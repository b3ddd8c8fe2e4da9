"""All runs: go on, rename, copy out, put in the bin."""

from typing import ClassVar

from textual.content import Content

from game.errors import GameError
from game.language import _
from game.saves.library import LONGEST_TITLE
from game.saves.listing import counted, many
from game.saves.run import RunInfo
from game.tui.commands import SAVES, Command
from game.tui.comparing import compare_runs
from game.tui.exporting import export_run
from game.tui.screens.ask import LineScreen, QuestionScreen
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import words
from game.tui.widgets.rows import Row, digit_key


class SavesScreen(MenuScreen[int]):
    """Returns the number of the run to go on with."""

    NAME = "Saves"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = SAVES
    BINDINGS: ClassVar = menu_bindings(SAVES)

    def heading(self) -> Content:
        """Return what this is."""
        return words(_("Saves"))

    def draw(self, width: int) -> list[Content]:
        """Return what there is to say where no run is kept."""
        if self.game.library is None:
            return words(_("Nothing can be kept: {why}", why=self.game.why_not_kept), "bold $loss").wrap(width)
        return [] if self._runs() else words(_("No run is kept yet. n begins one."), "$muted").wrap(width)

    def rows(self) -> tuple[Row, ...]:
        """Return the runs, the last played first."""
        return tuple(
            Row(digit_key(number), words(info.title), str(info.id), below=words(self._about(info)))
            for number, info in enumerate(self._runs(), start=1)
        )

    def _runs(self) -> tuple[RunInfo, ...]:
        runs: list[RunInfo] = []
        self.game.attempt(lambda library: runs.extend(library.runs(self.game.story.id)))
        return tuple(runs)

    def _about(self, info: RunInfo) -> str:
        moves = counted(info.length)
        splices = many(info.splices, "splice") if info.splices else ""
        ended = next(
            (
                scene.ending.title
                for scene in self.game.story.scenes.values()
                if scene.ending and scene.ending.id == info.ending
            ),
            "",
        )
        played = info.updated[:16].replace("T", " ")
        player = info.player if info.player != info.title else ""
        return ", ".join(
            filter(
                None,
                (
                    player,
                    moves,
                    splices,
                    _("ended: {title}", title=ended) if ended else "",
                    _("played {when} UTC", when=played),
                ),
            )
        )

    @property
    def _pointed_run(self) -> RunInfo | None:
        row = self.pointed
        return next((info for info in self._runs() if row is not None and str(info.id) == row.action), None)

    def take(self, row: Row) -> None:
        """Go on with a run."""
        self.dismiss(int(row.action))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Say which commands are possible now."""
        return action not in {"open", "rename", "export", "delete", "compare"} or (
            self.is_mounted and self._pointed_run is not None
        )

    def action_begin(self) -> None:
        """Begin a run."""
        self.game.begin_run()

    def action_compare(self) -> None:
        """Set this run beside another."""
        if self._pointed_run is not None:
            compare_runs(self.game, self._pointed_run.id)

    def action_rename(self) -> None:
        """Ask for another title."""
        info = self._pointed_run
        if info is None:
            return
        rule = _("A title has one to {longest_title} characters.", longest_title=LONGEST_TITLE)

        def renamed(title: str | None) -> None:
            if title is not None and self.game.library is not None:
                self.game.attempt(lambda library: library.rename(info.id, title))
                self.show_rows()

        self.app.push_screen(
            LineScreen(_("Rename"), rule, info.title, lambda line: line.strip() or None, LONGEST_TITLE), renamed
        )

    def action_export(self) -> None:
        """Write the run to a file."""
        info = self._pointed_run
        if info is None or self.game.library is None:
            return
        try:
            path = export_run(self.game.library, info, self.game.exports)
        except GameError as error:
            self.game.tell_error(error)
        else:
            self.game.hand_over(path)

    def action_delete(self) -> None:
        """Ask, then put the run in the bin."""
        info = self._pointed_run
        if info is None:
            return

        def answered(answer: str | None) -> None:
            if answer == "delete":
                self.game.delete_run(info.id)
                self.query_one("Sheet").refresh(layout=True)
                self.show_rows()

        explanation = _(
            "{title} goes into the bin. `hyosan saves restore {run}` brings it back.", title=info.title, run=info.id
        )
        answers = (("keep", _("Keep it")), ("delete", _("Put it in the bin")))
        self.app.push_screen(QuestionScreen(_("Delete this run?"), explanation, answers), answered)
