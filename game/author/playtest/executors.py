"""Where runs are played: on this machine's cores, or on a cluster."""

from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from multiprocessing import get_context
from signal import SIG_IGN, SIGINT, signal

from game.errors import CannotBegin, GameError

RETRIES = 3
"""How often a batch is begun anew on a cluster, if it fails."""


@contextmanager
def this_machine(workers: int | None) -> Iterator[Executor]:
    """Give an executor with so many processes, as many as there are cores for ``None``."""
    # Started afresh and not forked: what the parent has open is none of theirs.
    try:
        with ProcessPoolExecutor(workers, get_context("spawn"), _leave_interrupts) as executor:
            yield executor
    except BrokenProcessPool as error:
        raise GameError(
            "One of the processes was killed; the machine may be short of memory.", "Try --workers 1."
        ) from error


def _leave_interrupts() -> None:
    """Leave Ctrl-C to the parent, which stops everybody."""
    signal(SIGINT, SIG_IGN)


@contextmanager
def cluster(address: str) -> Iterator[Executor]:
    """Give an executor on the workers of a Dask scheduler, which plays what a lost worker had on another.

    Raises CannotBegin if nobody answers there.
    """
    from distributed import Client  # noqa: PLC0415 - takes a second, and few need it

    try:
        client = Client(address, timeout=10, set_as_default=False)  # type: ignore[no-untyped-call]  # has no types
    except (OSError, ValueError) as error:
        raise CannotBegin(f"No Dask scheduler answers at {address}.", "One is started by: dask scheduler") from error
    executors = client.get_executor(retries=RETRIES, pure=False)  # type: ignore[no-untyped-call]  # has no types
    with client, executors as executor:
        yield executor
