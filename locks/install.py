# ruff: noqa: INP001, S603, T201 - a script of the Makefile's, which starts pip and says what it did
"""Install a list of this folder: every file by its hash. Run with the Python that is to have it.

    python locks/install.py player --otherwise --editable .

A file that is another than the one that was locked is refused, and nothing is installed. Only where a version cannot be
had at all (this Python or system is one for which there is none) is what follows `--otherwise` handed to pip in place
of the list; so with it, what pyproject.toml allows is taken, and that is said.
"""

import subprocess
import sys
from pathlib import Path

PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet"]
_TAMPERED = "DO NOT MATCH THE HASHES"
_OTHERWISE = "--otherwise"


def install(name: str, otherwise: list[str]) -> int:
    """Install a list, or what stands in for it, and return pip's exit code."""
    wanted = ["install", "--require-hashes", "--requirement", str(Path(__file__).with_name(f"{name}.txt"))]
    done = subprocess.run([*PIP, *wanted], check=False, stderr=subprocess.PIPE, text=True, errors="replace")
    print(done.stderr, end="", file=sys.stderr)
    if done.returncode == 0:
        return 0
    if _TAMPERED in done.stderr:
        print("A file is not the one that was locked. Nothing of it is installed.", file=sys.stderr)
        return done.returncode
    print("The locked versions cannot be had for this Python: taking what pyproject.toml allows.", file=sys.stderr)
    # `--group` came with pip 25.1; older Pythons bring an older one.
    subprocess.run([*PIP, "install", "--upgrade", "pip>=25.1"], check=False)
    return subprocess.run([*PIP, "install", *otherwise], check=False).returncode


if __name__ == "__main__":
    _, list_name, *rest = sys.argv
    sys.exit(install(list_name, rest[1:] if rest[:1] == [_OTHERWISE] else rest))
