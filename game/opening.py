"""What every way to play begins with: the story, the file of runs, and the run to go on with."""

from pathlib import Path
from typing import TYPE_CHECKING

from game.cache import Cache
from game.engine.naming import accepted_name, name_rule
from game.errors import CannotBegin, GameError
from game.kept_story import KeptStory
from game.language import _, ngettext, spoken
from game.locations import cache_folder, made_story, saves_file, story_folder
from game.saves.database import NotKept
from game.saves.library import Library
from game.saves.session import Session
from game.story.model import History, Story
from game.story.problems import nearest

if TYPE_CHECKING:
    from game.story.loader import Loaded


def open_story(folder: Path | None) -> Story:
    """Return the story in a folder, or the game's own: as it was loaded last, if its folder is what it was then.

    Raises GameError, naming the first fault, if it cannot be played.
    """
    where, language = folder or story_folder(), spoken()
    kept = KeptStory(Cache(cache_folder()), where, language, made_story(where))
    story = kept.read()
    if story is None:
        from game.story.loader import load_story  # noqa: PLC0415 - takes a while to load, and is seldom needed

        loaded = load_story(where, language=language)
        story = playable(loaded, where)
        kept.keep(story, loaded.asked)
        # What is kept takes half the memory, as most of it is not read yet.
        story = kept.read() or story
    return story


def playable(loaded: "Loaded", where: Path) -> Story:
    """Return the story that was loaded from a folder.

    Raises GameError, naming the first fault, if it cannot be played.
    """
    if loaded.story is not None:
        return loaded.story
    errors = [problem for problem in loaded.problems if problem.is_error]
    first = errors[0]
    raise GameError(
        ngettext(
            "The story in {folder} has an error in {file}, line {line}: {message}",
            "The story in {folder} has {number} errors, the first in {file}, line {line}: {message}",
            len(errors),
            folder=where,
            file=first.span.file,
            line=first.span.line,
            message=first.message,
        ),
        _("`hyosan check {folder}` shows what is wrong.", folder=where),
    )


def open_library() -> tuple[Library | None, str]:
    """Open the file of runs. Where nothing can be written, return the reason as well: play can go on in memory.

    The library is ``None`` if there is nothing to read either.
    """
    try:
        library = Library(saves_file())
    except NotKept as error:
        return None, f"{error.message} {_('You can play, but not go on another time.')} {error.hint}"
    if not library.why_read_only:
        return library, ""
    return library, f"{library.why_read_only} {_('You can play, but what you play now is not kept.')}"


def open_run(
    story: Story, library: Library | None, *, title: str | None = None, player: str = "", new: bool = False
) -> Session | None:
    """Return the run to go on with: the one called ``title``, else the last played. ``None`` if a new one is to begin.

    A new one begins if that is asked for, if the player gives a name, and after the end of the last one.
    """
    if title is not None:
        if library is None:
            raise CannotBegin(_("There is no run “{title}”: runs cannot be kept or read here.", title=title))
        return Session.resume(story, library, library.find(title, story.id).id)
    if library is None or new or player:
        return None
    latest = library.latest(story.id)
    session = Session.resume(story, library, latest.id) if latest is not None else None
    return None if session is None or session.playthrough.over else session


def history_named(story: Story, wanted: str | None) -> History | None:
    """Return the history of that id; ``None`` if none was asked for. Raises CannotBegin if there is no such history."""
    if wanted is None:
        return None
    known = {history.id: history for history in story.histories}
    if wanted not in known:
        listed = ", ".join(f"`{one}`" for one in known)
        offered = _("It has {listed}.", listed=listed) if known else _("It can only be begun at its start.")
        message = _("This story has no history `{wanted}` to begin from.", wanted=wanted)
        raise CannotBegin(message, nearest(wanted, known) or offered)
    return known[wanted]


def player_name(story: Story, typed: str | None) -> str:
    """Return the name somebody gave, as the story takes it; empty for none.

    Raises CannotBegin if the story does not take it.
    """
    if typed is None:
        return ""
    name = accepted_name(story.you, typed)
    if name is None:
        raise CannotBegin(_("“{name}” will not do as a name.", name=typed), name_rule(story.you))
    return name
