"""What a player has read before in another run, and how far it can be passed over.

Nobody keeps a list of it: it follows from the moves of everything ever played, as they read in the story as it is now.
"""

from collections.abc import Iterable, Iterator

from game.engine import rules
from game.engine.offers import Outcome
from game.engine.playthrough import present_move
from game.engine.state import Moment, State
from game.language import _
from game.saves.gallery import Way
from game.saves.listing import many
from game.saves.session import Session
from game.story.model import Story

Read = frozenset[tuple[str, str]]
"""Where a paragraph stood (a scene, or a move it answered), and how it read there, whoever was playing."""
_NOBODY = ""
"""The player's name makes no difference to what was read."""


class Rereading:
    """What of a session's story was read in other runs. What was cut from this run counts as well."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._read: Read | None = None

    @property
    def has_read_page(self) -> bool:
        """Whether the present page was read before, as it reads now."""
        run = self._session.playthrough
        return self._is_read(_page(run.story, run.arrival))

    def why_not(self) -> str:
        """Return why the present page cannot be passed over, as a sentence; empty if it can.

        It can if it was read before and nothing on it is to be chosen: one thing can be done, and no other is shown.
        """
        run = self._session.playthrough
        if run.over or run.is_stuck:
            return _("Nothing follows this page.")
        if not self.has_read_page:
            return _("You have not read this page in another run.")
        if len(run.offers()) > 1 or not run.available() or run.moment.scene.clip is not None:
            return _("Here is something to choose.")
        (move,) = run.available()
        answer = _answer(run.story, move, rules.apply(run.story, run.moment, move))
        return "" if self._is_read(answer) else _("You have not read what follows in another run.")

    def pass_over(self) -> int:
        """Go on to the next page that was not read before or has something to choose, and return by how many pages.

        Raises as ``Session.choose`` does; what was passed over until then stays so.
        """
        run, passed = self._session.playthrough, 0
        while not self.why_not():
            self._session.choose(run.available()[0])
            passed += 1
        return passed

    def _is_read(self, paragraphs: Iterable[tuple[str, str]]) -> bool:
        if self._read is None:
            self._read = read_in(self._session.story, self._other_ways())
        return self._read.issuperset(paragraphs)

    def _other_ways(self) -> Iterable[Way]:
        library, run = self._session.library, self._session.run
        if library is None:
            return ()
        return library.ways(self._session.story.id, besides=run.info.id if run is not None else None)


def passed_line(pages: int) -> str:
    """Return what is said of pages that were passed over."""
    return _("Read before, and passed over: {pages}.", pages=many(pages, "page"))


def read_in(story: Story, ways: Iterable[Way]) -> Read:
    """Return every paragraph that somebody came to on some ways, as far as the story still offers their moves."""
    found: set[tuple[str, str]] = set()
    known: set[tuple[str, State]] = set()
    for _title, moves in ways:
        for answer, arrival in _walk(story, moves):
            found.update(answer)
            # Most ways have their beginning in common, and most cuts nearly all.
            if arrival is not None and (arrival.scene.key, arrival.state) not in known:
                known.add((arrival.scene.key, arrival.state))
                found.update(_page(story, arrival))
    return frozenset(found)


def _walk(story: Story, moves: Iterable[str]) -> Iterator[tuple[list[tuple[str, str]], Moment | None]]:
    """Yield the answer to each move of a way, and the moment of the arrival it led to, if it led to one."""
    moment = rules.begin(story)
    yield [], moment
    for written in moves:
        move = present_move(story, written)
        if move not in rules.available(story, moment):
            return
        outcome = rules.apply(story, moment, move)
        moment = outcome.after
        yield _answer(story, move, outcome), moment if outcome.arrived else None


def _page(story: Story, arrival: Moment) -> list[tuple[str, str]]:
    return [(arrival.scene.key, paragraph) for paragraph in rules.read_scene(story, arrival, _NOBODY)]


def _answer(story: Story, move: str, outcome: Outcome) -> list[tuple[str, str]]:
    reply = rules.render(story, outcome.judged, outcome.reply, _NOBODY)
    return [(move, paragraph) for paragraph in reply]
