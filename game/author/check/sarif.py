"""Problems as SARIF 2.1.0, the format of static analysis that code hosts and editors read."""

import json
from collections.abc import Iterable, Sequence
from urllib.parse import quote

from game.author.check.exchange import Told, path_of, told_of
from game.author.check.report import Report
from game.boundary import game_version
from game.locations import problem_page
from game.story.catalogue import CATALOGUE
from game.story.problems import Span

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
Object = dict[str, object]


def as_sarif(report: Report) -> str:
    """Return a report as a SARIF log."""
    return sarif_log(told_of(report), report.folder)


def sarif_log(found: Sequence[Told], folder: str, unsettled: Iterable[str] = ()) -> str:
    """Return problems in a story's folder as a SARIF log with one run.

    The rules are those that were found, each with its page. ``unsettled`` are sentences on what the run could not do.
    """
    codes = sorted({told.problem.code for told in found})
    notifications = [{"level": "warning", "message": {"text": sentence}} for sentence in unsettled]
    run: Object = {
        "tool": {
            "driver": {
                "name": "hyosan",
                "version": game_version(),
                "rules": [_rule(code) for code in codes],
            }
        },
        "columnKind": "unicodeCodePoints",
        "invocations": [{"executionSuccessful": not notifications, "toolExecutionNotifications": notifications}],
        "results": [_result(told, codes, folder) for told in found],
    }
    return json.dumps({"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> Object:
    entry, path = CATALOGUE[code], problem_page(code)
    page = path.read_text(encoding="utf-8")
    explained = page.partition("\n")[2].partition("\n## ")[0].strip()
    return {
        "id": code,
        "shortDescription": {"text": entry.title},
        "fullDescription": {"text": explained},
        "help": {"text": explained, "markdown": page},
        "helpUri": path.as_uri(),
        "defaultConfiguration": {"level": str(entry.severity)},
    }


def _result(told: Told, codes: Sequence[str], folder: str) -> Object:
    problem = told.problem
    path = path_of(folder, problem.span.file)
    uri = path.as_uri() if path.is_absolute() else quote(path.as_posix())
    result: Object = {
        "ruleId": problem.code,
        "ruleIndex": codes.index(problem.code),
        "level": str(problem.severity),
        "message": {"text": told.words},
        "locations": [{"physicalLocation": {"artifactLocation": {"uri": uri}, "region": _region(problem.span)}}],
    }
    return result | ({"properties": dict(told.about)} if told.about else {})


def _region(span: Span) -> Object:
    """Return a stretch of a file. SARIF counts as spans do: from 1, in characters, the end exclusive."""
    return {
        "startLine": span.line,
        "startColumn": span.column,
        "endLine": span.end_line,
        "endColumn": span.end_column,
    }
