"""The Record: what happened, what is on tape, what was told; after an ending, what became of everybody."""

from typing import ClassVar

from textual.content import Content

from game.engine.record import Afterword, RecordRow, afterwords, record_rows
from game.errors import GameError
from game.language import _
from game.saves.exports import export_record
from game.saves.files import Form
from game.saves.record_page import COLUMNS, spliced_briefly
from game.saves.session import Session
from game.tui.commands import RECORD, Command, bindings
from game.tui.screens.ask import QuestionScreen
from game.tui.screens.page import PageScreen
from game.tui.text import prose, words

NARROW = 84
"""Below this many columns, three of them beside each other would be too thin to read."""
GAP = 3


class RecordScreen(PageScreen):
    """Read as it stands, or as it stood when the ending was reached."""

    CSS_PATH: ClassVar = ["page.tcss", "record.tcss"]
    NAME = "The Record"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = RECORD
    BINDINGS: ClassVar = bindings(RECORD)

    def __init__(self, session: Session) -> None:
        """Read the Record of a run. Nobody knows what became of anybody before it has ended."""
        super().__init__()
        self._session = session
        playthrough = session.playthrough
        story, ended, player = playthrough.story, playthrough.ending_moment, playthrough.player
        self._rows: tuple[RecordRow, ...] = record_rows(story, ended or playthrough.moment, player)
        self._afterwords: tuple[Afterword, ...] = afterwords(story, ended, player) if ended else ()
        self._splices = playthrough.splices
        self._people = story.people

    def heading(self) -> Content:
        """Return what this is, and whether the tape has been cut."""
        spliced = f"  {spliced_briefly(self._splices)}" if self._splices else ""
        return Content.assemble(_("The Record"), (spliced, "not bold $muted"))

    def draw(self, width: int) -> list[Content]:
        """Return the lines of the Record and the epilogues."""
        if not self._rows and not self._afterwords:
            return [words(_("The Record is empty so far."), "$muted")]
        lines = self._beside(width) if width >= NARROW else self._beneath(width)
        if self._afterwords:
            lines.append(words(_("Afterwards"), "bold $uniform"))
        measure = min(width, 72)
        for afterword in self._afterwords:
            who = self._people[afterword.epilogue.of].name if afterword.epilogue.of else ""
            ending = afterword.epilogue.ending
            title = Content.assemble(
                (who, "bold"), ("  " if who and ending else ""), (ending.title if ending else "", "$muted")
            )
            if title:
                lines.append(title)
            for paragraph in afterword.paragraphs:
                lines += [*prose(paragraph).wrap(measure), Content("")]
        return lines

    def action_export(self) -> None:
        """Ask for a form, then write the Record to a file."""

        def answered(answer: str | None) -> None:
            if answer is None:
                return
            try:
                path = export_record(self._session, Form(answer), self.game.exports)
            except GameError as error:
                self.game.tell_error(error)
            else:
                self.game.hand_over(path)

        answers = (
            (Form.HTML.value, _("One HTML page, to read in a browser or to print")),
            (Form.MARKDOWN.value, _("Markdown, to read anywhere or to edit")),
        )
        explanation = _("It is written as it stands now, beside your other exports; you are told where.")
        self.app.push_screen(QuestionScreen(_("Export the Record"), explanation, answers), answered)

    def _beside(self, width: int) -> list[Content]:
        column = (width - 2 * GAP) // 3
        lines = [_across([[words(_(name), "bold $uniform")] for name in COLUMNS], column)[0]]
        lines.append(words(self.game.glyphs.rule * (3 * column + 2 * GAP), "$rule"))
        for row in self._rows:
            cells = [_cell(paragraphs, column) for paragraphs in (row.happened, row.on_tape, row.told)]
            lines += [*_across(cells, column), Content("")]
        return lines

    def _beneath(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for row in self._rows:
            for name, paragraphs in zip(COLUMNS, (row.happened, row.on_tape, row.told), strict=True):
                if paragraphs:
                    lines += [words(_(name), "bold $uniform"), *_cell(paragraphs, width), Content("")]
            lines += [words(self.game.glyphs.rule * width, "$rule"), Content("")]
        return lines


def _cell(paragraphs: tuple[str, ...], width: int) -> list[Content]:
    lines: list[Content] = []
    for paragraph in paragraphs:
        lines += [*([Content("")] if lines else []), *prose(paragraph).wrap(width)]
    return lines


def _across(cells: list[list[Content]], width: int) -> list[Content]:
    """Return cells beside each other as lines, each cell as wide as the others."""
    height = max(map(len, cells), default=0)
    blank = Content("")
    lines = []
    for at in range(height):
        parts = [cell[at] if at < len(cell) else blank for cell in cells]
        lines.append(Content(" " * GAP).join(part.pad_right(max(0, width - part.cell_length)) for part in parts))
    return lines
