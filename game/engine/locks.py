"""Why a choice cannot be taken, in words: the author's sentence, or a reason derived from its condition."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from game.engine import rules
from game.engine.roster import fact_sentence
from game.engine.state import Moment
from game.story.expr import COMPARE, All, Among, AnyOf, Condition, CountOf, Not, Present
from game.story.model import Choice, Story
from game.story.variables import DomainKind, Variable, VariableKind


class Lack(NamedTuple):
    """A part of a condition that is not as it should be."""

    part: Condition
    words: str | None
    """What it asks for and how it is now; ``None`` for what must not, or cannot, be told."""
    is_hidden: bool
    """Whether it asks for something that is kept from every screen."""


def lock_reason(story: Story, moment: Moment, choice: Choice, name: str) -> str:
    """Return what is shown beside a locked choice: the author's sentence, else the derived reason. May be empty."""
    if choice.locked is not None:
        return rules.render_line(story, moment, choice.locked, name)
    return derived_reason(story, moment, choice.condition)


def derived_reason(story: Story, moment: Moment, condition: Condition | None) -> str:
    """Return the comparisons that fail, by label, sentence and value: "Nerve 3 or more; 2 now".

    Empty if the condition holds, or if something that fails is hidden, about history, or has no words to be told in.
    """
    if condition is None or rules.holds(story, moment, condition):
        return ""
    reasons = list(dict.fromkeys(lack.words for lack in _failing(story, moment, condition, wanted=True)))
    return "" if not reasons or None in reasons else ". ".join(reason for reason in reasons if reason)


def lacking(story: Story, moment: Moment, condition: Condition | None) -> tuple[Lack, ...]:
    """Return the parts of a condition that keep it from holding, in reading order; none if it holds."""
    return () if condition is None else tuple(_failing(story, moment, condition, wanted=True))


def _failing(story: Story, moment: Moment, condition: Condition, *, wanted: bool) -> Iterator[Lack]:
    """Yield each part that is not as ``wanted``, with what can be told of it."""
    if rules.holds(story, moment, condition) == wanted:
        return
    match condition:
        case Not(part=part):
            yield from _failing(story, moment, part, wanted=not wanted)
        case All(terms=terms) | AnyOf(terms=terms):
            for term in terms:
                yield from _failing(story, moment, term, wanted=wanted)
        case Among(slot=slot, is_history=is_history):
            is_hidden = not is_history and story.variables[slot].hidden
            words = _comparison(story, moment, condition, wanted=wanted)
            yield Lack(condition, words, is_hidden)
        case Present(person=person):
            words = f"{story.people[person].name} {'is not' if wanted else 'is'} here"
            yield Lack(condition, words, is_hidden=False)
        case CountOf():
            yield Lack(condition, _headcount(story, moment, condition, wanted=wanted), is_hidden=False)
        case _:
            yield Lack(condition, None, is_hidden=False)


def _comparison(story: Story, moment: Moment, condition: Among, *, wanted: bool) -> str | None:
    if condition.is_history:
        return None
    variable = story.variables[condition.slot]
    if variable.hidden:
        return None
    code = moment.state.vector[variable.slot]
    codes = [one for one in range(variable.domain.size) if bool(condition.codes >> one & 1) == wanted]
    if variable.kind in {VariableKind.FACT, VariableKind.CLIP}:
        return _fact(variable, codes, code)
    owner = f"{story.people[variable.person].name}: " if variable.person and variable.person != rules.YOU else ""
    if variable.domain.kind is DomainKind.RANGE:
        return f"{owner}{variable.label} {_interval(codes, variable.domain.maximum)}; {code} now"
    words = _alternatives(variable.domain.word(one) for one in codes)
    return f"{owner}{variable.label} {words}; {variable.domain.word(code)} now"


def _fact(variable: Variable, codes: list[int], code: int) -> str | None:
    if variable.domain.kind is DomainKind.BOOLEAN:
        return f'{"Not so yet" if 1 in codes else "Already so"}: "{variable.says}"' if variable.says else None
    sentences = [fact_sentence(variable, one) for one in codes]
    told = [f'"{sentence}"' for sentence in sentences if sentence]
    now = fact_sentence(variable, code)
    if not told:
        return f'Already so: "{now}"' if now else None
    return f"Only if {_alternatives(told)}" + (f'; now "{now}"' if now else "")


def _headcount(story: Story, moment: Moment, condition: CountOf, *, wanted: bool) -> str:
    holds = COMPARE[condition.operator]
    most = len(condition.members)
    numbers = [number for number in range(most + 1) if holds(number, condition.number) == wanted]
    now = sum(rules.holds(story, moment, member) for member in condition.members)
    return f"{condition.what.capitalize()}: {_interval(numbers, most)}; {now} now"


def _interval(numbers: list[int], most: int) -> str:
    """Return which numbers would do: "3", "3 or more", "2 or fewer", "1 to 3", "1 or 4"."""
    if not numbers:
        return "never"
    low, high = numbers[0], numbers[-1]
    if low == high:
        return str(low)
    if high - low + 1 != len(numbers):
        return _alternatives(map(str, numbers))
    if high == most:
        return f"{low} or more"
    return f"{high} or fewer" if low == 0 else f"{low} to {high}"


def _alternatives(words: Iterable[str]) -> str:
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
