"""Runs that come as a file: an exported run, or a text with one move a line."""

from pathlib import Path

from msgspec import Struct

from game.engine.playthrough import Playthrough, Stopped
from game.errors import CannotBegin
from game.language import _
from game.saves.runfile import read_run_file
from game.story.characters import harmless
from game.story.model import Story

MOST_BYTES = 8 * 1024 * 1024


class Moves(Struct, frozen=True):
    """A list of moves, and who makes them: empty for the story's own first name."""

    player: str
    moves: tuple[str, ...]


def read_moves(path: Path) -> Moves:
    """Read a file of moves: JSON as ``hyosan saves export`` writes it, or text with one move a line.

    In a text, empty lines and what follows a ``#`` are passed over. Raises CannotBegin for a file that is neither.
    """
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
        text = content.decode("utf-8-sig")
    except OSError as error:
        raise CannotBegin(_("{path} cannot be read: {why}.", path=path, why=error.strerror or error)) from error
    except UnicodeDecodeError as error:
        raise CannotBegin(_("{path} is not a text in UTF-8.", path=path)) from error
    if len(content) > MOST_BYTES:
        raise CannotBegin(_("{path} is too large to be a list of moves.", path=path))
    if text.lstrip().startswith("{"):
        run = read_run_file(path)
        return Moves(run.player, tuple(run.moves))
    lines = (harmless(line.partition("#")[0].strip()) for line in text.splitlines())
    return Moves("", tuple(filter(None, lines)))


def play_moves(story: Story, moves: Moves) -> tuple[Playthrough, Stopped | None]:
    """Play moves from the beginning, as far as they are offered, and say where and why they stopped."""
    playthrough = Playthrough(story, moves.player)
    stopped = playthrough.restore(moves.moves)
    return playthrough, stopped
