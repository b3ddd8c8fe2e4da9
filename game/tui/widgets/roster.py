"""The survivors beside the text: who they are, how they are, and what has just changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from game.engine.events import VariableChanged
from game.engine.playthrough import Playthrough, Step
from game.engine.roster import Card, Gauge, cards, gauges
from game.tui.glyphs import DRAWN, Glyphs
from game.tui.text import prose, words
from game.tui.widgets import stylesheet
from game.tui.widgets.lined import Lined

NAME_WIDTH = 12
MOST_MEMORIES = 4


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the panel, and whose it is."""

    content: Content
    person: str = ""


class Roster(Lined):
    """Draws the people of a run, those who are here first, then the gauges and what is remembered."""

    DEFAULT_CSS = stylesheet(__file__)
    ALLOW_SELECT = False

    @dataclass
    class Opened(Message):
        """The player wants to see a person's card."""

        person: str

    def __init__(self, glyphs: Glyphs = DRAWN) -> None:
        """Begin empty."""
        super().__init__()
        self.glyphs = glyphs
        self._cards: tuple[Card, ...] = ()
        self._gauges: tuple[Gauge, ...] = ()
        self._changed: dict[int, int] = {}

    def tell(self, playthrough: Playthrough) -> None:
        """Show the people of a run, and mark what its last move changed."""
        self._cards = cards(playthrough)
        self._gauges = gauges(playthrough)
        self._changed = changes(playthrough.steps)
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        """Return the lines of the panel."""
        return [line.content for line in self._owned_lines(width)]

    def on_click(self, event: events.Click) -> None:
        """Open the card of the person on the line that was clicked."""
        lines = self._owned_lines(self.size.width)
        at = event.y - self.gutter.top
        if 0 <= at < len(lines) and lines[at].person:
            self.post_message(self.Opened(lines[at].person))

    def _owned_lines(self, width: int) -> list[Line]:
        here = [card for card in self._cards if card.is_here]
        elsewhere = [card for card in self._cards if not card.is_here]
        lines = list(self._group("here", here, width))
        if elsewhere:
            lines += [Line(Content("")), *self._group("not here", elsewhere, width)]
        if self._gauges:
            lines.append(Line(Content("")))
            lines += [Line(gauge_line(gauge, self.glyphs, self._changed)) for gauge in self._gauges]
        return lines + list(_memory_lines(here, width))

    def _group(self, title: str, group: Sequence[Card], width: int) -> list[Line]:
        scales = _columns(self._cards, width)
        head = words(f"{title:<{NAME_WIDTH}}", "$muted")
        for gauge in scales:
            most = gauge.variable.domain.maximum
            head += words(f"{gauge.label.lower()[:most]:<{most + 2}}", "$muted")
        return [Line(head), *(Line(self._person(card, scales, width), card.person.id) for card in group)]

    def _person(self, card: Card, scales: Sequence[Gauge], width: int) -> Content:
        quiet = "" if card.is_able else "$muted"
        line = words(card.name, quiet).truncate(NAME_WIDTH - 1, ellipsis=True)
        line = line.pad_right(NAME_WIDTH - line.cell_length)
        for scale in scales:
            own = next((gauge for gauge in card.gauges if gauge.variable.stat == scale.variable.stat), None)
            most = scale.variable.domain.maximum
            if own is None or not card.is_able:
                line += Content(" " * (most + 2))
            else:
                line += pips(own, self.glyphs, self._changed)
        state = words(card.state, "$loss" if not card.is_able else "$muted" if card.state == "well" else "bold")
        return (line + state).truncate(width, ellipsis=True)


def pips(gauge: Gauge, glyphs: Glyphs, changed: dict[int, int]) -> Content:
    """Return a stat as pips, with a sign after them if it has just risen or fallen."""
    most, way = gauge.variable.domain.maximum, changed.get(gauge.variable.slot, 0)
    sign = glyphs.raised if way > 0 else glyphs.lowered if way < 0 else " "
    return Content.assemble((glyphs.pips(gauge.code, most), "bold" if way else ""), (f"{sign} ", "bold"))


def gauge_line(gauge: Gauge, glyphs: Glyphs, changed: dict[int, int]) -> Content:
    """Return a count as its label, a bar and its number."""
    way = changed.get(gauge.variable.slot, 0)
    sign = glyphs.raised if way > 0 else glyphs.lowered if way < 0 else ""
    if not gauge.is_scale:
        return Content.assemble((f"{gauge.label:<{NAME_WIDTH}}", "$muted"), gauge.words)
    return Content.assemble(
        (f"{gauge.label:<{NAME_WIDTH}}"[:NAME_WIDTH], "$muted"),
        (glyphs.gauge(gauge.code, gauge.variable.domain.maximum), "bold" if way else ""),
        f" {gauge.code}{sign}",
    )


def changes(steps: Sequence[Step]) -> dict[int, int]:
    """Return which variables the last move changed: slot to 1 for up, -1 for down."""
    return {
        event.variable.slot: 1 if event.after > event.before else -1
        for event in (steps[-1].events if steps else ())
        if isinstance(event, VariableChanged)
    }


def _columns(found: Sequence[Card], width: int) -> list[Gauge]:
    """Return the scales that have a column: those most people have, as many as leave room for a word."""
    scales: dict[str, Gauge] = {}
    for card in found:
        for gauge in card.gauges:
            if gauge.is_scale and gauge.variable.stat:
                scales.setdefault(gauge.variable.stat, gauge)
    kept: list[Gauge] = []
    room = width - NAME_WIDTH - 8
    for gauge in scales.values():
        room -= gauge.variable.domain.maximum + 2
        if room >= 0:
            kept.append(gauge)
    return kept


def _memory_lines(here: Sequence[Card], width: int) -> list[Line]:
    told = [(card, memory) for card in here for memory in card.memories][-MOST_MEMORIES:]
    lines: list[Line] = []
    for card, memory in told:
        lines += [Line(Content("")), Line(words(f"{card.name} remembers", "$muted"), card.person.id)]
        lines += [Line(part, card.person.id) for part in prose(memory.sentence).wrap(max(8, width))]
    return lines
