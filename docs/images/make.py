# ruff: noqa: INP001 - a script beside what it draws
"""Draw the pictures of the README anew, and the film of a first minute, from the program and the story as they are now.

Nothing of the story is shown that comes after its first two pages. Run by `make screenshots`.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from drawing import Frame, picture
from textual.pilot import Pilot

from game.engine.playthrough import Playthrough
from game.errors import GameError
from game.locations import story_folder
from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story
from game.tui.app import HyosanApp
from game.tui.screened import Leave, Places
from game.tui.themes import NIGHT_LOOK

HERE = Path(__file__).parent
ALL_AT_ONCE = Settings(text_speed="instant", motion="reduced", care="read", screen_reader="no")
BY_PARAGRAPH = Settings(text_speed="paragraph", motion="reduced", care="read", screen_reader="no")


@dataclass(frozen=True)
class Take:
    """A key, and the seconds that what it leads to stands in a film."""

    key: str
    seconds: float = 0.0


@dataclass(frozen=True)
class Shot:
    """A picture, or a film: the scene to begin in (the title, if none), the keys, and the terminal's size."""

    name: str
    shows: str
    scene: str
    takes: tuple[Take, ...]
    size: tuple[int, int]
    settings: Settings = ALL_AT_ONCE

    @property
    def is_film(self) -> bool:
        """Whether all its pictures are shown, one after the other."""
        return any(take.seconds for take in self.takes)


SHOTS = (
    Shot(
        "play-wide", "A page with its choices, and who is there", "cleaning_duty.bus_seven", (Take("end"),), (120, 34)
    ),
    Shot("play-narrow", "A page in a small terminal", "cleaning_duty.frame_why", (Take("end"),), (60, 20)),
    Shot(
        "film",
        "The first minute: from the title to the first choice and past it",
        "",
        (
            Take("", 2.0),
            *(Take(key, 1.4) for key in ("n", "1", "1")),
            *(Take("space", seconds) for seconds in (1.8, 1.4, 1.2, 3.0, 2.2, 1.6, 1.2, 3.4, 1.2, 2.0, 2.0)),
            *(Take("down", 0.8) for _ in range(3)),
            Take("enter", 3.0),
            *(Take("space", 2.4) for _ in range(3)),
            Take("s", 3.0),
            Take("escape", 0.8),
            Take("m", 3.0),
            Take("escape", 0.8),
            *(Take("space", 2.4) for _ in range(6)),
        ),
        (80, 24),
        BY_PARAGRAPH,
    ),
)


def moves_to(story: Story, scene: str) -> tuple[str, ...]:
    """Return the moves to a scene by the first thing offered everywhere. Raises GameError if that way misses it."""
    playthrough = Playthrough(story)
    while playthrough.moment.scene.key != scene:
        if playthrough.over:
            raise GameError(f"The first choices do not lead to `{scene}`.", "Choose another scene for this picture.")
        playthrough.choose(playthrough.available()[0])
    return playthrough.moves


async def shoot(story: Story, shot: Shot, home: Path) -> list[Frame]:
    """Return what the terminal shows after each key; a key that changes nothing gives no frame."""
    write_settings(home / "settings.toml", shot.settings)
    frames: list[Frame] = []
    with Library(home / "runs.sqlite3") as library:
        if shot.scene:
            session = Session.begin(story, library)
            for move in moves_to(story, shot.scene):
                session.choose(move)
        app = HyosanApp(story, library, Places(home / "settings.toml", home))
        async with app.run_test(size=shot.size) as pilot:
            await _rest(pilot)
            for take in shot.takes:
                if take.key:
                    await pilot.press(take.key)
                await _rest(pilot)
                rows = app.screen._compositor.render_strips()  # noqa: SLF001 - no other way gives lines to draw
                if not frames or frames[-1].rows != rows:
                    frames.append(Frame(rows, take.seconds))
    return frames


async def _rest(pilot: Pilot[Leave]) -> None:
    for _ in range(5):
        await pilot.pause(0.05)


def main() -> None:
    """Draw every picture, and the film."""
    story = load_story(story_folder()).story
    if story is None:
        raise GameError("The story has errors.", "`hyosan check` shows them.")
    for shot in SHOTS:
        with TemporaryDirectory() as home:
            frames = asyncio.run(shoot(story, shot, Path(home)))
        drawn = picture(frames if shot.is_film else frames[-1:], shot.size[0], NIGHT_LOOK.ground, shot.shows)
        (HERE / f"{shot.name}.svg").write_text(drawn, encoding="utf-8")


if __name__ == "__main__":
    main()
