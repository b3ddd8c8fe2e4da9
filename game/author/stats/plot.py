"""A variable through the story, drawn in letters: for each chapter a box, with the median in it."""

from collections.abc import Sequence

import plotext  # type: ignore[import-untyped]  # has no types

from game.author.stats.values import Spread
from game.story.model import Story

HEIGHT = 16
"""In lines."""


def plotted(story: Story, name: str, values: Sequence[Spread], width: int) -> str:
    """Return the plot of one number at the end of each chapter, ``width`` columns wide, without colours."""
    rows = [row for row in values if row.variable.name == name]
    order = [chapter.id for chapter in story.chapters]
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.plotsize(width, HEIGHT)
    plotext.title(f"{name} at the end of each chapter")
    plotext.box([str(order.index(row.chapter) + 1) for row in rows], [sorted(row.codes.elements()) for row in rows])
    plotext.ylim(0, max((row.variable.domain.maximum for row in rows), default=1))
    drawing = plotext.uncolorize(plotext.build())
    legend = "\n".join(
        f"{order.index(row.chapter) + 1:3} {row.chapter}, {row.runs:,} runs, mean {row.mean:.2f}" for row in rows
    )
    return f"{drawing}\n{legend}\n"
