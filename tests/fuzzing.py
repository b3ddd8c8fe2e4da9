# ruff: noqa: T201 - a script that says what it does
"""`make fuzz`: a coverage-guided fuzzer (atheris) gives bytes to the targets in tests/fuzz, so many seconds to each.

    python tests/fuzzing.py --seconds 60
    python tests/fuzzing.py story run --seconds 1800

A target that raises, or takes more than two seconds or 500 MB, leaves the bytes that did it in build/fuzz. They are to
become a seed in tests/fuzz/seeds, which every run of the tests gives to its target. What else was found on the way is
kept in build/fuzz as well, where the next run begins.
"""

import argparse
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).parent
SEEDS = HERE / "fuzz" / "seeds"
ROOT = HERE.parent
CORPUS = ROOT / "build" / "fuzz"
SLOWEST, LARGEST = 2, 800
"""Seconds and megabytes that one input may cost; of these, the fuzzer itself comes to three hundred."""
LONGEST = 20_000
STUCK = 60
"""Seconds by the clock after which nothing more is waited for."""


def main() -> int:
    """Fuzz each target in a process of its own; 1 if one of them failed."""
    asked = argparse.ArgumentParser(description="Coverage-guided fuzzing of all that reads strangers' files.")
    asked.add_argument("targets", nargs="*", help="which; else all, one after the other")
    asked.add_argument("--seconds", type=int, default=60, help="for each target (default: 60)")
    asked.add_argument("--inside", action="store_true", help=argparse.SUPPRESS)
    wanted = asked.parse_args()
    sys.path[:0] = [str(HERE), str(ROOT)]
    if wanted.inside:
        _inside(wanted.targets[0], wanted.seconds)
        return 0
    names = wanted.targets or sorted(path.name for path in SEEDS.iterdir())
    failed = [name for name in names if _fuzz(name, wanted.seconds)]
    print(f"Failed: {', '.join(failed)}." if failed else f"Nothing failed: {', '.join(names)}.")
    return bool(failed)


def _fuzz(name: str, seconds: int) -> bool:
    print(f"{name}: {seconds} s", flush=True)
    (CORPUS / name).mkdir(parents=True, exist_ok=True)
    command = [sys.executable, __file__, "--inside", name, "--seconds", str(seconds)]
    return subprocess.run(command, check=False, cwd=CORPUS).returncode != 0


def _inside(name: str, seconds: int) -> None:
    """Hand the process over to the fuzzer, which ends it."""
    try:
        import atheris  # noqa: PLC0415 - only `make fuzz` needs it, and it has no wheel for some Pythons
    except ImportError:
        sys.exit("The fuzzer is not here: python -m pip install --group fuzz")
    with atheris.instrument_imports(include=["game"]):
        from fuzz.targets import TARGETS  # noqa: PLC0415 - what is to be instrumented is imported here
    limits = [f"-max_total_time={seconds}", f"-timeout={STUCK}", f"-rss_limit_mb={LARGEST}", f"-max_len={LONGEST}"]
    places = [f"-artifact_prefix={CORPUS}/{name}-", str(CORPUS / name), str(SEEDS / name)]
    atheris.Setup([sys.argv[0], *limits, "-print_final_stats=1", *places], _timed(TARGETS[name]))
    atheris.Fuzz()


def _timed(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """Return a target that fails when it takes too long: of its processor's time, however busy the machine is."""

    def timed(data: bytes) -> None:
        began = time.process_time()
        target(data)
        took = time.process_time() - began
        if took > SLOWEST:
            raise TimeoutError(f"{took:.1f} s of processor time")

    return timed


if __name__ == "__main__":
    sys.exit(main())
