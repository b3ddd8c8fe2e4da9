"""A small story to be spoiled, and a way to say where in it something must be told.

A test gives the files that differ. Marks « and » in them stand around the very characters a problem must point at.
"""

from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from game.story.loader import Loaded, load_story
from game.story.model import Story
from game.story.problems import Problem, Span

BASE = {
    "story.yaml": """\
story: sample
title: A Sample
format: 1
version: 1.0.0
start: one.hall
seasons:
  - {id: early, title: Early, chapters: [one.yaml]}
  - {id: late, title: Late, chapters: [two.yaml]}
""",
    "cast.yaml": """\
you:
  names: [Seung-ho, Ye-won]
people:
  on_jo: {name: On-jo, full: Nam On-jo, start: {trust: 3}}
  nam_ra: {name: Nam-ra}
  su_hyeok: {name: Su-hyeok, without: [trust]}
groups:
  class_5: [you, nam_ra, on_jo]
  alone: [you]
""",
    "world.yaml": """\
stats:
  trust: {range: 5, start: 2}
  state: {one_of: [well, bitten, half, away], able: [well, bitten], alive: [well, bitten, half, away]}
counts:
  noise: {range: 5, better: low, seasons: [early]}
  tape: {range: 12, start: 12, pays: clips}
facts:
  door: {one_of: {unset: "", opened: You opened it., held: You held it.}}
  promised: {of: on_jo, says: You promised.}
""",
    "places.yaml": """\
areas: {school: {title: School, levels: [2F, 1F]}}
places:
  hall: {name: Hall, area: school, level: 1F}
""",
    "two.yaml": """\
chapter: two
title: Two
facts:
  late_fact: {says: Late.}
scenes:
  roof: {text: A roof., to: fall}
  fall: {text: You fall., ending: {id: fallen, title: Fallen, kind: tape_stops}}
""",
}
HEAD = "chapter: one\ntitle: One\n"
END = "  end: {text: It ends., ending: {id: ended, title: Ended, kind: record}}\n"

Files = Mapping[str, str | bytes]


def chapter(scenes: str, facts: str = "") -> dict[str, str]:
    """Return the first chapter, from the lines of its scenes (indented by two) and facts; a scene `end` is added."""
    told = f"facts:\n{facts}" if facts else ""
    return {"one.yaml": f"{HEAD}{told}scenes:\n{scenes}{END}"}


def hall(keys: str, facts: str = "") -> dict[str, str]:
    """Return the first chapter with a single scene `hall`, from its keys beyond `text` (indented by four)."""
    return chapter(f"  hall:\n    text: A hall.\n{keys}", facts)


def asking(condition: str) -> dict[str, str]:
    """Return the first chapter with a route that asks a condition, which stands below a `|` in its file."""
    return hall(f"    to:\n      - if: |\n          {condition}\n        to: end\n      - end\n")


def saying(text: str) -> dict[str, str]:
    """Return the first chapter with a text, which stands below a `|` in its file."""
    lines = "".join(f"      {line}\n" for line in text.split("\n"))
    return chapter(f"  hall:\n    text: |\n{lines}    to: end\n")


def load(files: Files) -> Loaded:
    """Load the base story with some files changed. A file that is to be missing has no bytes at all: ``b""``."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in {**BASE, **hall("    to: end\n"), **files}.items():
            if content != b"":
                target = folder / path
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content.encode() if isinstance(content, str) else content)
        return load_story(folder)


def loaded(files: Files) -> Story:
    """Return the story that the base is with some files changed. Nothing at all may be wrong with it."""
    result = load(files)
    assert not list(result.problems), [shown(problem) for problem in result.problems]
    assert result.story is not None
    return result.story


def shown(problem: Problem) -> str:
    """Return a problem as a line for a failing test."""
    span = problem.span
    place = f"{span.file}:{span.line}:{span.column}-{span.end_line}:{span.end_column}"
    return f"{problem.code} {place} {problem.message}"


def told(files: Files) -> list[str]:
    """Return the codes of all that is wrong, in the order told."""
    return [problem.code for problem in load(files).problems]


def problem_of(code: str, files: Mapping[str, str]) -> Problem:
    """Return the one problem of the base with some files changed, and assert that it stands where it is marked."""
    marks = [_marked(name, text) for name, text in files.items() if "«" in text]
    problems = list(load({name: text.replace("«", "").replace("»", "") for name, text in files.items()}).problems)
    assert [problem.code for problem in problems] == [code], [shown(problem) for problem in problems]
    assert [problems[0].span] == (marks or [problems[0].span]), shown(problems[0])
    return problems[0]


def _marked(name: str, text: str) -> Span:
    """Return the stretch that is marked."""
    before, _, rest = text.partition("«")
    inside, _, _ = rest.partition("»")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    end_line, last = line + inside.count("\n"), inside.rfind("\n")
    return Span(name, line, column, end_line, column + len(inside) if last < 0 else len(inside) - last)
