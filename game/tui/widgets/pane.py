"""The reading pane: a run is told in it, paragraph by paragraph, and each scene ends with what can be done."""

from dataclasses import dataclass
from math import ceil

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import Input

from game.engine.playthrough import Playthrough
from game.engine.rules import render_line
from game.language import _
from game.settings import Settings
from game.tui.glyphs import Glyphs
from game.tui.offering import care_rows, going_on, matching, rows_of
from game.tui.pacing import time_to_read
from game.tui.teller import Teller
from game.tui.text import words
from game.tui.widgets import stylesheet
from game.tui.widgets.reveal import Reveal
from game.tui.widgets.rows import PageRows, Row
from game.tui.widgets.time_line import TimeLine
from game.tui.widgets.transcript import MOST_PASSAGES, Transcript

MARGINS = 7
"""Columns of the pane that are not the story's: its edges, and the gutter for marks."""

LONGEST = 80
"""Characters of an answer that is typed: as many as a label has at most, and more than anybody needs."""


class ReadingPane(Vertical):
    """Tells a playthrough, which it only reads, and says which move is wanted."""

    DEFAULT_CSS = stylesheet(__file__)

    @dataclass
    class Wanted(Message):
        """The player wants to make a move."""

        move: str

    @dataclass
    class Finished(Message):
        """The player has read the last page and goes on."""

    @dataclass
    class Turned(Message):
        """What can be done here has changed."""

    def __init__(self, playthrough: Playthrough, settings: Settings, glyphs: Glyphs) -> None:
        """Tell a playthrough."""
        super().__init__()
        self.playthrough = playthrough
        self.settings = settings
        self.teller = Teller(playthrough, settings, glyphs)
        self.asks_care = False
        """Whether the player is being asked how to read what comes next."""
        self.reveal = Reveal(self, self._part_shown, self._all_shown)
        self._is_waiting = False
        """Whether a move is wanted that nothing has come of yet: a second key must not want another."""
        self._will_look = False
        """Whether what is in sight is looked at as soon as it is drawn."""
        # Made with the pane: its screen may be there, and ask it to tell, before it is laid out.
        self.choices = PageRows(self._take, self.teller.glyphs)
        self.transcript = Transcript(self.choices, still=self.settings.still)
        self.field = Input(id="typed", placeholder=_("Type how an answer begins; Esc for the keys"), max_length=LONGEST)
        self.field.display = False
        self.time_line = TimeLine(self.teller.glyphs)

    def compose(self) -> ComposeResult:
        """Lay the pane out."""
        yield self.transcript
        yield self.field
        yield self.time_line

    def apply(self, settings: Settings, glyphs: Glyphs) -> None:
        """Take over what may have changed in the settings."""
        self.settings = self.teller.settings = settings
        self.teller.glyphs = glyphs
        self.choices.glyphs = self.time_line.glyphs = glyphs
        self.transcript.still = settings.still
        self.styles.max_width = "100%" if settings.measure is None else settings.measure + MARGINS
        self.choices.changed(layout=True)
        if settings.timers == "off" or not settings.goes_on:
            self.time_line.stop()
        if settings.at_once:
            self.reveal.rest()
        self._look_soon()

    @property
    def can_choose(self) -> bool:
        """Whether the choices are in sight."""
        return (
            self.choices.display and bool(self.choices.rows) and not self._is_waiting and self.transcript.shows_choices
        )

    # Telling.

    def tell_all(self) -> None:
        """Tell the end of the run as it stands, all of it at once: what was read before is not told slowly again."""
        self.reveal.stop()
        self.transcript.clear()
        steps = self.playthrough.steps
        current = self.teller.scene_index
        arrivals = [index for index in range(current) if steps[index].arrived]
        for index in arrivals[-(MOST_PASSAGES - 1) :]:
            self.transcript.add(self.teller.tell_again(index), whole=True)
        self._tell_scene(current, whole=len(steps) > 1 or self.settings.at_once)
        for index in range(current + 1, len(steps)):
            self.transcript.add(self.teller.tell(index), whole=True, turns_page=False)

    def tell_last(self, moves: int = 1, passed: int = 0) -> None:
        """Tell what the last moves led to; ``passed`` is how many pages were passed over by them."""
        self._is_waiting = False
        index = len(self.playthrough.steps) - 1
        for before in range(index - moves + 1, index):
            self.transcript.add(self.teller.tell_again(before), whole=True)
        if self.playthrough.steps[index].arrived:
            self.time_line.stop()
            self._tell_scene(index, whole=self.settings.at_once, passed=passed)
        else:
            self.transcript.add(self.teller.tell(index), whole=True, turns_page=False)
            self._offer(keep=True)
            self.transcript.edge(1)

    def _tell_scene(self, index: int, *, whole: bool, passed: int = 0) -> None:
        care = self.playthrough.steps[index].after.scene.care
        if care is not None and self.settings.care == "summary":
            self.teller.summarised.add(index)
        self.asks_care = care is not None and self.settings.care == "ask"
        self.choices.display = self.field.display = self.time_line.more = False
        if self.asks_care and care is not None:
            self.transcript.add(self.teller.warn(index, care.about, passed), whole=True)
            self._offer()
        else:
            passage = self.transcript.add(self.teller.tell(index, passed), whole=whole)
            if passage.is_whole:
                self._offer()
            else:
                self.reveal.begin(passage, self.settings.pace)
        self.transcript.settle(at_once=whole)

    def _part_shown(self) -> None:
        """Say whether the rest waits for a key, and keep what appeared in sight."""
        self.time_line.more = self.reveal.waits
        self.post_message(self.Turned())
        self.call_after_refresh(self._follow)

    def _follow(self) -> None:
        """Keep what appears in sight; what would appear below the last line may as well be there already."""
        self.transcript.settle()
        passage = self.transcript.latest
        if passage is not None and passage.height >= self.transcript.container_size.height:
            self.reveal.rest()

    def _all_shown(self) -> None:
        """Show what can be done."""
        self._offer()
        self.transcript.settle()

    # Offering.

    def _offer(self, *, keep: bool = False) -> None:
        rows = care_rows() if self.asks_care else rows_of(self.playthrough)
        is_typed = self.playthrough.moment.scene.typed and not self.asks_care
        if is_typed and not keep:
            self.field.value = ""
            self.field.display = True
            self.field.focus()
        self.choices.offer(matching(rows, self.field.value) if is_typed else rows, keep_cursor=keep)
        self.choices.display = True
        self.post_message(self.Turned())
        self._look_soon()

    def _look_soon(self) -> None:
        """Look once what has changed is drawn, however much of it there is."""
        if not self._will_look:
            self._will_look = True
            self.call_after_refresh(self.look)

    def look(self) -> None:
        """See what is in sight: say if there is more to read, and begin a limit once its choices can be seen."""
        self._will_look = False
        if self.reveal.is_on:
            return
        self.time_line.more = self.choices.display and not self.transcript.is_at_end
        scene = self.playthrough.moment.scene
        is_timed = self.settings.timers == "on" and not self.asks_care and not self.time_line.is_counting
        if scene.timer is not None and is_timed and self.can_choose:
            choice = next(choice for choice in scene.choices if choice.id == scene.timer.then)
            label = render_line(self.playthrough.story, self.playthrough.moment, choice.label, self.playthrough.player)
            self.time_line.begin(scene.timer.seconds, words(f'"{label}"' if choice.spoken else label))
        elif scene.timer is None:
            self._look_ahead()
        self.post_message(self.Turned())

    def _look_ahead(self) -> None:
        """Count to the next page where it comes by itself, as long as the whole of this one is in sight."""
        latest = self.transcript.latest
        is_due = self.settings.goes_on and not self.asks_care and going_on(self.playthrough) is not None
        is_in_sight = is_due and latest is not None and self.can_choose and self.transcript.is_at_end
        if self.time_line.is_counting and not is_in_sight:
            self.time_line.stop()
        elif is_in_sight and latest is not None and not self.time_line.is_counting:
            self.time_line.begin(ceil(time_to_read(latest.text)), words(_("Go on")))

    def answer_care(self, *, summary: bool) -> None:
        """Show the scene the player was asked about, or its summary."""
        index = self.teller.scene_index
        if summary:
            self.teller.summarised.add(index)
        self.asks_care = False
        if self.transcript.latest is not None:
            self.transcript.latest.replace(self.teller.tell(index))
        self._offer()
        self.transcript.settle()

    def _take(self, row: Row) -> None:
        """Do what a row says."""
        match row.action:
            case "read" | "summary":
                self.answer_care(summary=row.action == "summary")
            case "ending":
                self.post_message(self.Finished())
            case _:
                self._want(row.move)

    @on(TimeLine.Up)
    def time_is_up(self, event: TimeLine.Up) -> None:
        """Take the choice that a limit leads to, or go on where that was counted to."""
        event.stop()
        scene = self.playthrough.moment.scene
        move = going_on(self.playthrough) if scene.timer is None else f"{scene.key}.{scene.timer.then}"
        if move is not None:
            self._want(move)

    def _want(self, move: str) -> None:
        if not self._is_waiting:
            self._is_waiting = True
            self.post_message(self.Wanted(move))

    def refuse(self) -> None:
        """Let the player choose again: nothing came of the move that was wanted."""
        self._is_waiting = False

    @on(Input.Changed)
    def typing(self, event: Input.Changed) -> None:
        """Show the answers that begin as what is typed."""
        event.stop()
        if self.field.display:
            self.choices.offer(matching(rows_of(self.playthrough), event.value))
            self.transcript.edge(1)

    @on(Input.Submitted)
    def typed(self, event: Input.Submitted) -> None:
        """Take the one answer that fits what was typed, or the one pointed at."""
        event.stop()
        rows = [row for row in self.choices.rows if not row.is_locked and row.action != "clip"]
        if self.choices.cursor is None and len(rows) == 1 and event.value.strip():
            self._take(rows[0])
        else:
            self.choices.take_cursor()

    # Reading.

    def point(self, by: int) -> None:
        """Point at the next row, or scroll where there is none."""
        if not (self.can_choose and self.choices.move_cursor(by)):
            self.transcript.travel(self.transcript.scroll_offset.y + 2 * by)

    def take(self) -> None:
        """Take the row pointed at; before that, read on."""
        if self.can_choose:
            self.choices.take_cursor()
        else:
            self.transcript.page(1)

    def digit(self, digit: int) -> None:
        """Take the row of a digit; before that, read on."""
        if self.can_choose:
            self.choices.take_key(str(digit))
        else:
            self.transcript.page(1)

    def onward(self) -> None:
        """Read on: the next page, then the next scene where there is nothing to choose."""
        if not self.transcript.is_at_end:
            self.transcript.page(1)
        elif self.can_choose and not self.asks_care:
            self.choices.take_key("Enter")

    @on(Transcript.Scrolled)
    def scrolled(self, event: Transcript.Scrolled) -> None:
        """See anew what is in sight."""
        event.stop()
        self._look_soon()
