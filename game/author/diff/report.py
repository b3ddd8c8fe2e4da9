"""What is different, for people and for programs."""

import json
from collections.abc import Iterator, Mapping

from msgspec import to_builtins

from game.author.diff.held import Held
from game.story.difference import KindOfChange, lines_of

MOST_STOPS = 20
"""How many moves at which runs stop are named."""


def as_text(changes: Mapping[str, KindOfChange], held: Held | None) -> str:
    """Return what is different, to be read."""
    return "\n".join([*_changes(changes), *(_held(held) if held else ())]) + "\n"


def as_json(changes: Mapping[str, KindOfChange], held: Held | None) -> str:
    """Return what is different, with what each aspect was and is."""
    report: dict[str, object] = {"changes": {kind: to_builtins(change) for kind, change in changes.items()}}
    if held is not None:
        report["runs"] = to_builtins(held)
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _changes(changes: Mapping[str, KindOfChange]) -> Iterator[str]:
    if not changes:
        yield "Nothing is different in what it says or does."
    for kind, change in changes.items():
        yield from lines_of(kind, change)


def _held(held: Held) -> Iterator[str]:
    yield ""
    yield f"Of {held.runs} runs of the old version, {held.same} play on to the same end."
    if held.elsewhere:
        yield f"{held.elsewhere} come to another end."
    if held.stopped:
        yield f"{held.stopped.total()} stop, before these moves:"
        for move, runs in held.stopped.most_common(MOST_STOPS):
            yield f"  {runs:5} {move}"
        if len(held.stopped) > MOST_STOPS:
            yield f"  and {len(held.stopped) - MOST_STOPS} more."
