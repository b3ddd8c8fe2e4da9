"""A run that was made with another version of its story: how far it holds, what has changed on its way.

A run holds as far as its moves lead where they led. Its moves say that themselves: each names the scene it was made in.
"""

from collections.abc import Callable, Iterator, Sequence

from msgspec import Struct

from game.engine import rules
from game.engine.locks import derived_reason
from game.engine.playthrough import Playthrough, Stopped, present_move
from game.language import N_, _
from game.saves.run import Run, RunInfo, Stand
from game.saves.versions import thinned
from game.story.difference import Change, KindOfChange, compared, lines_of
from game.story.meaning import Meaning, meaning_of
from game.story.model import Chapter, Story

_DIVERTING = frozenset(
    {"with", "maybe", "enter", "clip", "timer", "to", "ending", "if", "once", "effects", "values", "start"}
)
"""The aspects by which one version of a run can go another way than the other. The rest is how it reads."""


class Crossing(Struct, frozen=True):
    """What becomes of a run in another version of its story."""

    versions: str
    """Which version it was made with, and which this is, in a sentence."""
    length: int
    """How many moves the run has."""
    held: int
    """How many of them lead where they led: there is the last safe place."""
    why: str
    """What the next one comes to, in a sentence; empty if all hold."""
    changes: tuple[str, ...]
    """What is different on the run's way, in the words of ``hyosan diff``, as far as it is known."""
    chapter: Chapter
    """The tape of the last safe place, by the first of its chapters."""
    chapter_start: int
    """How many moves lead to the start of that tape."""

    @property
    def breaks(self) -> bool:
        """Whether the run does not hold whole, so that somebody has to say where to go on."""
        return bool(self.why)

    @property
    def extent(self) -> str:
        """How far the run holds, in a sentence."""
        if not self.breaks:
            return _("The run holds: every move leads where it led.")
        return _("The run holds for {held} of its {length} moves.", held=self.held, length=self.length)


def crossing(
    playthrough: Playthrough, stopped: Stopped | None, run: Run, recall: Callable[[str], Meaning | None]
) -> Crossing | None:
    """Return what became of a run that was replayed; ``None`` if nothing tells this version from the one it had.

    ``stopped`` is what the replay came to. ``recall`` gives what a version said and did by its digest, if it is known.
    """
    story, stand = playthrough.story, run.stand
    ends_elsewhere = stopped is None and _ends_elsewhere(playthrough, run.info, stand)
    is_edited = stand is not None and stand.digest != story.digest
    if stopped is None and not ends_elsewhere and not is_edited:
        return None
    old = recall(stand.digest) if stand is not None else None
    held, why = len(run.moves), ""
    if stopped is not None:
        held, why = _stop(playthrough, stopped, run.moves, old)
    elif ends_elsewhere and run.moves:
        held = len(run.moves) - 1
        why = _elsewhere(_named(held, run.moves, old), playthrough)
    elif ends_elsewhere:
        why = _("The story begins elsewhere now.")
    chapter, start = [start for start in playthrough.chapter_starts() if start[1] <= held][-1]
    way = run.moves[: stopped.index + 1] if stopped is not None else run.moves
    changes = tuple(_changes(story, way, old)) if old is not None else ()
    return Crossing(_versions(run.info.version, story), len(run.moves), held, why, changes, chapter, start)


def _stop(playthrough: Playthrough, stopped: Stopped, moves: Sequence[str], old: Meaning | None) -> tuple[int, str]:
    """Return how many moves of a run that stopped lead where they led, and what stands against the next."""
    here = playthrough.moment.scene
    move = present_move(playthrough.story, stopped.move)
    named = _named(stopped.index, moves, old)
    if move.rpartition(".")[0] == here.key:
        choice = next((one for one in here.choices if one.key == move), None)
        if move not in rules.moves_of(here):
            return stopped.index, _("{move} is not in the story any more.", move=named)
        reason = derived_reason(playthrough.story, playthrough.moment, choice.condition if choice else None)
        gone = _("{move} cannot be made any more", move=named)
        return stopped.index, f"{gone}: {reason}." if reason else f"{gone}."
    if stopped.index == 0:
        return 0, _("The story begins elsewhere now.")
    # The one that stopped was made in a scene that the one before does not lead to any more.
    last = stopped.index - 1
    return last, _elsewhere(_named(last, moves, old), playthrough)


def _named(index: int, moves: Sequence[str], old: Meaning | None) -> str:
    """Return a move by its number and, if that is known, by what the choice said."""
    unsaid = {"continue": N_("going on"), "clip": N_("keeping the clip")}.get(moves[index].rpartition(".")[2])
    if unsaid is not None:
        return _("Move {number}, {name},", number=index + 1, name=_(unsaid))
    aspects = old.pieces.get("choice", {}).get(moves[index], {}) if old is not None else {}
    said = aspects.get("label") or aspects.get("say") or ""
    # A label with something filled in read in its own way each time.
    called = f"“{said.removesuffix('.')}”" if said and "{" not in said else f"`{moves[index]}`"
    return _("Move {number}, {name},", number=index + 1, name=called)


def _elsewhere(named: str, playthrough: Playthrough) -> str:
    place = playthrough.moment.scene.place
    if place is None:
        return _("{move} leads elsewhere now.", move=named)
    return _("{move} leads elsewhere now, to {place}.", move=named, place=playthrough.story.places[place].name)


def _changes(story: Story, way: Sequence[str], old: Meaning) -> Iterator[str]:
    """Yield what is different in the scenes and choices on a way, those at its end first; in variables at last."""
    rank: dict[str, int] = {}
    for written in reversed(way):
        for move in (present_move(story, written), written):
            rank.setdefault(move, len(rank))
            rank.setdefault(move.rpartition(".")[0], len(rank))
    lines = [
        (rank.get(id_, len(rank)), line)
        for kind, change in compared(old, thinned(meaning_of(story))).items()
        for id_, line in _diverting(kind, change)
        if kind == "variable" or id_ in rank
    ]
    yield from (line for _, line in sorted(lines, key=lambda line: line[0]))


def _diverting(kind: str, change: KindOfChange) -> Iterator[tuple[str, str]]:
    """Yield what can divert a run, each with the id it is about; not what only reads otherwise."""
    for one in change.changed:
        aspects = {name: said for name, said in one.aspects.items() if name in _DIVERTING}
        if aspects:
            yield from ((one.id, line) for line in lines_of(kind, _only(Change(one.id, aspects, 0, 0))))
    for id_ in change.removed:
        yield from ((id_, line) for line in lines_of(kind, KindOfChange((), (id_,), (), ())))


def _only(change: Change) -> KindOfChange:
    return KindOfChange((), (), (), (change,))


def _ends_elsewhere(playthrough: Playthrough, info: RunInfo, stand: Stand | None) -> bool:
    """Whether a run whose moves could all be made comes to another place than it had come to."""
    story, here = playthrough.story, playthrough.moment.scene
    if stand is not None:
        return present_move(story, f"{stand.scene}.continue").rpartition(".")[0] != here.key
    if info.ending is None:
        return False
    known = {scene.ending.id for scene in story.scenes.values() if scene.ending}
    now = playthrough.ending
    # An ending that the story does not have any more may only be called otherwise.
    return now is None or (now.id != info.ending and info.ending in known)


def _versions(was: str, story: Story) -> str:
    if was != story.version:
        return _(
            "This run was made with version {was} of the story, and this is version {version}.",
            was=was,
            version=story.version,
        )
    return _("The story has been edited since this run was played.")
