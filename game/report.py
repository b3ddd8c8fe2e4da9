"""What is written down when the game breaks: versions, what was asked, the traceback, the moves, and nobody's secrets.

Every line but the moves begins with a ``#``, so that the report is itself a list of moves: ``hyosan replay REPORT``
leads to where it broke.
"""

import errno
import re
import traceback
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from game.errors import GameError
from game.language import _
from game.locations import saves_folder
from game.saves.listing import counted

if TYPE_CHECKING:
    from game.saves.session import Session

_LIBRARIES = ("textual", "transitions", "pydantic", "jinja2", "PyYAML", "typer")
_SHORTEST_NAME = 3
"""Letters. A shorter name cannot be told from the words of a program, nor a person by it."""


class Broke(Exception):
    """The game broke while a run was played. The error is its cause."""

    def __init__(self, error: Exception, session: "Session | None") -> None:
        super().__init__(str(error))
        self.error = error
        self.session = session


def is_hung_up(error: Exception) -> bool:
    """Say whether an error is that of a terminal that is gone: no mistake, and nobody is there to be told."""
    return isinstance(error, BrokenPipeError) or (isinstance(error, OSError) and error.errno == errno.EIO)


class Report(Struct, frozen=True):
    """What broke, written down."""

    error: str
    """The kind of error: its class's name."""
    text: str
    path: Path | None
    """Where it was written; ``None`` if nothing could be."""
    safety: str
    """What became of the run that was played, in a sentence; empty if none was."""
    story: str = ""
    """The story's folder, as it was named; empty for the game's own. Told to the person, and not written down."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """All that the person is told, whichever way they play: what happened, what became of the run, what to do."""
        told = [_("The game broke, and it is our mistake: {error}.", error=self.error), self.safety]
        if self.path is not None:
            told.append(
                _(
                    "What happened is written in {path}; please send it with a word on what you were doing. It holds"
                    " the versions of the programs, the moves and where it broke, and nothing else of yours.",
                    path=self.path,
                )
            )
        if self.path is not None and self.safety:
            command = f"{self.path} --story {self.story}" if self.story else self.path
            told.append(_("`hyosan replay {path}` leads to the same spot.", path=command))
        return tuple(filter(None, told))


def write_report(error: Exception, arguments: Sequence[str], session: "Session | None" = None) -> Report:
    """Write down what broke, beside the saves, and return it. ``arguments`` are those of the command. Never raises."""
    now = datetime.now(UTC)
    text = "\n".join([*_head(error, arguments, session, now), *_moves(session)]) + "\n"
    path = saves_folder() / f"report-{now:%Y%m%d-%H%M%S-%f}.txt"
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    except OSError:
        return Report(type(error).__name__, text, None, _safety(session))
    return Report(type(error).__name__, text, path, _safety(session), _named_story(arguments))


def game_version() -> str:
    """Return the version of the game."""
    return _version("hyosan")


def _head(error: Exception, arguments: Sequence[str], session: "Session | None", now: datetime) -> list[str]:
    import platform  # noqa: PLC0415 - whoever plays would wait for it

    lines = [
        f"The game broke on {now:%Y-%m-%d at %H:%M} UTC.",
        f"hyosan {game_version()}, Python {platform.python_version()}, {platform.platform()}",
        ", ".join(f"{name} {_version(name)}" for name in _LIBRARIES),
        f"hyosan {' '.join(_public(arguments))}".rstrip(),
    ]
    if session is not None:
        lines.append(f"Story: {session.story.id} {session.story.version}")
        named = session.playthrough.player in session.story.you.names
        lines.append(f"Played as: {session.playthrough.player if named else '(a name of their own)'}")
    lines += ["", *_without_secrets("".join(traceback.format_exception(error)), session).rstrip().split("\n")]
    return [f"# {line}".rstrip() for line in lines]


def _moves(session: "Session | None") -> list[str]:
    """Return the moves made; with the one that is kept already, if it broke before it could be shown."""
    if session is None:
        return []
    made = session.playthrough.moves
    kept = session.run.moves if session.run is not None and session.stopped is None else ()
    moves = kept if kept[: len(made)] == made else made
    return ["", f"# The moves of the run. `hyosan replay` with this file makes them: {len(moves)}.", *moves]


def _named_story(arguments: Sequence[str]) -> str:
    """Return the folder that a command named, after `--story` or by itself; empty if it named none."""
    words = [word.removeprefix("--story=") for word in arguments[1:]]
    with suppress(OSError):
        return next((word for word in words if Path(word, "story.yaml").is_file()), "")
    return ""


def _public(arguments: Sequence[str]) -> list[str]:
    """Return the words of a command without what was given to it: names, folders, files."""
    return [
        word.partition("=")[0] if word.startswith("-") else word if re.fullmatch(r"[a-z]+", word) and not index else "…"
        for index, word in enumerate(arguments)
    ]


def _without_secrets(text: str, session: "Session | None") -> str:
    """Return a text without where somebody keeps their files, and without a name that is not the story's."""
    text = text.replace(str(saves_folder()), "(saves)")
    with suppress(RuntimeError):  # an account without a home
        text = text.replace(str(Path.home()), "~")
    if session is not None:
        private = {session.playthrough.player, session.title} - {*session.story.you.names}
        for name in sorted(private, key=len, reverse=True):
            if len(name) >= _SHORTEST_NAME:
                text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", "(a name)", text)
    return text


def _safety(session: "Session | None") -> str:
    """Say what became of the run. What is said of the disk was read from the disk."""
    if session is None:
        return ""
    if session.run is None or session.library is None:
        moves = counted(len(session.playthrough.moves))
        return " ".join(
            [_("This run was not being kept."), session.why_not_kept, _("Its {moves} are in the report.", moves=moves)]
        )
    try:
        kept = session.library.open(session.run.info.id)
    except GameError as error:
        return _("What is kept of the run could not be read back: {message}", message=error.message)
    return _("Your run “{title}” is safe: {moves} kept.", title=kept.info.title, moves=counted(len(kept.moves)))


def _version(library: str) -> str:
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - every verb would wait for it

    try:
        return version(library)
    except PackageNotFoundError:
        return "unknown"
