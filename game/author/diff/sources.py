"""A version of a story: a folder, or what a folder held in a revision that git keeps."""

import io
import subprocess
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from game.errors import CannotBegin


@contextmanager
def version(wanted: str, folder: Path) -> Iterator[Path]:
    """Give a folder with the version: that of its path, or ``folder`` as it was in a revision called so.

    A folder of that name wins. Raises CannotBegin if it is neither.
    """
    path = Path(wanted)
    if path.is_dir():
        yield path
        return
    with TemporaryDirectory() as made:
        _unpack(wanted, folder, Path(made))
        yield Path(made)


def _unpack(revision: str, folder: Path, into: Path) -> None:
    """Write what a folder held in a revision. The name stands behind ``--``-like guards, so it can be no option."""
    if revision.startswith("-"):
        raise CannotBegin(f"`{revision}` is neither a folder nor a revision.")
    where = folder if folder.is_dir() else Path()
    try:
        # Its own folder is what `.` is inside `git -C`, wherever the repository begins.
        archive = subprocess.run(  # noqa: S603 - git, with a revision that is no option
            ["git", "-C", str(where), "archive", "--format=zip", revision, "--", "."],  # noqa: S607 - the one on the PATH
            capture_output=True,
            check=True,
        ).stdout
    except FileNotFoundError as error:
        raise CannotBegin(f"`{revision}` is no folder, and git, which might know it, is not here.") from error
    except subprocess.CalledProcessError as error:
        said = error.stderr.decode(errors="replace").strip().splitlines()
        reason = said[-1].removeprefix("fatal: ") if said else "git said nothing"
        hint = f"Give two folders, or revisions of the story in {where}: `hyosan diff HEAD~1 HEAD`, for one."
        raise CannotBegin(f"`{revision}` is neither a folder nor a revision: {reason}.", hint) from error
    # No file of a zip is unpacked outside the folder; of tar archives the first Pythons 3.11 cannot promise that.
    with zipfile.ZipFile(io.BytesIO(archive)) as packed:
        packed.extractall(into)
