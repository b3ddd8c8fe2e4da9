"""A map as lines of text: the borders of its boxes, the lines between them, and the words in them."""

from collections.abc import Mapping, Sequence
from itertools import groupby

from msgspec import Struct
from textual.content import Content

from game.tui.chart.lines import Arm, Cell
from game.tui.chart.placing import Box
from game.tui.chart.routing import Plan
from game.tui.glyphs import Glyphs
from game.tui.text import words

LINE, CHOSEN, NAME = "$muted", "bold $uniform", "$muted"


class Drawing(Struct, frozen=True):
    """The lines, and the column of the plan at which they begin."""

    lines: tuple[Content, ...]
    left: int
    width: int


def draw(plan: Plan, said: Mapping[str, Sequence[Content]], chosen: str, glyphs: Glyphs) -> Drawing:
    """Draw a plan. ``said`` holds what each box says, a line of it never wider than its words may be."""
    arms, chosen_border = _arms(plan), _borders(plan.placing.boxes.get(chosen))
    texts = _texts(plan, said, chosen, glyphs)
    left = min((x for x, _ in arms), default=0)
    right = max([x for x, _ in arms] + [x + text.cell_length - 1 for (x, _), text in texts.items()], default=0)
    bottom = max((y for _, y in arms), default=0)
    lines = []
    for y in range(bottom + 1):
        parts: list[Content] = []
        signs: list[tuple[str, str]] = []
        x = left
        while x <= right:
            text = texts.get((x, y))
            if text is None:
                signs.append((glyphs.lines[arms.get((x, y), 0)], CHOSEN if (x, y) in chosen_border else LINE))
                x += 1
            else:
                parts += [*_runs(signs), text]
                signs = []
                x += text.cell_length
        lines.append(Content.assemble(*parts, *_runs(signs)))
    return Drawing(tuple(lines), left, right - left + 1)


def _runs(signs: Sequence[tuple[str, str]]) -> list[Content]:
    """Return signs as one piece for each stretch of a style."""
    several = groupby(signs, key=lambda sign: sign[1])
    return [words("".join(sign for sign, _ in stretch), style) for style, stretch in several]


def _arms(plan: Plan) -> dict[Cell, Arm]:
    arms = dict(plan.lines.arms)
    for box in plan.placing.boxes.values():
        for x in range(box.x, box.right + 1):
            sideways = (Arm.LEFT if x > box.x else Arm(0)) | (Arm.RIGHT if x < box.right else Arm(0))
            for y in (box.y, box.bottom):
                arms[x, y] = arms.get((x, y), Arm(0)) | sideways
        for y in range(box.y, box.bottom + 1):
            upright = (Arm.UP if y > box.y else Arm(0)) | (Arm.DOWN if y < box.bottom else Arm(0))
            for x in (box.x, box.right):
                arms[x, y] = arms.get((x, y), Arm(0)) | upright
    return arms


def _borders(box: Box | None) -> set[Cell]:
    if box is None:
        return set()
    across = {(x, y) for x in range(box.x, box.right + 1) for y in (box.y, box.bottom)}
    return across | {(x, y) for y in range(box.y, box.bottom + 1) for x in (box.x, box.right)}


def _texts(plan: Plan, said: Mapping[str, Sequence[Content]], chosen: str, glyphs: Glyphs) -> dict[Cell, Content]:
    texts = {(0, y): words(name, NAME) for y, name in plan.placing.names if name}
    for box in plan.placing.boxes.values():
        for row, line in enumerate(said[box.id], start=box.y + 1):
            texts[box.text, row] = line
    if chosen in plan.placing.boxes:
        box = plan.placing.boxes[chosen]
        texts[box.text - 1, box.y + 1] = words(glyphs.cursor, CHOSEN)
    return texts
