"""Where everything comes from: what is locked, under which licences, and that a build is the same wherever it is."""

import hashlib
import os
import re
import shutil
import subprocess
import tomllib
import venv
import zipfile
from pathlib import Path

import pytest
from licences import BESIDE, PAGE, is_accepted, licences, page
from locking import FILES, LISTS, LOCKS, REGISTRY, ROOT, hosts, pins, unlocked
from packaging.utils import canonicalize_name
from release import build, clone

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", LISTS)
def test_every_locked_file_is_known_by_its_hash(name: str) -> None:
    """Protects installs from another file under the same name: each list is pinned, hashed, and names no registry."""
    text = (LOCKS / f"{name}.txt").read_text(encoding="utf-8")
    assert "://" not in text
    assert not re.search(r"^-", text, re.MULTILINE)
    assert pins(name)
    assert all(pin.hashes for pin in pins(name)), [pin.name for pin in pins(name) if not pin.hashes]


def test_the_lock_names_the_public_registry_and_nothing_else() -> None:
    """Protects everybody else from the addresses of the machine that locked; and the lists from another lock."""
    text = (ROOT / "uv.lock").read_text(encoding="utf-8")
    assert hosts(text) == {REGISTRY, FILES}
    locked = {(one["name"], one["version"]) for one in tomllib.loads(text)["package"] if "version" in one}
    listed = {(pin.name, str(pin.version)) for name in LISTS for pin in pins(name)}
    assert {(canonicalize_name(name), version) for name, version in locked} >= listed


def test_what_is_asked_for_is_locked() -> None:
    """Protects against a dependency that was added and not locked. `make lock` mends it."""
    project, groups = PROJECT["project"], PROJECT["dependency-groups"]
    extras = project["optional-dependencies"]

    def group(name: str) -> list[str]:
        found: list[str] = []
        for one in groups[name]:
            found += group(one["include-group"]) if isinstance(one, dict) else [one]
        return found

    wanted = {
        "player": [*project["dependencies"], *group("build")],
        "author": [*project["dependencies"], *extras["author"]],
        "web": [*project["dependencies"], *extras["web"]],
        "developer": [*project["dependencies"], *(one for extra in extras.values() for one in extra), *group("dev")],
        "release": group("release"),
        "fuzz": group("fuzz"),
    }
    assert set(wanted) == set(LISTS)
    for name, requirements in wanted.items():
        assert unlocked(iter(requirements), pins(name)) == [], "make lock"


def test_every_licence_is_known_and_lets_us_use_it() -> None:
    """Protects players and whoever passes the game on from terms that nobody looked at. `make licences` lists them."""
    found = licences()
    assert {name: its for name, (its, _) in found.items() if not is_accepted(its) and name not in BESIDE} == {}
    assert not {name for name, (_, lists) in found.items() if name in BESIDE and "player" in lists}
    assert PAGE.read_text(encoding="utf-8") == page(found), "make licences"


@pytest.mark.parametrize(
    ("expression", "accepted"),
    [
        ("MIT", True),
        ("MIT AND PSF-2.0", True),
        ("GPL-3.0-only OR MIT", True),
        ("(MIT OR Apache-2.0) AND BSD-3-Clause", True),
        ("MIT AND GPL-3.0-only", False),
        ("AGPL-3.0-or-later", False),
        ("Proprietary", False),
        ("", False),
    ],
)
def test_what_a_licence_expression_allows(expression: str, *, accepted: bool) -> None:
    """Protects the list of licences from reading one too kindly."""
    assert is_accepted(expression) is accepted


@pytest.mark.slow
@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="only a clone can be cloned")
def test_two_clones_build_the_same_bytes(tmp_path: Path) -> None:
    """Protects whoever compares a release with its source: not folder, umask, time nor order matters."""
    sums = []
    for name, mask in (("one", 0o022), ("another-place", 0o077)):
        before = os.umask(mask)
        try:
            built = build(clone(tmp_path / name / "hyosan"), tmp_path / f"{name}-dist")
        finally:
            os.umask(before)
        sums.append({path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in built})
    assert sums[0] == sums[1]
    assert {name.rpartition(".")[2] for name in sums[0]} == {"whl", "gz"}


@pytest.mark.slow
@pytest.mark.parametrize(("altered", "message"), [(True, "not the one that was locked"), (False, "cannot be had")])
def test_another_file_is_refused_and_a_version_that_is_not_there_is_not(
    tmp_path: Path, message: str, *, altered: bool
) -> None:
    """Protects installs: a lock that nobody can meet falls back on pyproject.toml, a file that was exchanged never."""
    (tmp_path / "packages").mkdir()
    for version in ("1.0", "2.0"):
        _small_package(tmp_path / "packages", version)
    hashed = hashlib.sha256((tmp_path / "packages" / "small-1.0-py3-none-any.whl").read_bytes()).hexdigest()
    pinned = "0" * 64 if altered else hashed
    shutil.copy(LOCKS / "install.py", tmp_path)
    (tmp_path / "player.txt").write_text(f"small=={'1.0' if altered else '0.5'} --hash=sha256:{pinned}\n")
    venv.create(tmp_path / "environment", with_pip=True)
    python = tmp_path / "environment" / ("Scripts" if os.name == "nt" else "bin") / "python"
    environment = {**os.environ, "PIP_NO_INDEX": "1", "PIP_FIND_LINKS": str(tmp_path / "packages")}
    environment["PIP_CONFIG_FILE"] = os.devnull
    command = [str(python), str(tmp_path / "install.py"), "player", "--otherwise", "small"]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert message in done.stderr
    listed = subprocess.run([python, "-m", "pip", "list"], capture_output=True, text=True, check=True).stdout
    assert (done.returncode == 0) is not altered
    assert ("small" in listed) is not altered


def _small_package(folder: Path, version: str) -> None:
    """Make a wheel with nothing in it."""
    about = f"small-{version}.dist-info"
    with zipfile.ZipFile(folder / f"small-{version}-py3-none-any.whl", "w") as wheel:
        wheel.writestr(f"{about}/METADATA", f"Metadata-Version: 2.1\nName: small\nVersion: {version}\n")
        wheel.writestr(f"{about}/WHEEL", "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n")
        wheel.writestr(f"{about}/RECORD", "")
