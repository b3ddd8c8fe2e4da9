"""Write the golden runs anew: for each tape, the moves of four players, and all that they read.

Run it when the story has changed on purpose, and read what `git diff` says of it:

    .venv/bin/python tests/golden/make.py
"""

import sys
from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from pathlib import Path

from game.engine import rules
from game.engine.graph import graph_of
from game.engine.playthrough import Playthrough
from game.engine.state import Moment
from game.plain import transcript
from game.plain.wording import chapter_heading
from game.story.loader import load_story
from game.story.model import Chapter, Choice, Scene, Story

HERE = Path(__file__).parent
STORY = HERE.parents[1] / "story"
Policy = Callable[[Story, Choice], float]


def warmth(story: Story, choice: Choice) -> float:
    """Return how much a choice does for people: what their stats gain by it, less what they lose."""
    return sum(
        effect.amount
        for effect in choice.effects
        if not effect.sets and effect.slot < len(story.variables) and story.variables[effect.slot].person
    )


def reserve(story: Story, choice: Choice) -> float:
    """Return how little a choice says and gives: silence before deeds, deeds before speech."""
    silent = any("silen" in word or "nothing" in word for word in (choice.id, _words(choice).lower()))
    return (2 if silent else 0) - choice.spoken - 0.1 * abs(warmth(story, choice))


def _words(choice: Choice) -> str:
    return "".join(getattr(segment, "words", "") for segment in choice.label.segments)


PERSONAS: dict[str, Policy] = {"kind": warmth, "cold": lambda story, choice: -warmth(story, choice), "silent": reserve}


def play(story: Story, tape: int, policy: Policy, start: tuple[str, ...]) -> tuple[str, ...]:
    """Play from ``start`` to the end of a tape, taking what the policy likes best. A timer that runs out is silence."""
    run = Playthrough(story)
    run.restore(start)
    while run.chapter.tape in {None, tape} and not run.over:
        run.choose(_preferred(story, run, policy))
    return run.moves


def _preferred(story: Story, run: Playthrough, policy: Policy) -> str:
    scene = run.moment.scene
    offers = [offer for offer in run.offers() if offer.available]
    if policy is reserve and scene.timer is not None:
        return f"{scene.key}.{scene.timer.then}"
    if policy is warmth and offers[-1].clip is not None:
        return offers[-1].move
    ways = [offer for offer in offers if offer.clip is None]
    # An early end makes a short transcript; golden runs go the whole way.
    safe = [offer for offer in ways if not _ends_here(story, run.moment, offer.move)] or ways
    return max(safe, key=lambda offer: policy(story, offer.choice) if offer.choice else 0).move


def _ends_here(story: Story, moment: Moment, move: str) -> bool:
    ending = rules.apply(story, moment, move).after.scene.ending
    return ending is not None and ending.kind == "tape_stops"


def shortest(story: Story, tape: int, start: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fewest moves from ``start`` to the end of a tape; early ends do not count.

    A* over moments (Hart, Nilsson and Raphael 1968): distance in the graph of scenes never overestimates, for a move
    leads to one scene.
    """
    run = Playthrough(story)
    run.restore(start)
    left = _moves_left(story, tape)
    order = count()
    queue = [(left[run.moment.scene.key], 0, next(order), run.moment, start)]
    been: set[Moment] = set()
    while queue:
        _, depth, _, moment, moves = heappop(queue)
        if left[moment.scene.key] == 0:
            return moves
        if moment in been:
            continue
        been.add(moment)
        for move in rules.available(story, moment):
            after = rules.apply(story, moment, move).after
            if after.scene.key in left:
                estimate = len(moves) + 1 + left[after.scene.key]
                heappush(queue, (estimate, depth - 1, next(order), after, (*moves, move)))
    raise SystemExit(f"Tape {tape} has no end.")


def _moves_left(story: Story, tape: int) -> dict[str, int]:
    """Return how many moves each scene is from the end of a tape, by the graph alone.

    Scenes that never get there are left out.
    """
    after = graph_of(story).after
    ends = [key for key, scene in story.scenes.items() if _closes(story, tape, scene)]
    left = dict.fromkeys(ends, 0)
    waiting = deque(ends)
    while waiting:
        here = waiting.popleft()
        for key, targets in after.items():
            if here in targets and key not in left:
                left[key] = left[here] + 1
                waiting.append(key)
    return left


def _closes(story: Story, tape: int, scene: Scene) -> bool:
    chapter = story.chapter_of(scene)
    if chapter.tape == tape:
        return scene.ending is not None and scene.ending.kind == "record"
    return (chapter.tape or 0) > tape


def golden_runs(story: Story) -> dict[str, tuple[str, ...]]:
    """Return every golden run by name: each tape by each persona, each going on from its own earlier tapes."""
    runs: dict[str, tuple[str, ...]] = {}
    carried: dict[str, tuple[str, ...]] = dict.fromkeys([*PERSONAS, "shortest"], ())
    for chapter in story.chapters:
        tape = chapter.tape or 0
        for name, start in carried.items():
            policy = PERSONAS.get(name)
            moves = play(story, tape, policy, start) if policy else shortest(story, tape, start)
            runs[f"{chapter.id}-{name}"] = carried[name] = moves
    return runs


def tape_part(text: str, chapter: Chapter) -> str:
    """Return a transcript from a chapter's heading on: what came before stands in golden runs of the tapes before."""
    return text[text.index(f"{chapter_heading(chapter)}\n") :]


def main() -> None:
    """Write moves and transcripts."""
    story = load_story(STORY).story
    if story is None:
        sys.exit("The story has errors.")
    for name, moves in golden_runs(story).items():
        run = Playthrough(story)
        run.restore(moves)
        chapter = next(chapter for chapter in story.chapters if name.startswith(f"{chapter.id}-"))
        (HERE / f"{name}.moves").write_text("".join(f"{move}\n" for move in moves), encoding="utf-8")
        (HERE / f"{name}.txt").write_text(tape_part(transcript(run), chapter), encoding="utf-8")


if __name__ == "__main__":
    main()
