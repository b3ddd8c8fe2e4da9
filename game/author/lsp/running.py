"""The server as a process of its own, in which answers come before everything else."""

import gc
import sys
from pathlib import Path

from game.author.lsp.features import make_server

_SELDOM = 1_000_000
_TURN = 0.001
"""For how many seconds the thread that reads may go on when the one that answers is ready: usually it is five times."""


def serve(version: str, folder: Path | None) -> None:
    """Speak with an editor on standard input and output, until it says that it is done."""
    # To look through a whole story for what refers to itself stops every thread for a third of a second. What a
    # reading leaves behind refers to nothing that refers to it: hardly anything is missed.
    young, middle, _ = gc.get_threshold()
    gc.set_threshold(young, middle, _SELDOM)
    sys.setswitchinterval(_TURN)
    make_server(version, folder).start_io()
