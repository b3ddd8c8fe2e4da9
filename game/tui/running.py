"""The game in the terminal from start to end, through whatever breaks in it."""

import os
from collections.abc import Callable

from msgspec import Struct

from game.errors import ExitCode, GameError
from game.report import Report
from game.saves.reopening import opened_anew
from game.saves.session import Session
from game.tui.app import HyosanApp
from game.tui.fault import After, FaultApp
from game.tui.screened import Leave
from game.tui.themes import NIGHT

Opened = Callable[[Session | None, bool], HyosanApp]
"""Opens the game: to go on with a session if there is one, and (if true) at its title."""
Reported = Callable[[Exception, Session | None], Report]
"""Writes down what broke while a session was played."""


class Played(Struct, frozen=True):
    """How a sitting ended."""

    wants: Leave | None
    """What the player wants next."""
    exit_code: int
    report: Report | None = None
    """What broke, if the player left then."""


def play(opened: Opened, reported: Reported, session: Session | None, *, mouse: bool) -> Played:
    """Play until the player leaves. Where the game breaks, a screen of its own says so, and the player may go on.

    Raises GameError where a run that is to be gone on with can no longer be opened.
    """
    at_title, theme, broke = False, NIGHT, False
    while True:
        try:
            app = opened(opened_anew(session) if broke and session is not None else session, at_title)
            theme = app.settings.theme
            wants = app.run(mouse=mouse)
            fault, session = app.fault, app.session
            code = app.return_code or 0
        except GameError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever breaks while the game opens is told as well
            fault, wants, code = error, None, 0
        if fault is None:
            return Played(wants, code)
        broke = True
        report = reported(fault, session)
        after = _ask(report, theme, may_go_on=session is not None, mouse=mouse)
        if after is After.LEAVE:
            return Played(None, ExitCode.BUG, report)
        at_title = after is After.TITLE
        session = None if at_title else session


def _ask(report: Report, theme: str, *, may_go_on: bool, mouse: bool) -> After:
    """Tell what broke on a screen of its own. Where that breaks as well, the player leaves, and is told elsewhere."""
    try:
        told = FaultApp(report, may_go_on=may_go_on, theme=theme, wants_no_color="NO_COLOR" in os.environ)
        after = told.run(mouse=mouse)
    except Exception:  # noqa: BLE001 - there is nowhere left to tell it, and the first error is written down
        return After.LEAVE
    return After.LEAVE if told.fault is not None or after is None else after
