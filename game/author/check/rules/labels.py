"""HT438, HT439: labels too long for a line, and labels that look the same."""

from collections.abc import Iterator

from game.author.check.columns import columns
from game.author.check.readings import longest
from game.author.check.unit import Unit
from game.story.problems import Problem, Span

WIDEST = 72


def check(unit: Unit) -> Iterator[Problem]:
    """Yield labels over 72 columns, quotation marks included, and those that differ only in punctuation or capitals."""
    for scene in unit.scenes:
        known: dict[str, str] = {}
        told: set[Span] = set()
        for choice in scene.choices:
            label = " ".join(longest(choice.label).split())
            width = columns(label) + (2 if choice.spoken else 0)
            if width > WIDEST and choice.span not in told:
                told.add(choice.span)
                yield unit.problem(
                    "HT438",
                    choice.span,
                    f"The label of `{choice.id}` is {width} columns wide.",
                    expected=f"at most {WIDEST} columns, so that it stays on one line",
                )
            letters = "".join(letter for letter in label.casefold() if letter.isalnum())
            if letters in known:
                yield unit.problem(
                    "HT439",
                    choice.span,
                    f"`{choice.id}` reads the same as `{known[letters]}` but for punctuation and capitals.",
                    expected="labels that can be told apart when they are read aloud",
                )
            known.setdefault(letters, choice.id)
