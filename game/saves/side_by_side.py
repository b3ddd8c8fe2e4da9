"""Two runs side by side, in words: where they parted, and what became different."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from game.engine.parting import Comparison, Deed, compare
from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.engine.record import RecordRow
from game.engine.roster import Card, cards
from game.engine.why.words import sentence, tape_words
from game.language import _, ngettext
from game.saves.library import Library
from game.saves.listing import many
from game.saves.run import RunInfo
from game.story.model import Ending, Story


class Row(Struct, frozen=True):
    """What is compared, and how it is in either run."""

    topic: str
    one: str
    other: str


class Section(Struct, frozen=True):
    """Rows that belong together."""

    title: str
    lead: str
    """What is said before the rows; may be empty."""
    rows: tuple[Row, ...]


class SideBySide(Struct, frozen=True):
    """Two runs, the first one's sections beside the other's."""

    one: str
    """The title of the first run."""
    other: str
    sections: tuple[Section, ...]


def side_by_side(one: Playthrough, other: Playthrough, titles: tuple[str, str]) -> SideBySide:
    """Set two runs of one story beside each other. ``titles`` are what they are called."""
    found = compare(one, other)
    sections = [_parting(found), _ends(found, one, other), *_people(found), *_decided(found), *_record(found)]
    return SideBySide(*titles, tuple(sections))


def _parting(found: Comparison) -> Section:
    title, parting = _("Where they parted"), found.parting
    if parting is None:
        return Section(title, _("They never did: the two are the same, move by move."), ())
    where = _where(tape_words(parting.chapter), parting.scene.title, parting.at.place, parting.at.clock)
    shared = ngettext("After one move that is the same.", "After {number} moves that are the same.", parting.shared)
    lead = shared if parting.shared else _("At the first move.")
    return Section(title, lead, (Row(where, _deed(parting.one), _deed(parting.other)),))


def _deed(deed: Deed | None) -> str:
    if deed is None:
        return _("Has come no further.")
    if not deed.label:
        return _("Went on.")
    label = plain(deed.label)
    return _("On tape: {label}", label=label) if deed.is_clip else label


def _decided(found: Comparison) -> Iterator[Section]:
    """Yield the great decisions that both were asked for and took differently; of all others only how many."""
    parted = found.parting.scene if found.parting is not None else None
    differing = [one for one in found.differing if one.scene is not parted]
    great = [one for one in differing if one.scene.dilemma is not None]
    others = len(differing) - len(great)
    if not great:
        return
    rows = [
        Row(_where(turn.scene.title, turn.at.place, turn.at.clock), plain(turn.one), plain(turn.other))
        for turn in great
    ]
    lead = ngettext(
        "Where both were asked. {number} smaller choice was different too.",
        "Where both were asked. {number} smaller choices were different too.",
        others,
    )
    yield Section(_("What they decided otherwise"), lead if others else _("Where both were asked."), tuple(rows))


def _ends(found: Comparison, one: Playthrough, other: Playthrough) -> Section:
    seen = _("{scenes} in both", scenes=many(found.scenes_in_both, "scene"))
    rows = (
        Row(_("Ending"), _ending(one, found.one_endings), _ending(other, found.other_endings)),
        Row(_("Alive"), _alive(one), _alive(other)),
        Row(_("Seen by one alone"), many(found.scenes_in_one, "scene"), many(found.scenes_in_other, "scene")),
    )
    return Section(_("How far they came"), f"{seen}.", rows)


def _ending(run: Playthrough, endings: Sequence[Ending]) -> str:
    if endings:
        return ", ".join(ending.title for ending in endings)
    return _("Not ended: {tape}", tape=tape_words(run.chapter))


def _alive(run: Playthrough) -> str:
    shown = [card for card in cards(run) if card.state]
    alive = sum(card.is_alive for card in shown)
    return _("{alive} of {known}", alive=alive, known=len(shown))


def _people(found: Comparison) -> Iterator[Section]:
    rows = tuple(Row(fate.person.name, _state(fate.one), _state(fate.other)) for fate in found.fates)
    if rows:
        yield Section(_("Who is not the same"), "", rows)


def _state(card: Card | None) -> str:
    return card.state if card is not None else _("never met")


def _record(found: Comparison) -> Iterator[Section]:
    """Yield what reads otherwise on the Record, column by column, so that what was told stands beside what was told."""
    columns = ((_("What happened"), "happened"), (_("On tape"), "on_tape"), (_("Told"), "told"))
    rows = []
    for entry in found.entries:
        for name, column in columns:
            mine, theirs = _column(entry.one, column), _column(entry.other, column)
            if mine != theirs:
                rows.append(Row(name, mine or _("Nothing."), theirs or _("Nothing.")))
    if rows:
        yield Section(_("What the Record says"), _("Only what is not the same."), tuple(rows))


def _column(row: RecordRow | None, column: str) -> str:
    return plain(" ".join(getattr(row, column))) if row is not None else ""


def _where(*parts: str) -> str:
    return ", ".join(filter(None, parts))


def comparison_lines(beside: SideBySide) -> Iterator[str]:
    """Yield two runs side by side as a nested list."""
    yield _("{one} beside {other}.", one=beside.one, other=beside.other)
    for section in beside.sections:
        yield f"{section.title}. {section.lead}".rstrip()
        for row in section.rows:
            yield f"- {sentence(row.topic)}"
            yield f"  - {beside.one}: {sentence(row.one)}"
            yield f"  - {beside.other}: {sentence(row.other)}"


def played(library: Library, story: Story, info: RunInfo) -> Playthrough:
    """Replay a kept run, as far as the story still offers its moves. Raises SaveError if it cannot be read."""
    run = library.open(info.id)
    playthrough = Playthrough(story, run.info.player)
    playthrough.restore(run.moves)
    return playthrough
