"""The game itself: the reading pane, the survivors beside it, REC above and the keys below."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, VerticalScroll

from game.errors import GameError
from game.language import _
from game.saves.crossing_words import holds_all_the_same
from game.saves.reread import Rereading
from game.saves.session import Session
from game.tui.commands import PLAY, Command, bindings
from game.tui.screens.base import GameScreen
from game.tui.widgets.foot import Foot
from game.tui.widgets.pane import ReadingPane
from game.tui.widgets.roster import Roster
from game.tui.widgets.strip import Strip

_READING_KEYS = (
    Binding("up", "point(-1)", show=False),
    Binding("down", "point(1)", show=False),
    Binding("enter", "take", show=False),
    Binding("space", "onward", show=False),
    Binding("pageup", "page(-1)", show=False),
    Binding("pagedown", "page(1)", show=False),
    Binding("home", "edge(-1)", show=False),
    Binding("end", "edge(1)", show=False),
    *(Binding(str(digit), f"digit({digit})", show=False) for digit in range(1, 10)),
)
_PASSED_ON = {"question_mark", "f1", "ctrl+p", "ctrl+q", "ctrl+c", *"sjmtlobqpxg"}
"""Keys that do what they say even while paragraphs are appearing."""


TRY_AGAIN = 5.0
"""Seconds between attempts to keep a run that could not be kept."""


class PlayScreen(GameScreen[None]):
    """Plays a session. Everything shown is read from its playthrough; nothing here is state of the story."""

    CSS_PATH = "play.tcss"
    NAME = "Playing"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PLAY
    BINDINGS: ClassVar = [*bindings(PLAY), *_READING_KEYS]
    AUTO_FOCUS = ""
    PANE: ClassVar[type[ReadingPane]] = ReadingPane

    def __init__(self, session: Session) -> None:
        """Play a session from where it stands."""
        super().__init__()
        self.session = session
        self.reread = Rereading(session)
        self._said_not_kept = False

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        glyphs = self.game.glyphs
        self.strip = Strip(glyphs)
        self.pane = self.PANE(self.session.playthrough, self.game.settings, glyphs)
        self.roster = Roster(glyphs)
        self.foot = Foot(self.COMMANDS_HERE)
        yield self.strip
        with Horizontal(id="desk"):
            yield self.pane
            with VerticalScroll(id="beside", can_focus=False):
                yield self.roster
        yield self.foot

    async def on_mount(self) -> None:
        """Show where the run stands."""
        self.apply_settings()
        self.session.put_off = self.call_after_refresh
        if self.game.settings.skip_read == "always":
            self._pass_over()
        self.pane.tell_all()
        self._tell_what_changed()
        self._refresh_around()
        self.set_interval(TRY_AGAIN, self._try_to_keep)

    def _tell_what_changed(self) -> None:
        """Say it if the story has changed, so that the run goes on otherwise than it did."""
        stopped, crossing = self.session.stopped, self.session.crossing
        told = stopped.message if stopped is not None else ""
        if crossing is not None:
            told = holds_all_the_same(crossing)
        if told:
            self.notify(told, title=_("The story has changed"), markup=False, timeout=12)

    def apply_settings(self) -> None:
        """Take over what may have changed in the settings."""
        glyphs = self.game.glyphs
        self.pane.apply(self.game.settings, glyphs)
        self.strip.glyphs = self.roster.glyphs = glyphs
        self.strip.refresh()
        self.roster.refresh(layout=True)

    def _refresh_around(self) -> None:
        self.strip.tell(self.session.playthrough, is_unkept=not self.session.kept and bool(self.session.why_not_kept))
        self.roster.tell(self.session.playthrough)
        self.foot.look_again()
        if self.session.kept:
            self._said_not_kept = False
        elif not self._said_not_kept:
            self._said_not_kept = True
            self.notify(self.session.why_not_kept, title=_("Not kept"), severity="warning", markup=False, timeout=12)

    def _try_to_keep(self) -> None:
        """Keep what could not be kept as soon as there is room for it, though nobody makes a move."""
        if not self.session.kept and self.session.keep_again():
            self._refresh_around()

    @on(ReadingPane.Wanted)
    def make(self, event: ReadingPane.Wanted) -> None:
        """Make a move: it is on the disk before anything of it is shown."""
        self.set_focus(None)
        try:
            self.session.choose(event.move)
        except GameError as error:
            self.game.tell_error(error)
            self.pane.refuse()
            return
        self._tell_moves()

    def _tell_moves(self) -> None:
        """Tell what a move led to; where the player wants that, pass over what was read before."""
        passed = self._pass_over() if self.game.settings.skip_read == "always" else 0
        self.pane.tell_last(passed + 1, passed)
        if self.game.settings.skip_read == "always" and self.reread.has_read_page:
            self.pane.reveal.rest()
        self._refresh_around()

    def _pass_over(self) -> int:
        """Pass over the pages that were read in other runs, and return how many."""
        before = len(self.session.playthrough.moves)
        try:
            self.reread.pass_over()
        except GameError as error:
            self.game.tell_error(error)
        return len(self.session.playthrough.moves) - before

    @on(ReadingPane.Finished)
    def finish(self) -> None:
        """Show what comes after the last page."""
        self.game.open_ending()

    @on(ReadingPane.Turned)
    def turn(self) -> None:
        """Show which keys do something now."""
        digits = [row.key for row in self.pane.choices.rows if row.key.isdigit()]
        self.foot.lead_action = "" if self.pane.can_choose else "onward"
        if not self.pane.can_choose:
            self.foot.lead = _("Space more")
        else:
            self.foot.lead = _("1-{last} choose", last=digits[-1]) if len(digits) > 1 else ""
        self.foot.look_again()

    @on(Roster.Opened)
    def open_card(self, event: Roster.Opened) -> None:
        """Show a person's card."""
        self.game.open_card(event.person)

    def on_key(self, event: events.Key) -> None:
        """While text is appearing, let the keys of reading and choosing bring it; let Escape leave the field."""
        if event.key == "escape" and self.focused is not None:
            event.stop()
            self.set_focus(None)
        elif self.pane.reveal.is_on and event.key not in _PASSED_ON:
            event.stop()
            event.prevent_default()
            self.pane.reveal.hurry()

    def on_screen_suspend(self) -> None:
        """Have the text whole for when the player comes back."""
        self.pane.reveal.rest()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Say which commands are possible now."""
        if not self.is_mounted:
            return True
        ending, rows = self.session.playthrough.ending, self.pane.choices.rows
        possible = True
        match action:
            case "clip":
                possible = any(row.action == "clip" for row in rows) and not self.pane.reveal.is_on
            case "care":
                possible = self.pane.asks_care
            case "record":
                possible = ending is None or ending.kind == "record"
            case "words":
                possible = bool(self.session.playthrough.story.glossary)
            case "why":
                possible = any(not offer.available for offer in self.session.playthrough.offers())
        return possible

    # Reading.

    def action_point(self, by: int) -> None:
        """Point at the next row, or scroll where there is none."""
        self.pane.point(by)

    def action_take(self) -> None:
        """Take the row pointed at."""
        self.pane.take()

    def action_digit(self, digit: int) -> None:
        """Take the row of a digit."""
        self.pane.digit(digit)

    def action_onward(self) -> None:
        """Read on."""
        self.pane.onward()

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self.pane.transcript.page(by)

    def action_edge(self, by: int) -> None:
        """Scroll to the beginning or the end of what is here."""
        self.pane.transcript.edge(by)

    # Commands.

    def action_clip(self) -> None:
        """Keep the clip."""
        self.pane.choices.take_key("r")

    def action_skip(self) -> None:
        """Pass over what was read in another run."""
        self.pane.reveal.rest()
        why_not = self.reread.why_not()
        if why_not:
            self.notify(why_not, markup=False, timeout=4)
            self.pane.transcript.edge(1)
            return
        passed = self._pass_over()
        if passed:
            self.pane.tell_last(passed, passed)
            self._refresh_around()

    def action_care(self) -> None:
        """Read the summary in place of the scene."""
        self.pane.answer_care(summary=True)

    def action_why(self) -> None:
        """Say what locked choices ask for, and what they were lost by."""
        from game.engine.why import locked_reasons  # noqa: PLC0415 - takes a while to load, and is seldom asked
        from game.tui.screens.why import WhyScreen  # noqa: PLC0415

        run = self.session.playthrough
        locked = [offer for offer in run.offers() if not offer.available]
        self.app.push_screen(WhyScreen([(run.label(offer), locked_reasons(run, offer)) for offer in locked]))

    def action_people(self) -> None:
        """Open the survivors."""
        self.game.open_people()

    def action_journal(self) -> None:
        """Open the journal."""
        self.game.open_journal(self.pane.teller)

    def action_map(self) -> None:
        """Open the map."""
        self.game.open_map()

    def action_record(self) -> None:
        """Open the Record."""
        self.game.open_record()

    def action_words(self) -> None:
        """Open the notes on words."""
        self.game.open_words()

    def action_rewind(self) -> None:
        """Choose a tape to go back to."""
        self.game.open_rewind()

    def action_saves(self) -> None:
        """Open the runs."""
        self.game.open_saves()

    def action_leave(self) -> None:
        """Return to the title."""
        self.game.open_title()
