"""Where things are: the story, the pages on problems, the saves, the settings.

A checkout keeps everything inside itself, so that working on the game never touches the runs of an installed one. An
installed game keeps what it writes where the platform wants it. ``HYOSAN_HOME`` moves all of it to one folder, for
tests and packagers.
"""

import os
from pathlib import Path

HOME_VARIABLE = "HYOSAN_HOME"
_APPLICATION = "hyosan"
_PACKAGE = Path(__file__).resolve().parent


def story_folder() -> Path:
    """Return the folder of the story that comes with the game, or of one laid in ``HYOSAN_HOME``."""
    home = _home()
    if home is not None and _is_folder(home / "story"):
        return home / "story"
    checkout = _checkout()
    return checkout / "story" if checkout is not None else _PACKAGE / "shipped_story"


def made_story(folder: Path) -> Path | None:
    """Return the folder of what an installed game brings of its own story beside the files; ``None`` for any other."""
    return _PACKAGE / "made_story" if folder == _PACKAGE / "shipped_story" else None


def problem_page(code: str) -> Path:
    """Return the page that explains a problem to authors."""
    checkout = _checkout()
    folder = checkout / "docs" / "problems" if checkout is not None else _PACKAGE / "problem_pages"
    return folder / f"{code}.md"


def saves_folder() -> Path:
    """Return the folder for runs and whatever else belongs to the person playing. It need not exist yet."""
    checkout = _checkout()
    if (home := _home()) is not None:
        return home
    if checkout is not None:
        return checkout / "saves"
    import platformdirs  # noqa: PLC0415 - takes a while to load, and is asked only where nothing else says it

    return platformdirs.user_data_path(_APPLICATION, appauthor=False)


def saves_file() -> Path:
    """Return the file that holds all runs. It need not exist yet."""
    return saves_folder() / "runs.sqlite3"


def cache_folder() -> Path:
    """Return the folder of what can be worked out again at any time. It need not exist yet."""
    if _home() is not None or _checkout() is not None:
        return saves_folder() / "cache"
    import platformdirs  # noqa: PLC0415 - as above

    return platformdirs.user_cache_path(_APPLICATION, appauthor=False)


def exports_folder() -> Path:
    """Return the folder that runs are written to when they are to be sent to somebody. It need not exist yet."""
    return saves_folder() / "exports"


def settings_file() -> Path:
    """Return the file of the player's settings. It need not exist yet."""
    if _home() is not None or _checkout() is not None:
        return saves_folder() / "settings.toml"
    import platformdirs  # noqa: PLC0415 - as above

    return platformdirs.user_config_path(_APPLICATION, appauthor=False) / "settings.toml"


def _is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except OSError:  # somebody else's folder
        return False


def _home() -> Path | None:
    written = os.environ.get(HOME_VARIABLE)
    return Path(written).expanduser().absolute() if written else None


def _checkout() -> Path | None:
    """Return the repository this package is imported from, if it is."""
    root = _PACKAGE.parent
    return root if (root / "pyproject.toml").is_file() and (root / "story").is_dir() else None
