"""Figures of a story, for people, for spreadsheets and for programs."""

import csv
import io
import json
from collections import Counter
from collections.abc import Iterator, Sequence

from msgspec.structs import asdict, astuple, fields

from game.author.stats.measure import ChapterFigures
from game.author.stats.values import Spread
from game.author.stats.words import NARRATOR, UNNAMED
from game.story.model import Story
from game.story.variables import DomainKind

QUANTILES = ("least", "p5", "median", "p95", "most")


def as_text(story: Story, figures: Sequence[ChapterFigures], said: Counter[str]) -> str:
    """Return tables to be read: chapters, and who speaks how much."""
    return "\n".join([*_chapters(figures), "", *_speakers(story, said)]) + "\n"


def as_csv(rows: Sequence[ChapterFigures]) -> str:
    """Return the chapters' figures, a row each, with a line of names above."""
    return _csv([field.name for field in fields(ChapterFigures)], [astuple(row) for row in rows])


def spreads_csv(rows: Sequence[Spread]) -> str:
    """Return the values at the chapters' ends, a row for each chapter, variable and value."""
    return _csv(
        ["chapter", "variable", "value", "share", "runs"],
        [
            (row.chapter, row.variable.name, value, f"{share:.4f}", row.runs)
            for row in rows
            for value, share in row.shares.items()
        ],
    )


def as_json(
    story: Story, figures: Sequence[ChapterFigures], said: Counter[str], values: Sequence[Spread], seed: int
) -> str:
    """Return everything that was measured."""
    report = {
        "story": {"id": story.id, "version": story.version},
        "chapters": [asdict(row) for row in figures],
        "speakers": {_speaker_key(who): words for who, words in said.most_common()},
        "values": {"seed": seed, "chapters": _values(values)},
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def _values(values: Sequence[Spread]) -> dict[str, dict[str, object]]:
    found: dict[str, dict[str, object]] = {}
    for row in values:
        about: dict[str, object] = {"runs": row.runs, "shares": row.shares}
        if row.variable.domain.kind is DomainKind.RANGE:
            about |= {"mean": round(row.mean, 3), **dict(zip(QUANTILES, row.quantiles, strict=True))}
        found.setdefault(row.chapter, {})[row.variable.name] = about
    return found


def _speaker_key(who: str) -> str:
    return who or "unnamed"


def _chapters(figures: Sequence[ChapterFigures]) -> Iterator[str]:
    width = max(len(row.title) for row in figures)
    heads = ("words", "scenes", "choices", "dilemmas", "clips", "endings", "speech", "stretch")
    yield f"{'':{width}}{''.join(f'{head:>9}' for head in heads)}"
    for row in figures:
        speech = f"{100 * row.spoken / max(1, row.words):.0f}%"
        numbers = "".join(f"{number:9,}" for number in _numbers(row))
        yield f"{row.title:{width}}{numbers}{speech:>9}{row.longest_stretch:9,}"
    sums = [sum(column) for column in zip(*map(_numbers, figures), strict=True)]
    spoken = f"{100 * sum(row.spoken for row in figures) / max(1, sums[0]):.0f}%"
    longest = max(figures, key=lambda row: row.longest_stretch)
    yield f"{'all':{width}}{''.join(f'{number:9,}' for number in sums)}{spoken:>9}{longest.longest_stretch:9,}"
    yield f"The longest stretch without a choice, {longest.longest_stretch} words, begins in {longest.stretch_from}."


def _numbers(row: ChapterFigures) -> tuple[int, ...]:
    return row.words, row.scenes, row.choices, row.dilemmas, row.clips, row.endings


def _speakers(story: Story, said: Counter[str]) -> Iterator[str]:
    whole = said.total()
    names = {NARRATOR: "told", UNNAMED: "said by nobody named"}
    names |= {person.id: person.name for person in story.people.values()}
    width = max(len(names[who]) for who in said)
    yield "Words by speaker"
    for who, words in said.most_common():
        yield f"{names[who]:{width}}{words:9,}{100 * words / whole:7.1f}%"


def _csv(heads: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    sheet = io.StringIO()
    writer = csv.writer(sheet, lineterminator="\n")
    writer.writerow(heads)
    writer.writerows(rows)
    return sheet.getvalue()
