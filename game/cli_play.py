"""The two ways to play, as the command begins them: on the screen, or line by line.

Apart from the rest of the command, so that somebody who only wants to play waits for nothing else.
"""

import json
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from game.boundary import complain, report_bug, tell_report
from game.errors import CannotBegin, ExitCode
from game.language import _
from game.locations import exports_folder, saves_file, settings_file
from game.opening import history_named, open_library, open_run, open_story, player_name
from game.settings import read_settings

if TYPE_CHECKING:
    from game.saves.session import Session
    from game.story.model import Story
    from game.tui.app import HyosanApp


def go_on() -> int:
    """Play as a player does who says no more than ``hyosan``: read line by line if they once asked for that."""
    is_read_aloud = read_settings(settings_file())[0].screen_reader == "yes"
    return read() if is_read_aloud else play()


def play(folder: Path | None = None, run: str | None = None, origin: str | None = None, *, mouse: bool = True) -> int:
    """Play on the screen, or line by line where there is no terminal that can draw. See ``hyosan play``."""
    if not _can_draw():
        return read(folder, run, origin=origin)
    from game.tui.app import HyosanApp  # noqa: PLC0415 - who reads line by line does without
    from game.tui.running import play as play_on_screen  # noqa: PLC0415
    from game.tui.screened import Leave, Places  # noqa: PLC0415 - who reads line by line does without

    _refuse_both(run, origin)
    opened = open_story(folder)
    history = history_named(opened, origin)
    library, why_not_kept = open_library()
    session = open_run(opened, library, title=run) if run is not None else None
    places = Places(settings_file(), exports_folder(), saves_file())

    def screen(session: "Session | None", at_title: bool) -> "HyosanApp":  # noqa: FBT001 - called by position
        return HyosanApp(
            opened, library, places, why_not_kept=why_not_kept, session=session, history=history, at_title=at_title
        )

    is_mouse_on = mouse and read_settings(settings_file())[0].mouse == "on"
    played = play_on_screen(screen, report_bug, session, mouse=is_mouse_on)
    if library is not None:
        library.back_up()
    if played.report is not None:
        tell_report(played.report)
    return read(folder) if played.wants is Leave.READ else played.exit_code


def read(  # noqa: PLR0913 - whatever the command can be asked
    folder: Path | None = None,
    run: str | None = None,
    moves: Path | None = None,
    name: str | None = None,
    origin: str | None = None,
    *,
    new: bool = False,
) -> int:
    """Play line by line. See ``hyosan read``."""
    from game.plain import Manner  # noqa: PLC0415 - who plays on the screen does without
    from game.plain import read as read_aloud  # noqa: PLC0415
    from game.saves.session import Session  # noqa: PLC0415

    _refuse_both(run or moves, origin)
    opened = open_story(folder)
    player = player_name(opened, name)
    history = history_named(opened, origin)
    if moves is not None:
        return replay(opened, moves, player)
    library, why_not_kept = open_library()
    session = open_run(opened, library, title=run, player=player, new=new or history is not None)
    if session is None and (player or library is None):
        session = Session.begin(opened, library, player, why_not_kept=why_not_kept, history=history)
    if not sys.stdin.isatty() and why_not_kept:
        complain(why_not_kept)
    manner = Manner(history=history, settings=settings_file(), runs=saves_file())
    read_aloud(opened, session or library, sys.stdin, sys.stdout, manner)
    if library is not None:
        library.back_up()
    return ExitCode.OK


def replay(story: "Story", file: Path, player: str = "", *, as_state: bool = False) -> int:
    """Play the moves in a file and print what they come to. Leaves with an error if they could not all be played.

    The state says itself where the moves stopped, so asking for it is answered either way.
    """
    from game.engine.snapshot import state_object  # noqa: PLC0415
    from game.plain import transcript  # noqa: PLC0415
    from game.plain.moves import Moves, play_moves, read_moves  # noqa: PLC0415

    written = read_moves(file)
    playthrough, stopped = play_moves(story, Moves(player or written.player, written.moves))
    if as_state:
        sys.stdout.write(json.dumps(state_object(playthrough, stopped), indent=2) + "\n")
        return ExitCode.OK
    sys.stdout.write(transcript(playthrough))
    if stopped is None:
        return ExitCode.OK
    complain(_("Move {number} could not be made: {message}", number=stopped.index + 1, message=stopped.message))
    return ExitCode.PROBLEMS


def _refuse_both(kept: object, origin: str | None) -> None:
    """Raise CannotBegin if a run is to be gone on with and begun at once."""
    if kept is not None and origin is not None:
        raise CannotBegin(_("`--from` begins a new run; here another one is named besides."), _("Give one of the two."))


def _can_draw() -> bool:
    """Whether there is a terminal on both sides, and one that can do more than write the next line."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"
