"""The endings of a story, those that somebody has come to told apart: everything ever played is looked through.

What was cut from a run, and what was deleted, counts as well: an ending that was read was read.
"""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from game.engine import rules
from game.engine.playthrough import present_move
from game.engine.record import endings_reached
from game.story.model import Ending, Story

Way = tuple[str, tuple[str, ...]]
"""A run's title, and moves that were made in it."""


class Hung(Struct, frozen=True):
    """An ending as the gallery shows it."""

    ending: Ending
    chapter: str
    """The title of its chapter; empty for the ending of a person, which can come with any."""
    runs: tuple[str, ...]
    """The titles of the runs that came to it; none for one that nobody has come to."""


def gallery(story: Story, ways: Iterable[Way]) -> tuple[Hung, ...]:
    """Return all endings in story order, those of people last, each with the runs that came to it."""
    titles = {chapter.id: chapter.title for chapter in story.chapters}
    all_endings = [(scene.ending, titles[scene.chapter]) for scene in story.scenes.values() if scene.ending]
    all_endings += [(epilogue.ending, "") for epilogue in story.epilogues if epilogue.ending]
    found: dict[str, dict[str, None]] = {ending.id: {} for ending, _ in all_endings}
    last = _last_moves(story)
    for title, moves in ways:
        # Most ways stop somewhere, and need not be played again to know that.
        if not last.isdisjoint(present_move(story, move) for move in moves):
            for ending in _endings_on(story, moves):
                found[ending.id][title] = None
    return tuple(Hung(ending, chapter, tuple(found[ending.id])) for ending, chapter in all_endings)


def _last_moves(story: Story) -> set[str]:
    """Return the moves that can lead straight to an ending."""
    ends = {key for key, scene in story.scenes.items() if scene.ending}
    moves = set()
    for scene in story.scenes.values():
        ways = {choice.key: choice.routes for choice in scene.choices} or {scene.continue_move: scene.routes}
        moves |= {move for move, routes in ways.items() if any(route.target in ends for route in routes)}
    return moves


def _endings_on(story: Story, moves: Iterable[str]) -> Iterator[Ending]:
    """Yield the endings that a way comes to, as far as the story still offers its moves."""
    moment = rules.begin(story)
    for written in moves:
        move = present_move(story, written)
        if move not in rules.available(story, moment):
            return
        outcome = rules.apply(story, moment, move)
        moment = outcome.after
        if outcome.arrived and moment.scene.ending:
            yield from endings_reached(story, moment)
