"""Engines of others that play ink: inkle's own for JavaScript, and one in Rust where it is installed."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Protocol

from node_tools import node_module

RUNNER = Path(__file__).with_name("ink_runner.js")
Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Told:
    """What an engine told after a choice: the text, what can be chosen, and every variable that changed."""

    text: str
    choices: list[str]
    changed: Values


class Engine(Protocol):
    """Plays runs of the story that was compiled last."""

    name: str

    def play(self, run: Sequence[int], names: Sequence[str]) -> list[Told]:
        """Play a run of choices, by their places, and return what was told at its start and after each."""


class InkJs:
    """Inkle's compiler and its engine for JavaScript, in one process for many stories and runs."""

    name = "inkjs"

    def __init__(self, process: "subprocess.Popen[str]") -> None:
        """Speak with a runner."""
        self._process = process

    def compile(self, source: str) -> tuple[list[str], str]:
        """Compile a story and keep it; return what the compiler complained of, and what it compiled to."""
        answer = self._ask({"source": source})
        return answer["problems"], answer["json"]

    def play(self, run: Sequence[int], names: Sequence[str]) -> list[Told]:
        """Play a run of choices."""
        return [Told(**step) for step in self._ask({"run": list(run), "watched": list(names)})["steps"]]

    def _ask(self, asked: dict[str, object]) -> dict[str, Any]:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(asked) + "\n")
        self._process.stdin.flush()
        answer: dict[str, Any] = json.loads(self._process.stdout.readline())
        return answer


@contextmanager
def inkjs() -> Iterator[InkJs]:
    """Start inkle's engine, or skip the test and say what is missing."""
    module = node_module("inkjs/dist/ink-full.js")
    command = ["node", str(RUNNER), str(module)]
    pipe = subprocess.PIPE
    with subprocess.Popen(command, stdin=pipe, stdout=pipe, text=True, encoding="utf-8") as process:
        try:
            yield InkJs(process)
        finally:
            assert process.stdin is not None
            process.stdin.close()


class Bink:
    """The engine in Rust, of a story that inkle's compiler compiled."""

    name = "bink"

    def __init__(self, compiled: str) -> None:
        """Read a story. Raises ModuleNotFoundError where the engine is not installed."""
        self._story = import_module("bink.story").Story(compiled)

    def play(self, run: Sequence[int], names: Sequence[str]) -> list[Told]:
        """Play a run of choices."""
        known: Values = {}
        story = self._story
        story.reset_state()
        steps: list[Told] = []
        for choice in (None, *run):
            if choice is not None:
                if choice >= len(story.get_current_choices()):
                    return [*steps, Told(f"stopped: there is no choice {choice}", [], {})]
                story.choose_choice_index(choice)
            text = story.continue_maximally() if story.can_continue() else ""
            values = {name: story.get_variable(name) for name in names}
            changed = {name: value for name, value in values.items() if known.get(name) != value}
            known |= changed
            steps.append(Told(text, list(story.get_current_choices()), changed))
        return steps
