# ruff: noqa: INP001 - a script beside what it draws
"""Draw the pictures of the README anew, from the story as it is now.

Run by `make screenshots`.
"""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from game.engine.playthrough import Playthrough
from game.errors import GameError
from game.locations import story_folder
from game.saves.library import Library
from game.saves.session import Session
from game.settings import Settings, write_settings
from game.story.loader import load_story
from game.story.model import Story
from game.tui.app import HyosanApp, Places

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Picture:
    """One picture: the scene to stand in (the title, if none), the keys pressed there, and the terminal's size."""

    name: str
    scene: str
    keys: tuple[str, ...]
    size: tuple[int, int]


PICTURES = (
    Picture("title", "", (), (90, 26)),
    Picture("play-wide", "the_door.knock_buckle", ("end",), (136, 38)),
    Picture("play-narrow", "cleaning_duty.bus_seven_bell", ("end",), (60, 20)),
)


def moves_to(story: Story, scene: str) -> tuple[str, ...]:
    """Return the moves to a scene by the first thing offered everywhere. Raises GameError if that way misses it."""
    playthrough = Playthrough(story)
    while playthrough.moment.scene.key != scene:
        if playthrough.over:
            raise GameError(f"The first choices do not lead to `{scene}`.", "Choose another scene for this picture.")
        playthrough.choose(playthrough.available()[0])
    return playthrough.moves


async def draw(story: Story, picture: Picture, home: Path) -> str:
    """Return a picture as SVG."""
    settings = Settings(text_speed="instant", motion="reduced", care="read", screen_reader="no")
    write_settings(home / "settings.toml", settings)
    with Library(home / "runs.sqlite3") as library:
        if picture.scene:
            session = Session.begin(story, library)
            for move in moves_to(story, picture.scene):
                session.choose(move)
        app = HyosanApp(story, library, Places(home / "settings.toml", home))
        async with app.run_test(size=picture.size) as pilot:
            for key in ("", *picture.keys):
                if key:
                    await pilot.press(key)
                await pilot.pause(0.2)
            return app.export_screenshot(simplify=True)


def main() -> None:
    """Draw every picture."""
    story = load_story(story_folder()).story
    if story is None:
        raise GameError("The story has errors.", "`hyosan check` shows them.")
    for picture in PICTURES:
        with TemporaryDirectory() as home:
            (HERE / f"{picture.name}.svg").write_text(asyncio.run(draw(story, picture, Path(home))), encoding="utf-8")


if __name__ == "__main__":
    main()
