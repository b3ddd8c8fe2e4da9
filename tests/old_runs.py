# ruff: noqa: T201 - a script that says what it found
"""Runs of released versions of our story, kept in tests/saves: an edit that breaks one must say so, and be meant.

    make meant BECAUSE="Chapter 9 begins a night earlier."

writes into tests/saves/meant.toml which of them the story as it is now breaks, with that reason beside those that are
new. Without a reason the script only says which they are. `--release` keeps runs of the story's present version, which
is done once for each release.
"""

import argparse
import json
import sys
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from game.author.playtest import Manner, play
from game.author.playtest.personas import PERSONAS
from game.engine.playthrough import Playthrough, present_move
from game.opening import open_story
from game.saves.runfile import RunFile, read_run_file
from game.story.model import Story

OURS = Path(__file__).parents[1] / "story"
SAVES = Path(__file__).parent / "saves"
GOLDEN = Path(__file__).parent / "golden"
MEANT = "meant.toml"
COMES_TO = "comes_to.json"
_TRIES = 4
_GOLDEN_PLAYERS = ("shortest", "bitten")
_HEADER = """\
# Which runs of released versions the story as it is now breaks on purpose, where, and why. Players of such a run are
# told how far it holds and go on from there. Written by `make meant BECAUSE="…"`.
"""


class Place(NamedTuple):
    """Where a run came to in the version that it was made with."""

    scene: str
    ending: str | None


@dataclass(frozen=True, slots=True)
class OldRun:
    """A kept run."""

    version: str
    name: str
    run: RunFile
    place: Place

    @property
    def id(self) -> str:
        """Return how the run is called in messages."""
        return f"{self.version}/{self.name}"


@dataclass(frozen=True, slots=True)
class Break:
    """A run that does not lead where it led."""

    run: str
    held: int
    """How many of its moves can still be made."""
    of: int
    move: str
    """The first that cannot be made; empty if all can, and come to another place."""
    why: str


def old_runs(saves: Path = SAVES) -> Iterator[OldRun]:
    """Yield the kept runs of every version."""
    for folder in sorted(path for path in saves.iterdir() if path.is_dir()):
        places = json.loads((folder / COMES_TO).read_text(encoding="utf-8"))
        for name, place in places.items():
            yield OldRun(folder.name, name, read_run_file(folder / f"{name}.json"), Place(**place))


def breaks(story: Story, saves: Path = SAVES) -> dict[str, Break]:
    """Return the kept runs that the story breaks, by id."""
    found = (broken(story, old) for old in old_runs(saves))
    return {one.run: one for one in found if one is not None}


def broken(story: Story, old: OldRun) -> Break | None:
    """Return what became of a run, ``None`` if it leads where it led."""
    played = Playthrough(story, old.run.player)
    stopped = played.restore(old.run.moves)
    held, of = len(played.moves), len(old.run.moves)
    if stopped is not None:
        return Break(old.id, held, of, stopped.move, stopped.message)
    scene = present_move(story, f"{old.place.scene}.continue").rpartition(".")[0]
    here = played.moment.scene.key
    if here != scene:
        return Break(old.id, held, of, "", f"It comes to `{here}`, and came to `{scene}`.")
    return None


def meant(saves: Path = SAVES) -> dict[str, dict[str, str]]:
    """Return what the author says is meant: by run, the move at which it stops, and why."""
    path = saves / MEANT
    return tomllib.loads(path.read_text(encoding="utf-8")).get("runs", {}) if path.is_file() else {}


def complaints(found: Mapping[str, Break], allowed: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Return what must be said of an edit: breaks that nobody meant, and meant ones that are none any more."""
    unmeant = [one for one in found.values() if allowed.get(one.run, {}).get("stops_at") != one.move]
    stale = [run for run in allowed if run not in found]
    lines = [f"{one.run}: {one.held} of {one.of} moves can be made. {one.why}" for one in unmeant]
    if unmeant:
        lines.insert(0, f"The story breaks {len(unmeant)} runs of released versions that nobody meant to break:")
        lines.append('Name what was renamed with `was`, or say that it is meant: make meant BECAUSE="…"')
    if stale:
        lines.append(f"{MEANT} names runs that are not broken: {', '.join(stale)}. `make meant` takes them out.")
    return lines


def mean(found: Mapping[str, Break], because: str, saves: Path = SAVES) -> None:
    """Write that all breaks are meant, with ``because`` for those of which nothing was said yet."""
    said = meant(saves)
    lines = [_HEADER]
    for one in found.values():
        before = said.get(one.run, {})
        reason = before["because"] if before.get("stops_at") == one.move else because
        lines += [f"[runs.{json.dumps(one.run)}]", f"stops_at = {json.dumps(one.move)}"]
        lines += [f"because = {json.dumps(reason, ensure_ascii=False)}", ""]
    (saves / MEANT).write_text("\n".join(lines), encoding="utf-8")


def release(story: Story, saves: Path = SAVES) -> Path:
    """Keep a run of each player of the story as it is. Raises SystemExit if its version has runs already."""
    folder = saves / story.version
    if folder.exists():
        raise SystemExit(f"{folder} is there already: runs of a released version are not made anew.")
    folder.mkdir(parents=True)
    places = {}
    for name, moves in _played(story):
        played = Playthrough(story)
        played.restore(moves)
        ending = played.ending.id if played.ending is not None else None
        places[name] = {"scene": played.moment.scene.key, "ending": ending}
        run = RunFile(
            format=1, story=story.id, version=story.version, player=played.player, title=name, moves=list(moves)
        )
        (folder / f"{name}.json").write_text(f"{json.dumps(run.model_dump(), indent=1)}\n", encoding="utf-8")
    (folder / COMES_TO).write_text(f"{json.dumps(places, indent=1)}\n", encoding="utf-8")
    return folder


def _played(story: Story) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the runs of a playtest's players, from the first line to the last, and of two others."""
    last = story.chapters[-1].id
    manner = Manner(seed=0, to_the_end=True)
    for first in range(len(PERSONAS)):
        trials = [play(story, manner, first + turn * len(PERSONAS)) for turn in range(_TRIES)]
        # Some stop where a part ends; the longest goes through both.
        longest = max(trials, key=lambda trial: len(trial.moves))
        yield longest.persona, longest.moves
    for who in _GOLDEN_PLAYERS:
        yield who, tuple((GOLDEN / f"{last}-{who}.moves").read_text(encoding="utf-8").split())


def main() -> int:
    """Do what is asked; 1 if something is broken that nobody meant."""
    asked = argparse.ArgumentParser(description="Runs of released versions of our story.")
    asked.add_argument("--because", metavar="REASON", help="why what is broken now is meant")
    asked.add_argument("--release", action="store_true", help="keep runs of the story's present version")
    wanted = asked.parse_args()
    story = open_story(OURS)
    if wanted.release:
        print(release(story))
        return 0
    found = breaks(story)
    if wanted.because and wanted.because.strip():
        mean(found, wanted.because.strip())
    told = complaints(found, meant())
    print("\n".join(told) or (f"{len(found)} runs are broken, as is meant." if found else "All runs hold."))
    return 1 if told else 0


if __name__ == "__main__":
    sys.exit(main())
