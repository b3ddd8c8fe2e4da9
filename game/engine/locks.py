"""Why a choice cannot be taken, in words: the author's sentence, or a reason derived from its condition."""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from game.engine import rules
from game.engine.roster import fact_sentence
from game.engine.state import Moment
from game.language import _
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
            name = story.people[person].name
            words = _("{name} is not here", name=name) if wanted else _("{name} is here", name=name)
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
        return f"{owner}{variable.label} {_now(_interval(codes, variable.domain.maximum), code)}"
    words = _alternatives(variable.domain.word(one) for one in codes)
    return f"{owner}{variable.label} {_now(words, variable.domain.word(code))}"


def _fact(variable: Variable, codes: list[int], code: int) -> str | None:
    if variable.domain.kind is DomainKind.BOOLEAN:
        says = variable.says
        return (_('Not so yet: "{says}"', says=says) if 1 in codes else _already(says)) if says else None
    sentences = [fact_sentence(variable, one) for one in codes]
    told = [f'"{sentence}"' for sentence in sentences if sentence]
    now = fact_sentence(variable, code)
    if not told:
        return _already(now) if now else None
    only = _("Only if {sentences}", sentences=_alternatives(told))
    return _('{only}; now "{sentence}"', only=only, sentence=now) if now else only


def _already(sentence: str) -> str:
    return _('Already so: "{sentence}"', sentence=sentence)


def _now(wanted: str, present: object) -> str:
    """Return what is asked for, and what there is: "3 or more; 2 now"."""
    return _("{wanted}; {present} now", wanted=wanted, present=present)


def _headcount(story: Story, moment: Moment, condition: CountOf, *, wanted: bool) -> str:
    holds = COMPARE[condition.operator]
    most = len(condition.members)
    numbers = [number for number in range(most + 1) if holds(number, condition.number) == wanted]
    now = sum(rules.holds(story, moment, member) for member in condition.members)
    what = _("Alive") if condition.what == "alive" else _("Present")
    return f"{what}: {_now(_interval(numbers, most), now)}"


def _interval(numbers: list[int], most: int) -> str:
    """Return which numbers would do: "3", "3 or more", "2 or fewer", "1 to 3", "1 or 4"."""
    if not numbers:
        return _("never")
    low, high = numbers[0], numbers[-1]
    if low == high:
        return str(low)
    if high - low + 1 != len(numbers):
        return _alternatives(map(str, numbers))
    if high == most:
        return _("{number} or more", number=low)
    return _("{number} or fewer", number=high) if low == 0 else _("{low} to {high}", low=low, high=high)


def _alternatives(words: Iterable[str]) -> str:
    *most, last = words
    return _("{several} or {last}", several=", ".join(most), last=last) if most else last
