"""A tape of a run beside the same tape in other runs: who has seen more of it, and how much there is still to see."""

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from game.engine import rules
from game.engine.paths import Paths
from game.engine.playthrough import present_move
from game.saves.gallery import Way
from game.story.model import Story


class Beside(Struct, frozen=True):
    """What a run has seen of a tape. Of what this run has not seen, only how much."""

    run: str
    """Its title; empty for this run with what was once cut from it."""
    scenes: int
    choices: int
    new_scenes: int
    """How many of the scenes this run has not seen."""
    new_choices: int


class Company(Struct, frozen=True):
    """Other runs that chose something in a scene that this run chose in as well, by their titles."""

    same: tuple[str, ...]
    otherwise: tuple[str, ...]
    """Those that never chose there what this run did."""


class Comparison(Struct, frozen=True):
    """A tape beside other runs."""

    runs: tuple[Beside, ...]
    """Every other run in which something was done on the tape, in the order given; this one if it was cut there."""
    scenes: int
    """How many scenes were seen in any run, this one included."""
    choices: int
    company: Mapping[str, Company]
    """For each scene of the tape in which this run chose something, by its key, who else did."""


def beside(story: Story, paths: Paths, mine: str, ways: Iterable[Way]) -> Comparison:
    """Compare a tape of the run called ``mine`` with everything ever played, cut or deleted ways included.

    A way counts as far as the story still offers its moves.
    """
    chapters = {chapter.id for chapter in paths.chapters}
    found: dict[str, tuple[set[str], set[str]]] = {}
    for title, moves in ways:
        # Most ways never came to this tape, and need not be played again to know that.
        if any(present_move(story, move).partition(".")[0] in chapters for move in moves):
            scenes, choices = found.setdefault(title, (set(), set()))
            seen, taken = _walked(story, moves)
            scenes |= {key for key in seen if key.partition(".")[0] in chapters}
            choices |= {key for key in taken if key.partition(".")[0] in chapters}
    others = {title: choices for title, (_, choices) in found.items() if title != mine}
    runs = [
        Beside(
            "" if title == mine else title,
            len(scenes),
            len(choices),
            len(scenes - paths.seen),
            len(choices - paths.taken),
        )
        for title, (scenes, choices) in found.items()
    ]
    return Comparison(
        tuple(run for run in runs if run.run or run.new_scenes or run.new_choices),
        len(paths.seen.union(*(scenes for scenes, _ in found.values()))),
        len(paths.taken.union(*(choices for _, choices in found.values()))),
        {scene: _company(scene, paths.taken, others) for scene in {key.rpartition(".")[0] for key in paths.taken}},
    )


def _company(scene: str, taken: Collection[str], others: Mapping[str, Collection[str]]) -> Company:
    there = {title: {key for key in keys if key.rpartition(".")[0] == scene} for title, keys in others.items()}
    same = tuple(title for title, keys in there.items() if not keys.isdisjoint(taken))
    return Company(same, tuple(title for title, keys in there.items() if keys and title not in same))


def _walked(story: Story, moves: Iterable[str]) -> tuple[set[str], set[str]]:
    """Return the scenes and the choices of a way."""
    moment = rules.begin(story)
    seen, taken = {moment.scene.key}, set()
    for written in moves:
        move = present_move(story, written)
        offer = next((one for one in rules.offers(story, moment) if one.move == move and one.available), None)
        if offer is None:
            break
        moment = rules.apply(story, moment, move).after
        seen.add(moment.scene.key)
        if offer.choice is not None:
            taken.add(move)
    return seen, taken
