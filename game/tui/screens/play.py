"""The game itself: the transcript with what can be done, the survivors beside it, REC above and the keys below."""

from typing import ClassVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.timer import Timer
from textual.widgets import Input

from game.engine.playthrough import Step
from game.engine.rules import render_line
from game.errors import GameError
from game.saves.session import Session
from game.tui.commands import PLAY, Command, bindings
from game.tui.offering import care_rows, matching, rows_of
from game.tui.passages import Block, Told, told
from game.tui.screens.base import GameScreen
from game.tui.text import words
from game.tui.widgets.choices import ChoiceList, Row
from game.tui.widgets.foot import Foot
from game.tui.widgets.roster import Roster
from game.tui.widgets.strip import Strip
from game.tui.widgets.time_line import TimeLine
from game.tui.widgets.transcript import MOST_PASSAGES, Transcript

PACE = {"steady": 0.55, "quick": 0.2}
"""Seconds between paragraphs."""
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


class PlayScreen(GameScreen[None]):
    """Plays a session. Everything that a screen shows is read from its playthrough; nothing here is state of the story."""

    CSS_PATH = "play.tcss"
    NAME = "Playing"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PLAY
    BINDINGS: ClassVar = [*bindings(PLAY), *_READING_KEYS]
    AUTO_FOCUS = ""

    def __init__(self, session: Session) -> None:
        """Play a session from where it stands."""
        super().__init__()
        self.session = session
        self._reveal: Timer | None = None
        self._asks_care = False
        self._summarised: set[int] = set()
        """Indices of steps whose care summary was read in place of the text."""
        self._told_not_kept = False

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        glyphs = self.game.glyphs
        yield Strip(glyphs)
        with Horizontal(id="desk"):
            with Vertical(id="page"):
                yield Transcript(ChoiceList(glyphs), still=self.game.settings.still)
                typed = Input(id="typed", placeholder="Type the beginning of an answer")
                typed.display = False
                yield typed
                yield TimeLine(glyphs)
            with VerticalScroll(id="beside", can_focus=False):
                yield Roster(glyphs)
        yield Foot(PLAY)

    async def on_mount(self) -> None:
        """Show where the run stands."""
        self.apply_settings()
        await self.show_run()

    # The parts of the screen.

    @property
    def transcript(self) -> Transcript:
        """The text."""
        return self.query_one(Transcript)

    @property
    def choices(self) -> ChoiceList:
        """What can be done."""
        return self.query_one(ChoiceList)

    @property
    def typed(self) -> Input:
        """The field of a scene in which the player types."""
        return self.query_one("#typed", Input)

    def apply_settings(self) -> None:
        """Take over what may have changed in the settings."""
        settings, glyphs = self.game.settings, self.game.glyphs
        self.transcript.still = settings.still
        self.query_one("#page").styles.max_width = int(settings.line_width) + 6
        for widget in (self.choices, self.query_one(Strip), self.query_one(Roster), self.query_one(TimeLine)):
            widget.glyphs = glyphs
            widget.refresh(layout=True)
        if settings.timers == "off":
            self.query_one(TimeLine).stop()
        if settings.at_once:
            self._reveal_rest()

    # Telling.

    async def show_run(self) -> None:
        """Show the end of the run as it stands: after opening it, and after a rewind."""
        self._stop_reveal()
        await self.transcript.clear()
        steps = self.session.playthrough.steps
        current = max(index for index, step in enumerate(steps) if step.arrived)
        first = max(0, current - MOST_PASSAGES + 2)
        for index in range(first, current):
            if steps[index].arrived:
                await self.transcript.add(self._told(index, past=True), whole=True)
        fresh = len(steps) == 1
        await self._tell_scene(current, whole=not fresh)
        for index in range(current + 1, len(steps)):
            await self.transcript.add(self._told(index), whole=True, turns_page=False)
        if self.session.stopped is not None:
            self.notify(self.session.stopped.message, title="The story has changed", markup=False, timeout=12)
        self._refresh_around()

    async def _tell(self, step: Step) -> None:
        """Show what a move told."""
        index = len(self.session.playthrough.steps) - 1
        self.query_one(TimeLine).more = False
        if step.arrived:
            self.query_one(TimeLine).stop()
            await self._tell_scene(index, whole=self.game.settings.at_once)
        else:
            await self.transcript.add(self._told(index), whole=True, turns_page=False)
            self._offer(keep=True)
            self.call_after_refresh(self.transcript.scroll_end, animate=not self.game.settings.still)
        self._refresh_around()

    async def _tell_scene(self, index: int, *, whole: bool) -> None:
        step = self.session.playthrough.steps[index]
        care = step.after.scene.care
        setting = self.game.settings.care
        if care is not None and setting == "summary":
            self._summarised.add(index)
        self._asks_care = care is not None and setting == "ask"
        self.choices.display = False
        self.typed.display = False
        if self._asks_care and care is not None:
            told_now = self._told(index)
            notice = Block(words(f"What comes next is about {care.about.rstrip('.')}.", "italic"))
            await self.transcript.add(Told(told_now.at_once, (notice,)), whole=True)
            self._offer()
        else:
            passage = await self.transcript.add(self._told(index), whole=whole)
            if passage.is_whole:
                self._offer()
            else:
                passage.reveal()
                self._reveal = self.set_interval(PACE.get(self.game.settings.text_speed, 0.2), self._reveal_next)
        self.call_after_refresh(self.transcript.settle, at_once=whole)

    def _told(self, index: int, *, past: bool = False) -> Told:
        """Return a step's blocks. What was hard to read once is not put before anybody again unasked: it is summed up."""
        steps = self.session.playthrough.steps
        unasked = past and self.game.settings.care != "read"
        before = next((step for step in reversed(steps[:index]) if step.arrived), None)
        return told(
            self.session.playthrough, steps[index], before, self.game.glyphs, summary=unasked or index in self._summarised
        )

    def _reveal_next(self) -> None:
        passage = self.transcript.latest
        if passage is None or passage.is_whole:
            self._reveal_rest()
            return
        passage.reveal()
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Keep what appears in sight; what would appear below the last line may as well be there already."""
        self.transcript.settle()
        passage = self.transcript.latest
        if passage is not None and passage.virtual_region.height >= self.transcript.container_size.height:
            self._reveal_rest()

    def _reveal_rest(self) -> None:
        if self._reveal is None:
            return
        self._stop_reveal()
        passage = self.transcript.latest
        if passage is not None:
            passage.reveal_all()
        self._offer()
        self.call_after_refresh(self.transcript.settle)

    def _stop_reveal(self) -> None:
        if self._reveal is not None:
            self._reveal.stop()
            self._reveal = None

    # Offering.

    def _offer(self, *, keep: bool = False) -> None:
        """Show what can be done now."""
        playthrough, scene = self.session.playthrough, self.session.playthrough.moment.scene
        rows = care_rows() if self._asks_care else rows_of(playthrough)
        is_typed = scene.typed and not self._asks_care
        if is_typed:
            rows = matching(rows, self.typed.value if keep else "")
        self.choices.offer(rows, keep_cursor=keep)
        self.choices.display = True
        if is_typed and not keep:
            self.typed.value = ""
            self.typed.display = True
            self.typed.focus()
        self.refresh_bindings()
        self.call_after_refresh(self._look_for_more)

    def _look_for_more(self) -> None:
        """Say whether there is more to read, and begin the limit of a timed choice once its choices are in sight."""
        line, scene = self.query_one(TimeLine), self.session.playthrough.moment.scene
        line.more = self.choices.display and not self.transcript.is_at_end
        self.query_one(Foot).lead = self._lead()
        timed = scene.timer is not None and self.game.settings.timers == "on" and not self._asks_care
        if timed and scene.timer is not None and not line.is_counting and self.transcript.shows_choices and self._reveal is None:
            choice = next(choice for choice in scene.choices if choice.id == scene.timer.then)
            playthrough = self.session.playthrough
            label = render_line(playthrough.story, playthrough.moment, choice.label, playthrough.player)
            line.begin(scene.timer.seconds, words(f'"{label}"' if choice.spoken else label))

    def _lead(self) -> str:
        digits = [row.key for row in self.choices.rows if row.key.isdigit()]
        if not self.choices.display or not self.transcript.shows_choices:
            return "Space more"
        return f"1-{digits[-1]} choose" if len(digits) > 1 else ""

    def _refresh_around(self) -> None:
        playthrough = self.session.playthrough
        self.query_one(Strip).tell(playthrough)
        self.query_one(Roster).tell(playthrough)
        self.query_one(Foot).refresh()
        if not self.session.kept and not self._told_not_kept:
            self._told_not_kept = True
            self.notify(self.session.why_not_kept, title="Not kept", severity="warning", markup=False, timeout=12)

    # Doing.

    async def make(self, move: str) -> None:
        """Make a move: it is on the disk before anything of it is shown."""
        try:
            step = self.session.choose(move)
        except GameError as error:
            self.game.tell_error(error)
            return
        await self._tell(step)

    @on(ChoiceList.Taken)
    async def take_row(self, event: ChoiceList.Taken) -> None:
        """Do what a row says."""
        await self._take(event.row)

    async def _take(self, row: Row) -> None:
        match row.action:
            case "read" | "summary":
                await self._answer_care(summary=row.action == "summary")
            case "ending":
                self.game.open_ending()
            case _:
                await self.make(row.move)

    async def _answer_care(self, *, summary: bool) -> None:
        playthrough = self.session.playthrough
        index = max(index for index, step in enumerate(playthrough.steps) if step.arrived)
        if summary:
            self._summarised.add(index)
        self._asks_care = False
        passage = self.transcript.latest
        if passage is not None:
            passage.replace(self._told(index))
        self._offer()
        self.call_after_refresh(self.transcript.settle)

    @on(TimeLine.Up)
    async def time_is_up(self) -> None:
        """Take the choice that a limit leads to."""
        scene = self.session.playthrough.moment.scene
        if scene.timer is not None:
            await self.make(f"{scene.key}.{scene.timer.then}")

    @on(Input.Changed, "#typed")
    def typing(self, event: Input.Changed) -> None:
        """Show the answers that begin as what is typed."""
        if self.typed.display:
            self.choices.offer(matching(rows_of(self.session.playthrough), event.value))
            self.call_after_refresh(self.transcript.scroll_end, animate=False)

    @on(Input.Submitted, "#typed")
    async def type_answer(self) -> None:
        """Take the one answer that fits what was typed."""
        if self.choices.cursor is not None:
            self.choices.take_cursor()
            return
        rows = [row for row in self.choices.rows if not row.is_locked and row.action != "clip"]
        if len(rows) == 1:
            self.set_focus(None)
            await self._take(rows[0])
        else:
            self.choices.move_cursor(1)

    @on(Roster.Opened)
    def open_card(self, event: Roster.Opened) -> None:
        """Show a person's card."""
        self.game.open_card(event.person)

    # Keys.

    def on_key(self, event: events.Key) -> None:
        """While text is appearing, let any key show the rest and do nothing else."""
        if event.key == "escape" and self.focused is self.typed:
            event.stop()
            self.set_focus(None)
        elif self._reveal is not None and event.key not in {"question_mark", "f1", "ctrl+p", "q"}:
            event.stop()
            event.prevent_default()
            self._reveal_rest()

    def on_resize(self) -> None:
        """See anew what fits."""
        self.call_after_refresh(self._look_for_more)

    def action_point(self, by: int) -> None:
        """Point at the next row, or scroll where there is none."""
        if not (self.transcript.shows_choices and self.choices.display and self.choices.move_cursor(by)):
            self.transcript.scroll_relative(y=by * 2, animate=False)
            self.call_after_refresh(self._look_for_more)

    def action_take(self) -> None:
        """Take the row pointed at; before that, read on."""
        if self._can_choose():
            self.choices.take_cursor()

    def action_digit(self, digit: int) -> None:
        """Take the row of a digit, once it is in sight."""
        if self._can_choose():
            self.choices.take_key(str(digit))

    def action_onward(self) -> None:
        """Read on: the next page, then the next scene where there is nothing to choose."""
        if self._can_choose():
            if not self.transcript.is_at_end:
                self.action_page(1)
            elif len(self.choices.rows) == 1 or self.choices.rows[0].key == "Enter":
                self.choices.take(self.choices.rows[0])

    def action_page(self, by: int) -> None:
        """Scroll by a page."""
        self.transcript.page(by)
        self.set_timer(0.3, self._look_for_more)

    def action_edge(self, by: int) -> None:
        """Scroll to the beginning or the end of what is here."""
        (self.transcript.scroll_home if by < 0 else self.transcript.scroll_end)(animate=False)
        self.call_after_refresh(self._look_for_more)

    def _can_choose(self) -> bool:
        """Whether the choices are in sight; if not, bring more of the text there."""
        if not self.choices.display or not self.choices.rows:
            return False
        if not self.transcript.shows_choices:
            self.action_page(1)
            return False
        return True

    # Commands.

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:  # noqa: ARG002 - Textual's signature
        """Say which commands are possible now."""
        playthrough = self.session.playthrough
        ending = playthrough.ending
        match action:
            case "clip":
                return self.is_mounted and any(row.action == "clip" for row in self.choices.rows) and not self._asks_care
            case "care":
                return self._asks_care
            case "record":
                return ending is not None and ending.kind == "record"
            case "why":
                return self.is_mounted and any(row.reason for row in self.choices.rows)
            case _:
                return True

    def action_clip(self) -> None:
        """Keep the clip."""
        self.choices.take_key("r")

    async def action_care(self) -> None:
        """Read the summary in place of the scene."""
        await self._answer_care(summary=True)

    def action_why(self) -> None:
        """Show or hide what locked choices ask for."""
        self.choices.asked_why = not self.choices.asked_why
        self.call_after_refresh(self._look_for_more)

    def action_people(self) -> None:
        """Open the survivors."""
        self.game.open_people()

    def action_journal(self) -> None:
        """Open the journal."""
        self.game.open_journal(frozenset(self._summarised))

    def action_places(self) -> None:
        """Open the places."""
        self.game.open_places()

    def action_record(self) -> None:
        """Open the Record."""
        self.game.open_record()

    def action_rewind(self) -> None:
        """Choose a tape to go back to."""
        self.game.open_rewind()

    def action_saves(self) -> None:
        """Open the runs."""
        self.game.open_saves()

    def action_leave(self) -> None:
        """Return to the title."""
        self.game.open_title()
