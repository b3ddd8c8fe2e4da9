"""Who comes: each visitor is a random id in a cookie, and has a folder that nobody else's id leads to."""

import re
import secrets
import shutil
import time
from hashlib import blake2b
from pathlib import Path

COOKIE = "hyosan_visitor"
EXPORTS_NAME = "exports"
"""The folder, in a visitor's own, of what the browser is to fetch."""
COOKIE_AGE = 400 * 24 * 60 * 60
"""Seconds a browser keeps the id after a visit: as long as browsers allow."""
DAY = 24 * 60 * 60
_ID = re.compile(r"[0-9a-f]{32}", re.ASCII)


def new_visitor() -> str:
    """Return an id that nobody can guess."""
    return secrets.token_hex(16)


def known_visitor(sent: str | None) -> str | None:
    """Return the id a browser sent, or ``None`` if it is none of ours."""
    return sent if sent is not None and _ID.fullmatch(sent) else None


def folder_of(visitors: Path, visitor: str) -> Path:
    """Return a visitor's folder. It need not exist yet. Raises ValueError for what is no id.

    Named after a digest of the id, so that who can list the folders, or a backup of them, cannot play as anybody.
    """
    if known_visitor(visitor) is None:
        raise ValueError("not a visitor's id")
    return visitors / blake2b(visitor.encode("ascii"), digest_size=16).hexdigest()


def forget(visitors: Path, days: int, now: float | None = None) -> int:
    """Delete the folders of visitors who have not come for that many days, and return how many. ``now`` is in seconds.

    Opening the game leaves a mark, so a visit counts even if nothing was chosen.
    """
    oldest = (time.time() if now is None else now) - days * DAY
    gone = 0
    for folder in visitors.iterdir() if visitors.is_dir() else ():
        if _ID.fullmatch(folder.name) and folder.stat().st_mtime < oldest:
            shutil.rmtree(folder, ignore_errors=True)
            gone += 1
    return gone
