"""How fast our engine plays, beside engines that we did not write, on the same stories in one run.

A step is: take a choice, have its effects, land, and have the text as a string and the labels of what can be chosen.
Every engine throws the same dice. Two stories are played: one made for this, in layers, with short conditions and no
branches of text; and our own. The engines play them as `hyosan export ink` writes them; bardic, which reads a format of
its own, plays only the first. Rounds are taken in turn, and a ratio is that of two rounds that stand side by side.
"""

import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import layered

from game.author.ink import as_ink
from game.engine import rules
from game.engine.playthrough import Playthrough
from game.engine.walk import Walk
from game.story.loader import load_story
from game.story.model import Story

STORY = Path(__file__).parents[1] / "story"
INKJS = Path(sys.prefix) / "node" / "node_modules" / "inkjs" / "dist" / "ink-full.js"
SCENES = 2_000
ROUNDS = 7
SECONDS_A_ROUND = 0.4
NAME = "Min"
GOALS = {"walk": 20, "playthrough": 3}
"""The rules as they are walked by, and a whole run. Their functions called one by one, which keep every moment apart
from the one before, are measured as well."""
Steps = Callable[[int], float]
"""Takes so many steps and returns the seconds they took."""


class Dice:
    """The same numbers for every engine (a linear congruential generator; Knuth, The Art of Computer Programming 2)."""

    def __init__(self) -> None:
        self._state = 7

    def below(self, number: int) -> int:
        """Throw: a number from 0 to one less than ``number``."""
        self._state = (self._state * 1664525 + 1013904223) & 0xFFFFFFFF
        return (self._state >> 16) % number


def by_rules(story: Story) -> Steps:
    """Return how the rules are stepped by their functions, each moment a value of its own."""

    def steps(number: int) -> float:
        dice = Dice()
        begin = time.perf_counter()
        moment = rules.begin(story)
        moves = rules.sight(story, moment, NAME).moves
        for _ in range(number):
            if not moves:
                moment = rules.begin(story)
                moves = rules.sight(story, moment, NAME).moves
            outcome = rules.apply(story, moment, moves[dice.below(len(moves))])
            rules.render(story, outcome.judged, outcome.reply, NAME)
            moment = outcome.after
            moves = rules.sight(story, moment, NAME).moves
        return time.perf_counter() - begin

    return steps


def by_walk(story: Story) -> Steps:
    """Return how a walk is stepped, which keeps nothing but where it is, and reads no replies."""

    def steps(number: int) -> float:
        dice = Dice()
        begin = time.perf_counter()
        walk = Walk(story, NAME)
        moves = walk.sight.moves
        for _ in range(number):
            if not moves:
                moves = walk.begin().moves
            moves = walk.step(moves[dice.below(len(moves))]).moves
        return time.perf_counter() - begin

    return steps


def by_playthrough(story: Story) -> Steps:
    """Return how a run is stepped: the state machine, the events, the list of moves."""

    def steps(number: int) -> float:
        dice = Dice()
        begin = time.perf_counter()
        run = Playthrough(story, NAME)
        moves = run.sight.moves
        for _ in range(number):
            if not moves:
                run = Playthrough(story, NAME)
                moves = run.sight.moves
            run.choose(moves[dice.below(len(moves))])
            moves = run.sight.moves
        return time.perf_counter() - begin

    return steps


def by_bink(compiled: Path) -> Steps:
    """Return how bink is stepped."""
    story: Any = import_module("bink.story").Story(compiled.read_text(encoding="utf-8"))

    def steps(number: int) -> float:
        dice = Dice()
        labels: list[str] = []
        begin = time.perf_counter()
        for _ in range(number):
            if not labels:
                story.reset_state()
                story.continue_maximally()
                labels = list(story.get_current_choices())
            story.choose_choice_index(dice.below(len(labels)))
            story.continue_maximally()
            labels = list(story.get_current_choices())
        return time.perf_counter() - begin

    return steps


def by_bardic(content: layered.Files) -> Steps:
    """Return how bardic is stepped, on the layered story in its own format."""
    bardic: Any = import_module("bardic")
    compiled = bardic.BardCompiler().compile_string(layered.as_bard(content))

    def steps(number: int) -> float:
        dice = Dice()
        engine: Any = None
        labels: list[str] = []
        begin = time.perf_counter()
        for _ in range(number):
            if not labels:
                engine = bardic.BardEngine(compiled)
                labels = [choice["text"] for choice in engine.current().choices]
            labels = [choice["text"] for choice in engine.choose(dice.below(len(labels))).choices]
        return time.perf_counter() - begin

    return steps


@contextmanager
def by_inkjs(compiled: Path) -> Iterator[Steps]:
    """Start inkle's engine and give how it is stepped."""
    command = ["node", str(Path(__file__).with_name("engines.js")), str(INKJS), str(compiled)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        asked, answered = process.stdin, process.stdout
        if asked is None or answered is None:
            raise RuntimeError("pipes were asked for")

        def steps(number: int) -> float:
            asked.write(f"{number}\n")
            asked.flush()
            return float(answered.readline())

        yield steps
        asked.close()


def compiled_ink(story: Story, folder: Path) -> Path:
    """Write a story as ink and have inkle's compiler compile it."""
    source, compiled = folder / "story.ink", folder / "story.json"
    source.write_text(as_ink(story), encoding="utf-8")
    script = (
        "const ink = require(process.argv[1]); const fs = require('fs');"
        "const options = new ink.CompilerOptions(null, [], false, (text) => { throw new Error(text); });"
        "const story = new ink.Compiler(fs.readFileSync(process.argv[2], 'utf-8'), options).Compile();"
        "fs.writeFileSync(process.argv[3], story.ToJson());"
    )
    subprocess.run(["node", "-e", script, str(INKJS), str(source), str(compiled)], check=True)  # noqa: S607 - as found
    return compiled


def measured(ours: dict[str, Steps], theirs: dict[str, Steps]) -> bool:
    """Run all in turn, print a line for each, and return whether every goal is met within its spread."""
    every = ours | theirs
    sizes = {name: _size(steps) for name, steps in every.items()}
    rates: dict[str, list[float]] = {name: [] for name in every}
    for _ in range(ROUNDS):
        for name, steps in every.items():
            rates[name].append(sizes[name] / steps(sizes[name]))
    fastest = max(theirs, key=lambda name: statistics.median(rates[name]))
    met = True
    for name, found in sorted(rates.items(), key=lambda pair: -statistics.median(pair[1])):
        ratios = sorted(one / other for one, other in zip(found, rates[fastest], strict=True))
        said = f"{statistics.median(ratios):7.2f} times {fastest} [{ratios[0]:.2f} to {ratios[-1]:.2f}]"
        goal = GOALS.get(name)
        if goal is not None:
            # A ratio that falls short by more than its own spread is no accident of the machine.
            met = met and ratios[-1] >= goal
            said += f"   goal {goal}: {'met' if statistics.median(ratios) >= goal else 'not met'}"
        print(f"{name:<12} {statistics.median(found):>11,.0f} steps a second {said}")
    return met


def _size(steps: Steps) -> int:
    """Return how many steps take about as long as a round should. What is remembered is remembered by then."""
    number = 200
    while (taken := steps(number)) < SECONDS_A_ROUND / 4:
        number *= 4
    return max(200, int(number * SECONDS_A_ROUND / taken))


def _ours(story: Story) -> dict[str, Steps]:
    return {"rules": by_rules(story), "walk": by_walk(story), "playthrough": by_playthrough(story)}


def _theirs(compiled: Path, stack: ExitStack) -> dict[str, Steps]:
    theirs: dict[str, Steps] = {"inkjs": stack.enter_context(by_inkjs(compiled))}
    if find_spec("bink"):
        theirs["bink"] = by_bink(compiled)
    return theirs


def main() -> None:
    """Print the table of each story; leave with 1 if a goal is missed by more than the spread."""
    if not INKJS.exists():
        print("inkjs is not installed, so engines are not compared: `make node` does that, where there is Node.js.")
        return
    met = True
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        content = layered.files(SCENES)
        layered.write(folder / "layered", content)
        for name, place in (("a layered story", folder / "layered"), ("our story", STORY)):
            story = load_story(place).story
            if story is None:
                sys.exit(f"{name} has errors.")
            print(f"{name}, {len(story.scenes)} scenes; medians of {ROUNDS} rounds")
            theirs = _theirs(compiled_ink(story, folder), stack)
            if story.id == "layered" and find_spec("bardic"):
                theirs["bardic"] = by_bardic(content)
            met = measured(_ours(story), theirs) and met
            print()
    sys.exit(0 if met else 1)


if __name__ == "__main__":
    main()
