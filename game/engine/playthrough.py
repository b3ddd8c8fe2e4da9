"""One run through a story: a list of moves, and what they come to.

Nothing else is kept. Saving, loading, rewinding, replaying, sharing a run and a golden test are all this list.
"""

from collections.abc import Iterable
from operator import attrgetter
from typing import TYPE_CHECKING

from msgspec import Struct

from game.engine import rules
from game.engine.events import Event
from game.engine.offers import Offer, Outcome, Sight
from game.engine.state import Moment
from game.engine.telling import tell
from game.errors import MoveNotOffered
from game.language import _
from game.story.model import Chapter, Ending, Story

if TYPE_CHECKING:
    from game.engine.machine import StoryMachine


class Step:
    """One move of a run, or its beginning (``move`` is ``None``), with all that it told.

    What a move of a replay told is worked out when somebody asks: of a long run most is never read again.
    """

    __slots__ = ("_events", "_label", "_replayed", "after", "arrived", "before", "move")
    __hash__ = None  # type: ignore[assignment] # nobody needs a set of steps
    __match_args__ = ("move", "label", "before", "after", "arrived", "events")

    def __init__(  # noqa: PLR0913, PLR0917 - a step has as many sides
        self,
        move: str | None,
        label: str | None,
        before: Moment | None,
        after: Moment,
        arrived: bool,  # noqa: FBT001 - one of them
        events: tuple[Event, ...] | None,
        replayed: tuple[Story, str, Outcome] | None = None,
    ) -> None:
        """Without a label and events they are worked out: of the story, for the player, from what the move led to."""
        self.move, self.before, self.after, self.arrived = move, before, after, arrived
        self._label, self._events, self._replayed = label, events, replayed

    @property
    def label(self) -> str:
        """What the player chose, as it was shown; empty at the beginning and for going on."""
        if self._label is None:
            self._label = ""
            if self._replayed is not None and self.before is not None:
                seen = rules.sight(self._replayed[0], self.before, self._replayed[1])
                self._label = seen.labels[seen.moves.index(str(self.move))]
        return self._label

    @property
    def events(self) -> tuple[Event, ...]:
        """What it told, in order."""
        if self._events is None:
            self._events = ()
            if self._replayed is not None:
                story, player, outcome = self._replayed
                self._events = tell(story, player, self.before, self.after, outcome)
        return self._events

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Step) and _all_of(self) == _all_of(other)


_all_of = attrgetter(*Step.__match_args__)


class Stopped(Struct, frozen=True):
    """Why a replay went no further: the move at ``index`` is not offered where the run had come to."""

    index: int
    move: str
    code: str
    """``unknown`` for a move this story does not have, ``not_offered`` for one it does not offer there."""
    message: str


class Playthrough:
    """A run: start it, choose, rewind, restore. Deterministic: the same moves always give the same steps."""

    def __init__(self, story: Story, player: str = "") -> None:
        """Begin at the story's start. ``player`` is the name of the one who plays; empty for the story's first."""
        self.story = story
        self.player = player or default_name(story)
        self.splices = 0
        self.worked_out: dict[str, object] = {}
        """What others have worked out of this run and keep with it, each under a name of its own."""
        self._machine: StoryMachine | None = None
        self._steps: list[Step] = []
        self._moves: list[str] = []
        self._endings: list[int] = []
        """The steps that stand in an ending, by position."""
        self._begin()

    def _begin(self) -> None:
        moment = rules.begin(self.story)
        self._steps, self._moves, self._endings = [], [], []
        self._add(Step(None, "", None, moment, arrived=True, events=tell(self.story, self.player, None, moment)))

    def _add(self, step: Step) -> None:
        """Add a step. What is asked at every move is noted, so that nobody has to look through a long run for it."""
        if step.move is not None:
            self._moves.append(step.move)
        if step.after.scene.ending is not None:
            self._endings.append(len(self._steps))
        self._steps.append(step)

    @property
    def moment(self) -> Moment:
        """Where the run is."""
        return self._steps[-1].after

    @property
    def steps(self) -> tuple[Step, ...]:
        """Everything that happened, the beginning first."""
        return tuple(self._steps)

    @property
    def moves(self) -> tuple[str, ...]:
        """The run itself."""
        return tuple(self._moves)

    @property
    def length(self) -> int:
        """How many moves were made."""
        return len(self._moves)

    @property
    def arrival(self) -> Moment:
        """The moment of arriving at the present scene, in which its text is judged."""
        return next(step.after for step in reversed(self._steps) if step.arrived)

    @property
    def text(self) -> tuple[str, ...]:
        """The paragraphs of the present scene, as they read on arrival."""
        return rules.read_scene(self.story, self.arrival, self.player)

    @property
    def chapter(self) -> Chapter:
        """The chapter the run is in."""
        return self.story.chapter_of(self.moment.scene)

    @property
    def ending(self) -> Ending | None:
        """The ending this run has reached, also while its codas are read."""
        return self._steps[self._endings[-1]].after.scene.ending if self._endings else None

    @property
    def ending_moment(self) -> Moment | None:
        """The moment in which the ending was arrived at, which the Record and the epilogues are judged in."""
        return self._steps[self._endings[0]].after if self._endings else None

    @property
    def over(self) -> bool:
        """Whether the story has stopped: only endings and codas that lead nowhere do. A clip may still be on offer."""
        return self.moment.scene.is_end and not self.moment.scene.routes

    @property
    def is_stuck(self) -> bool:
        """Whether nothing is offered, or only a clip, where the story does not stop: a fault of the story."""
        return rules.is_stuck(self.story, self.moment)

    def offers(self) -> tuple[Offer, ...]:
        """Everything the scene shows to be done, locked choices included."""
        return rules.offers(self.story, self.moment)

    def available(self) -> tuple[str, ...]:
        """The moves that can be made now."""
        return rules.available(self.story, self.moment)

    @property
    def sight(self) -> Sight:
        """What there is to be read now, as it reads in the present state: the text, the moves and what they say."""
        return rules.sight(self.story, self.moment, self.player)

    def label(self, offer: Offer) -> str:
        """Return what an offer says: a choice's label (speech in quotation marks), a clip's; empty for going on."""
        return rules.offer_label(self.story, self.moment, offer, self.player)

    def choose(self, move: str) -> Step:
        """Make a move and return what it told. Raises MoveNotOffered and changes nothing if it is not available."""
        before = self.moment
        seen = self.sight
        if move not in seen.moves:
            raise MoveNotOffered(f"`{move}` is not offered in `{before.scene.key}`.")
        label = seen.labels[seen.moves.index(move)]
        machine = self._machine
        if machine is None:
            # Loaded and built when a move is first made: a run can be read without, and then nobody waits for it.
            from game.engine.machine import machine_of  # noqa: PLC0415

            machine = self._machine = machine_of(self.story)
        outcome = machine.fire(before, move)
        events = tell(self.story, self.player, before, outcome.after, outcome)
        step = Step(move, label, before, outcome.after, outcome.arrived, events)
        self._add(step)
        return step

    def restore(self, moves: Iterable[str]) -> Stopped | None:
        """Play a list of moves from the beginning; former ids are mapped to present ones.

        Stops before the first move that is not offered, keeping what was read, and says which and why.
        """
        self._begin()
        story, moment = self.story, self.moment
        for index, written in enumerate(moves):
            move = present_move(story, written)
            if move not in rules.available(story, moment):
                return stopped_at(story, moment, index, written, move)
            outcome = rules.apply(story, moment, move)
            told_later = (story, self.player, outcome)
            self._add(Step(move, None, moment, outcome.after, outcome.arrived, None, told_later))
            moment = outcome.after
        return None

    def rewind(self, length: int) -> None:
        """Keep the first ``length`` moves of the run and forget the rest; a splice is counted."""
        kept = self.moves[:length]
        self.restore(kept)
        self.splices += 1

    def chapter_starts(self) -> tuple[tuple[Chapter, int], ...]:
        """Return the chapters this run has come through, each with how many moves led to its first arrival.

        Chapters with the same tape number count as one, the first of them: rewinding goes to the first arrival in a
        tape.
        """
        starts: dict[int | str, tuple[Chapter, int]] = {}
        for index, step in enumerate(self._steps):
            chapter = self.story.chapter_of(step.after.scene)
            starts.setdefault(chapter.id if chapter.tape is None else chapter.tape, (chapter, index))
        return tuple(starts.values())


def default_name(story: Story) -> str:
    """Return the name a player has who gives none."""
    return story.you.names[0] if story.you.names else story.people[rules.YOU].name


def present_move(story: Story, move: str) -> str:
    """Map a move's former ids to present ones. A move that is not made of three parts comes back as it is."""
    match move.split("."):
        case [written, scene_id, last]:
            chapter = story.former_chapters.get(written, written)
        case _:
            return move
    scene = story.former_scenes.get(f"{chapter}.{scene_id}", f"{chapter}.{scene_id}")
    # A scene may name the chapter it came from by an id that the chapter itself no longer has.
    scene = story.former_scenes.get(f"{written}.{scene_id}", scene)
    present = f"{scene}.{last}"
    return story.former_choices.get(present, present)


def stopped_at(story: Story, moment: Moment, index: int, written: str, move: str) -> Stopped:
    """Say why a run goes no further: ``move``, once ``written`` otherwise, is not offered in a moment."""
    scene = story.scenes.get(move.rpartition(".")[0])
    if scene is None or move not in rules.moves_of(scene):
        return Stopped(index, written, "unknown", _("This story has no move `{written}`.", written=written))
    return Stopped(
        index,
        written,
        "not_offered",
        _("`{written}` is not offered in `{key}`, where the run had come to.", written=written, key=moment.scene.key),
    )
