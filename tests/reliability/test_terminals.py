"""Signals, terminals that go, disks that fill up or cannot be written: each in a real terminal, as a player has it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("needs pseudo-terminals", allow_module_level=True)

from reliability.terminals import SCENES

TESTS = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def told() -> dict[str, str]:
    """What came of each, tried once for all tests: starting the game is what takes the time."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))}
    command = [sys.executable, "-m", "reliability.terminals"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment, timeout=280)
    assert done.returncode == 0, done.stderr
    lines = (line.partition(": ") for line in done.stdout.splitlines())
    return {name: what for name, _, what in lines}


@pytest.mark.slow
@pytest.mark.timeout(300)
@pytest.mark.xdist_group("terminals")
@pytest.mark.parametrize("name", [scene.__name__ for scene in SCENES])
def test_nothing_is_lost_and_the_player_is_told(told: dict[str, str], name: str) -> None:
    """Each function of ``terminals`` says what it protects; play must go on, or end in order, with every move there."""
    if told[name].startswith("cannot be tried"):
        pytest.skip(told[name])
    assert told[name] == "ok"
