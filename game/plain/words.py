"""The words a reader can type, and what answers each. One table: what is obeyed is what ``help`` lists."""

from collections.abc import Callable

from msgspec import Struct

from game.language import N_, P_, _
from game.plain import manners, notes, replies, wording
from game.plain.answering import offer_for_continue, person_for
from game.plain.sitting import Sitting
from game.plain.typed import meant, spoken_word
from game.questions import answers


class Word(Struct, frozen=True):
    """Something that can be typed: its names, what may follow it, what it gives, and what answers it."""

    names: tuple[str, ...]
    follows: str
    gives: str
    answer: Callable[[Sitting, str], None]


def _alone(answer: Callable[[Sitting], None]) -> Callable[[Sitting, str], None]:
    """Return the answer to a word that nothing follows."""
    return lambda sitting, _rest: answer(sitting)


def _manner(manner: manners.Manner, follows: str, gives: str) -> Word:
    """Return a word that changes how it is read."""
    return Word((manner.word,), follows, gives, lambda sitting, rest: manners.turn(sitting, manner, rest))


def _compare(sitting: Sitting, rest: str) -> None:
    from game.plain.comparing import compare  # noqa: PLC0415 - takes a while to load, and is seldom asked

    compare(sitting, rest)


def _why(sitting: Sitting, rest: str) -> None:
    from game.plain.why import why  # noqa: PLC0415 - as above

    why(sitting, rest)


def _help(sitting: Sitting) -> None:
    """List the words, in one line each."""
    sitting.page.line(_("A number makes that choice. Enter goes on where there is nothing to choose."))
    for word in WORDS:
        names = _(" or ").join(map(spoken_word, word.names))
        follows = f" {_(word.follows)}" if word.follows else ""
        sitting.page.line(f"{names}{follows}: {_(word.gives)}.", hang="   ")
    sitting.page.line(_("quit: leave. Nothing you chose is lost."))


def _questions(sitting: Sitting) -> None:
    """Say what people ask first, with the answers."""
    named = ("journal", "rewind", "paths", "why", "words", "survivors")
    ways = {name: f"`{spoken_word(name)}`" for name in named} | {"timers": f"`{spoken_word('timers on')}`"}
    for question, answer in answers(ways | {"people": ways["survivors"]}, is_drawn=False):
        sitting.page.part()
        sitting.page.line(question)
        sitting.page.line(answer)


WORDS = (
    Word((P_("typed", "look"), "l"), "", N_("this scene and its choices again"), _alone(replies.look)),
    Word((P_("typed", "read"),), "", N_("this scene in full, where you took its summary"), _alone(replies.in_full)),
    Word((P_("typed", "choices"),), "", N_("only the choices"), _alone(lambda sitting: sitting.offer())),
    Word(
        (P_("typed", "why"),),
        N_("N or NAME"),
        N_("why choice N is locked; what led to what became of NAME, or to the ending"),
        _why,
    ),
    Word(
        (P_("typed", "wait"),),
        "",
        N_("no answer, where a choice is against the clock"),
        _alone(lambda sitting: sitting.wait()),
    ),
    Word(
        (P_("typed", "skip"),),
        N_("on or off"),
        N_("pass over what you have read in another run; or always do"),
        manners.skip,
    ),
    Word((P_("typed", "timers"),), N_("on or off"), N_("count such choices, or don't"), replies.timers),
    _manner(manners.PACE, N_("paragraph or all"), N_("wait after each paragraph, or read pages whole")),
    _manner(manners.WIDTH, N_("narrow, normal, wide or full"), N_("how many columns a line has")),
    _manner(manners.HARD, N_("ask, read or summary"), N_("how the hardest scenes are read")),
    Word(
        (P_("typed", "settings"), "o"),
        "",
        N_("all of these that change how it is read, as they are"),
        _alone(manners.settings),
    ),
    Word((P_("typed", "clip"), "r"), "", N_("keep on tape what can be kept here"), _alone(replies.clip)),
    Word((P_("typed", "summary"),), "", N_("two sentences in place of a hard scene"), _alone(replies.summary)),
    Word(
        (P_("typed", "words"), "g"),
        "",
        N_("the words of this page that have a note, and those you met before"),
        _alone(notes.words),
    ),
    Word((P_("typed", "what"),), N_("is WORD"), N_("what a word means, as somebody there would say it"), notes.what),
    Word((P_("typed", "notes"),), "", N_("what this story and this chapter contain"), _alone(replies.notes)),
    Word(
        (P_("typed", "status"), P_("typed", "where")), "", N_("chapter, place, time and gauges"), _alone(replies.status)
    ),
    Word((P_("typed", "here"),), "", N_("who is with you"), _alone(replies.here)),
    Word((P_("typed", "survivors"), "s"), "", N_("everybody you know of"), _alone(replies.survivors)),
    Word((P_("typed", "who"),), N_("NAME"), N_("one person's card; the name alone will do"), replies.who),
    Word((P_("typed", "map"), "m"), "", N_("the places you know, as a list"), _alone(replies.map_of_places)),
    Word(
        (P_("typed", "record"), "t"),
        N_("html or md"),
        N_("what happened, is on tape, and was told; or a file of it"),
        replies.record,
    ),
    Word(
        (P_("typed", "paths"), "p"),
        N_("N"),
        N_("what you did on this tape, or the Nth, and how much you did not"),
        replies.paths,
    ),
    Word((P_("typed", "endings"),), "", N_("the endings you have come to, in any run"), _alone(replies.endings)),
    Word((P_("typed", "compare"),), N_("NAME"), N_("this run beside another: where they parted, and how"), _compare),
    Word(
        (P_("typed", "journal"), "j"),
        N_("WORDS"),
        N_("this run from its beginning, or where WORDS stand in it"),
        replies.journal,
    ),
    Word((P_("typed", "rewind"),), N_("N"), N_("the tapes you can go back to; with a number, go back"), replies.rewind),
    Word((P_("typed", "restore"),), "", N_("take back the last cut"), _alone(replies.restore)),
    Word((P_("typed", "saves"),), "", N_("the runs that are kept"), _alone(replies.saves)),
    Word((P_("typed", "save"),), N_("NAME"), N_("call this run NAME; every move is kept as it is made"), replies.save),
    Word((P_("typed", "load"),), N_("NAME"), N_("open another run where it was left"), replies.load),
    Word((P_("typed", "new"),), "", N_("begin another run; this one is kept"), _alone(lambda sitting: sitting.begin())),
    Word(
        (P_("typed", "questions"),),
        "",
        N_("what people ask first, with the answers: how to go back, and whether anything is lost"),
        _alone(_questions),
    ),
    Word((P_("typed", "help"), "?"), "", N_("this list"), _alone(_help)),
)
_BY_NAME = {name: word for word in WORDS for name in word.names}
_NAMES = tuple(_BY_NAME)


def answer_word(sitting: Sitting, typed: str) -> None:
    """Obey a word, or show the card of the person named, or say that it is neither."""
    first, _space, rest = typed.partition(" ")
    word = _BY_NAME.get(meant(first, _NAMES))
    if word is not None and (word.follows or not rest):
        word.answer(sitting, rest.strip())
        return
    person = person_for(sitting.playthrough, typed)
    if person is not None:
        replies.card_of(sitting, person.id)
        return
    sitting.page.line(_numbers(sitting) + _("`help` lists every word that is understood here."))


def _numbers(sitting: Sitting) -> str:
    choices = len(wording.choices_of(sitting.playthrough.offers()))
    if offer_for_continue(sitting.playthrough) is not None:
        return _("Enter goes on.") + " "
    if choices > 1:
        return _("Type a number from 1 to {last} to choose.", last=choices) + " "
    return _("Type 1 to choose.") + " " if choices else ""
