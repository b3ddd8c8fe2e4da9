"""Places that follow what is typed, and hints that are done."""

import pytest
from small_story import asking, hall, load

from game.author.lsp.drift import Drift
from game.author.lsp.repairs import repair_of
from game.story.problems import Span

LINES = ["one", "two: three", "four"]


@pytest.mark.parametrize(
    ("after", "span", "expected"),
    [
        (LINES, (2, 6, 11), (2, 6, 11)),
        (["zero", *LINES], (2, 6, 11), (3, 6, 11)),
        (LINES[1:], (2, 6, 11), (1, 6, 11)),
        (["one", "two: and three", "four"], (2, 6, 11), (2, 10, 15)),
        (["one", "two: three more", "four"], (2, 1, 4), (2, 1, 4)),
        (["one", "two: thee", "four"], (2, 6, 11), None),
        (["one", "two: three", "", "four"], (3, 1, 5), (4, 1, 5)),
        (["one", "other", "lines", "four"], (2, 6, 11), None),
        (["two: three"] * 3, (2, 6, 11), None),
    ],
)
def test_a_place_moves_with_its_words(
    after: list[str], span: tuple[int, int, int], expected: tuple[int, int, int] | None
) -> None:
    """What stands before and behind a change is found again; what was changed is not guessed at."""
    line, column, end = span
    moved = Drift(LINES, after).moved(Span("x", line, column, line, end))
    assert (None if moved is None else (moved.line, moved.column, moved.end_column)) == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (asking("dor == 'held'"), "door == 'held'"),
        (asking("on_jo.turst >= 2"), "on_jo.trust >= 2"),
        (asking("door == 'hled'"), "door == 'held'"),
        (asking("seen('hall')"), "seen(hall)"),
        (asking("2 <= noise"), "noise >= 2"),
        (asking("door == held"), 'door == "held"'),
        (hall("    with: [on_jo, nam_raa]\n    to: end\n"), "with: [on_jo, nam_ra]"),
        (hall("    with: on_jo\n    to: end\n"), "with: [on_jo]"),
        (hall("    wi_th: [on_jo]\n    to: end\n"), "with: [on_jo]"),
        (hall("    enter: {door: opend}\n    to: end\n"), "enter: {door: opened}"),
        (hall("    to: two.rof\n"), "to: two.roof"),
    ],
)
def test_a_repair_writes_what_was_meant(files: dict[str, str], expected: str) -> None:
    """Done as it says, a hint leaves the line as it should have been: nothing more of it is changed."""
    problems = list(load(files).problems)
    lines = files["one.yaml"].split("\n")
    repair = next(one for one in (repair_of(problem, lines) for problem in problems) if one is not None)
    line = lines[repair.span.line - 1]
    mended = line[: repair.span.column - 1] + repair.words + line[repair.span.end_column - 1 :]
    assert mended.strip() == expected
