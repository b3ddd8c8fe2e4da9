"""The plain reader as a speech synthesiser has it: words, and nothing that would be read out as a drawing or as noise.

Everything is asked of the reader while a whole tape is played: each word it understands, at several moments.
"""

import io
import re
import shutil
import subprocess
import unicodedata
from collections import defaultdict
from pathlib import Path

import pytest

from game.engine.glossary import terms_met
from game.engine.playthrough import Playthrough
from game.engine.roster import known_people, person_name
from game.plain import Manner, read
from game.plain.words import WORDS
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

ROOT = Path(__file__).parents[1]
TAPE = "the_door-cold"
EVERY = 12
"""Moves between the moments at which everything is asked."""
UNASKED = {"new", "load", "rewind", "restore", "clip", "wait", "skip", "read", "save"}
"""Words that change the run, and are typed in another way or not at all."""
PUNCTUATION = set(" .,:;!?'\"()-%…`>#")
"""What is no letter and may stand in a line: it is silent, or says what it means."""
SILENT = re.compile(r"[^\w\s.,:;!?'%#…-]")
SAMPLES = 10
"""Lines in which each silent sign is listened to."""


@pytest.fixture(scope="module")
def lines(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return every different line that the reader writes in the course of a tape, in order."""
    story = load_story(ROOT / "story").story
    assert story is not None
    home = tmp_path_factory.mktemp("spoken")
    moves = (ROOT / "tests" / "golden" / f"{TAPE}.moves").read_text(encoding="utf-8").split()
    told = io.StringIO()
    with Library(home / "runs.sqlite3") as library:
        session = Session.begin(story, library)
        for at in range(0, len(moves), EVERY):
            typed = [*everything(session.playthrough), *numbers(story, moves, at)]
            keyboard = io.StringIO("".join(f"{line}\n" for line in typed))
            read(story, session, keyboard, told, Manner(is_interactive=True, width=100_000, exports=home))
    assert "Bo-ram" in told.getvalue()
    return list(dict.fromkeys(filter(None, told.getvalue().splitlines())))


def everything(run: Playthrough) -> list[str]:
    """Return a line for everything that can be asked at a moment."""
    words = [word.names[0] for word in WORDS if word.names[0] not in UNASKED]
    people = [f"who {person_name(run, person.id)}" for person in known_people(run)]
    why = [f"why {number}" for number in range(1, 5)] + [f"why {person_name(run, one.id)}" for one in known_people(run)]
    notes = [f"what is {term.term}" for term in terms_met(run)]
    unknown = ["xyzzy", "who nobody", "journal zebra", "paths 1", "rewind", "what is love", "save", "timers on"]
    return [*words, *people, *why, *notes, *unknown]


def numbers(story: Story, moves: list[str], at: int) -> list[str]:
    """Return what is typed to make the next moves: numbers, Enter, `clip`, and Enter where a page waits for it."""
    run = Playthrough(story)
    assert run.restore(moves[:at]) is None
    typed = []
    for move in moves[at : at + EVERY]:
        offers = run.offers()
        offer = next(one for one in offers if one.move == move)
        choices = [one.move for one in offers if one.choice is not None]
        typed.append("clip" if offer.clip is not None else str(choices.index(move) + 1) if offer.choice else "")
        step = run.choose(move)
        if step.arrived and run.moment.scene.care is not None:
            typed.append("")
    return typed


def test_lines_are_words(lines: list[str]) -> None:
    """Protects listeners from boxes, bars, arrows, escape sequences and rows of signs: none is ever written."""
    odd = {letter for line in lines for letter in line if not letter.isalnum() and letter not in PUNCTUATION}
    assert {f"{letter} {unicodedata.name(letter, 'no name')}" for letter in odd} == set()
    assert [line for line in lines if not re.search(r"\w", line) and line.strip() != ">"] == []
    assert [line for line in lines if re.search(r"([^\w\s])\1|[^\w\s]{5}", line)] == []
    assert [line for line in lines if re.search(r"\b(e\.g|i\.e|etc|vs|approx|no\. \d)\b", line)] == []


@pytest.mark.slow
def test_a_synthesiser_says_no_sign_by_its_name(lines: list[str]) -> None:
    """Protects listeners from "asterisk" and "black circle": every line sounds as it does without its signs."""
    speaker = shutil.which("espeak-ng")
    if speaker is None:
        pytest.skip("espeak-ng is not installed, so nothing is listened to.")
    samples = defaultdict(list)
    for line in sorted(lines, key=len):
        for sign in set(SILENT.findall(line)):
            samples[sign].append(line)
    assert {'"', "(", "`"} <= samples.keys()
    chosen = dict.fromkeys(line for several in samples.values() for line in several[:SAMPLES])
    assert [line for line in chosen if sound(speaker, line) != sound(speaker, SILENT.sub(" ", line))] == []


def sound(speaker: str, line: str) -> str:
    """Return how a line sounds, as phonemes, without pauses, stress, and the r that ties a word to the next."""
    said = subprocess.run([speaker, "-q", "-x", "-v", "en"], input=line, capture_output=True, text=True, check=True)
    return re.sub(r"r-|[^A-Za-z0-9@]", "", said.stdout)
