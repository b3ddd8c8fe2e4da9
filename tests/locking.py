# ruff: noqa: T201 - a script that says what it did
"""`make lock`: every dependency of ours, and of theirs, at one version with the hashes of its files.

uv.lock is for uv; the lists in locks/ are the same for pip, which the Makefile installs from. Both hold for every
Python from 3.11 on and for every system. `make lock UPGRADE=--upgrade` takes the newest versions that pyproject.toml
allows.
"""

import argparse
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).parents[1]
LOCKS = ROOT / "locks"
LISTS = {
    "player": ("--no-default-groups", "--group", "build"),
    "author": ("--no-default-groups", "--group", "build", "--extra", "author"),
    "web": ("--no-default-groups", "--group", "build", "--extra", "web"),
    "developer": ("--all-extras", "--group", "dev"),
    "release": ("--only-group", "release"),
    "fuzz": ("--only-group", "fuzz"),
}
"""What is in each list, as uv is asked for it."""
REGISTRY, FILES = "https://pypi.org/simple", "https://files.pythonhosted.org/"
_PINNED = re.compile(r"([A-Za-z0-9._-]+)==([^ ;\\]+)")
_HASH = re.compile(r"--hash=sha256:[0-9a-f]{64}\b")


class Pin(NamedTuple):
    """One dependency at its version."""

    name: str
    version: Version
    hashes: int


def pins(name: str) -> list[Pin]:
    """Return what a list in locks/ holds."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    return [_pin(entry) for entry in text.replace("\\\n", " ").splitlines() if entry.strip()]


def _pin(entry: str) -> Pin:
    found = _PINNED.match(entry)
    if found is None:
        raise ValueError(f"{entry[:80]} is no pinned dependency")
    return Pin(canonicalize_name(found[1]), Version(found[2]), len(_HASH.findall(entry)))


def hosts(text: str) -> set[str]:
    """Return every address in uv.lock but for the path of a file: where things come from."""
    found = set(re.findall(r'registry = "([^"]*)"', text))
    urls = re.findall(r'url = "([^"]*)"', text)
    return found | {FILES if url.startswith(FILES) else url for url in urls}


def unlocked(wanted: Iterator[str], locked: list[Pin]) -> list[str]:
    """Return the requirements that no locked version satisfies."""
    versions = {pin.name: pin.version for pin in locked}
    missing = []
    for one in wanted:
        requirement = Requirement(one)
        version = versions.get(canonicalize_name(requirement.name))
        if version is None or not requirement.specifier.contains(version, prereleases=True):
            missing.append(one)
    return missing


def main() -> int:
    """Lock, and write the lists."""
    asked = argparse.ArgumentParser(description="Lock the dependencies.")
    asked.add_argument("--upgrade", action="store_true", help="take the newest versions")
    wanted = asked.parse_args()
    uv = [str(Path(sys.executable).with_name("uv"))]
    # A setting of this machine must not get into the lock.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("UV_")}
    lock = ["lock", "--no-config", "--default-index", REGISTRY, *(["--upgrade"] if wanted.upgrade else [])]
    subprocess.run([*uv, *lock], check=True, cwd=ROOT, env=environment)
    found = hosts((ROOT / "uv.lock").read_text(encoding="utf-8"))
    if found != {REGISTRY, FILES}:
        print(f"uv.lock names {', '.join(sorted(found - {REGISTRY, FILES}))}.", file=sys.stderr)
        return 1
    LOCKS.mkdir(exist_ok=True)
    for name, options in LISTS.items():
        export = ["export", "--quiet", "--no-config", "--frozen", "--no-emit-project", "--no-header", "--no-annotate"]
        output = ["--output-file", str(LOCKS / f"{name}.txt")]
        subprocess.run(
            [*uv, *export, *options, *output], check=True, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL
        )
        print(f"locks/{name}.txt: {len(pins(name))} dependencies")
    return 0


if __name__ == "__main__":
    sys.exit(main())
