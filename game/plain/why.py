"""The word ``why``: of a locked choice, of what became of somebody, of an ending."""

from collections.abc import Iterator

from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.engine.why import Reason, ending_reasons, locked_reasons, person_reason
from game.language import N_, _
from game.plain.answering import choice_for, person_for
from game.plain.sitting import Sitting
from game.plain.wording import choices_of, sentence

_USAGE = N_("`why 2` says why choice 2 is locked; `why` and a name, what you did that led to what became of somebody.")


def why(sitting: Sitting, rest: str) -> None:
    """Say why a choice is locked, why somebody is as they are, or why it ended so; alone, whichever can be asked."""
    run = sitting.playthrough
    if rest.isdecimal():
        _number(sitting, rest)
    elif rest:
        person = person_for(run, rest)
        lines = why_lines(person_reason(run, person.id)) if person is not None else [_(_USAGE)]
        sitting.page.lines(lines)
    else:
        sitting.page.lines(list(_all(run)) or [_(_USAGE)])


def _number(sitting: Sitting, number: str) -> None:
    run = sitting.playthrough
    offer = choice_for(run, number)
    if offer is None:
        sitting.page.line(_(_USAGE))
    elif offer.available:
        sitting.page.line(_("That choice can be taken."))
    else:
        for reason in locked_reasons(run, offer):
            sitting.page.lines(why_lines(reason))


def _all(run: Playthrough) -> Iterator[str]:
    """Yield the reasons of an ending, or of every locked choice."""
    for reason in ending_reasons(run):
        yield from why_lines(reason)
    for number, offer in enumerate(choices_of(run.offers()), start=1):
        if not offer.available:
            yield _("Choice {number} is locked: {label}", number=number, label=sentence(plain(run.label(offer))))
            for reason in locked_reasons(run, offer):
                yield from why_lines(reason)


def why_lines(reason: Reason) -> Iterator[str]:
    """Yield a reason: what is so, and the moves that led there as a nested list."""
    yield from filter(None, (reason.heading, reason.lead))
    for told in reason.moves:
        done = sentence(plain(told.label))
        yield f"- {told.where}. {_('On tape') if told.is_clip else _('You chose')}: {done}"
        yield from (f"  - {effect}" for effect in told.effects)
