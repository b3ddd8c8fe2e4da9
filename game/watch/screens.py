"""The playing screen as an author sees it, and the page that shows what is wrong."""

from typing import TYPE_CHECKING, ClassVar, cast

from textual.content import Content
from textual.widgets import Static

from game.saves.reread import Rereading
from game.saves.session import Session
from game.tui.commands import PAGE, Command, bindings
from game.tui.screens.ask import LineScreen
from game.tui.screens.page import PageScreen
from game.tui.screens.play import PlayScreen
from game.tui.text import joined, words
from game.watch.commands import COMMANDS, WATCH
from game.watch.effects import prospects
from game.watch.pane import RehearsalPane

if TYPE_CHECKING:
    from game.watch.app import WatchApp

LONGEST_NAME = 120


class ProblemsScreen(PageScreen):
    """What is wrong. The game is alive behind it, as the story was when it was last right."""

    NAME = "Problems"
    CSS_PATH: ClassVar = ["../tui/screens/page.tcss"]
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE

    def __init__(self, problems: tuple[str, ...]) -> None:
        """Show some problems, each a text of several lines."""
        super().__init__()
        self._problems = problems

    def heading(self) -> Content:
        """Return how many there are."""
        number = len(self._problems)
        many = "No problem" if not number else "One problem" if number == 1 else f"{number} problems"
        return Content.assemble(many, ("  the game goes on behind this page", "not bold $muted"))

    def draw(self, width: int) -> list[Content]:
        """Return the problems: the first line of each wrapped, the quoted line as it stands above its mark."""
        lines: list[Content] = []
        for problem in self._problems:
            first, *rest = problem.split("\n")
            lines += [*words(first, "bold").wrap(width), *(words(line) for line in rest), Content("")]
        return lines or [words("Nothing wrong in what was saved last.", "$muted")]


class WatchScreen(PlayScreen):
    """Plays, and shows what is watched and what each choice would change."""

    CSS_PATH = "../tui/screens/play.tcss"
    DEFAULT_CSS = """
    WatchScreen #workshop {
        height: auto;
        max-height: 40%;
        padding: 0 2;
        border-top: solid $rule;
    }
    """
    NAME = "Watching"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = COMMANDS
    BINDINGS: ClassVar = bindings(WATCH)
    PANE = RehearsalPane
    pane: RehearsalPane

    def __init__(self, session: Session) -> None:
        """Play a session from where it stands."""
        super().__init__(session)
        # Of what is only tried, nobody wants to hear that it is not kept.
        self._said_not_kept = True
        self.workshop = Static(id="workshop")

    @property
    def watch_app(self) -> "WatchApp":
        """The application."""
        return cast("WatchApp", self.app)

    async def on_mount(self) -> None:
        """Lay the workshop between the story and the keys."""
        await self.mount(self.workshop, before=self.foot)
        self.show_workshop()

    def play_on(self, session: Session) -> None:
        """Play another session in the place of this one: what has not changed stays on the screen as it stands."""
        self.session, self.reread = session, Rereading(session)
        self.call_next(self._tell_anew)

    def _tell_anew(self) -> None:
        self.pane.tell_anew(self.session.playthrough)
        self._tell_what_changed()
        self._refresh_around()

    def _refresh_around(self) -> None:
        super()._refresh_around()
        self.show_workshop()

    def show_workshop(self) -> None:
        """Show the watched variables and, if wanted, what each choice would change."""
        lines = [*self._watched(), *(self._prospects() if self.watch_app.shows_prospects else ())]
        self.workshop.display = bool(lines)
        self.workshop.update(joined(lines))

    def _watched(self) -> list[Content]:
        playthrough = self.session.playthrough
        story, vector = playthrough.story, playthrough.moment.state.vector
        shown = [
            f"{name} = {story.variable(name).domain.value(vector[story.slots[name]])}"
            for name in self.watch_app.watched
            if name in story.slots
        ]
        where = words(playthrough.moment.scene.key, "$muted")
        return [Content.assemble(where, "  ", "  ".join(shown))] if shown or self.watch_app.shows_prospects else []

    def _prospects(self) -> list[Content]:
        lines = []
        for prospect in prospects(self.session.playthrough):
            leads = (f"→ {prospect.leads_to}",) if prospect.leads_to else ()
            told = prospect.locked or "  ".join((*leads, *prospect.changes))
            lines.append(Content.assemble((f"{prospect.id}  ", "bold"), (told, "$muted")))
        return lines

    # Commands.

    def action_prospects(self) -> None:
        """Show or hide what each choice would change."""
        self.watch_app.shows_prospects = not self.watch_app.shows_prospects
        self.show_workshop()

    def action_problems(self) -> None:
        """Show what is wrong."""
        self.watch_app.show_problems()

    def action_go(self) -> None:
        """Ask for a scene and stand in it."""
        app = self.watch_app
        rule = "A scene, as chapter.scene or, if only one is called so, by its own name. Asking again goes another way."

        def asked(scene: str | None) -> None:
            if scene is not None:
                app.go_to(scene)

        app.push_screen(LineScreen("Go to a scene", rule, "", app.scene_named, LONGEST_NAME), asked)

    def action_variable(self) -> None:
        """Ask for a variable to watch, or one to set."""
        app = self.watch_app
        rule = "A name, to watch it or to watch it no longer; or a name = a value, to set it here."

        def asked(line: str | None) -> None:
            if line is not None:
                app.watch_or_set(line)

        app.push_screen(LineScreen("A variable", rule, "", app.variable_asked, LONGEST_NAME), asked)
