"""Which move an answer means, and whom a name means."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from game.engine.offers import Offer
from game.engine.playthrough import Playthrough
from game.engine.roster import known_people, person_name
from game.engine.rules import YOU
from game.plain.wording import choices_of
from game.story.model import Person

Thing = TypeVar("Thing")


def choice_for(run: Playthrough, answer: str) -> Offer | None:
    """Return the choice that a number means, or, where labels are typed, the start of one.

    ``None`` for anything else.
    """
    choices = choices_of(run.offers())
    if answer.isdecimal():
        number = int(answer[:3])
        return choices[number - 1] if 0 < number <= len(choices) else None
    if not run.moment.scene.typed:
        return None
    return _only(choices, answer, lambda offer: [run.label(offer)])


def offer_for_continue(run: Playthrough) -> Offer | None:
    """Return what goes on from a scene without choices, if this is one."""
    return next((offer for offer in run.offers() if offer.choice is None and offer.clip is None), None)


def clip_offer(run: Playthrough) -> Offer | None:
    """Return the clip, if it can be kept now."""
    return next((offer for offer in run.offers() if offer.clip is not None), None)


def person_for(run: Playthrough, answer: str) -> Person | None:
    """Return the known person that a name, a full name or the start of one means."""

    def names(person: Person) -> list[str]:
        if person.id == YOU:
            return [run.player, "you", "me"]
        return [person_name(run, person.id), person.full, person.hangul, person.id]

    return _only(known_people(run), answer, names)


def _only(things: Iterable[Thing], answer: str, names: Callable[[Thing], list[str]]) -> Thing | None:
    """Return the one thing with a name that is ``answer``, or else the only one with a name that starts so."""
    typed = _letters(answer)
    if not typed:
        return None
    spelled = [(thing, [_letters(name) for name in names(thing)]) for thing in things]
    exact = [thing for thing, known in spelled if typed in known]
    begun = exact or [thing for thing, known in spelled if any(name.startswith(typed) for name in known)]
    return begun[0] if len(begun) == 1 else None


def _letters(words: str) -> str:
    """Return only the letters and digits: nobody should have to remember where a hyphen goes."""
    return "".join(letter for letter in words.casefold() if letter.isalnum())
