"""Signals, terminals that go, disks without room, two windows on one run: each in real terminals."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("needs pseudo-terminals", allow_module_level=True)

from reliability import terminals, windows

TESTS = Path(__file__).parents[1]
SCENES = [(module.__name__, scene.__name__) for module in (terminals, windows) for scene in module.SCENES]


def with_disks() -> list[str]:
    """Return what lets a command mount disks of its own: nothing for root, else a namespace, where there are any."""
    program = shutil.which("unshare")
    if program is None or os.getuid() == 0:
        return []
    own = [program, "--user", "--map-root-user", "--mount"]
    return own if subprocess.run([*own, "true"], capture_output=True, check=False).returncode == 0 else []


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """What came of each scene. All of a module are tried by one process: starting the game is what takes the time."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))}
    found: dict[str, str] = {}
    for module in (terminals, windows):
        command = [*with_disks(), sys.executable, "-m", module.__name__]
        done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=280)
        assert done.returncode in {0, 1}, done.stderr
        lines = (line.partition(": ") for line in done.stdout.splitlines())
        # What stopped the process is what there is to say of the scenes that it did not come to.
        found |= {scene.__name__: done.stderr[-2000:] for scene in module.SCENES}
        found |= {name: what for name, _, what in lines}
    return found


@pytest.mark.slow
@pytest.mark.timeout(600)
@pytest.mark.xdist_group("terminals")
@pytest.mark.parametrize(("module", "name"), SCENES)
def test_nothing_is_lost_and_the_player_is_told(told: dict[str, str], module: str, name: str) -> None:
    """Each scene says what it protects; play must go on, or end in order, with every move there."""
    del module  # only for the name of the test
    if told[name].startswith("cannot be tried"):
        pytest.skip(told[name])
    assert told[name] == "ok"
