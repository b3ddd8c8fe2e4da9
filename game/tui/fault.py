"""The screen after the game broke: what happened, that the run is safe, and the ways on.

It is an application of its own, and as plain as can be: what broke may have been any part of the other one.
"""

from enum import Enum
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from game.language import N_, _
from game.report import Report
from game.tui.guarded import GuardedApp
from game.tui.text import joined, words
from game.tui.themes import NIGHT, OWN_VARIABLES, TERMINAL, THEMES


class After(Enum):
    """What the player does after the game broke."""

    GO_ON = N_("Go on where you were: the run is opened anew")
    TITLE = N_("Go to the title")
    LEAVE = N_("Leave")


class FaultApp(GuardedApp[After]):
    """Shows a report. Returns what the player wants to do next."""

    CSS_PATH = "fault.tcss"
    TITLE = "The game broke"
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar = [
        Binding("1,enter", "answer('GO_ON')", show=False),
        Binding("2", "answer('TITLE')", show=False),
        Binding("3,q,escape", "answer('LEAVE')", show=False),
        Binding("ctrl+q,ctrl+c", "answer('LEAVE')", show=False, priority=True),
    ]

    def __init__(self, report: Report, *, may_go_on: bool, theme: str, wants_no_color: bool) -> None:
        """Show a report; ``may_go_on`` says whether a run was being played."""
        super().__init__(ansi_color=True if wants_no_color else None)
        self._report = report
        self._may_go_on = may_go_on
        for one in THEMES:
            self.register_theme(one)
        self.theme = TERMINAL if wants_no_color else theme

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Return our own variables, so that the stylesheet can be read before a theme is chosen."""
        night = next(theme for theme in THEMES if theme.name == NIGHT)
        return {name: night.variables[name] for name in OWN_VARIABLES}

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield Static(words(_("Something broke")), classes="heading")
        with VerticalScroll(id="paper"):
            happened, safe, *rest = (*self._report.sentences, "")
            blank = Content("")
            # What can be done stands where the smallest screen shows it.
            lines = [joined([words(happened, "bold $loss"), *([words(safe)] if safe else [])])]
            lines += [joined(self._answers()), *(words(sentence) for sentence in rest if sentence)]
            if self._report.path is None:
                lines.append(words(_("It could not be written down here. Leave, and it is printed in the terminal.")))
            spaced = [line for content in lines for line in (content, blank)]
            yield Static(joined(spaced))
        yield Static(words(_("1-3 choose  q leave") if self._may_go_on else _("2-3 choose  q leave")), id="keys")

    def _answers(self) -> list[Content]:
        shown = enumerate(After, start=1)
        return [
            Content.assemble((f"{number}  ", "bold $uniform"), _(after.value))
            for number, after in shown
            if self._may_go_on or after is not After.GO_ON
        ]

    def action_answer(self, name: str) -> None:
        """Return an answer."""
        after = After[name]
        self.exit(After.TITLE if after is After.GO_ON and not self._may_go_on else after)
