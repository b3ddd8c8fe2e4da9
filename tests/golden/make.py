"""Write the golden runs anew: the moves of five players in each chapter, and all that they read.

For each ending a shortest way there, and all that is read in the chapter it ends.

Run it when the story has changed on purpose, and read what `git diff` says of it:

    .venv/bin/python tests/golden/make.py
"""

import sys
from collections import deque
from collections.abc import Callable
from heapq import heappop, heappush
from itertools import count
from pathlib import Path

from game.author.prove.claims import Kind
from game.author.prove.decide import Decided
from game.author.prove.formula import member
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
ENDING = "ending-"
"""How the names begin of the runs that are kept for an ending's sake."""
BITE = "bound_wrist"
"""The chapter in which the bitten player is bitten."""
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


def play(story: Story, chapter: Chapter, policy: Policy, start: tuple[str, ...]) -> tuple[str, ...]:
    """Play from ``start`` to the end of a chapter as the policy likes best. A timer that runs out is silence."""
    run = Playthrough(story)
    run.restore(start)
    while not _is_past(story, chapter, run.moment.scene):
        run.choose(_preferred(story, run, policy))
    return run.moves


def going_on(story: Story, chapter: Chapter, moves: tuple[str, ...]) -> tuple[str, ...]:
    """Return a run into the next chapter: where it stopped at the end of a part, its last choice is the other one."""
    if chapter is story.chapters[-1]:
        return moves
    run = Playthrough(story)
    run.restore(moves)
    if not run.over:
        return moves
    run.rewind(len(moves) - 1)
    before = run.moment
    onward = next(
        move for move in run.available() if rules.apply(story, before, move).after.scene.chapter != chapter.id
    )
    return (*moves[:-1], onward)


def bitten(decided: Decided, until: Chapter) -> tuple[str, ...]:
    """Return a shortest way to the end of a chapter on which you are bitten and go on as a half.

    Raises SystemExit if there is none.
    """
    story = decided.story
    slot = story.slots["you.state"]
    domain = story.variables[slot].domain
    is_half = member(slot, 1 << domain.code("half"), domain.size)
    for scene in story.scenes.values():
        if _is_past(story, until, scene):
            claim = decided.claims.aimed(scene, is_half)
            decided.ask([claim])
            witness = decided.answers[claim].witness
            if witness is not None:
                return witness
    raise SystemExit("Nobody can be bitten and go on.")


def _is_past(story: Story, chapter: Chapter, scene: Scene) -> bool:
    """Whether a scene stands in a later chapter, or is where the story stops."""
    order = [one.id for one in story.chapters]
    stops = scene.ending is not None and scene.ending.kind == "record" and not scene.routes
    return order.index(scene.chapter) > order.index(chapter.id) or stops


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


def shortest(story: Story, chapter: Chapter, start: tuple[str, ...]) -> tuple[str, ...]:
    """Return the fewest moves from ``start`` to the end of a chapter; early ends do not count.

    A* over moments (Hart, Nilsson and Raphael 1968): distance in the graph of scenes never overestimates, for a move
    leads to one scene.
    """
    run = Playthrough(story)
    run.restore(start)
    left = _moves_left(story, chapter)
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
    raise SystemExit(f"{chapter.title} has no end.")


def _moves_left(story: Story, chapter: Chapter) -> dict[str, int]:
    """Return how many moves each scene is from the end of a chapter, by the graph alone.

    Scenes that never get there are left out.
    """
    after = graph_of(story).after
    ends = [key for key, scene in story.scenes.items() if _is_past(story, chapter, scene)]
    left = dict.fromkeys(ends, 0)
    waiting = deque(ends)
    while waiting:
        here = waiting.popleft()
        for key, targets in after.items():
            if here in targets and key not in left:
                left[key] = left[here] + 1
                waiting.append(key)
    return left


def golden_runs(story: Story) -> dict[str, tuple[str, ...]]:
    """Return every golden run by name: each chapter by each player, each going on from their own chapters before.

    The moves of the last chapter are a run from the first line to the last.
    """
    runs: dict[str, tuple[str, ...]] = {}
    carried: dict[str, tuple[str, ...]] = dict.fromkeys([*PERSONAS, "shortest"], ())
    for chapter in story.chapters:
        for name, start in carried.items():
            policy = PERSONAS.get(name)
            moves = play(story, chapter, policy, start) if policy else shortest(story, chapter, start)
            runs[f"{chapter.id}-{name}"] = moves
            carried[name] = going_on(story, chapter, moves)
    decided = Decided(story)
    return runs | _bitten_runs(decided) | ending_runs(decided)


def ending_runs(decided: Decided) -> dict[str, tuple[str, ...]]:
    """Return a shortest run to each ending, by name, and on to where nothing more can be done.

    Raises SystemExit if there is an ending that nobody can reach.
    """
    claims = list(decided.claims.of(Kind.ENDING))
    decided.ask(claims)
    runs: dict[str, tuple[str, ...]] = {}
    for claim in claims:
        witness = decided.answers[claim].witness
        if witness is None:
            raise SystemExit(f"Nobody can come to the ending {claim.at}.")
        run = Playthrough(decided.story)
        run.restore(witness)
        while not run.over:
            run.choose(run.available()[0])
        runs[f"{ENDING}{claim.at}"] = run.moves
    return runs


def _bitten_runs(decided: Decided) -> dict[str, tuple[str, ...]]:
    """Return the golden runs of somebody who is bitten, who afterwards does what is kind."""
    story = decided.story
    bite = next(chapter for chapter in story.chapters if chapter.id == BITE)
    way = bitten(decided, bite)
    runs: dict[str, tuple[str, ...]] = {}
    run = Playthrough(story)
    for move in way:
        chapter = run.chapter
        run.choose(move)
        runs[f"{chapter.id}-bitten"] = run.moves
    for chapter in story.chapters[story.chapters.index(bite) + 1 :]:
        runs[f"{chapter.id}-bitten"] = play(story, chapter, warmth, way)
        way = going_on(story, chapter, runs[f"{chapter.id}-bitten"])
    return runs


def chapter_of(name: str, run: Playthrough) -> Chapter:
    """Return the chapter that a golden run is kept for: an ending's is the one it stands in."""
    if name.startswith(ENDING):
        return run.chapter
    return next(chapter for chapter in run.story.chapters if name.startswith(f"{chapter.id}-"))


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
        (HERE / f"{name}.moves").write_text("".join(f"{move}\n" for move in moves), encoding="utf-8")
        (HERE / f"{name}.txt").write_text(tape_part(transcript(run), chapter_of(name, run)), encoding="utf-8")


if __name__ == "__main__":
    main()
