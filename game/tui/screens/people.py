"""The survivors, and the card of one of them."""

from collections.abc import Iterator
from typing import ClassVar

from textual.content import Content

from game.engine.changes import Episode, episodes, lost_at
from game.engine.playthrough import Playthrough
from game.engine.roster import Card, card, cards, gauges
from game.engine.rules import YOU
from game.engine.why import has_become, person_reason
from game.language import _
from game.language.widths import padded
from game.story.variables import DomainKind
from game.tui.commands import CARD, PEOPLE, Command, bindings
from game.tui.glyphs import Glyphs
from game.tui.screens.menu import MenuScreen, menu_bindings
from game.tui.screens.page import PageScreen
from game.tui.screens.why import WhyScreen
from game.tui.text import hung, prose, words
from game.tui.widgets.roster import changes, columns, gauge_line, head_line, person_line, pips, state_words
from game.tui.widgets.rows import POINTER, Row

LABEL_WIDTH = 12


class PeopleScreen(MenuScreen[None]):
    """Everyone of this run. The dead stay listed."""

    NAME = "Survivors"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PEOPLE
    BINDINGS: ClassVar = menu_bindings(PEOPLE)

    def __init__(self, playthrough: Playthrough) -> None:
        """List the people of a run."""
        super().__init__()
        self._playthrough = playthrough

    def heading(self) -> Content:
        """Return what this is."""
        return words(_("Survivors"))

    def draw(self, width: int) -> list[Content]:
        """Return the group's gauges, and what the columns are."""
        changed = changes(self._playthrough.steps)
        found = [gauge_line(gauge, self.game.glyphs, changed) for gauge in gauges(self._playthrough)]
        head = head_line("", columns(cards(self._playthrough), width - POINTER))
        return [*found, Content(""), Content(" " * POINTER) + head]

    def rows(self) -> tuple[Row, ...]:
        """Return a row a person: those who are here, those who are not, and the empty places."""
        found = cards(self._playthrough)
        scales = columns(found, self.size.width - 2 * POINTER)
        changed = changes(self._playthrough.steps)
        return tuple(
            Row(
                "",
                self._row(one, person_line(one, scales, self.game.glyphs, changed)),
                one.person.id,
                below=self._empty_place(one),
            )
            for one in sorted(found, key=lambda one: (not one.is_here, not one.is_able))
        )

    @staticmethod
    def _row(one: Card, line: Content) -> Content:
        return line + words(", " + _("here"), "$muted") if one.is_here else line

    def _empty_place(self, one: Card) -> Content | None:
        where = empty_place(self._playthrough, one)
        return words(_("Empty place: {where}", where=where), "$muted") if where else None

    def on_resize(self) -> None:
        """Make room for as many columns as fit."""
        self.show_rows()

    def take(self, row: Row) -> None:
        """Open the card."""
        self.game.open_card(row.action)


class CardScreen(PageScreen):
    """All that is known of one person."""

    NAME = "Card"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = CARD
    BINDINGS: ClassVar = bindings(CARD)

    def __init__(self, playthrough: Playthrough, person: str) -> None:
        """Show a person of a run."""
        super().__init__()
        self._playthrough = playthrough
        self._card = card(playthrough, person)

    def heading(self) -> Content:
        """Return the name, and the name in Korean."""
        person = self._card.person
        full = person.full if person.full and person.full != self._card.name else ""
        return words("  ".join(filter(None, (self._card.name, full, person.hangul))))

    def draw(self, width: int) -> list[Content]:
        """Return the card."""
        run, glyphs = self._playthrough, self.game.glyphs
        lines = card_lines(self._card, glyphs, changes(run.steps), width)
        where = empty_place(run, self._card)
        if where:
            lines += [Content(""), words(_("Empty place"), "$muted"), *words(where).wrap(width)]
        found = episodes(run, self._card.person.id)
        if found:
            lines += [Content(""), words(_("How that came about"), "bold $uniform")]
        return [*lines, *(line for episode in found for line in episode_lines(episode, glyphs, width))]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Say which commands are possible now."""
        if action == "why":
            return has_become(self._playthrough, self._card.person.id)
        return super().check_action(action, parameters)

    def action_why(self) -> None:
        """Say which moves led to what has become of them."""
        self.app.push_screen(WhyScreen([("", [person_reason(self._playthrough, self._card.person.id)])]))


def empty_place(playthrough: Playthrough, one: Card) -> str:
    """Return where and when somebody was lost, or last seen before; empty for whoever can still be there."""
    since = lost_at(playthrough, one.person.id) or one.last_seen
    if one.is_able or since is None or one.person.id == YOU:
        return ""
    return ", ".join(filter(None, (since.place, since.clock)))


def episode_lines(episode: Episode, glyphs: Glyphs, width: int) -> Iterator[Content]:
    """Yield what changed of somebody at one time: where and when, by which choice, and the changes."""
    where = ", ".join(filter(None, (episode.at.place, episode.at.clock)))
    if where:
        yield from words(where, "$muted").wrap(width)
    if episode.choice:
        yield from hung(words(f"{glyphs.chosen} ", "$uniform"), prose(episode.choice), width, 2)
    for turn in episode.turns:
        sign = glyphs.mark if turn.is_memory else glyphs.raised if turn.after > turn.before else glyphs.lowered
        if not turn.is_memory and turn.variable.domain.kind is not DomainKind.RANGE:
            sign = glyphs.mark
        yield from hung(words(f"{sign} ", "$muted"), prose(turn.words), width, 4)


def card_lines(one: Card, glyphs: Glyphs, changed: dict[int, int], width: int) -> list[Content]:
    """Return a card as lines: role, words, stats, state, what is remembered, where last seen."""
    lines: list[Content] = []
    if one.person.role:
        lines += [words(one.person.role, "$muted"), Content("")]
    if one.person.card:
        lines += [*prose(one.person.card).wrap(width), Content("")]
    for gauge in one.gauges:
        label = words(padded(gauge.label, LABEL_WIDTH), "$muted")
        if gauge.is_scale:
            lines.append(label + pips(gauge, glyphs, changed) + words(glyphs.beside(f" {gauge.words}")))
        else:
            lines += [words(gauge.label, "$muted"), *prose(gauge.words).wrap(width)]
    if one.state:
        lines.append(words(padded(_("State"), LABEL_WIDTH), "$muted") + state_words(one))
    if one.is_here:
        lines.append(words(padded(_("Now"), LABEL_WIDTH), "$muted") + words(_("here")))
    elif one.last_seen is not None:
        seen = ", ".join(filter(None, (one.last_seen.place, one.last_seen.clock)))
        lines.append(words(padded(_("Last seen"), LABEL_WIDTH), "$muted") + words(seen))
    if one.memories:
        lines += [Content(""), words(_("Remembers"), "$muted")]
        for memory in one.memories:
            wrapped = prose(memory.sentence).wrap(max(8, width - 2))
            lines += [words(f"{glyphs.mark} " if at == 0 else "  ", "$muted") + line for at, line in enumerate(wrapped)]
    return lines
