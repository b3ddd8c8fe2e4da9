"""The answers to ``why`` in words, for the screen and the plain reader alike."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from game.engine.changes import Turn
from game.engine.locks import derived_reason, lock_reason
from game.engine.offers import Offer
from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.engine.roster import person_name, value_words
from game.engine.why.chain import Missed
from game.engine.why.questions import Answer, Cause, why_ended, why_locked, why_person
from game.language import N_, _
from game.story.model import Chapter
from game.story.variables import VariableKind

_LOST = N_("It was lost by what you did:")
_INSTEAD = N_("What you chose instead:")


class Told(Struct, frozen=True):
    """A move that something hangs on, in words."""

    where: str
    """Tape, place and time."""
    label: str
    """What was chosen, or kept on tape, as it was shown."""
    is_clip: bool
    effects: tuple[str, ...]
    """What that did, in sentences."""


class Reason(Struct, frozen=True):
    """An answer in words."""

    heading: str
    """What is so, where and when, as a sentence; empty for what must not be told."""
    lead: str
    """What is said of the moves that follow, or of there being none."""
    moves: tuple[Told, ...]


def locked_reasons(playthrough: Playthrough, offer: Offer) -> tuple[Reason, ...]:
    """Return why a locked choice is locked: its sentence, what it asks for, and which moves it was lost by."""
    choice = offer.choice
    if choice is None or offer.available:
        return ()
    story, moment = playthrough.story, playthrough.moment
    told = plain(lock_reason(story, moment, choice, playthrough.player))
    reasons = []
    if told and told != derived_reason(story, moment, choice.condition):
        reasons.append(Reason(sentence(told), "", ()))
    unnamed: dict[int, Cause] = {}
    for answer in why_locked(playthrough, choice):
        if answer.words:
            moves = tuple(_told(playthrough, cause) for cause in answer.causes)
            lead = _lead(answer.causes) if moves else _("It has not been otherwise in this run.")
            reasons.append(Reason(sentence(answer.words), lead, moves))
        else:
            unnamed |= {cause.step: cause for cause in answer.causes}
    if unnamed:
        causes = [cause for _step, cause in sorted(unnamed.items())]
        reasons.append(Reason("", _lead(causes), tuple(_told(playthrough, cause) for cause in causes)))
    return tuple(reasons) or (Reason(_("Nothing more is known of it."), "", ()),)


def _lead(causes: Sequence[Cause]) -> str:
    """Return what is said before the moves that a lock hangs on: did they lose something, or never gain it?"""
    return _(_LOST) if any(cause.counted for cause in causes) else _(_INSTEAD)


def person_reason(playthrough: Playthrough, person: str) -> Reason:
    """Return what has become of somebody, and the moves that led there."""
    answer = why_person(playthrough, person)
    if answer is None:
        name = person_name(playthrough, person)
        return Reason(_("Nothing has become of {name} that you could ask about.", name=name), "", ())
    return _reason(playthrough, answer)


def ending_reasons(playthrough: Playthrough) -> tuple[Reason, ...]:
    """Return the endings that a run has come to, each with the moves that led there; none before it has ended."""
    return tuple(_reason(playthrough, answer) for answer in why_ended(playthrough))


def sentence(words: str) -> str:
    """Return words ended as a sentence is."""
    return words if not words or words[-1] in '.!?…"”' else f"{words}."


def _reason(playthrough: Playthrough, answer: Answer) -> Reason:
    where = ", ".join(filter(None, (answer.at.place, answer.at.clock))) if answer.at else ""
    heading = " ".join(filter(None, (sentence(answer.words), sentence(where))))
    moves = tuple(_told(playthrough, cause) for cause in answer.causes)
    return Reason(
        heading, _("What you did that led there:") if moves else _("Nothing that you chose decided it."), moves
    )


def _told(playthrough: Playthrough, cause: Cause) -> Told:
    where = ", ".join(filter(None, (tape_words(cause.chapter), cause.at.place, cause.at.clock)))
    return Told(where, cause.label, cause.is_clip, tuple(_effects(playthrough, cause)))


def _effects(playthrough: Playthrough, cause: Cause) -> Iterator[str]:
    if cause.turns:
        yield from (sentence(plain(turn_words(playthrough, turn))) for turn in cause.turns)
    elif cause.counted:
        yield _("What it changed counted later.")
    if cause.instead is not None:
        yield _("Another choice here could have prevented it.")
    elif cause.led:
        yield _("Another choice here led elsewhere.")
    elif Missed.CHOICE in cause.missed and not cause.turns:
        yield _("Another choice here would have counted later.")
    if Missed.CLIP in cause.missed:
        yield _("What could be recorded here would have counted later.")


def turn_words(playthrough: Playthrough, turn: Turn) -> str:
    """Return a change with the name of whom it is of: "Nam-ra: Trust 2 of 5, down from 3", or a fact's sentence."""
    variable = turn.variable
    presence = playthrough.story.presence
    if variable.kind is not VariableKind.STAT or variable.person is None:
        return turn.words
    told = value_words(variable, turn.after) if presence and variable.stat == presence.id else turn.words
    return f"{person_name(playthrough, variable.person)}: {told}"


def tape_words(chapter: Chapter) -> str:
    """Return "Tape 3", or the title of a chapter that is on no tape."""
    return chapter.title if chapter.tape is None else _("Tape {tape}", tape=chapter.tape)
