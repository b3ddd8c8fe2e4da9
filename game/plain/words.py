"""The words a reader can type, and what answers each. One table: what is obeyed is what ``help`` lists."""

from collections.abc import Callable
from dataclasses import dataclass

from game.plain import manners, replies, wording
from game.plain.answering import offer_for_continue, person_for
from game.plain.sitting import Sitting

QUIT = frozenset({"quit", "q", "exit"})


@dataclass(frozen=True, slots=True)
class Word:
    """Something that can be typed: its names, what may follow it, what it gives, and what answers it."""

    names: tuple[str, ...]
    follows: str
    gives: str
    answer: Callable[[Sitting, str], None]


def _alone(answer: Callable[[Sitting], None]) -> Callable[[Sitting, str], None]:
    """Return the answer to a word that nothing follows."""
    return lambda sitting, _: answer(sitting)


def _manner(manner: manners.Manner, follows: str, gives: str) -> Word:
    """Return a word that changes how it is read."""
    return Word((manner.word,), follows, gives, lambda sitting, rest: manners.turn(sitting, manner, rest))


def _help(sitting: Sitting) -> None:
    """List the words, in one line each."""
    sitting.page.line("A number makes that choice. Enter goes on where there is nothing to choose.")
    for word in WORDS:
        names = " or ".join(word.names)
        sitting.page.line(f"{names}{f' {word.follows}' if word.follows else ''}: {word.gives}.", hang="   ")
    sitting.page.line("quit: leave. Nothing you chose is lost.")


WORDS = (
    Word(("look", "l"), "", "this scene and its choices again", _alone(replies.look)),
    Word(("read",), "", "this scene in full, where you took its summary", _alone(replies.in_full)),
    Word(("choices",), "", "only the choices", _alone(lambda sitting: sitting.offer())),
    Word(("why",), "N", "why choice N is locked", replies.why),
    Word(("wait",), "", "no answer, where a choice is against the clock", _alone(lambda sitting: sitting.wait())),
    Word(("skip",), "on or off", "pass over what you have read in another run; or always do", manners.skip),
    Word(("timers",), "on or off", "count such choices, or don't", replies.timers),
    _manner(manners.PACE, "paragraph or all", "wait after each paragraph, or read pages whole"),
    _manner(manners.WIDTH, "narrow, normal, wide or full", "how many columns a line has"),
    _manner(manners.HARD, "ask, read or summary", "how the hardest scenes are read"),
    Word(("settings", "o"), "", "all of these that change how it is read, as they are", _alone(manners.settings)),
    Word(("clip", "r"), "", "keep on tape what can be kept here", _alone(replies.clip)),
    Word(("summary",), "", "two sentences in place of a hard scene", _alone(replies.summary)),
    Word(("notes",), "", "what this story and this chapter contain", _alone(replies.notes)),
    Word(("status", "where"), "", "chapter, place, time and gauges", _alone(replies.status)),
    Word(("here",), "", "who is with you", _alone(replies.here)),
    Word(("survivors", "s"), "", "everybody you know of", _alone(replies.survivors)),
    Word(("who",), "NAME", "one person's card; the name alone will do", replies.who),
    Word(("map", "m"), "", "the places you know, as a list", _alone(replies.map_of_places)),
    Word(("record", "t"), "html or md", "what happened, is on tape, and was told; or a file of it", replies.record),
    Word(("paths", "p"), "N", "what you did on this tape, or the Nth, and how much you did not", replies.paths),
    Word(("endings",), "", "the endings you have come to, in any run", _alone(replies.endings)),
    Word(("journal", "j"), "WORDS", "this run from its beginning, or where WORDS stand in it", replies.journal),
    Word(("rewind",), "N", "the tapes you can go back to; with a number, go back", replies.rewind),
    Word(("restore",), "", "take back the last cut", _alone(replies.restore)),
    Word(("saves",), "", "the runs that are kept", _alone(replies.saves)),
    Word(("save",), "NAME", "call this run NAME; every move is kept as it is made", replies.save),
    Word(("load",), "NAME", "open another run where it was left", replies.load),
    Word(("new",), "", "begin another run; this one is kept", _alone(lambda sitting: sitting.begin())),
    Word(("help", "?"), "", "this list", _alone(_help)),
)
_BY_NAME = {name: word for word in WORDS for name in word.names}


def answer_word(sitting: Sitting, typed: str) -> None:
    """Obey a word, or show the card of the person named, or say that it is neither."""
    first, _, rest = typed.partition(" ")
    word = _BY_NAME.get(first.casefold())
    if word is not None and (word.follows or not rest):
        word.answer(sitting, rest.strip())
        return
    person = person_for(sitting.playthrough, typed)
    if person is not None:
        replies.card_of(sitting, person.id)
        return
    sitting.page.line(f"{_numbers(sitting)}`help` lists every word that is understood here.")


def _numbers(sitting: Sitting) -> str:
    choices = len(wording.choices_of(sitting.playthrough.offers()))
    if offer_for_continue(sitting.playthrough) is not None:
        return "Enter goes on. "
    return {0: "", 1: "Type 1 to choose. "}.get(choices, f"Type a number from 1 to {choices} to choose. ")
