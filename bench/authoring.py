"""What an author waits for at the command line and in `hyosan watch`, beside what reading the same YAML costs.

Everything that is a command is run as one, in turn with a Python that reads every file with PyYAML's C loader and does
nothing more. Two ratios of processor time are told, each the median of several rounds with its quartiles in brackets:
of the work itself, from when the programs are loaded, and of the whole command with Python's start. What `hyosan
watch` draws is timed by the clock. Run by `make bench`.
"""

import asyncio
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree, rmtree

from msgspec.structs import replace

STORY = Path(__file__).parents[1] / "story"
RUN = STORY.parent / "tests" / "golden" / "the_record-kind.moves"
EDITED = "season-2/16-the-record.yaml"
ELSEWHERE = "season-1/01-cleaning-duty.yaml"
ROUNDS = 9
SAVES = 12


def read_yaml(folder: Path) -> Callable[[], object]:
    """Read every file as YAML, and nothing more."""
    import yaml  # noqa: PLC0415 - each command loads what it needs, and that is timed apart

    def read() -> None:
        for path in sorted(folder.rglob("*.yaml")):
            yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)

    return read


def load(folder: Path) -> Callable[[], object]:
    """Load the story."""
    from game.story.loader import load_story  # noqa: PLC0415

    return lambda: load_story(folder)


def check(folder: Path) -> Callable[[], object]:
    """Check the story as `hyosan check` does, with what is kept beside it."""
    from game.author.check import as_text, check_story  # noqa: PLC0415
    from game.author.check.judging import judge  # noqa: F401, PLC0415 - loaded late otherwise, and so timed with the work
    from game.cache import Cache  # noqa: PLC0415
    from game.story.loader import load_story  # noqa: F401, PLC0415

    return lambda: as_text(check_story(folder, cache=Cache(folder.parent / "cache")))


WORKS = {"read": read_yaml, "load": load, "check": check}


def run(work: str, folder: Path) -> tuple[float, float]:
    """Run some work in a Python of its own. Return the seconds of processor that it took, and the whole command."""
    before = os.times()
    done = subprocess.run([sys.executable, __file__, work, str(folder)], capture_output=True, check=True, text=True)
    after = os.times()
    used = after.children_user + after.children_system - before.children_user - before.children_system
    return float(done.stdout), used


def save(path: Path, number: int) -> None:
    """Save a file with another remark at its end, as editors do: written aside, and put in its place."""
    aside = path.with_suffix(".new")
    aside.write_text(f"{path.read_text(encoding='utf-8')}# {number}\n", encoding="utf-8")
    aside.replace(path)


def beside_reading(name: str, folder: Path, work: str, before: Callable[[int], object]) -> None:
    """Measure a command side by side with reading the YAML; ``before`` prepares each round."""
    works: list[float] = []
    commands: list[float] = []
    taken: list[float] = []
    for number in range(ROUNDS):
        before(number)
        read, command = run("read", folder)
        own, whole = run(work, folder)
        works.append(own / read)
        commands.append(whole / command)
        taken.append(whole)
    told = ", ".join(f"{kind} {ratio(found)}" for kind, found in (("work", works), ("command", commands)))
    print(f"{name:<34} {told}; {statistics.median(taken):.2f} s")


def ratio(found: list[float]) -> str:
    """Return the median of some ratios, with their quartiles."""
    low, middle, high = statistics.quantiles(found, n=4)
    return f"{middle:.2f}x [{low:.2f} to {high:.2f}]"


@contextmanager
def copied() -> Iterator[Path]:
    """Lay a copy of the story somewhere, to be edited."""
    with tempfile.TemporaryDirectory() as home:
        yield copytree(STORY, Path(home) / "story")


def check_figures() -> None:
    """Print what a check costs when nothing is known, after an edit, and when nothing has changed."""
    with copied() as folder:
        beside_reading("loading the story", folder, "load", lambda _: None)
        beside_reading(
            "hyosan check, nothing known",
            folder,
            "check",
            lambda _: rmtree(folder.parent / "cache", True),  # noqa: FBT003
        )
        beside_reading("hyosan check, one file edited", folder, "check", lambda number: save(folder / EDITED, number))
        beside_reading("hyosan check, nothing changed", folder, "check", lambda _: None)


async def watch_figures(folder: Path) -> None:
    """Print how long a change takes from being saved to being drawn, in a whole run of the whole story."""
    from game.settings import Settings, write_settings  # noqa: PLC0415
    from game.story.loader import load_story  # noqa: PLC0415
    from game.tui.app import Places  # noqa: PLC0415
    from game.watch import Known, WatchApp  # noqa: PLC0415
    from game.watch.reading import Reading  # noqa: PLC0415

    settings, moves, known = folder.parent / "settings.toml", tuple(RUN.read_text("utf-8").split()), Known()
    write_settings(settings, replace(Settings(), text_speed="instant", motion="reduced", screen_reader="no"))
    story = load_story(folder, known.shelf, built=known.built).story
    if story is None:
        sys.exit("The story has errors.")
    drawn = asyncio.Event()

    app = WatchApp(folder, story, Places(settings, folder.parent), known=known)
    take_over = app.take_over

    def and_tell(reading: Reading) -> None:
        take_over(reading)
        # Behind what the new version has still to draw.
        app.screen.call_after_refresh(lambda: app.screen.call_after_refresh(drawn.set))

    app.take_over = and_tell  # type: ignore[method-assign]
    async with app.run_test(size=(100, 40), notifications=True) as pilot:
        app.play_moves(moves)
        await pilot.pause(1.0)
        for name, file in (("in the chapter being played", EDITED), ("in another chapter", ELSEWHERE)):
            taken = []
            for number in range(SAVES):
                drawn.clear()
                began = time.perf_counter()
                save(folder / file, number)
                await drawn.wait()
                taken.append((time.perf_counter() - began) * 1000)
                await pilot.pause(0.3)
            low, middle, high = statistics.quantiles(taken, n=4)
            told = f"{middle:.0f} ms [{low:.0f} to {high:.0f}], at most {max(taken):.0f}"
            print(f"watch, {len(moves)} moves, an edit {name}: {told}")


def main() -> None:
    """Print a line for each thing."""
    print("beside reading the YAML with the C loader, which is 1:")
    check_figures()
    with copied() as folder:
        read = read_yaml(folder)
        taken = [timed(read) for _ in range(ROUNDS)]
        print(f"\nreading the YAML with the C loader: {statistics.median(taken) * 1000:.0f} ms")
        asyncio.run(watch_figures(folder))


def timed(work: Callable[[], object]) -> float:
    """Return how many seconds of processor something takes."""
    began = time.process_time()
    work()
    return time.process_time() - began


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(timed(WORKS[sys.argv[1]](Path(sys.argv[2]))))
    else:
        main()
