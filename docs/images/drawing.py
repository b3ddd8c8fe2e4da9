# ruff: noqa: INP001 - scripts beside what they draw
"""What a terminal shows as SVG: one picture, or several that follow each other as a film.

Rows that look alike are written once, whatever picture they stand in, so that a film is little larger than its words.
Nothing is fetched: the letters are the reader's own, each run of them held to the width that it has in a terminal.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from html import escape
from itertools import groupby, pairwise

from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

WIDE, HIGH, SIZE = 8.4, 18, 14
"""Of a cell, and of the letters in it, in pixels."""
MARGIN = 14
_FONT = "ui-monospace, 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace"


@dataclass(frozen=True)
class Frame:
    """A picture of a film: what the terminal shows, and for how many seconds."""

    rows: Sequence[Strip]
    seconds: float = 0.0


@dataclass
class _Sheet:
    """What was written once: the rows, and the looks of letters."""

    ground: str
    rows: dict[str, str] = field(default_factory=dict)
    looks: dict[str, str] = field(default_factory=dict)

    def row(self, strip: Strip) -> str:
        """Return the id of a row as it is drawn."""
        drawn = "".join(self._runs(strip))
        return self.rows.setdefault(drawn, f"r{len(self.rows)}")

    def _runs(self, strip: Strip) -> Iterable[str]:
        x = 0
        for style, several in groupby(strip, key=lambda segment: segment.style or Style()):
            text = "".join(segment.text for segment in several)
            cells = Segment(text).cell_length
            front, back = _colours(style, self.ground)
            if back != self.ground:
                yield f'<path fill="{back}" d="M{x * WIDE:.1f} 0h{cells * WIDE:.1f}v{HIGH}h-{cells * WIDE:.1f}z"/>'
            words = text.strip()
            if words:
                at = x + Segment(text[: len(text) - len(text.lstrip())]).cell_length
                length = Segment(words).cell_length * WIDE
                yield (
                    f'<text class="{self._look(front, style)}" x="{at * WIDE:.1f}" textLength="{length:.1f}">'
                    f"{escape(words, quote=False)}</text>"
                )
            x += cells

    def _look(self, front: str, style: Style) -> str:
        rule = f"fill:{front}"
        rule += ";font-weight:bold" if style.bold else ""
        rule += ";font-style:italic" if style.italic else ""
        rule += ";text-decoration:underline" if style.underline else ""
        return self.looks.setdefault(rule, f"l{len(self.looks)}")


def _colours(style: Style, ground: str) -> tuple[str, str]:
    """Return the colours of letters and of what is behind them."""
    front = style.color.get_truecolor().hex if style.color is not None else "#d3d6d8"
    back = style.bgcolor.get_truecolor().hex if style.bgcolor is not None else ground
    return (back, front) if style.reverse else (front, back)


def picture(frames: Sequence[Frame], columns: int, ground: str, title: str) -> str:
    """Return frames as SVG. Where nothing may move, the last is shown."""
    sheet = _Sheet(ground)
    lines = len(frames[0].rows)
    height = lines * HIGH
    placed = "".join(
        f'<use href="#{sheet.row(strip)}" y="{number * height + line * HIGH}"/>'
        for number, frame in enumerate(frames)
        for line, strip in enumerate(frame.rows)
        if strip.text.strip()
    )
    rows = "".join(f'<g id="{name}">{drawn}</g>' for drawn, name in sheet.rows.items())
    looks = "".join(f".{name}{{{rule}}}" for rule, name in sheet.looks.items())
    width = columns * WIDE
    outer = round(width + 2 * MARGIN)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {outer} {height + 2 * MARGIN}" '
        f'width="{outer}" height="{height + 2 * MARGIN}" '
        f'role="img" aria-label="{escape(title)}">'
        f"<title>{escape(title)}</title>"
        f"<style>text{{font:{SIZE}px {_FONT};white-space:pre;dominant-baseline:central;"
        f"transform:translateY({HIGH / 2}px)}}{looks}{_motion(frames, height)}</style>"
        f"<defs>{rows}</defs>"
        f'<rect width="100%" height="100%" rx="8" fill="{ground}"/>'
        f'<svg x="{MARGIN}" y="{MARGIN}" width="{width:.1f}" height="{height}"><g class="film">{placed}</g></svg>'
        "</svg>\n"
    )


def _motion(frames: Sequence[Frame], height: int) -> str:
    """Return how a film moves: a strip of all its pictures, pulled past by one each time."""
    if len(frames) == 1:
        return ""
    whole = sum(frame.seconds for frame in frames)
    begins = [0.0]
    for frame in frames:
        begins.append(begins[-1] + frame.seconds)
    stops = "".join(
        f"{begin / whole * 100:.2f}%{{transform:translateY(-{number * height}px)}}"
        for number, (begin, _) in enumerate(pairwise(begins))
    )
    return (
        f".film{{animation:film {whole:.1f}s step-end infinite}}@keyframes film{{{stops}}}"
        "@media(prefers-reduced-motion)"
        f"{{.film{{animation:none;transform:translateY(-{(len(frames) - 1) * height}px)}}}}"
    )
