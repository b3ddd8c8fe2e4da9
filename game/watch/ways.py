"""How somebody could be in a scene: a way there that a playthrough takes."""

from collections.abc import Iterator

from game.author.playtest import Manner, play
from game.story.model import Story

TRIES = 400
"""How many runs are looked through before the prover is asked."""


def ways_to(story: Story, scene: str) -> Iterator[tuple[str, ...]]:
    """Yield ways from the beginning to a scene, each by other choices; none if nobody can come there.

    What players of all sorts come across first; if none of them does, the shortest way that the prover finds.
    """
    found: set[tuple[str, ...]] = set()
    for number in range(TRIES):
        moves = play(story, Manner(to_the_end=True), number).moves
        at = _arrival(story, scene, moves)
        if at is not None and moves[:at] not in found:
            found.add(moves[:at])
            yield moves[:at]
    if not found:
        from game.author.prove import ask_claim  # noqa: PLC0415 - takes a while to load, and is seldom needed

        yield from (answer.witness for answer in ask_claim(story, scene).values() if answer.witness is not None)


def _arrival(story: Story, scene: str, moves: tuple[str, ...]) -> int | None:
    """Return after how many moves a run first is in a scene; ``None`` if it never leaves it or never comes there."""
    if scene == story.start:
        return 0
    return next((at for at, move in enumerate(moves) if move.rpartition(".")[0] == scene), None)
