"""The catalogues of the interface: `make translations` brings them up to date, and a test asks whether they are.

Messages are taken from the program's source, and the help of the commands from the commands themselves.
"""

import ast
import io
import re
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from typer.main import get_command

from game.cli_commands import app
from game.command_help import help_of, players_commands
from game.language.catalogue import DOMAIN, FOLDER, LANGUAGES, SOURCE

ROOT = Path(__file__).resolve().parents[1]
AUTHORS = frozenset({"author", "watch", "cli_author.py", "cli_prove.py"})
"""What speaks English only: the tools for authors, as the stories they read are told in it."""
_EPOCH = datetime(2026, 1, 1, tzinfo=UTC)
"""Written in place of the time, so that a catalogue changes only if its messages do."""


def template() -> Catalog:
    """Return every message of the interface, in English."""
    catalogue = Catalog(project="The Hyosan Tapes", creation_date=_EPOCH, fuzzy=False)
    for path in sorted((ROOT / "game").rglob("*.py")):
        if path.relative_to(ROOT / "game").parts[0] not in AUTHORS:
            where = path.relative_to(ROOT).as_posix()
            for context, message in messages(ast.parse(path.read_text(encoding="utf-8"))):
                catalogue.add(message, None, [(where, 0)], context=context)
    for help_ in command_help():
        catalogue.add(help_, None, [("game/cli_commands.py", 0)])
    return catalogue


def messages(module: ast.Module) -> Iterator[tuple[str | None, str | tuple[str, str]]]:
    """Yield the messages of a module, each with its context if it has one.

    They are those that are marked, and what is declared to be shown without a mark: the commands of screens, and what
    screens are called. Babel's own reader of Python knows nothing of what stands in an f-string.
    """
    for node in ast.walk(module):
        match node:
            case ast.Call(func=ast.Name(id="_" | "N_"), args=[ast.Constant(value=str(message)), *_others]):
                yield None, message
            case ast.Call(
                func=ast.Name(id="ngettext"),
                args=[ast.Constant(value=str(one)), ast.Constant(value=str(several)), *_others],
            ):
                yield None, (one, several)
            case ast.Call(
                func=ast.Name(id="pgettext" | "P_"),
                args=[ast.Constant(value=str(context)), ast.Constant(value=str(message)), *_others],
            ):
                yield context, message
            case ast.Call(func=ast.Name(id="Command"), args=[_key, _action, *words]):
                yield from ((None, word) for word in _constants(words))
            case ast.Assign(targets=[ast.Name(id="NAME")], value=ast.Constant(value=str(name))) if name:
                yield None, name
            case ast.Assign(targets=[ast.Name(id="READING")], value=ast.Tuple(elts=pairs)):
                yield from ((None, word) for pair in pairs for word in _constants(ast.iter_child_nodes(pair)))


def _constants(nodes: Iterable[ast.AST]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and re.search(r"[A-Za-z]{2}", node.value):
            yield node.value


def command_help() -> Iterator[str]:
    """Yield the help of the commands that players use, and of their options, as it is looked up when it is shown."""
    for command in players_commands(get_command(app)):
        yield from help_of(command)


def po_file(language: str) -> Path:
    """Return where a language's messages are written."""
    return FOLDER / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def read(language: str) -> Catalog:
    """Return a language's catalogue as it is written."""
    path = po_file(language)
    if not path.exists():
        return Catalog(locale=language, domain=DOMAIN, project="The Hyosan Tapes", fuzzy=False)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def updated(language: str) -> Catalog:
    """Return a language's catalogue with every message of the interface, and none besides."""
    catalogue = read(language)
    catalogue.update(template(), no_fuzzy_matching=True)
    catalogue.obsolete.clear()
    return catalogue


def po_text(catalogue: Catalog) -> bytes:
    """Return a catalogue as it is written for translators."""
    catalogue.revision_date = catalogue.creation_date = _EPOCH
    catalogue.header_comment = "# What the game says, for translators. `make translations` keeps it up to date."
    catalogue.last_translator = catalogue.language_team = catalogue.msgid_bugs_address = "The Hyosan Tapes"
    out = io.BytesIO()
    write_po(out, catalogue, width=120, sort_output=True, include_lineno=False, ignore_obsolete=True)
    return out.getvalue()


def mo_bytes(catalogue: Catalog) -> bytes:
    """Return a catalogue as the program reads it."""
    out = io.BytesIO()
    write_mo(out, catalogue)
    return out.getvalue()


def untranslated(catalogue: Catalog) -> list[Message]:
    """Return the messages that say nothing in another language, or say it only perhaps."""
    return [one for one in catalogue if one.id and (one.fuzzy or not all(_strings(one)))]


def _strings(message: Message) -> Iterable[str]:
    return message.string if isinstance(message.string, tuple | list) else (message.string or "",)


def ill_filled(catalogue: Catalog) -> list[str]:
    """Return the messages in which something else is filled in than in English."""
    found = []
    for one in catalogue:
        ids = one.id if isinstance(one.id, tuple | list) else (one.id,)
        wanted = {name for written in ids for name in _places(written)}
        for string in _strings(one):
            missing = wanted - set(_places(string)) - ({"number"} if len(ids) > 1 else set())
            if one.id and string and (set(_places(string)) - wanted or missing):
                found.append(str(one.id))
    return found


def _places(written: str) -> list[str]:
    return re.findall(r"\{(\w*)", written)


def main() -> int:
    """Bring every catalogue up to date and say what is left to translate."""
    left = 0
    for language in LANGUAGES:
        if language == SOURCE:
            continue
        catalogue = updated(language)
        path = po_file(language)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(po_text(catalogue))
        path.with_suffix(".mo").write_bytes(mo_bytes(catalogue))
        for message in untranslated(catalogue):
            left += 1
            print(f"{language}: not translated: {message.id}")  # noqa: T201 - the command speaks here
        for written in ill_filled(catalogue):
            left += 1
            print(f"{language}: other braces than in English: {written}")  # noqa: T201
    return 1 if left else 0


if __name__ == "__main__":
    sys.exit(main())
