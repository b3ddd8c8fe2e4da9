"""What is written to keep a playthrough: as a new run, or as a run that it has gone on from since it was last kept."""

from game.engine.playthrough import Playthrough
from game.engine.state import Moment
from game.saves.library import Library
from game.saves.run import Run, Stand
from game.saves.versions import packed
from game.story.model import Story


def stand_of(story: Story, moment: Moment) -> Stand:
    """Return where a run stands in a moment."""
    return Stand(story.digest, moment.scene.key)


def keep_version(library: Library, story: Story) -> None:
    """Keep what the story means, so that it can be told what changed should it be another one some day."""
    if story.digest:
        library.keep_version(story.id, story.digest, lambda: packed(story))


def begun(library: Library, played: Playthrough, title: str = "") -> Run:
    """Return a new run that holds a playthrough as it stands. Raises NotKept if it cannot be written."""
    story = played.story
    keep_version(library, story)
    return library.create(
        story.id,
        story.version,
        played.player,
        title,
        moves=played.moves,
        splices=played.splices,
        ending=played.ending.id if played.ending is not None else None,
        stand=stand_of(story, played.moment),
    )


def _is_the_same(run: Run, left: Run) -> bool:
    """Say whether nobody has played a run since it was left; mended, it may have fallen behind that."""
    return run.info.revision == left.info.revision or (
        run.info.revision < left.info.revision and run.moves == left.moves[: len(run.moves)]
    )


def caught_up(library: Library, played: Playthrough, left: Run | None) -> Run:
    """Return a run that holds a playthrough which could not be kept for a while.

    ``left`` is its run as it was when last kept; that is brought to where the playthrough stands, unless somebody else
    has played it since, or there is none: then it is a new one. Raises SaveError if it still cannot be kept.
    """
    run = library.open(left.info.id) if left is not None else None
    if run is None or left is None or not _is_the_same(run, left):
        return begun(library, played)
    moves, story = played.moves, played.story
    keep_version(library, story)
    ending = played.ending.id if played.ending is not None else None
    stand = stand_of(story, played.moment)
    same = 0
    while same < min(len(run.moves), len(moves)) and run.moves[same] == moves[same]:
        same += 1
    if same < len(run.moves):
        run.truncate(same, played.splices, ending=ending, stand=stand)
    if same < len(moves):
        run.extend(moves[same:], played.splices, version=story.version, ending=ending, stand=stand)
    return run
