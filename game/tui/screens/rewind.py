"""Going back to the start of a tape, and taking that back."""

from typing import ClassVar

from textual.content import Content

from game.language import _, ngettext
from game.saves.listing import counted
from game.saves.session import Session, cut_warning, is_small_cut
from game.tui.commands import REWIND, Command
from game.tui.screens.ask import QuestionScreen
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.text import words
from game.tui.widgets.rows import Row, digit_key


class RewindScreen(MenuScreen[int]):
    """Returns how many moves are kept. Taking the last cut back is done from here."""

    NAME = "Rewind"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = REWIND
    BINDINGS: ClassVar = menu_bindings(REWIND)

    def __init__(self, session: Session) -> None:
        """Offer the tapes of a run."""
        super().__init__()
        self._session = session

    def heading(self) -> Content:
        """Return what this is."""
        return words(_("Rewind"))

    def draw(self, width: int) -> list[Content]:
        """Return what rewinding does."""
        splices = self._session.playthrough.splices
        told = [
            _(
                "What came after the place you go back to is cut from this run, and a splice is noted: "
                "the Record will say so."
            )
        ]
        if self._session.kept:
            told.append(_("It stays in the file, and can be taken back."))
        if splices:
            told.append(ngettext("This tape has been cut once.", "This tape has been cut {number} times.", splices))
        else:
            told.append(_("This tape has never been cut."))
        return words(" ".join(told)).wrap(width)

    def rows(self) -> tuple[Row, ...]:
        """Return the starts that can be gone back to, the latest first, then the last cut."""
        playthrough = self._session.playthrough
        made = len(playthrough.moves)
        rows = []
        earlier = [(chapter, length) for chapter, length in reversed(playthrough.chapter_starts()) if length < made]
        for number, (chapter, length) in enumerate(earlier, start=1):
            name = chapter.title if chapter.tape is None else f"{_('Tape {tape}', tape=chapter.tape)}  {chapter.title}"
            cut = words(_("{moves} would be cut", moves=counted(self._session.lost_by(length))))
            rows.append(Row(digit_key(number), words(name), str(length), below=cut))
        last = self._session.last_cut
        if last is not None:
            moves = counted(len(last.moves))
            told = (
                _("{moves}, put back where they were", moves=moves)
                if self._session.ends_at_cut
                else _("{moves}, in a run of its own; this one stays", moves=moves)
            )
            below = words(told)
            rows.append(Row("u", words(_("Take back the last cut")), "take_back", below=below))
        return tuple(rows)

    def take(self, row: Row) -> None:
        """Go back there; ask once more where that costs more than a few moves."""
        if row.action == "take_back":
            self.game.take_back()
            return
        length = int(row.action)

        def answered(answer: str | None) -> None:
            if answer == "rewind":
                self.dismiss(length)

        if is_small_cut(self._session, length):
            self.dismiss(length)
        else:
            answers = (("stay", _("Stay here")), ("rewind", _("Rewind")))
            question = QuestionScreen(_("Rewind?"), cut_warning(self._session, length), answers)
            self.app.push_screen(question, answered)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Say which commands are possible now."""
        return action != "take_back" or self._session.last_cut is not None

    def action_take_back(self) -> None:
        """Take the last cut back."""
        self.game.take_back()
