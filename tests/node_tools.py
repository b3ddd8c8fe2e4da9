"""Programs from npm that our files are tried in. `make test` installs them where there is Node.js."""

import shutil
import sys
from pathlib import Path

import pytest

_FOLDER = Path(sys.prefix) / "node" / "node_modules"


def node_module(path: str) -> Path:
    """Return a file of an installed npm package, or skip the test and say what is missing."""
    if shutil.which("node") is None:
        pytest.skip("Node.js is not installed, so other programs' view of this is not tested.")
    found = _FOLDER / path
    if not found.exists():
        pytest.skip("The programs from npm are not installed: `make node` does that.")
    return found
