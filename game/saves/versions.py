"""What a version of a story meant, kept beside the runs that were played in it, to tell what has changed since.

Nothing here is believed about a run: its moves alone say what happened. Where it is missing or damaged, nothing is lost
but the words for what has changed.
"""

import hashlib
import json
import zlib
from collections.abc import Mapping
from functools import lru_cache

from game.story.difference import WORDY
from game.story.meaning import Aspects, Meaning, meaning_of
from game.story.model import Story

_KINDS = ("scene", "choice", "variable")
"""What can end or divert a run."""
_LABELS = frozenset({"label", "say"})
"""Words that are kept, because a choice is called by them. Of the others only what tells them from different ones."""
_MOST_BYTES = 16 * 1024 * 1024


def thinned(meaning: Meaning) -> Meaning:
    """Return what of a meaning is kept: little enough to stand beside every version that somebody plays."""
    pieces = {kind: {id_: _thin(aspects) for id_, aspects in meaning.pieces[kind].items()} for kind in _KINDS}
    return Meaning(pieces, meaning.former)


def _thin(aspects: Aspects) -> Mapping[str, str]:
    return {
        name: hashlib.sha256(said.encode()).hexdigest()[:8] if said and name in WORDY - _LABELS else said
        for name, said in aspects.items()
    }


@lru_cache(maxsize=1)
def packed(story: Story) -> bytes:
    """Return what is kept of a story as it is now, compressed.

    Worked out once: it takes the memory of a small game, and a server's visitors all begin in the same story.
    """
    return zlib.compress(json.dumps(thinned(meaning_of(story)).pieces).encode())


def unpacked(kept: bytes | None) -> Meaning | None:
    """Return what was kept of a version, ``None`` if there is nothing or it cannot be read."""
    if kept is None:
        return None
    from pydantic import TypeAdapter, ValidationError  # noqa: PLC0415 - only where the story was edited

    shape = TypeAdapter(dict[str, dict[str, dict[str, str]]])
    try:
        return Meaning(shape.validate_json(zlib.decompressobj().decompress(kept, _MOST_BYTES)), {})
    except (zlib.error, ValidationError):
        return None
