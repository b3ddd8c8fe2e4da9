"""A session opened once more: because the game broke, or because somebody else may have played the run meanwhile."""

from game.engine.playthrough import Playthrough
from game.saves.session import Session


def opened_anew(session: Session) -> Session:
    """Return a session opened anew: from the disk, or from its moves where it was not kept.

    Raises SaveError if the run can no longer be opened.
    """
    if session.run is not None and session.library is not None:
        return Session.resume(session.story, session.library, session.run.info.id)
    playthrough = Playthrough(session.story, session.playthrough.player)
    again = Session(playthrough, session.library, None, session.why_not_kept)
    again.stopped = playthrough.restore(session.playthrough.moves)
    return again


def up_to_date(session: Session) -> Session:
    """Return a session with what others have played of its run since it was opened. Raises as ``opened_anew`` does."""
    run, library = session.run, session.library
    if run is None or library is None or library.open(run.info.id).info.revision == run.info.revision:
        return session
    return opened_anew(session)
