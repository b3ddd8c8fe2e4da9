"""A short run of what `make reliability` does for long: the game killed at random instants, in real terminals."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

if os.name == "nt":
    pytest.skip("needs pseudo-terminals", allow_module_level=True)

TESTS = Path(__file__).parents[1]
KILLS = 48


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_no_kill_loses_what_was_shown() -> None:
    """Every move, rewind and new run whose result was on the screen is in the file, whole, and replays.

    Which instants they are is another matter each time, so that many runs try many; a failure says its seed.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(TESTS), str(TESTS.parent)))}
    seed = int.from_bytes(os.urandom(3), "big")
    command = [sys.executable, "-m", "reliability.crashes", str(KILLS), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert done.returncode == 0, done.stderr
    assert f"{KILLS} kills" in done.stdout
    assert "nothing lost" in done.stdout
