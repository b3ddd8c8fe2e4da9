"""Runs to compare engines by, and random stories in which no two choices look the same."""

from collections.abc import Iterator
from random import Random
from typing import Any

from story_files import Files

from game.author.playtest import Manner, play
from game.engine import rules
from game.story.model import Story


def told_apart(files: Files) -> Files:
    """Return a story's files with each choice's id behind its label, so that one offered for another shows."""
    return {name: _told_apart(content) for name, content in files.items()}


def _told_apart(content: Any) -> Any:  # noqa: ANN401  # whatever JSON can hold
    if isinstance(content, list):
        return [_told_apart(one) for one in content]
    if not isinstance(content, dict):
        return content
    changed = {key: _told_apart(one) for key, one in content.items()}
    return {**changed, "label": f"{content['label']} {content['id']}"} if {"id", "label"} <= content.keys() else changed


def walk(story: Story, number: int, most: int) -> tuple[str, ...]:
    """Return a run that takes whatever dice say, clips and asides too, until nothing is offered or it is long."""
    dice = Random(number)  # noqa: S311  # dice, not secrets
    moment = rules.begin(story)
    moves: list[str] = []
    while len(moves) < most and (offered := rules.available(story, moment)):
        moves.append(dice.choice(offered))
        moment = rules.apply(story, moment, moves[-1]).after
    return tuple(moves)


def runs(story: Story, seed: int = 0) -> Iterator[tuple[str, ...]]:
    """Yield runs without end: the personas of a playtest in turn, half of them gone round early ends."""
    number = 0
    while True:
        yield play(story, Manner(seed, to_the_end=number // 6 % 2 == 0), number).moves
        number += 1
