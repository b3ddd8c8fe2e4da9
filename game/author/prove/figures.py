"""Reading ranges and dilemmas, for people and as JSON."""

import json
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_EVEN, Context, Decimal

from game.author.prove.choosing import KINDS, Choosing, Chosen, Dilemma
from game.author.prove.measured import Measure
from game.author.prove.nearer import can_be_nearer
from game.author.prove.ranges import Bounds
from game.author.prove.readings import Range, Readings
from game.author.prove.visible import Visible

MOST_READ = 10**15
"""Numbers from here on nobody reads digit by digit: their size is said, and JSON has them whole."""
MOST_NAMED = 8
"""How many things of a kind are named for people before the rest are counted."""
_KINDS = {
    "endings": "endings",
    "survives": "people who can live to the Record",
    "lost": "people who can be lost by then",
    "laws": "ways that laws ask for",
    "lines": "lines of the Record",
    "scenes": "scenes",
}
_WITHOUT_A_SOLVER = 'Bounds can be brought together: python -m pip install "hyosan[author]" brings the solver.'
_SEEN = {"branches": "read", "choices": "offered", "routes": "led to", "lines": "read"}


def readings_json(readings: Readings) -> str:
    """Return a story's figures as JSON; where ``low`` and ``high`` differ they are proved bounds, ``null`` is none."""
    whole = {measure: readings.whole(measure) for measure in Measure}
    return _dumped(
        {
            "story": readings.story_id,
            "version": readings.version,
            "written": readings.written,
            **{str(measure): _range(found) for measure, found in whole.items() if found is not None},
            "playthroughs": {**_bounds(readings.playthroughs), "endless": readings.infinite},
            "endings": {
                ending: {str(measure): _range(found) for measure, found in ranges.items()}
                for ending, ranges in readings.endings.items()
            },
            "interrupted": readings.interrupted,
        }
    )


def _range(found: Range) -> dict[str, object]:
    return {
        "least": {**_bounds(found.least), "way": found.least.way},
        "most": {**_bounds(found.most), "way": found.most.way},
        "endless": found.endless,
    }


def _bounds(bounds: Bounds) -> dict[str, object]:
    return {"low": bounds.low, "high": bounds.high, "exact": bounds.exact}


def readings_text(readings: Readings) -> str:
    """Return a story's figures to be read."""
    lines = [f"{readings.written:,} words are written."]
    for measure in Measure:
        found = readings.whole(measure)
        if found is not None:
            share = readings.written if measure is Measure.TEXT else 0
            most = "without end" if found.endless and share == 0 else _said(found.most, share)
            lines.append(f"{_NAMES[measure]}: {_said(found.least, share)} at least, {most} at most.")
        elif not readings.interrupted and readings.playthroughs.high != 0:
            lines.append(f"{_NAMES[measure]}: too much to be worked out.")
    if readings.infinite:
        lines.append("Playthroughs: without end, since something can be gone round for ever.")
    elif readings.playthroughs.low is not None or readings.playthroughs.high is not None:
        lines.append(f"Playthroughs: {_said(readings.playthroughs)}.")
    for ending, ranges in readings.endings.items():
        told = (f"{_span(found)} {measure}" for measure, found in ranges.items() if measure is not Measure.TEXT)
        lines.append(f"  {ending}: {'; '.join(told)}")
    if readings.interrupted:
        lines.append("Interrupted: what is not here was not worked out.")
    elif not can_be_nearer() and not all(_is_exact(one) for one in readings.endings.values()):
        lines.append(_WITHOUT_A_SOLVER)
    return "\n".join(lines) + "\n"


def _is_exact(ranges: Mapping[Measure, Range]) -> bool:
    return all(found.least.exact and (found.most.exact or found.endless) for found in ranges.values())


_NAMES = {
    Measure.MOVES: "Moves in a playthrough",
    Measure.CHOICES: "Choices in a playthrough",
    Measure.WORDS: "Words in a playthrough",
    Measure.TEXT: "Of the text, a playthrough reads",
}


def _span(found: Range) -> str:
    if found.least.exact and found.most.exact and found.least.low == found.most.low:
        return _said(found.least)
    return f"{_said(found.least)} to {'any number of' if found.endless else _said(found.most)}"


def _said(bounds: Bounds, share: int = 0) -> str:
    """Return a figure, or its bounds as such; as a share of something if that is given."""
    if bounds.exact and bounds.low is not None:
        return _figure(bounds.low, share, ROUND_HALF_EVEN)
    low = None if bounds.low is None else _figure(bounds.low, share, ROUND_FLOOR)
    high = None if bounds.high is None else _figure(bounds.high, share, ROUND_CEILING)
    if low is None or high is None:
        return f"no less than {low}" if low is not None else f"no more than {high}" if high else "(not known)"
    return f"(between {low} and {high})"


def _figure(number: int, share: int, rounding: str) -> str:
    """Return a number as it is said; a bound is rounded to where it still holds."""
    if share:
        return f"{(Decimal(100 * number) / share).quantize(Decimal('0.1'), rounding)} %"
    if abs(number) < MOST_READ:
        return f"{number:,}"
    size = Context(prec=3, rounding=rounding).create_decimal(number)
    return f"{size.scaleb(-size.adjusted()):.2f}·10^{size.adjusted()}"


def choosing_json(choosing: Choosing) -> str:
    """Return dilemmas as JSON."""
    return _dumped(
        {
            "story": choosing.story_id,
            "version": choosing.version,
            "dilemmas": [
                {
                    "scene": one.scene,
                    "fact": one.fact,
                    "options": [_option(option) for option in one.options],
                    "same_future": [list(pair) for pair in one.same_future],
                    "dominated": [list(pair) for pair in one.dominated],
                    "undecided": one.undecided,
                }
                for one in choosing.dilemmas
            ],
            "interrupted": choosing.interrupted,
        }
    )


def _option(option: Chosen) -> dict[str, object]:
    first = option.first
    return {
        "choice": option.choice,
        "value": option.value,
        "reachable": option.taken,
        "opens": {kind: list(option.opens[kind]) for kind in KINDS},
        "closes": {kind: list(option.closes[kind]) for kind in KINDS},
        "changes": list(option.at_once),
        "first": None
        if first is None
        else {"low": first.least, "high": first.most, "kind": first.kind, "at": first.at},
    }


def choosing_text(choosing: Choosing) -> str:
    """Return dilemmas to be read."""
    blocks = ["\n".join(_dilemma(one)) for one in choosing.dilemmas]
    if choosing.interrupted:
        blocks.append("Interrupted: what is not here was not worked out.")
    return "\n\n".join(blocks or ["This story has no dilemmas."]) + "\n"


def _dilemma(dilemma: Dilemma) -> Iterator[str]:
    yield f"`{dilemma.fact}` in `{dilemma.scene}`"
    for option in dilemma.options:
        if not option.taken:
            yield f"  {option.choice}: no playthrough takes it."
            continue
        yield f"  {option.choice}: {_first(option.first)}"
        if option.at_once:
            yield f"    changes at once: {_named(option.at_once)}"
        for word, things in (("opens", option.opens), ("closes", option.closes)):
            yield from (f"    {word} {_KINDS[kind]}: {_named(things[kind])}" for kind in KINDS if things[kind])
    yield from (f"  {left} and {right} have the same future." for left, right in dilemma.same_future)
    yield from (f"  {worse} is never better than {better}." for worse, better in dilemma.dominated)
    if dilemma.undecided:
        yield "  Whether some two of them compare badly is undecided."


def _first(first: Visible | None) -> str:
    if first is None:
        return "nothing later asks for it."
    how_far = str(first.most) if first.least == first.most else f"between {first.least} and {first.most}"
    moves = "move" if first.most == 1 else "moves"
    return f"first seen after {how_far} {moves}, `{first.at}` being {_SEEN[first.kind]} or not."


def _named(ids: Sequence[str]) -> str:
    rest = len(ids) - MOST_NAMED
    return ", ".join(ids[:MOST_NAMED]) + (f" and {rest} more" if rest > 0 else "")


def _dumped(figures: dict[str, object]) -> str:
    return json.dumps(figures, ensure_ascii=False, indent=2) + "\n"
