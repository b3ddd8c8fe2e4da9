"""A folder to a report: as it was found before, if nothing has changed since; else by reading and judging the story."""

from pathlib import Path

from msgspec.structs import replace

from game.author.check.dictionaries import is_installed
from game.author.check.kept import KeptFiles, KeptReport
from game.author.check.report import Report, said
from game.cache import Cache
from game.errors import CannotBegin

_WITHOUT_SPELLING = 'Spelling was not looked at: python -m pip install "hyosan[author]" brings the lists of words.'


def check_story(folder: Path, language: str = "", cache: Cache | None = None) -> Report:
    """Load a story with its translations and apply every static rule to it, if it can be loaded.

    With a language, everything that is not translated into it is listed. What a ``cache`` has of earlier checks is not
    found again; the report is the same with it and without.

    Raises CannotBegin if there is no such folder, or no such translation.
    """
    unchecked = () if is_installed() else (_WITHOUT_SPELLING,)
    kept = KeptReport(cache, folder, language) if cache is not None else None
    report = kept.read() if kept is not None else None
    return replace(_check(folder, language, cache, kept) if report is None else report, unchecked=unchecked)


def _check(folder: Path, language: str, cache: Cache | None, kept: KeptReport | None) -> Report:
    # A tenth of a second and more to load, which nobody waits for who is told what was found before.
    from game.author.check.judging import judge  # noqa: PLC0415
    from game.author.check.kept_summaries import KeptSummaries  # noqa: PLC0415
    from game.story.at_rest import collector_at_rest  # noqa: PLC0415
    from game.story.built import Built  # noqa: PLC0415
    from game.story.keeping import Pieces  # noqa: PLC0415
    from game.story.kept_shelf import KeptShelf  # noqa: PLC0415
    from game.story.loader import load_with_translations  # noqa: PLC0415

    with collector_at_rest():
        pieces = Pieces(KeptFiles(cache, folder)) if cache is not None else None
        shelf = KeptShelf(pieces) if pieces is not None else None
        loaded = load_with_translations(folder, shelf, listed=language, built=Built(pieces))
        if loaded.story is not None and language and language not in loaded.story.languages:
            known = ", ".join(f"`{one}`" for one in loaded.story.languages)
            hint = f"It is translated into {known}." if known else "`languages` in story.yaml lists them."
            raise CannotBegin(f"This story has no translation into `{language}`.", hint)
        report = Report(loaded.story_id, tuple(judge(loaded, KeptSummaries(cache, pieces))), said(folder))
        if pieces is not None:
            pieces.save()
        if kept is not None:
            kept.keep(report, loaded.asked)
        return report
