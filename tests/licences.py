# ruff: noqa: T201 - a script that says what it did
"""`make licences`: what we build on, and under which licences, from the packages' own metadata, into docs/licences.md.

Everything in locks/ is looked up where it is installed. A licence that is not among ACCEPTED fails; what only other
systems install is in ELSEWHERE, as its metadata says it.
"""

import re
import sys
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import cast

from locking import LISTS, pins

PAGE = Path(__file__).parents[1] / "docs" / "licences.md"
ACCEPTED = frozenset(
    {
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "BSD",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Unlicense",
        "Zlib",
    }
)
"""Those that let a program under MIT use the library, whatever is done with the program."""
BESIDE = {
    "codespell": "GPL-2.0-only: a program of its own, whose lists of misspellings are read where it is installed.",
    "pyte": "LGPL-3.0: used as a library, in tests alone.",
}
"""Others, and why they are no trouble: none of them is in a player's install or in what we publish."""
ELSEWHERE = {"bink": "Apache-2.0"}
"""What this system does not install, and its licence."""
_NAMED = {
    "Apache 2.0": "Apache-2.0",
    "Apache License 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "Apache": "Apache-2.0",
    "BSD 2-Clause License": "BSD-2-Clause",
    "BSD License": "BSD",
    "GNU General Public License v2 (GPLv2)": "GPL-2.0-only",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0",
    "ISC License (ISCL)": "ISC",
    "ISC license": "ISC",
    "ISC": "ISC",
    "MIT License": "MIT",
    "MIT license": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
_LONGEST = 60


def licence(found: Message) -> str:
    """Return a package's licence as an SPDX expression, or as near to one as its metadata comes; "" for none."""
    expression = found.get("License-Expression")
    if expression:
        return str(expression)
    classified = [
        one.rpartition(" :: ")[2] for one in found.get_all("Classifier") or () if one.startswith("License ::")
    ]
    named = [_NAMED.get(one, one) for one in classified if one != "OSI Approved"]
    if named and named != ["BSD"]:
        return " OR ".join(sorted(set(named)))
    written = (found.get("License") or "").strip()
    if written and len(written) <= _LONGEST:
        return _NAMED.get(written, written)
    return named[0] if named else ""


def is_accepted(expression: str) -> bool:
    """Whether an expression lets us use the package: each of its parts, or one of those there is a choice of."""
    both = re.split(r"\s+AND\s+", expression.replace("(", " ").replace(")", " "))
    return all(any(one.strip() in ACCEPTED for one in re.split(r"\s+OR\s+", part)) for part in both)


def licences() -> dict[str, tuple[str, tuple[str, ...]]]:
    """Return for every dependency its licence, and the lists it is in. Raises KeyError for one that is not known."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for name in LISTS:
        if name in {"release", "fuzz"}:
            continue  # programs that are run beside ours, and by nobody who has not asked for them
        for pin in pins(name):
            try:
                its = licence(cast("Message", metadata(pin.name)))
            except PackageNotFoundError:
                its = ELSEWHERE[pin.name]
            found[pin.name] = (its, (*found.get(pin.name, ("", ()))[1], name))
    return found


def page(found: dict[str, tuple[str, tuple[str, ...]]]) -> str:
    """Return docs/licences.md."""
    players = {name for name, (_, lists) in found.items() if "player" in lists}
    lines = [
        "# Licences",
        "",
        "The program is under the MIT licence, the words of the story under CC BY-NC-SA 4.0: LICENSE, at the top of",
        "the repository, says which is which. Nothing of others is in what we publish; these are the packages that an",
        "install fetches from the registry, and what each says of its licence. `make licences` writes this page.",
        "",
        "## What a player installs",
        "",
        *_table({name: its for name, (its, _) in found.items() if name in players}),
        "",
        "## What authors, hosts and developers add",
        "",
        *_table({name: its for name, (its, _) in found.items() if name not in players}),
        "",
        "## Besides",
        "",
        *(f"- {name} is under {why}" for name, why in sorted(BESIDE.items())),
        "",
    ]
    return "\n".join(lines)


def _table(rows: dict[str, str]) -> list[str]:
    return ["| Package | Licence |", "|---|---|", *(f"| {name} | {its} |" for name, its in sorted(rows.items()))]


def main() -> int:
    """Write the page; 1 if something has a licence that is not accepted."""
    found = licences()
    PAGE.write_text(page(found), encoding="utf-8")
    strange = {name: its for name, (its, _) in found.items() if not is_accepted(its) and name not in BESIDE}
    for name, its in strange.items():
        print(f"{name}: {its or 'no licence is named'}", file=sys.stderr)
    return 1 if strange else 0


if __name__ == "__main__":
    sys.exit(main())
