"""What `check` prints: for people with a caret in the right place, for programs to the letter."""

import json
from pathlib import Path

from game.author.check import Report, as_json, as_text, check_story
from game.errors import ExitCode
from game.story.problems import Problem, Severity, Span


def problem(line: str, column: int, end_column: int, expected: str = "", hint: str = "") -> Problem:
    """Return a problem on the third line of a file."""
    span = Span("a.yaml", 3, column, 3, end_column)
    return Problem("HT204", "There is no scene `dor`.", span, expected, hint, source_line=line)


def test_text_has_place_line_caret_expectation_hint_and_counts() -> None:
    """A problem reads from where it is to what to do."""
    found = problem("  to: dor", 7, 10, expected="a scene", hint="Did you mean `door`?")
    assert as_text(Report("x", (found,))) == (
        "a.yaml:3:7: error HT204 There is no scene `dor`.\n"
        "      to: dor\n"
        "          ^^^\n"
        "  expected: a scene\n"
        "  hint: Did you mean `door`?\n"
        "\n"
        "1 error, 0 warnings, 0 notes.\n"
    )


def test_the_last_line_names_the_folder() -> None:
    """Whoever has two copies of a story must see which of them was read."""
    assert as_text(Report("x", (problem("  to: dor", 7, 10),), "story/")).endswith(
        "\n\n1 error, 0 warnings, 0 notes in story/\n"
    )


def caret_column(line: str, column: int, end_column: int) -> tuple[str, str]:
    """Return the quoted line and the line with the caret."""
    _, quoted, caret, *_ = as_text(Report("x", (problem(line, column, end_column),))).split("\n")
    return quoted, caret


def test_the_caret_stands_under_wide_letters() -> None:
    """Hangul takes two columns a letter, and so does its caret."""
    quoted, caret = caret_column("a: 온조 b", 7, 8)
    assert quoted == "    a: 온조 b"
    assert caret == "    " + " " * 8 + "^"
    assert caret_column("a: 온조 b", 4, 6)[1] == "    " + "   " + "^^^^"


def test_a_tab_or_an_escape_in_the_line_moves_nothing() -> None:
    """What a terminal would obey is shown as something harmless of a known width."""
    assert caret_column("\ta", 2, 3) == ("        a", "        ^")
    assert "\x1b" not in as_text(Report("x", (problem("a\x1b[2Jb", 2, 3),)))


def test_a_long_line_is_cut_around_the_place() -> None:
    """A paragraph on one line is quoted near what is meant."""
    line = "x" * 300 + "HERE" + "y" * 300
    quoted, caret = caret_column(line, 301, 305)
    assert len(quoted) < 120
    assert quoted[caret.index("^") : caret.rindex("^") + 1] == "HERE"


def test_a_stretch_over_several_lines_is_marked_to_the_end_of_the_first() -> None:
    """One line is quoted, so one line is marked."""
    span = Span("a.yaml", 3, 3, 5, 1)
    found = Problem("HT204", "m", span, source_line="a: bcd")
    assert as_text(Report("x", (found,))).split("\n")[2] == "    " + "  " + "^^^^"


def test_json_has_the_keys_of_the_format_and_no_other() -> None:
    """Editors and CI read these keys."""
    span = Span("a.yaml", 3, 7, 3, 10)
    found = Problem("HT204", "m", span, "e", "h", Severity.WARNING, "  to: dor")
    assert json.loads(as_json(Report("x", (found,)))) == {
        "story": "x",
        "problems": [
            {
                "code": "HT204",
                "severity": "warning",
                "file": "a.yaml",
                "line": 3,
                "column": 7,
                "end_line": 3,
                "end_column": 10,
                "message": "m",
                "expected": "e",
                "hint": "h",
            }
        ],
    }


def test_nothing_wrong_is_said(tmp_path: Path) -> None:
    """Silence could also mean that nothing was looked at."""
    assert as_text(Report("x", ())) == "Nothing wrong.\n"
    (tmp_path / "story.yaml").write_text("story: x\n", encoding="utf-8")
    assert check_story(tmp_path).exit_code is ExitCode.PROBLEMS


def test_only_errors_fail() -> None:
    """Warnings should be mended, and do not stop anybody."""
    warning = Problem("HT430", "m", Span("a.yaml"), severity=Severity.WARNING)
    assert Report("x", (warning,)).exit_code is ExitCode.OK
    assert Report("x", (problem("a", 1, 2),)).exit_code is ExitCode.PROBLEMS
