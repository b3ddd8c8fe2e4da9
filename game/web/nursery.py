"""The process that all visitors' processes are forked from: it has loaded the story once, and waits.

A fork is there in milliseconds and shares what was loaded. This process never plays itself and starts no thread, which
is what makes forking it safe.
"""

import contextlib
import gc
import json
import os
import resource
import signal
import socket
import sys
import threading
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from game.errors import GameError
from game.language import LANGUAGES, SOURCE, spoken, use
from game.opening import open_story
from game.story.by_chapter import read_whole
from game.story.model import Story
from game.web import player

PLAYS: dict[str, Callable[[Story], None]] = {"play": player.play, "read": player.read}
MOST_MEMORY = 1024 * 1024 * 1024
"""Bytes of address space: some ten times what the game takes."""
LARGEST_FILE = 64 * 1024 * 1024
"""Bytes of the largest file a visitor can make."""
GRACE = 5.0
"""Seconds in which a game that was told to close may do so by itself."""
_LONGEST_REQUEST = 4096


def main() -> None:
    """Load the story named in the arguments, then fork at each request that comes by the socket named there."""
    number, folder = sys.argv[1:]
    requests = socket.socket(fileno=int(number))
    try:
        stories = _load(Path(folder))
    except GameError as error:
        _answer(requests, {"error": error.message, "hint": error.hint})
        return
    _answer(requests, {"title": stories[SOURCE].title})
    _make_ready(stories)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # the dead need no burying
    while True:
        request, descriptors, _, _ = socket.recv_fds(requests, _LONGEST_REQUEST, 2)
        if not request:
            return
        if os.fork() == 0:
            requests.close()
            _live(stories, json.loads(request), *descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        _answer(requests, {})


def _load(folder: Path) -> dict[str, Story]:
    """Return the story in every language that the game speaks and it is told in. Raises GameError if it cannot be."""
    stories = {SOURCE: open_story(folder)}
    for language in stories[SOURCE].languages:
        if language in LANGUAGES:
            use(language)
            stories[language] = open_story(folder)
    use(SOURCE)
    return stories


def _make_ready(stories: dict[str, Story]) -> None:
    """Have everything in memory that all visitors share. Visitors who come meanwhile wait a second or two."""
    try:
        for story in stories.values():
            read_whole(story)
        player.rehearse(stories[SOURCE])
    except Exception:  # noqa: BLE001 - whatever it is, visitors may still be able to play
        traceback.print_exc()
    gc.collect()
    gc.freeze()  # so that a collection in a fork does not write to, and so copy, all that is shared


def _answer(requests: socket.socket, answer: dict[str, str]) -> None:
    requests.sendall(json.dumps(answer).encode("ascii") + b"\n")


def _live(stories: dict[str, Story], request: dict[str, str], stream: int, lifeline: int) -> None:
    """Be a visitor's process: play until the visitor leaves or the server lets go of the lifeline. Never returns."""
    code = 1
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        for number in (0, 1):
            os.dup2(stream, number)
        os.close(stream)
        os.umask(0o077)
        _take_little()
        folder = Path(request["folder"])
        folder.mkdir(parents=True, exist_ok=True)
        os.chdir(folder)
        os.environ.update(COLUMNS=request["columns"], ROWS=request["rows"])
        threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
        use(player.language(request["language"]))
        PLAYS[request["plays"]](stories.get(spoken(), stories[SOURCE]))
        code = 0
    except BaseException:  # noqa: BLE001 - nothing may get from here into the loop of the parent
        traceback.print_exc()
    finally:
        with contextlib.suppress(OSError):
            sys.stdout.flush()
        os._exit(code)


def _take_little() -> None:
    """Keep one visitor from taking what the others need, as far as the system lets itself be told."""
    for kind, most in (
        (resource.RLIMIT_AS, MOST_MEMORY),
        (resource.RLIMIT_FSIZE, LARGEST_FILE),
        (resource.RLIMIT_CORE, 0),
    ):
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(kind, (most, most))


def _end_with(lifeline: int) -> None:
    """Close the game when the server lets go of its end, or is itself gone."""
    os.read(lifeline, 1)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(GRACE)
    os._exit(1)


if __name__ == "__main__":
    main()
