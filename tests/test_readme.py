"""The README: its pictures are whole, small and of the beginning alone, and what it says to type can be typed."""

import re
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from command_pages import commands

from game.story.loader import load_story

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PICTURES = sorted((ROOT / "docs" / "images").glob("*.svg"))
LARGEST = 300_000
MET_ON_THE_BUS = {"you", "mother"}


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_stands_by_itself(path: Path) -> None:
    """Protects readers: a picture is sound XML with a title, fetches nothing, and is soon loaded."""
    text = path.read_text(encoding="utf-8")
    root = ET.fromstring(text)  # noqa: S314 - our own file
    assert root.findtext("{http://www.w3.org/2000/svg}title")
    assert re.findall(r"(?:https?:)?//[^\"')\s]+", text) == ["http://www.w3.org/2000/svg"]
    assert len(text.encode()) < LARGEST


@pytest.mark.parametrize("path", PICTURES, ids=lambda path: path.stem)
def test_a_picture_spoils_nothing(path: Path) -> None:
    """Protects those who have not played: nobody is named whom the first two pages do not bring."""
    story = load_story(ROOT / "story").story
    assert story is not None
    words = "".join(ET.fromstring(path.read_text(encoding="utf-8")).itertext())  # noqa: S314 - our own file
    named = {person.id for person in story.people.values() if re.search(rf"\b{re.escape(person.name)}\b", words)}
    assert named <= MET_ON_THE_BUS
    assert not re.search(r"Tape [2-9]|Season two", words)


def test_pictures_and_pages_are_there() -> None:
    """Protects the README from pictures and pages that were renamed, and the repository from pictures nobody sees."""
    targets = re.findall(r"]\(([^):]+)\)", README)
    assert [target for target in targets if not (ROOT / target.partition("#")[0]).exists()] == []
    shown = {ROOT / target for target in targets if target.endswith(".svg")}
    assert shown == set(PICTURES)


def test_every_command_it_names_exists() -> None:
    """Protects whoever types what it says."""
    named = set(re.findall(r"`hyosan ([a-z]+)", README))
    assert {"read", "web", "check"} <= named
    assert named <= {name.split()[0] for name in commands()}
