"""The paths of a tape: what was done in full, what was not in fog, beside the other runs."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual.content import Content
from textual.widgets import Static

from game.engine.paths import Paths, Visit, latest, paths_of
from game.language import _
from game.language.widths import padded
from game.saves.beside import Beside, Company, beside
from game.saves.gallery import Way
from game.saves.listing import many
from game.saves.path_words import closed_words, company_words, fog_words, run_name, run_words
from game.saves.session import Session
from game.tui.commands import PATHS, Command, bindings
from game.tui.passages import where_words
from game.tui.screens.page import PageScreen
from game.tui.text import hung, prose, words
from game.tui.widgets.foot import Foot
from game.tui.widgets.sheet import Sheet

LABEL_WIDTH = 9
MOST_CELLS = 40
"""Of a bar: more scenes than that are drawn to scale."""
INDENT = 2


class PathsScreen(PageScreen):
    """Shows one tape at a time, the one just played first."""

    NAME = "Paths"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PATHS
    BINDINGS: ClassVar = bindings(PATHS)

    def __init__(self, session: Session, ways: Sequence[Way]) -> None:
        """Show the tapes of a run beside everything that was ever played."""
        super().__init__()
        self._session = session
        self._ways = ways
        self._tapes = paths_of(session.playthrough)
        self._at = latest(self._tapes, session.playthrough)

    @property
    def _tape(self) -> Paths:
        return self._tapes[self._at]

    def heading(self) -> Content:
        """Return the tape, and which of the run's it is."""
        chapter = self._tape.chapter
        name = chapter.title if chapter.tape is None else f"{_('Tape {tape}', tape=chapter.tape)}  {chapter.title}"
        several = len(self._tapes)
        number = "  " + _("{code} of {maximum}", code=self._at + 1, maximum=several) if several > 1 else ""
        return Content.assemble((f"{_('Paths')}  ", "not bold $muted"), name, (number, "not bold $muted"))

    def draw(self, width: int) -> list[Content]:
        """Return how much was seen, each scene with what was done in it, the fog, and the other runs."""
        tape = self._tape
        compared = beside(self._session.story, tape, self._session.title, self._ways)
        lines = [
            self._bar(_("Scenes"), len(tape.seen), tape.scenes, compared.scenes, width),
            self._bar(_("Choices"), len(tape.taken), tape.choices, compared.choices, width),
            Content(""),
        ]
        for visit in tape.visits:
            lines += self._visit(visit, compared.company.get(visit.scene), width)
        lines += [Content(""), *self._fog(tape, width)]
        if compared.runs:
            lines += [Content(""), words(_("Your other runs"), "bold $uniform")]
            lines += [line for run in compared.runs for line in self._run(run).wrap(width)]
        return lines

    def _bar(self, label: str, number: int, most: int, everywhere: int, width: int) -> Content:
        """Return how much there is as a bar and in numbers; in all runs together where that is more."""
        cells = max(1, min(most, MOST_CELLS, width - LABEL_WIDTH - 26))
        full = number * cells // max(1, most)
        glyphs = self.game.glyphs
        return Content.assemble(
            (padded(label, LABEL_WIDTH), "$muted"),
            (glyphs.full * full, "$uniform"),
            (glyphs.fog * (cells - full), "$muted"),
            "  " + _("{code} of {maximum}", code=number, maximum=most),
            ("  " + _("{number} in all runs", number=everywhere) if everywhere > number else "", "$muted"),
        )

    def _visit(self, visit: Visit, company: Company | None, width: int) -> Iterator[Content]:
        glyphs = self.game.glyphs
        where = where_words(visit.place, visit.clock)
        title = Content.assemble((visit.title, "bold"), "  " if visit.title and where else "", (where, "$muted"))
        yield from (title or words(_("A scene"), "$muted")).wrap(width)
        for deed in visit.deeds:
            sign, style = (glyphs.record, "$loss") if deed.is_clip else (glyphs.chosen, "$uniform")
            yield from hung(words(f"{sign} ", style), prose(deed.label), width, INDENT)
            told = closed_words(deed)
            if told:
                yield from hung(words(f"{glyphs.locked} ", "$muted"), words(told, "$muted"), width, INDENT)
        for told in company_words(company) if visit.deeds else ():
            yield from hung(words(f"{glyphs.mark} ", "$muted"), words(told, "$muted"), width, INDENT)
        if visit.untaken:
            others = words(many(visit.untaken, "other choice"), "$muted")
            yield from hung(words(f"{glyphs.fog} ", "$muted"), others, width, INDENT)

    def _fog(self, tape: Paths, width: int) -> list[Content]:
        if not tape.unseen and not tape.untaken:
            return words(fog_words(tape)).wrap(width)
        fog = [words(self.game.glyphs.fog * min(tape.unseen, width), "$muted")] if tape.unseen else []
        return [words(_("Not seen"), "bold $uniform"), *fog, *words(fog_words(tape)).wrap(width)]

    @staticmethod
    def _run(run: Beside) -> Content:
        return Content.assemble((run_name(run), "bold"), (f"  {run_words(run)}", "$muted"))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say which commands are possible now."""
        match action:
            case "earlier":
                return self._at > 0
            case "later":
                return self._at + 1 < len(self._tapes)
        return super().check_action(action, parameters)

    def action_earlier(self) -> None:
        """Show the tape before."""
        self._turn(-1)

    def action_later(self) -> None:
        """Show the next tape."""
        self._turn(1)

    def _turn(self, by: int) -> None:
        self._at += by
        self.query_one(".heading", Static).update(self.heading())
        self.query_one(Sheet).redraw()
        self.paper.scroll_home(animate=False)
        self.query_one(Foot).refresh()
