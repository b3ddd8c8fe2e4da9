"""The kinds of thing that a story can name."""

from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of thing that can be named and not be there: the code of that problem, and what the thing is called."""

    code: str
    what: str


PERSON = Kind("HT202", "person")
PLACE = Kind("HT203", "place")
SCENE = Kind("HT204", "scene")
VARIABLE = Kind("HT205", "fact or count")
DILEMMA = Kind("HT205", "fact")
CHOICE = Kind("HT206", "choice")
GROUP = Kind("HT207", "group")
STAT = Kind("HT208", "stat")
AREA = Kind("HT214", "area")
CHAPTER = Kind("HT215", "chapter")
ENDING = Kind("HT215", "ending")
SEASON = Kind("HT217", "season")
TIMED_CHOICE = Kind("HT409", "choice")
