"""What is different, for people and for programs."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict

from game.author.diff.compare import WORDY, Change, KindOfChange
from game.author.diff.held import Held

MOST_STOPS = 20
"""How many moves at which runs stop are named."""


def as_text(changes: Mapping[str, KindOfChange], held: Held | None) -> str:
    """Return what is different, to be read."""
    return "\n".join([*_changes(changes), *(_held(held) if held else ())]) + "\n"


def as_json(changes: Mapping[str, KindOfChange], held: Held | None) -> str:
    """Return what is different, with what each aspect was and is."""
    report: dict[str, object] = {"changes": {kind: asdict(change) for kind, change in changes.items()}}
    if held is not None:
        report["runs"] = asdict(held)
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _changes(changes: Mapping[str, KindOfChange]) -> Iterator[str]:
    if not changes:
        yield "Nothing is different in what it says or does."
    for kind, change in changes.items():
        for id_ in change.removed:
            yield f"- {kind} {id_}"
        for id_ in change.added:
            yield f"+ {kind} {id_}"
        for was, now in change.renamed:
            yield f"= {kind} {was} is now {now}"
        for one in change.changed:
            yield f"~ {kind} {one.id}: {_told(one)}"


def _told(change: Change) -> str:
    told = []
    for name, (was, now) in change.aspects.items():
        if name in WORDY:
            told.append(name)
        else:
            told.append(f"{name} was {was or 'nothing'}, is {now or 'nothing'}")
    words = (
        f" ({change.words_gone} words gone, {change.words_new} new)" if change.words_gone or change.words_new else ""
    )
    return "; ".join(told) + words


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
