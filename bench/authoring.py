"""What an author waits for in `hyosan watch`, by the clock: from a change being saved to its being drawn.

Medians of several saves are told, with their quartiles in brackets. Run by `make bench`.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree

from msgspec.structs import replace

STORY = Path(__file__).parents[1] / "story"
RUN = STORY.parent / "tests" / "golden" / "the_record-kind.moves"
EDITED = "season-2/16-the-record.yaml"
ELSEWHERE = "season-1/01-cleaning-duty.yaml"
SAVES = 12


def save(path: Path, number: int) -> None:
    """Save a file with another remark at its end, as editors do: written aside, and put in its place."""
    aside = path.with_suffix(".new")
    aside.write_text(f"{path.read_text(encoding='utf-8')}# {number}\n", encoding="utf-8")
    aside.replace(path)


@contextmanager
def copied() -> Iterator[Path]:
    """Lay a copy of the story somewhere, to be edited."""
    with tempfile.TemporaryDirectory() as home:
        yield copytree(STORY, Path(home) / "story")


async def watch_figures(folder: Path) -> None:
    """Print how long a change takes from being saved to being drawn, in a whole run of the whole story."""
    from game.settings import Settings, write_settings  # noqa: PLC0415
    from game.story.loader import load_story  # noqa: PLC0415
    from game.tui.screened import Places  # noqa: PLC0415
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
    with copied() as folder:
        asyncio.run(watch_figures(folder))


if __name__ == "__main__":
    main()
