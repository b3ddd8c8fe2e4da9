"""The prover against the referee on as many random stories as are wanted: `python tests/prove/thousands.py 5000`.

What `tests/prove/test_referee.py` asks of hundreds at every run: every answer, every distance, found by playing, asked
of the solver alone, and asked of it in stretches; and how every two options of a dilemma compare.
"""

import sys
from collections import Counter
from contextlib import ExitStack
from pathlib import Path
from unittest.mock import patch

sys.path.insert(0, str(Path(__file__).parents[1]))

from prove.brute_force import Referee, TooManyMoments
from prove.small_stories import Writer
from story_files import story_of

from game.author.prove import decide, seams, settle
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Dilemmas
from game.story.model import Story

MOST_MOMENTS = 4000
SAID_EVERY = 500


def compare(wanted: int) -> Counter[str]:
    """Compare on so many stories that the referee can look at whole; end with a seed where they differ."""
    found: Counter[str] = Counter()
    seed = 0
    while found["stories"] < wanted:
        try:
            referee = Referee(story_of(Writer(seed).files()), MOST_MOMENTS)
        except TooManyMoments:
            found["too large"] += 1
        else:
            found["stories"] += 1
            _compare(seed, referee, found)
            if found["stories"] % SAID_EVERY == 0:
                sys.stderr.write(f"{dict(found)}\n")
        seed += 1
    return found


def _compare(seed: int, referee: Referee, found: Counter[str]) -> None:
    for how in ("played", "asked", "in stretches"):
        decided = _decided(referee.story, how)
        answers = {
            (str(claim.kind), claim.at, claim.detail): None if answer.witness is None else len(answer.witness)
            for claim, answer in decided.answers.items()
        }
        found["answers"] += len(answers)
        found["reachable"] += sum(length is not None for length in answers.values())
        if any(answer.reachable is None for answer in decided.answers.values()):
            sys.exit(f"undecided in the story of seed {seed}")
        if {key: length for key, length in answers.items() if length is not None} != referee.truth.least:
            sys.exit(f"another answer, or another distance, in the story of seed {seed}")
    dilemmas = Dilemmas(decided)
    for one in dilemmas.comparisons():
        pair = (one.scene.key, one.options[0].key, one.options[1].key)
        found["pairs"] += 1
        if (one.same_future, one.dominated) != (pair in referee.truth.same, pair in referee.truth.dominated):
            sys.exit(f"two options compare otherwise in the story of seed {seed}: {pair}")
    dilemmas.close()


def _decided(story: Story, how: str) -> Decided:
    """Decide every claim about a story: by playing and asking, by asking alone, or so with seams wherever they can be.

    With seams hardly any lengths are told apart besides.
    """
    with ExitStack() as changed:
        if how != "played":
            changed.enter_context(patch.object(decide, "sweep", lambda *_: {}))
        if how == "in stretches":
            changed.enter_context(patch.object(seams, "STRETCH", 1))
            changed.enter_context(patch.multiple(settle, NARROW=-3, ROOM=1))
        decided = Decided(story)
        decided.run()
    return decided


if __name__ == "__main__":
    sys.stdout.write(f"{dict(compare(int(sys.argv[1])))}\n")
