"""A run as a file that can be sent to somebody: the JSON described in docs/format.md."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic.functional_validators import AfterValidator
from pydantic_core import from_json

from game.errors import CannotBegin
from game.language import _
from game.story.characters import harmless

MOST_BYTES = 8 * 1024 * 1024
MOST_SENT = 20_000
"""Moves in a file that is sent: more than anybody plays, few enough to be replayed while somebody waits."""
_SHOWN_FAULTS = 5
_MOST_KEYS = 50
_LONGEST_PLACE = 60


def _printable(text: str) -> str:
    """Refuse control characters: they could do things to the terminal that shows the file's names."""
    if not text.isprintable():
        raise ValueError(_("has characters that cannot be shown"))
    return text


_Line = Annotated[str, AfterValidator(_printable)]


class RunFile(BaseModel):
    """An exported run. Only the moves are trusted, and those only as far as the story offers them."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    format: Annotated[int, Field(ge=1, le=1)]
    story: Annotated[_Line, Field(min_length=1, max_length=40)]
    version: Annotated[_Line, Field(max_length=40)]
    player: Annotated[_Line, Field(max_length=40)]
    title: Annotated[_Line, Field(max_length=80)] = ""
    splices: Annotated[int, Field(ge=0, le=1_000_000)] = 0
    moves: Annotated[list[Annotated[_Line, Field(max_length=200)]], Field(max_length=100_000)]


def read_run_file(path: Path) -> RunFile:
    """Read an exported run. Raises CannotBegin, naming everything that is wrong with it."""
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise CannotBegin(_("{path} cannot be read: {why}.", path=path, why=error.strerror or error)) from error
    if len(content) > MOST_BYTES:
        raise CannotBegin(
            _("{path} is too large to be a run.", path=path),
            _("A run has at most {size} MiB.", size=MOST_BYTES // 1024 // 1024),
        )
    run = _validated(_parsed(content, str(path)), str(path))
    if len(run.moves) > MOST_SENT:
        raise CannotBegin(
            _("{path} is too large to be a run.", path=path), _("A run has at most {most} moves.", most=MOST_SENT)
        )
    return run


def run_from(data: object) -> RunFile:
    """Check an exported run that was read elsewhere. Raises CannotBegin as ``read_run_file`` does."""
    return _validated(data, _("This"))


def _parsed(content: bytes, what: str) -> object:
    try:
        data: object = from_json(content, allow_inf_nan=False)
    except ValueError as error:
        raise _refused(what, _("invalid JSON: {why}", why=harmless(str(error)))) from error
    if isinstance(data, dict) and len(data) > _MOST_KEYS:
        raise _refused(what, _("it has {number} keys", number=len(data)))
    return data


def _validated(data: object, what: str) -> RunFile:
    try:
        return RunFile.model_validate(data)
    except ValidationError as error:
        raise not_a_run(what, error) from error


def not_a_run(what: str, error: ValidationError) -> CannotBegin:
    """Return the error that says what is wrong with a run, key by key."""
    faults = [_fault(one["loc"], one["msg"]) for one in error.errors(include_url=False)]
    more = len(faults) - _SHOWN_FAULTS
    listed = "; ".join(faults[:_SHOWN_FAULTS]) + (_("; and {more} more", more=more) if more > 0 else "")
    return _refused(what, listed)


def _refused(what: str, listed: str) -> CannotBegin:
    return CannotBegin(
        _("{what} is not an exported run: {listed}.", what=what, listed=listed),
        _("`hyosan saves export` writes such files."),
    )


def _fault(location: tuple[int | str, ...], message: str) -> str:
    words = message.removeprefix("Value error, ").rstrip(".")
    words = words[:1].lower() + words[1:]
    where = harmless(".".join(map(str, location)))[:_LONGEST_PLACE]
    return f"`{where}`: {words}" if location else words
