"""The reader's loop: a scene, a question, an answer, and again, until the end of the input or ``quit``."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import TextIO
from unicodedata import normalize

from msgspec import Struct, field

from game.engine.paths import tape_played
from game.engine.playthrough import Playthrough, Step
from game.errors import GameError
from game.language import _
from game.locations import exports_folder
from game.plain import wording
from game.plain.answering import choice_for, offer_for_continue
from game.plain.beginning import ask_history, ask_name
from game.plain.crossing import settle
from game.plain.page import Page, width_for
from game.plain.telling import Teller
from game.plain.typed import NO_MORE, YES, meant
from game.plain.words import answer_word
from game.report import Broke, is_hung_up
from game.saves.beginning import histories_offered
from game.saves.library import Library
from game.saves.reopening import up_to_date
from game.saves.reread import Rereading, passed_line
from game.saves.run import PlayedElsewhere
from game.saves.session import Session
from game.settings import Settings, read_settings, write_settings
from game.story.at_rest import wake
from game.story.model import History, Scene, Story


class Manner(Struct, frozen=True):
    """How a story is read. ``None`` lets the streams decide."""

    is_interactive: bool | None = None
    """Whether somebody is typing: then the name is asked and hard scenes wait for a word.

    Otherwise each answer is echoed, so that what was written can be read back as a transcript. By default, whether the
    input is a terminal.
    """
    width: int | None = None
    """Columns to wrap at; by default a terminal's, at most 72, and no wrapping into anything else."""
    has_timers: bool = False
    """Whether choices against the clock are counted; the word ``timers`` changes it."""
    clock: Callable[[], float] = time.monotonic
    """Tells the time in seconds."""
    history: History | None = None
    """From where the first new run begins. ``None`` asks, if somebody is typing and the story has histories."""
    exports: Path = field(default_factory=exports_folder)
    """Where a Record is written to."""
    runs: Path | None = None
    """The file of runs, to be tried again at each move where it could not be opened."""
    settings: Path | None = None
    """The file of the player's settings. ``None`` reads with the usual ones and keeps none."""


def read(
    story: Story,
    run: Session | Playthrough | Library | None,
    stdin: TextIO,
    stdout: TextIO,
    manner: Manner | None = None,
) -> None:
    """Read a story on a text stream until its reader quits or the input ends.

    ``run`` is a kept run to go on with, a playthrough that nothing keeps, or the library in which to begin a new run
    once the player has a name; ``None`` begins one in memory. Raises Broke if it breaks, which is our mistake.
    """
    reader = Reader(story, run, stdin, stdout, manner or Manner())
    try:
        reader.run()
    except GameError:
        raise
    except Exception as error:
        if is_hung_up(error):
            raise
        raise Broke(error, getattr(reader, "session", None)) from error


class Reader:
    """One sitting with the plain reader; see ``game.plain.sitting``."""

    session: Session

    def __init__(
        self, story: Story, run: Session | Playthrough | Library | None, stdin: TextIO, stdout: TextIO, manner: Manner
    ) -> None:
        self.settings = read_settings(manner.settings)[0] if manner.settings is not None else Settings()
        self._manner = manner
        self._stdout = stdout
        self.page = Page(stdout, self._width)
        self.has_timers = manner.has_timers
        self.exports = manner.exports
        self.summarised: set[int] = set()
        self._story = story
        self._library = run.library if isinstance(run, Session) else run if isinstance(run, Library) else None
        self._resumed = Session(run, None, None) if isinstance(run, Playthrough) else run
        self._stdin = stdin
        self._is_interactive = stdin.isatty() if manner.is_interactive is None else manner.is_interactive
        self._clock = manner.clock
        self._history = manner.history
        self._deadline: float | None = None

    @property
    def playthrough(self) -> Playthrough:
        """The run being read."""
        return self.session.playthrough

    @property
    def _width(self) -> int | None:
        return self._manner.width or width_for(self._stdout, self.settings.measure)

    def run(self) -> None:
        """Read until ``quit``, or to the end of the input."""
        self.page.line(self._story.title)
        self.page.lines(self._story.about[:1])
        if self._story.notes:
            self.page.line(_("Content notes: {notes}.", notes="; ".join(self._story.notes)))
        self.page.lines(self._story.about[1:])
        if self._library is not None and self._library.mended:
            self.page.lines(self._library.mended)
            self._library.mended = ()
        if self._is_interactive:
            self.page.line(_("Numbers choose. `help` lists every word you can type."))
        try:
            if isinstance(self._resumed, Session):
                self.resume(self._resumed)
            else:
                self.begin()
            wake()
            while True:
                self._obey(self._ask("> "))
        except EOFError:
            return

    def begin(self) -> None:
        """Ask the player's name and where to begin, if somebody is typing, and begin a new run."""
        name = ask_name(self._story, self.page, self._ask) if self._is_interactive else ""
        history = self._history
        if history is None and self._is_interactive:
            history = ask_history(histories_offered(self._story, self._library), self.page, self._ask)
        self.session = Session.begin(self._story, self._library, name, history=history)
        if not name:
            self._say_who()
        self._say_history()
        self.summarised.clear()
        self.arrive()

    def arrive(self) -> None:
        """Tell the present scene from its chapter's heading: at the beginning, on resuming, after a rewind."""
        self.session.when_lost = lambda why: self.page.line(f"{_('From here on nothing is kept.')} {why}")
        self.session.when_kept = self.page.line
        if self.session.library is None and self._manner.runs is not None:
            runs = self._manner.runs
            self.session.reopen = lambda: Library(runs).reopened()
        if self._is_interactive and not self.session.kept:
            self.page.line(self.session.why_not_kept)
        self.session.take()
        self._teller = Teller(self.page, self.playthrough, self._read_with_care, self._goes_on)
        self.reread = Rereading(self.session)
        self._teller.stand()
        self.offer()
        self.start_clock()

    def resume(self, session: Session) -> None:
        """Go on with a run where it was left."""
        self.session = session = self._ask_for(session)
        self.summarised.clear()
        self.page.part()
        if self._history is not None:
            self._say_who()
            self._say_history()
        elif self.playthrough.moves:
            self.page.line(_("{player}, this is where you left off.", player=self.playthrough.player))
        else:
            self._say_who()
        settle(session, self.page, self._ask if self._is_interactive else None)
        self.arrive()

    def _ask_for(self, session: Session) -> Session:
        """Ask before a run is played that another window plays, and return it as it is then.

        Raises PlayedElsewhere if it is not to be played.
        """
        other = session.other_player()
        if other is None:
            return session
        told = _("“{title}” is being played elsewhere: {where}.", title=session.title, where=other.told)
        if not self._is_interactive:
            raise PlayedElsewhere(told, _("Leave it there first, or name another run with --run."))
        self.page.line(told)
        if not self.agrees(_("Play it here? That window is told so at its next choice.")):
            raise PlayedElsewhere(_("It is left there."), _("`hyosan saves list` shows your other runs."))
        return up_to_date(session)

    def agrees(self, question: str) -> bool:
        """Ask, if somebody is typing, and return whether they said yes."""
        return not self._is_interactive or meant(self._ask(f"{question} {_('`yes` does it:')} "), YES) in YES

    def take(self, move: str) -> None:
        """Make a move and tell it."""
        self.session.choose(move)
        passed = self.reread.pass_over() if self.settings.skip_read == "always" else 0
        self.tell(passed + 1, passed)

    def tell(self, moves: int, passed: int) -> None:
        """Tell the last moves, all but the last without their pages; ``passed`` is how many pages were passed over."""
        *before, last = self.playthrough.steps[-moves:]
        for step in before:
            self._teller.tell(step, is_passed=True)
        if passed:
            self.page.line(passed_line(passed))
        self._told(last)

    def change(self, settings: Settings) -> None:
        """Take over other settings, at once and for good."""
        self.settings = settings
        self.page.width = self._width
        if self._manner.settings is not None:
            write_settings(self._manner.settings, settings)

    def wait(self) -> None:
        """Give no answer: take the choice that the timer would take."""
        scene = self.playthrough.moment.scene
        if scene.timer is None:
            self.page.line(_("Nothing here is against the clock."))
        else:
            self.take(f"{scene.key}.{scene.timer.then}")

    def offer(self) -> None:
        """Write what can be done now."""
        run, page = self.playthrough, self.page
        page.part()
        for line in wording.offer_lines(run):
            page.line(line, hang="   ")
        timer = wording.timer_line(run, is_counted=self.has_timers)
        if timer:
            page.line(timer)
        if run.over or run.is_stuck:
            page.line(_("Nothing follows. `record`, `journal`, `rewind`, `new` and `quit` are words for now."))

    def start_clock(self) -> None:
        """Count the present scene's timer from now, if there is one and timers are on."""
        timer = self.playthrough.moment.scene.timer
        self._deadline = self._clock() + timer.seconds if timer and self.has_timers else None

    def _told(self, step: Step) -> None:
        self._teller.tell(step)
        played = tape_played(self._story, step)
        if played is not None and self._is_interactive:
            self.page.part()
            self.page.line(
                _("{tape} is played. `paths` tells what you did in it.", tape=wording.chapter_heading(played))
            )
        self.offer()
        if step.arrived:
            self.start_clock()

    def _read_with_care(self, scene: Scene, paragraphs: tuple[str, ...]) -> tuple[str, ...]:
        """Wait before a hard scene, while somebody is typing, and let its summary be taken instead."""
        if scene.care is None or not self._is_interactive or self.settings.care == "read":
            return paragraphs
        if self.settings.care == "ask":
            answer = self._ask(_("Enter reads it, `summary` gives two sentences instead:") + " ")
            if meant(answer, ("summary", "s")) not in {"summary", "s"}:
                return paragraphs
        run = self.playthrough
        self.summarised.add(wording.arrival(run))
        return (wording.summary_line(run, run.moment),)

    def _goes_on(self) -> bool:
        """Wait between two paragraphs, if that is wanted and somebody is typing, and say whether to wait again."""
        return self._is_interactive and self.settings.pace == "paragraph" and not self._ask("")

    def _obey(self, answer: str) -> None:
        try:
            if self._deadline is not None and self._clock() > self._deadline:
                self.page.line(_("The time ran out."))
                self.wait()
            else:
                self._answer(answer)
        except GameError as error:
            self.page.lines(filter(None, (error.message, error.hint)))

    def _answer(self, answer: str) -> None:
        run = self.playthrough
        offer = choice_for(run, answer) if answer else offer_for_continue(run)
        if offer is None:
            answer_word(self, answer)
        elif offer.available:
            self.take(offer.move)
        else:
            self.page.line(_("That choice is locked. `why` and its number says more."))

    def _say_who(self) -> None:
        """Say whom the player plays, who was not asked."""
        if self._story.you.names:
            self.page.line(_("You are {player}.", player=self.playthrough.player))

    def _say_history(self) -> None:
        """Say once what lies behind a run that was begun later on without a question."""
        if self._history is not None:
            self.page.line(wording.history_line(self._history))
        self._history = None

    def _ask(self, prompt: str) -> str:
        """Return an answer without the spaces around it. Raises EOFError for ``quit`` and at the end of the input."""
        self.page.prompt(prompt)
        try:
            answer = self._stdin.readline()
        except UnicodeDecodeError:
            answer = "?\n"  # letters of another encoding, which can be no word we know: help is the answer
        if not answer:
            self.page.end_line()
        elif not self._is_interactive:
            self.page.line(answer.strip())
        if not answer or meant(answer.strip(), NO_MORE) in NO_MORE:
            raise EOFError
        return normalize("NFC", answer.strip())
