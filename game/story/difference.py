"""What is different between two versions of a story: added, removed, renamed, changed."""

from collections.abc import Iterator, Mapping
from difflib import SequenceMatcher

from msgspec import Struct

from game.story.meaning import KINDS, Aspects, Meaning

WORDY = frozenset({"text", "reply", "label", "say", "clip's label", "clip's reply", "happened", "on_tape", "told"})
"""The aspects whose words are counted."""


class Change(Struct, frozen=True):
    """A piece that both versions have, and that differs."""

    id: str
    """As it is called now."""
    aspects: Mapping[str, tuple[str, str]]
    """For each aspect that differs, what it was and what it is; empty for an aspect that only one of them has."""
    words_gone: int
    words_new: int


class KindOfChange(Struct, frozen=True):
    """All that is different among pieces of one kind."""

    added: tuple[str, ...]
    removed: tuple[str, ...]
    renamed: tuple[tuple[str, str], ...]
    """What it was called, and what it is called, as ``was:`` has it."""
    changed: tuple[Change, ...]

    def __bool__(self) -> bool:
        """Whether anything is different."""
        return bool(self.added or self.removed or self.renamed or self.changed)


def compared(old: Meaning, new: Meaning) -> dict[str, KindOfChange]:
    """Return what is different, by kind; kinds without a difference are left out."""
    found = {
        kind: _compared(old.pieces.get(kind, {}), new.pieces.get(kind, {}), _Former(new.former, kind)) for kind in KINDS
    }
    return {kind: change for kind, change in found.items() if change}


class _Former:
    """Says what a piece of the old version is called in the new one, if its author said so."""

    def __init__(self, former: Mapping[str, Mapping[str, str]], kind: str) -> None:
        self._chapters = former.get("chapter", {})
        self._scenes = former.get("scene", {})
        self._own = former.get(kind, {})

    def now(self, id_: str) -> str:
        """Return the present id, which may be the same, and need not exist."""
        chapter, *rest = id_.split(".")
        moved = ".".join((self._chapters.get(chapter, chapter), *rest)) if rest else id_
        if len(rest) == len(("scene", "choice")):
            scene, _, last = moved.rpartition(".")
            moved = f"{self._scenes.get(scene, scene)}.{last}"
        return self._own.get(moved, self._own.get(id_, moved))


def _compared(old: Mapping[str, Aspects], new: Mapping[str, Aspects], former: _Former) -> KindOfChange:
    present = {id_: former.now(id_) for id_ in old}
    kept = {was: now for was, now in present.items() if now in new}
    changes = (_changed(now, old[was], new[now]) for was, now in kept.items())
    return KindOfChange(
        tuple(id_ for id_ in new if id_ not in kept.values()),
        tuple(id_ for id_ in old if id_ not in kept),
        tuple((was, now) for was, now in kept.items() if was != now),
        tuple(change for change in changes if change is not None),
    )


def _changed(id_: str, old: Aspects, new: Aspects) -> Change | None:
    names = [*new, *(name for name in old if name not in new)]
    aspects = {name: (old.get(name, ""), new.get(name, "")) for name in names if old.get(name, "") != new.get(name, "")}
    if not aspects:
        return None
    gone = fresh = 0
    for name, (was, now) in aspects.items():
        if name in WORDY:
            fewer, more = _words_between(was.split(), now.split())
            gone, fresh = gone + fewer, fresh + more
    return Change(id_, aspects, gone, fresh)


def _words_between(was: list[str], now: list[str]) -> tuple[int, int]:
    """Return how many words have gone and how many have come, by a longest common run of words and what is about it."""
    gone = fresh = 0
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if tag != "equal":
            gone, fresh = gone + i2 - i1, fresh + j2 - j1
    return gone, fresh


def lines_of(kind: str, change: KindOfChange) -> Iterator[str]:
    """Yield what is different among pieces of one kind, a line each: gone, new, called otherwise, changed."""
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
