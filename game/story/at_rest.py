"""The garbage collector, which has nothing to find in a story that is being made."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collector_at_rest() -> Iterator[None]:
    """Keep the garbage collector from looking through what is being made: it is much, and none of it is garbage."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            if not gc.get_freeze_count():  # what somebody else has frozen stays so
                # What was made counts as old at once: else it would all be looked through with the next thing made.
                gc.freeze()
                gc.unfreeze()
            gc.enable()


def put_to_rest() -> None:
    """Keep the collector from looking through what a program loads to begin with, until ``wake``."""
    gc.disable()


def wake() -> None:
    """Have the collector look after what is made from now on, if it was put to rest.

    What is here by now stays until the end: to look through it again would find nothing, and take a tenth of a second
    in which no key is heard.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()


def leave() -> None:
    """Spare the collector a last look through everything: the program ends, and all of it goes."""
    gc.freeze()
