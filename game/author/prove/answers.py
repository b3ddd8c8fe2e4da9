"""Answers to single questions, for people."""

from collections.abc import Iterator, Mapping, Sequence

from game.author.prove.claims import REACHED, Answer, Claim, Kind
from game.author.prove.questions import Arrival
from game.story.model import Story
from game.story.variables import DomainKind, Value


def claim_text(wanted: str, answers: Mapping[str, Answer]) -> str:
    """Return whether something can be reached, with the whole of a shortest way."""
    return "\n".join(line for answer in answers.values() for line in _way(wanted, answer)) + "\n"


def arrival_text(story: Story, wanted: str, arrival: Arrival) -> str:
    """Return how a scene is come to, and each variable with its values there, those apart that never vary."""
    lines = list(_way(wanted, arrival.answer))
    if arrival.answer.reachable:
        fixed = [name for name, values in arrival.values.items() if len(values) == 1]
        for name, values in arrival.values.items():
            if len(values) > 1:
                lines.append(f"  {name}: {_values(story, name, values)}")
        lines.append(f"  {len(fixed)} others have one value only:")
        lines += [f"    {name} {_value(arrival.values[name][0])}" for name in fixed]
    return "\n".join(lines) + "\n"


def without_text(wanted: str, changed: Sequence[Claim]) -> str:
    """Return what hangs on a choice: what nobody could reach without it, and what would be wrong."""
    lost = [claim for claim in changed if claim.kind in REACHED]
    wrong = [claim for claim in changed if claim.kind not in REACHED and claim.kind is not Kind.EFFECT]
    lines = [f"Without `{wanted}`:"]
    lines += [f"  no way to {claim.kind} `{claim.at}`" for claim in lost if claim.at != wanted]
    lines += [f"  {claim.kind} at `{claim.at}` {claim.detail}".rstrip() for claim in wrong]
    if len(lines) == 1:
        lines.append("  everything else could be reached all the same.")
    return "\n".join(lines) + "\n"


def _way(wanted: str, answer: Answer) -> Iterator[str]:
    if answer.reachable is None:
        yield f"`{wanted}` is undecided."
    elif answer.witness is None:
        yield f"No playthrough gets to `{wanted}`."
    else:
        yield f"`{wanted}` can be reached. Shortest way, {len(answer.witness)} moves:"
        yield from (f"  {move}" for move in answer.witness)


def _values(story: Story, name: str, values: Sequence[Value]) -> str:
    domain = story.variable(name).domain
    if domain.kind is DomainKind.RANGE and list(values) == list(range(int(values[0]), int(values[-1]) + 1)):
        return f"{values[0]} to {values[-1]}"
    return ", ".join(map(_value, values))


def _value(value: Value) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
