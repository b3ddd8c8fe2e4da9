"""What is kept to be had again: whole or not at all, never too much, and no matter if it is gone."""

import os
from pathlib import Path

import pytest

from game.cache import LARGEST, Cache, key_of

VALUE = {"words": ["a", "나라"], "number": 7, "nothing": None}
KEY, OTHER = key_of("one"), key_of("other")


def files(folder: Path) -> list[Path]:
    """Return what lies in a cache's folder."""
    return sorted(folder.iterdir())


def test_what_is_kept_comes_back(tmp_path: Path) -> None:
    """A value survives the program that kept it; another key has none."""
    Cache(tmp_path / "deep" / "down").put(KEY, VALUE)
    assert Cache(tmp_path / "deep" / "down").get(KEY) == VALUE
    assert Cache(tmp_path / "deep" / "down").get(OTHER) is None


def test_texts_are_told_apart_in_a_key() -> None:
    """Two different lists of texts never have one key because they read the same in a row."""
    assert len({key_of("ab", "c"), key_of("a", "bc"), key_of("abc"), key_of("abc", "")}) == 4


@pytest.mark.parametrize("length", [0, 1, 20, 41, 60])
def test_a_file_cut_short_is_none(tmp_path: Path, length: int) -> None:
    """A disk that was full, or a program that was killed, leaves nothing that is believed."""
    cache = Cache(tmp_path)
    cache.put(KEY, VALUE)
    (path,) = files(tmp_path)
    path.write_bytes(path.read_bytes()[:length])
    assert cache.get(KEY) is None
    cache.put(KEY, VALUE)
    assert cache.get(KEY) == VALUE


def test_a_changed_byte_anywhere_is_none(tmp_path: Path) -> None:
    """A value is believed only as it was written, even where it would still be JSON."""
    cache = Cache(tmp_path)
    cache.put(KEY, VALUE)
    (path,) = files(tmp_path)
    whole = path.read_bytes()
    for place in range(len(whole)):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1]) + whole[place + 1 :])
        assert cache.get(KEY) is None, place


def test_a_value_in_the_place_of_another_is_none(tmp_path: Path) -> None:
    """A file that was renamed by hand does not answer another question."""
    cache = Cache(tmp_path)
    cache.put(KEY, VALUE)
    files(tmp_path)[0].rename(tmp_path / f"{OTHER}.json")
    assert cache.get(OTHER) is None


def test_where_nothing_can_be_written_nothing_happens(tmp_path: Path) -> None:
    """A folder that is a file, as one that may not be written to, is a cache that is always empty."""
    (tmp_path / "file").touch()
    for folder in (tmp_path / "file", tmp_path / "file" / "folder"):
        cache = Cache(folder)
        cache.put(KEY, VALUE)
        cache.trim()
        assert cache.get(KEY) is None


def test_a_folder_in_the_place_of_a_value_is_none(tmp_path: Path) -> None:
    """Whatever lies there that is no file of ours is passed over."""
    cache = Cache(tmp_path)
    (tmp_path / f"{KEY}.json").mkdir()
    cache.put(KEY, VALUE)
    assert cache.get(KEY) is None
    cache.trim(0)


def test_what_was_wanted_longest_ago_goes_first(tmp_path: Path) -> None:
    """The cache stays within its size, and what is in use stays in it."""
    cache = Cache(tmp_path)
    for number in range(10):
        cache.put(key_of(str(number)), "x" * 1000)
        os.utime(tmp_path / f"{key_of(str(number))}.json", (number, number))
    assert cache.get(key_of("0")) is not None  # wanted now
    cache.trim(10_000)
    left = [number for number in range(10) if cache.get(key_of(str(number))) is not None]
    assert left == [0, 7, 8, 9]
    assert sum(path.stat().st_size for path in files(tmp_path)) <= 5_000
    cache.trim(LARGEST)
    assert len(files(tmp_path)) == len(left)


def test_what_was_left_unfinished_is_swept_up_when_nobody_can_be_at_it(tmp_path: Path) -> None:
    """A killed program's file goes after a day; one that is being written stays."""
    abandoned, busy = tmp_path / "a.part", tmp_path / "b.part"
    abandoned.touch()
    busy.touch()
    os.utime(abandoned, (0, 0))
    Cache(tmp_path).trim()
    assert files(tmp_path) == [busy]
