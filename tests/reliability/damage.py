"""Damage a file of runs in as many ways as asked, and see that nothing is lost without a word.

    python -m reliability.damage 2000 [--seed N]

Bytes are flipped, zeroed, overwritten and cut off, pages swapped, the file emptied and removed. Each time the file is
opened as the game opens it. Every run must then be exactly what it was, or be named with what it lost; none may fall
behind the copy that was made the day before; the damaged file must lie beside it byte for byte; and opening it again
must find nothing more to mend.
"""

import argparse
import random
import shutil
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from reliability.marked_story import write_marked_story

from game.errors import SaveError
from game.saves.library import Library
from game.saves.session import Session
from game.story.loader import load_story
from game.story.model import Story

PAGE = 4096
Damage = Callable[[bytearray, random.Random], bytearray | None]
Kept = dict[int, tuple[str, tuple[str, ...], int]]
"""Runs by their number: the title, the moves, and how many moves were cut from it."""


def flip(content: bytearray, dice: random.Random) -> bytearray:
    """Flip a bit."""
    content[dice.randrange(len(content))] ^= 1 << dice.randrange(8)
    return content


def flip_many(content: bytearray, dice: random.Random) -> bytearray:
    """Flip bits all over."""
    for _ in range(dice.randrange(2, 60)):
        flip(content, dice)
    return content


def flip_header(content: bytearray, dice: random.Random) -> bytearray:
    """Flip a bit where the file says what it is."""
    content[dice.randrange(100)] ^= 1 << dice.randrange(8)
    return content


def flip_page_header(content: bytearray, dice: random.Random) -> bytearray:
    """Flip a bit where a page says what it is."""
    content[dice.randrange(len(content) // PAGE) * PAGE + dice.randrange(12)] ^= 1 << dice.randrange(8)
    return content


def zero(content: bytearray, dice: random.Random) -> bytearray:
    """Zero a stretch."""
    start, length = dice.randrange(len(content)), dice.randrange(1, 3 * PAGE)
    content[start : start + length] = bytes(len(content[start : start + length]))
    return content


def zero_page(content: bytearray, dice: random.Random) -> bytearray:
    """Zero a whole page."""
    start = dice.randrange(len(content) // PAGE) * PAGE
    content[start : start + PAGE] = bytes(PAGE)
    return content


def noise(content: bytearray, dice: random.Random) -> bytearray:
    """Write something else over a stretch."""
    start, length = dice.randrange(len(content)), dice.randrange(1, 2 * PAGE)
    content[start : start + length] = dice.randbytes(len(content[start : start + length]))
    return content


def cut(content: bytearray, dice: random.Random) -> bytearray:
    """Cut the end off."""
    return content[: dice.randrange(len(content))]


def swap_pages(content: bytearray, dice: random.Random) -> bytearray:
    """Put two pages in each other's place, as a failing disk may."""
    one, other = (dice.randrange(len(content) // PAGE) * PAGE for _ in range(2))
    content[one : one + PAGE], content[other : other + PAGE] = (
        content[other : other + PAGE],
        content[one : one + PAGE],
    )
    return content


def letter(content: bytearray, dice: random.Random) -> bytearray:
    """Make another letter of one in a move, which makes as much sense to SQLite."""
    start = content.find(b"part_", dice.randrange(len(content)))
    content[max(0, start) + dice.randrange(5)] = ord("q")
    return content


def empty(_content: bytearray, _dice: random.Random) -> bytearray:
    """Leave nothing in it."""
    return bytearray()


def remove(_content: bytearray, _dice: random.Random) -> None:
    """Leave no file."""
    return


WAYS: tuple[Damage, ...] = (
    flip,
    flip,
    flip,
    flip_many,
    flip_header,
    flip_page_header,
    zero,
    zero_page,
    noise,
    cut,
    swap_pages,
    letter,
    empty,
    remove,
)


class Clock:
    """A clock that is put forward by hand."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 3, 21, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        """Return the time, a second later than before."""
        self.now += timedelta(seconds=1)
        return self.now


@dataclass
class Bench:
    """A sound folder of runs, copied and damaged again and again."""

    story: Story
    folder: Path
    expected: Kept = field(default_factory=dict)
    copied: Kept = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    @property
    def sound(self) -> Path:
        """The folder as it was before."""
        return self.folder / "sound"

    def play(self, dice: random.Random) -> None:
        """Keep some runs: played on one day, copied, and played on the day after."""
        clock = Clock()
        path = self.sound / "runs.sqlite3"
        library = Library(path, clock)
        sessions = [Session.begin(self.story, library, title=f"Run {name}") for name in "ABCDEF"]
        self._go_on(sessions, dice)
        self.copied = kept_in(library)
        library.back_up()
        library.close()
        clock.now += timedelta(days=1)
        library = Library(path, clock)
        sessions = [Session.resume(self.story, library, number) for number in range(1, 7)]
        sessions += [Session.begin(self.story, library, title="Run G")]
        self._go_on(sessions, dice)
        library.delete(6)
        self.expected = kept_in(library)
        library.close()

    @staticmethod
    def _go_on(sessions: list[Session], dice: random.Random) -> None:
        for session in sessions:
            for _ in range(dice.randrange(10, 50)):
                session.choose(dice.choice(session.playthrough.available()))
            if dice.random() < 0.5:
                session.rewind(dice.randrange(len(session.playthrough.moves)))

    def trial(self, way: Damage, dice: random.Random) -> None:
        """Damage the file in a way and look at what the game makes of it. Raises AssertionError if that is wrong."""
        place = self.folder / "damaged"
        shutil.rmtree(place, ignore_errors=True)
        shutil.copytree(self.sound, place)
        path = place / "runs.sqlite3"
        sound = path.read_bytes()
        damaged = way(bytearray(sound), dice)
        if damaged is None:
            path.unlink()
        else:
            path.write_bytes(damaged)
        self.counts["damaged"] += 1
        library = self._opened(path)
        if library is None:
            assert damaged is not None, "a file that is not there was refused"
            assert path.read_bytes() == bytes(damaged), "refused, and yet changed"
            self.counts["refused and left alone"] += 1
            return
        with library:
            found = kept_in(library)
            told = " ".join(library.mended)
            if library.mended and damaged:
                (aside,) = place.glob("runs.damaged-*.sqlite3")
                assert aside.read_bytes() == damaged, "the damaged file is not as it was"
            self._compare(found, told)
            for info in library.runs():
                try:
                    Session.resume(self.story, library, info.id)
                except SaveError:
                    assert info.title in told, f"{info.title} cannot be opened, and nothing is said of it: {told}"
        self.counts["mended"] += bool(library.mended)
        with Library(path) as again:
            assert not again.mended, f"mended twice: {again.mended}"
            assert kept_in(again) == found

    @staticmethod
    def _opened(path: Path) -> Library | None:
        """Return the library as the game opens it; ``None`` if it refuses to, in words."""
        try:
            return Library(path)
        except SaveError:
            return None

    def _compare(self, found: Kept, told: str) -> None:
        for number, (title, moves, cuts) in self.expected.items():
            if number not in found:
                assert f"#{number}" in told or "played since it was copied" in told, (
                    f"{title} is gone, and nothing is said of it: {told}"
                )
                self.counts["runs gone"] += 1
                copy = self.copied.get(number)
                assert copy is None, f"{title} is gone, and was in the copy"
                continue
            title_found, moves_found, cuts_found = found[number]
            if (moves_found, cuts_found) == (moves, cuts):
                self.counts["runs whole"] += 1
            else:
                assert title_found in told, f"{title} is another than it was, and nothing is said of it: {told}"
                self.counts["runs named"] += 1
                self.counts["moves not had back"] += len(moves) - _same(moves, moves_found)
                copied = self.copied.get(number, ("", (), 0))[1]
                held = copied[: _same(copied, moves)]
                assert _same(held, moves_found) == len(held), f"{title} fell behind its copy: {told}"


def kept_in(library: Library) -> Kept:
    """Return what a library holds, what was deleted included."""
    found: Kept = {}
    binned = library.runs(binned=True)
    for info in binned:
        library.restore(info.id)
    for info in library.runs():
        run = library.open(info.id)
        found[info.id] = (info.title, run.moves, sum(len(cut.moves) for cut in run.cuts()))
    for info in binned:
        library.delete(info.id)
    return found


def _same(one: tuple[str, ...], other: tuple[str, ...]) -> int:
    """Return how many moves at the beginning are the same."""
    number = 0
    while number < min(len(one), len(other)) and one[number] == other[number]:
        number += 1
    return number


def main() -> None:
    """Damage as often as asked, and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("times", type=int)
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    dice = random.Random(asked.seed)  # noqa: S311 - damage, not secrets
    with tempfile.TemporaryDirectory(prefix="hyosan-") as folder:
        story = load_story(write_marked_story(Path(folder) / "story")).story
        if story is None:
            sys.exit("The story has errors.")
        bench = Bench(story, Path(folder))
        bench.play(dice)
        for number in range(asked.times):
            way = WAYS[number % len(WAYS)]
            try:
                bench.trial(way, dice)
            except (AssertionError, ArithmeticError, LookupError, TypeError, ValueError) as error:
                sys.exit(f"Damage {number + 1}, {way.__name__} (seed {asked.seed}): {type(error).__name__}: {error}")
        told = ", ".join(f"{number} {name}" for name, number in bench.counts.items())
        print(f"{told}; none lost without a word.")


if __name__ == "__main__":
    main()
