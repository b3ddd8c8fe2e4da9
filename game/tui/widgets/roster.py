"""The survivors beside the text: who they are, how they are, and what has just changed."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from msgspec import Struct
from textual import events
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from game.engine.events import VariableChanged
from game.engine.playthrough import Playthrough, Step
from game.engine.roster import Card, Gauge, cards, gauges
from game.language import _
from game.language.widths import columns_of, padded
from game.tui.glyphs import DRAWN, Glyphs
from game.tui.text import prose, words
from game.tui.widgets import stylesheet
from game.tui.widgets.lined import Lined

NAME_WIDTH = 14
STATE_WIDTH = 9
MOST_MEMORIES = 4


class Line(Struct, frozen=True):
    """A line of the panel, and whose it is."""

    content: Content
    person: str = ""


class Told(Struct, frozen=True):
    """All that the panel says."""

    cards: tuple[Card, ...]
    gauges: tuple[Gauge, ...]
    changed: dict[int, int]
    """Which variables the last move changed: slot to 1 for up, -1 for down."""


def told(playthrough: Playthrough) -> Told:
    """Return what the panel says of a run."""
    return Told(cards(playthrough), gauges(playthrough), changes(playthrough.steps[-1:]))


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
        self._playthrough: Playthrough | None = None
        self._told: Told | None = None
        """What is drawn; ``None`` until it is worked out for where the run stands now."""
        self._kept: tuple[object, list[Line]] = (None, [])

    def tell(self, playthrough: Playthrough) -> None:
        """Show the people of a run, and mark what its last move changed. Where there is no room for it, once there is.

        Where all of it is as it was, nothing is drawn.
        """
        drawn, height = self._told, len(self._kept[1])
        self._playthrough, self._told = playthrough, None
        if isinstance(self.parent, Widget) and self.parent.display:
            self._told = told(playthrough)
            if drawn is None or self._told != drawn:
                # As long as all of it has room it takes up all of that, however much it says.
                tallest = max(height, len(self.lines(self.size.width))) + self.gutter.height
                self.refresh(layout=drawn is None or tallest > self.parent.container_size.height)

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
        if self._told is None and self._playthrough is not None:
            self._told = told(self._playthrough)
        if self._told is None:
            return []
        kept_for = (self._told, width, self.glyphs)
        if self._kept[0] != kept_for:
            self._kept = (kept_for, list(self._laid_out(self._told, width)))
        return self._kept[1]

    def _laid_out(self, told: Told, width: int) -> Iterator[Line]:
        here = [card for card in told.cards if card.is_here]
        elsewhere = [card for card in told.cards if not card.is_here]
        scales = columns(told.cards, width)

        def line(card: Card) -> Line:
            drawn = person_line(card, scales, self.glyphs, told.changed).truncate(width, ellipsis=True)
            return Line(drawn, card.person.id)

        yield Line(head_line(_("here"), scales))
        yield from map(line, here)
        if elsewhere:
            yield Line(Content(""))
            yield Line(words(_("not here"), "$muted"))
            yield from map(line, elsewhere)
        if told.gauges:
            yield Line(Content(""))
            yield from (Line(gauge_line(gauge, self.glyphs, told.changed)) for gauge in told.gauges)
        yield from _memory_lines(here, width)


def columns(found: Sequence[Card], width: int) -> list[Gauge]:
    """Return one gauge for each scale that has a column: as many as leave room for a word at the end."""
    scales: dict[str, Gauge] = {}
    # Whoever has most of them has them in the world's order.
    for card in sorted(found, key=lambda card: -len(card.gauges)):
        for gauge in card.gauges:
            if gauge.is_scale and gauge.variable.stat:
                scales.setdefault(gauge.variable.stat, gauge)
    kept: list[Gauge] = []
    room = width - NAME_WIDTH - STATE_WIDTH
    for gauge in scales.values():
        room -= _column_width(gauge)
        if room >= 0:
            kept.append(gauge)
    return kept


def head_line(title: str, scales: Sequence[Gauge]) -> Content:
    """Return the line that says what the columns are."""
    labels = (padded(gauge.label.lower(), _column_width(gauge)) for gauge in scales)
    return words(f"{padded(title, NAME_WIDTH)}{''.join(labels)}".rstrip(), "$muted")


def person_line(card: Card, scales: Sequence[Gauge], glyphs: Glyphs, changed: Mapping[int, int]) -> Content:
    """Return a person as one line: the name, pips in their columns, the state."""
    name = words(card.name, "" if card.is_able else "$muted").truncate(NAME_WIDTH - 1, ellipsis=True)
    line = name.pad_right(NAME_WIDTH - name.cell_length)
    for scale in scales:
        own = next((gauge for gauge in card.gauges if gauge.variable.stat == scale.variable.stat), None)
        drawn = pips(own, glyphs, changed) if own is not None and card.is_able else Content("")
        line += drawn.pad_right(_column_width(scale) - drawn.cell_length)
    return line + state_words(card)


def state_words(card: Card) -> Content:
    """Return somebody's state, in red only if they are lost."""
    return words(card.state, "$loss" if not card.is_alive else "$muted" if not card.is_able else "")


def pips(gauge: Gauge, glyphs: Glyphs, changed: Mapping[int, int]) -> Content:
    """Return a stat as pips, with a sign after them if it has just risen or fallen."""
    way = changed.get(gauge.variable.slot, 0)
    drawn = glyphs.pips(gauge.code, gauge.variable.domain.maximum)
    return Content.assemble((drawn, "bold" if way else ""), (_sign(way, glyphs), "bold"))


def gauge_line(gauge: Gauge, glyphs: Glyphs, changed: Mapping[int, int]) -> Content:
    """Return a count as its label, a bar and its number."""
    way = changed.get(gauge.variable.slot, 0)
    label = words(padded(gauge.label, NAME_WIDTH), "$muted")
    if not gauge.is_scale:
        return label + words(gauge.words)
    bar = words(glyphs.gauge(gauge.code, gauge.variable.domain.maximum), "bold" if way else "")
    return label + bar + words(glyphs.beside(f" {gauge.code}") + _sign(way, glyphs))


def changes(steps: Sequence[Step]) -> dict[int, int]:
    """Return which variables the last move changed: slot to 1 for up, -1 for down."""
    return {
        event.variable.slot: 1 if event.after > event.before else -1
        for event in (steps[-1].events if steps else ())
        if isinstance(event, VariableChanged)
    }


def _sign(way: int, glyphs: Glyphs) -> str:
    return glyphs.raised if way > 0 else glyphs.lowered if way < 0 else ""


def _column_width(gauge: Gauge) -> int:
    return max(gauge.variable.domain.maximum, columns_of(gauge.label)) + 2


def _memory_lines(here: Sequence[Card], width: int) -> list[Line]:
    told = [(card, memory) for card in here for memory in card.memories][-MOST_MEMORIES:]
    lines: list[Line] = []
    for card, memory in told:
        lines += [Line(Content("")), Line(words(_("{name} remembers", name=card.name), "$muted"), card.person.id)]
        lines += [Line(part, card.person.id) for part in prose(memory.sentence).wrap(max(8, width))]
    return lines
