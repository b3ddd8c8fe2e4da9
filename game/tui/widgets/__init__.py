"""The parts of the screens. Each keeps its look in the stylesheet beside it."""

from pathlib import Path


def stylesheet(module: str) -> str:
    """Return the stylesheet that stands beside a module (its ``__file__``)."""
    return Path(module).with_suffix(".tcss").read_text(encoding="utf-8")
