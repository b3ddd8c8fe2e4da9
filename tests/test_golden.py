"""Golden runs: what five players read of each chapter, and what is read of each ending, word for word.

From the engine, and from the plain reader.
"""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from golden.make import ENDING, chapter_of, tape_part

from game.engine.events import ReplyGiven, SceneEntered
from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.engine.record import endings_reached
from game.plain import read, transcript
from game.story.loader import load_story
from game.story.model import Ending, Story

GOLDEN = Path(__file__).parent / "golden"
RUNS = sorted(path.stem for path in GOLDEN.glob("*.moves"))
AGAIN = "If this is meant, run tests/golden/make.py and read what changed."


@pytest.fixture(scope="module")
def story() -> Story:
    """The story as it ships."""
    loaded = load_story(Path(__file__).parents[1] / "story").story
    assert loaded is not None
    return loaded


def _moves(name: str) -> list[str]:
    return (GOLDEN / f"{name}.moves").read_text(encoding="utf-8").split()


def test_every_chapter_has_its_golden_runs(story: Story) -> None:
    """Protects against a chapter that nobody's transcript guards."""
    players = ("shortest", "kind", "cold", "silent", "bitten")
    expected = {f"{chapter.id}-{who}" for chapter in story.chapters for who in players}
    assert expected <= set(RUNS)


def test_every_ending_has_its_transcript(story: Story) -> None:
    """Protects against an ending whose words nobody has on paper, and against a golden run that ends in another."""
    endings = [ending for ending in _endings(story) if ending is not None]
    assert len(endings) >= 20
    for ending in endings:
        run = Playthrough(story)
        assert run.restore(_moves(f"{ENDING}{ending.id}")) is None, AGAIN
        assert run.ending_moment is not None
        assert ending in endings_reached(story, run.ending_moment)


@pytest.mark.parametrize("name", RUNS)
def test_a_golden_run_reads_as_before(story: Story, name: str) -> None:
    """Protects every word that these players read, every choice offered and every change they were told of."""
    run = Playthrough(story)
    assert run.restore(_moves(name)) is None, AGAIN
    assert tape_part(transcript(run), chapter_of(name, run)) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8"), (
        AGAIN
    )


@pytest.mark.parametrize("name", RUNS)
def test_no_mark_of_emphasis_is_read(name: str) -> None:
    """Protects listeners: the stars around a word are for screens, in the Record and the epilogues too."""
    assert re.findall(r"\*\w+\*", (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("name", RUNS)
def test_the_reader_tells_the_same_story(story: Story, name: str) -> None:
    """Protects the plain reader: somebody who types a golden run's choices reads every paragraph of it, in order."""
    run = Playthrough(story)
    typed: list[str] = []
    for move in _moves(name):
        typed.append(_answer(run, move))
        run.choose(move)
    stdout = io.StringIO()
    read(story, None, io.StringIO("".join(f"{line}\n" for line in typed)), stdout)
    told = stdout.getvalue()
    place = 0
    for paragraph in _paragraphs(run):
        found = told.find(plain(paragraph), place)
        assert found >= 0, f"not read, or out of order: {paragraph}"
        place = found


def _endings(story: Story) -> Iterator[Ending | None]:
    """Yield the endings of scenes and of epilogues, and nothing where there is none."""
    yield from (scene.ending for scene in story.scenes.values())
    yield from (epilogue.ending for epilogue in story.epilogues)


def _paragraphs(run: Playthrough) -> Iterator[str]:
    """Yield all that a run tells in its story's own words."""
    for step in run.steps:
        for event in step.events:
            if isinstance(event, ReplyGiven | SceneEntered):
                yield from event.paragraphs


def _answer(run: Playthrough, move: str) -> str:
    """Return what a reader types to make a move."""
    offers = run.offers()
    if move.endswith(".clip"):
        return "clip"
    numbers = [offer.move for offer in offers if offer.choice is not None]
    return str(numbers.index(move) + 1) if move in numbers else ""
