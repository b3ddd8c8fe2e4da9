# ruff: noqa: T201 - a script that says what it did
"""`make release`: what is published, built from what is committed and from nothing else, into dist/.

The wheel and the sdist are the same bytes wherever and whenever they are built from the same commit. Beside them stand
a list of what a player's install brings (CycloneDX), and the SHA-256 of each file.
"""

import argparse
import hashlib
import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parents[1]
DIST = ROOT / "dist"
SUMS = "SHA256SUMS"


def clone(into: Path, revision: str = "HEAD") -> Path:
    """Return a clean clone of what is committed."""
    git = ["git", "-C", str(ROOT)]
    commit = subprocess.run([*git, "rev-parse", revision], check=True, capture_output=True, text=True).stdout.strip()
    subprocess.run(["git", "clone", "--quiet", "--no-checkout", str(ROOT), str(into)], check=True)
    subprocess.run(["git", "-C", str(into), "checkout", "--quiet", "--detach", commit], check=True)
    return into


def build(source: Path, into: Path) -> list[Path]:
    """Build a clone's wheel and sdist, dated by its commit, with what is locked and installed here."""
    git = ["git", "-C", str(source), "log", "-1", "--format=%ct"]
    when = subprocess.run(git, check=True, capture_output=True, text=True).stdout.strip()
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(into), str(source)]
    subprocess.run(command, check=True, env={**os.environ, "SOURCE_DATE_EPOCH": when}, stdout=subprocess.DEVNULL)
    return sorted(into.iterdir())


def bill(source: Path, into: Path, name: str) -> Path:
    """Write what a player's install of a clone brings, as its lock has it."""
    tools = Path(sys.executable).parent
    with TemporaryDirectory() as made:
        wanted, environment = Path(made) / "runtime.txt", Path(made) / "environment"
        export = ["export", "--quiet", "--no-config", "--frozen", "--no-emit-project", "--no-default-groups"]
        uv = [str(tools / "uv"), *export, "--output-file", str(wanted)]
        subprocess.run(uv, check=True, cwd=source, stdout=subprocess.DEVNULL)
        venv.create(environment, with_pip=False)
        pip = [sys.executable, "-m", "pip", "--python", str(environment), "--disable-pip-version-check", "--quiet"]
        subprocess.run([*pip, "install", "--require-hashes", "--requirement", str(wanted)], check=True)
        told = into / f"{name}.cdx.json"
        python = environment / ("Scripts" if os.name == "nt" else "bin") / "python"
        cyclonedx = [str(tools / "cyclonedx-py"), "environment", str(python)]
        options = ["--pyproject", str(source / "pyproject.toml"), "--output-reproducible", "-o", str(told)]
        subprocess.run([*cyclonedx, *options], check=True)
    listed = {one["name"].lower() for one in json.loads(told.read_text(encoding="utf-8"))["components"]}
    if not {"textual", "transitions", "pyyaml"} <= listed:
        raise SystemExit(f"{told} does not list what a player installs.")
    return told


def main() -> int:
    """Build everything; 1 if something that is not committed would be left out."""
    asked = argparse.ArgumentParser(description="Build what is published.")
    asked.add_argument("--anyway", action="store_true", help="though something is not committed")
    wanted = asked.parse_args()
    changed = subprocess.run(["git", "-C", str(ROOT), "status", "--porcelain"], check=True, capture_output=True).stdout
    if changed and not wanted.anyway:
        print("Something is not committed, and would not be in the release.", file=sys.stderr)
        return 1
    shutil.rmtree(DIST, ignore_errors=True)
    DIST.mkdir()
    with TemporaryDirectory() as made:
        source = clone(Path(made) / "hyosan")
        files = build(source, DIST)
        name = next(path.name.removesuffix(".tar.gz") for path in files if path.name.endswith(".tar.gz"))
        files.append(bill(source, DIST, name))
    sums = "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)
    (DIST / SUMS).write_text(sums, encoding="utf-8")
    print(sums, end="")
    return 0


if __name__ == "__main__":
    sys.exit(main())
