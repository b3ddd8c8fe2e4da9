"""Long play, measured: 20,000 moves of one run, and 100,000 of one process.

    python -m reliability.long_runs [--run N] [--process N]

A move that is kept and a key on the screen are measured in the processor's time, medians of many; a kept move in
seconds of the clock as well, most of which it waits for the disk. Memory is the process's own, as the system counts it,
and its slope the straight line through the readings of the second half.
"""

import argparse
import asyncio
import os
import statistics
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from reliability.circle import go_on, write_circle

from game.engine.playthrough import Playthrough
from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story
from game.tui.app import HyosanApp
from game.tui.screened import Places
from game.tui.screens.play import PlayScreen

ROOT = Path(__file__).parents[2]
STORY = ROOT / "story"
PLAYED = ROOT / "tests" / "golden" / "the_record-kind.moves"
SAMPLE = 500
"""Moves that are measured at the start and at the end."""
KEYS = 60
READINGS = 50


def memory() -> int:
    """Return the bytes that the process has in memory."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE")


def slope(readings: list[tuple[int, int]]) -> float:
    """Return the bytes a move costs, by the straight line through the second half of the readings."""
    later = readings[len(readings) // 2 :]
    return statistics.linear_regression([moves for moves, _ in later], [held for _, held in later]).slope


def each(work: Callable[[], None]) -> tuple[float, float]:
    """Return the median milliseconds that some work takes, of a sample: of the processor, and by the clock."""
    processor, clock = [], []
    for _ in range(SAMPLE):
        began, busy = time.perf_counter(), time.process_time()
        work()
        processor.append(1000 * (time.process_time() - busy))
        clock.append(1000 * (time.perf_counter() - began))
    return statistics.median(processor), statistics.median(clock)


def one_run(moves: int) -> None:
    """Play one run for very long, and measure saving, the file, memory and the screen at its start and at its end."""
    with tempfile.TemporaryDirectory(prefix="hyosan-") as name:
        folder = Path(name)
        story = write_circle(folder / "story")
        library = Library(folder / "runs.sqlite3")
        session = Session.begin(story, library)
        session.take()
        first = each(lambda: go_on(session, 1))
        keys = asyncio.run(screen(story, library, session, folder))
        size, readings = library.path.stat().st_size, [(session.playthrough.length, memory())]
        library._connection.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - the middle is not measured
        while session.playthrough.length < moves:
            go_on(session, max(1, moves // READINGS))
            readings.append((session.playthrough.length, memory()))
        grown = (library.path.stat().st_size - size) / (session.playthrough.length - readings[0][0])
        library._connection.execute("PRAGMA synchronous = EXTRA")  # noqa: SLF001
        last = each(lambda: go_on(session, 1))
        later_keys = asyncio.run(screen(story, library, session, folder))
        began = time.perf_counter()
        Session.resume(story, library, 1)
        opened = time.perf_counter() - began
    print(f"One run of {session.playthrough.length:,} moves")
    print(f"  a move kept: {first[0]:.2f} ms at the start, {last[0]:.2f} ms at the end")
    print(f"    by the clock, the disk waited for: {first[1]:.1f} ms and {last[1]:.1f} ms")
    print(f"  a key on the screen: {keys:.1f} ms at the start, {later_keys:.1f} ms at the end")
    print(f"  memory: {slope(readings):.0f} bytes a move; the file: {grown:.0f} bytes a move")
    print(f"  opened again and replayed: {opened:.1f} s")


async def screen(story: Story, library: Library, session: Session, folder: Path) -> float:
    """Return the median milliseconds of processor time that a key takes."""
    still = Settings(text_speed="instant", motion="reduced", timers="off", screen_reader="no")
    write_settings(folder / "settings.toml", still)
    app = HyosanApp(story, library, Places(folder / "settings.toml", folder), session=session)
    taken = []
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.pause()
        play = app.screen
        if not isinstance(play, PlayScreen):
            raise SystemExit("The run did not open.")
        for number in range(KEYS + 20):
            began, made = time.process_time(), session.playthrough.length
            await pilot.press("12"[number % 2])
            while not (session.playthrough.length > made and play.pane.can_choose):
                await pilot.pause()
            taken.append(1000 * (time.process_time() - began))
    return statistics.median(taken[20:])


def one_process(moves: int) -> None:
    """Play the whole story again and again in one process, each time as a run that is kept, and measure its memory."""
    story = load_story(STORY).story
    if story is None:
        raise SystemExit("The story has errors.")
    way = PLAYED.read_text(encoding="utf-8").split()
    if Playthrough(story).restore(way) is not None:
        raise SystemExit(f"{PLAYED} is no way through the story.")
    with tempfile.TemporaryDirectory(prefix="hyosan-") as name:
        library = Library(Path(name) / "runs.sqlite3")
        library._connection.execute("PRAGMA synchronous = OFF")  # noqa: SLF001 - memory is measured, not the disk
        readings: list[tuple[int, int]] = []
        made = 0
        while made < moves:
            session = Session.begin(story, library)
            session.take()
            for move in way:
                session.choose(move)
            session.leave()
            made += len(way)
            readings.append((made, memory()))
    print(f"{made:,} moves in one process: {len(readings)} runs of the whole story")
    print(f"  memory: {slope(readings):.1f} bytes a move, {readings[-1][1] / 1e6:.0f} MB at the end")


def main() -> None:
    """Measure both."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--run", type=int, default=20_000)
    parser.add_argument("--process", type=int, default=100_000)
    asked = parser.parse_args()
    one_run(asked.run)
    one_process(asked.process)


if __name__ == "__main__":
    main()
