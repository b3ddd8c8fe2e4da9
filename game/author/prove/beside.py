"""Work done by a second process while the first goes on with its own, where the system can fork one.

What is worked out is the same with and without: who asks for it deals the work, however many processors there are.
"""

import os
import signal
import sys
import warnings
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Generic, TypeVar

Result = TypeVar("Result")


class Beside(Generic[Result]):
    """Some work, begun at once by a process of its own if there is a processor for it; else done when it is asked for.

    What it comes to must be something that can be sent. ``so_far`` gives what is there of it when it is interrupted.
    ``worth`` is whether it is more than what a process costs.
    """

    def __init__(self, work: Callable[[], Result], so_far: Callable[[], Result], *, worth: bool) -> None:
        self._work, self._so_far = work, so_far
        self._process = None
        if worth and _has_room():
            context = get_context("fork")
            self._answer, answering = context.Pipe(duplex=False)
            self._process = context.Process(target=_answered, args=(work, so_far, answering), daemon=True)
            with warnings.catch_warnings():
                # Of threads: there is one at most, that draws how far things are, and the new process draws nothing.
                warnings.simplefilter("ignore", DeprecationWarning)
                self._process.start()
            answering.close()

    @property
    def is_away(self) -> bool:
        """Whether the work is done by a process of its own."""
        return self._process is not None

    def result(self) -> Result:
        """Return what the work came to. Raises what it raised."""
        if self._process is None:
            return self._work()
        try:
            found, error = self._answer.recv()
        except EOFError:
            # It was killed, as what needs memory may be; what it was to do is still to be done.
            found, error = self._work(), None
        self._process.join()
        if error is not None:
            raise error
        result: Result = found
        return result

    def stopped(self) -> Result:
        """Interrupt the work and return what it had come to."""
        if self._process is None or self._process.pid is None:
            return self._so_far()
        os.kill(self._process.pid, signal.SIGTERM)
        try:
            found, error = self._answer.recv()
        except EOFError:
            return self._so_far()
        self._process.join()
        result: Result = self._so_far() if error is not None else found
        return result


def _has_room() -> bool:
    """Return whether there is a second processor, and a system on which a process can safely be forked."""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


def _answered(work: Callable[[], object], so_far: Callable[[], object], answering: Connection) -> None:
    """Do some work and send what it came to, or what it raised. Only the first process decides about interrupts."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        found, error = work(), None
    except KeyboardInterrupt:
        found, error = so_far(), None
    except Exception as raised:  # noqa: BLE001 - whatever it is, it is raised again where the work was asked for
        found, error = None, raised
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    answering.send((found, error))


def _interrupt(number: int, frame: object) -> None:
    del number, frame
    raise KeyboardInterrupt
