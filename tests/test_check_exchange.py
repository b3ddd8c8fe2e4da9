"""Problems in the formats that code hosts and editors read: SARIF, and GitHub's workflow commands."""

import json
from pathlib import Path
from shutil import copytree
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

import jsonschema
import pytest
from hyosan_command import Hyosan
from node_tools import node_module

from game.author.check import Report, as_github, as_sarif
from game.author.prove import Proof
from game.author.prove import as_github as proof_as_github
from game.author.prove import as_sarif as proof_as_sarif
from game.story.catalogue import CATALOGUE
from game.story.problems import Problem, Severity, Span

MINIMAL = Path(__file__).parent / "stories" / "minimal"
SCHEMA = "@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"


def problem(span: Span, severity: Severity = Severity.ERROR, message: str = "There is no scene `dor`.") -> Problem:
    """Return a problem somewhere."""
    return Problem("HT204", message, span, "a scene", "Did you mean `door`?", severity, "  to: dor")


@pytest.fixture
def stuck(tmp_path: Path) -> Path:
    """A story with a warning, and with a scene that nobody can leave, which only a proof finds."""
    folder = copytree(MINIMAL, tmp_path / "a story")
    path = folder / "hall.yaml"
    text = path.read_text(encoding="utf-8")
    choice = "\n    choices:\n      - {id: on, label: Go on., if: noise >= 4, to: attic}\n  attic:\n    text: Up.\n"
    text = text.replace("    ending:", f"    {choice.strip()}\n    ending:")
    text = text.replace("label: Open the door.", f"label: {'Open the door. ' * 8}")
    path.write_text(text, encoding="utf-8")
    return folder


def test_sarif_says_where_how_bad_and_what_to_do() -> None:
    """Code hosts show a result from these fields; columns count characters, and the end is exclusive."""
    log = json.loads(as_sarif(Report("x", (problem(Span("b c.yaml", 3, 7, 4, 2), Severity.WARNING),), "a/")))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    assert run["columnKind"] == "unicodeCodePoints"
    assert run["results"] == [
        {
            "ruleId": "HT204",
            "ruleIndex": 0,
            "level": "warning",
            "message": {"text": "There is no scene `dor`.\nExpected: a scene.\nDid you mean `door`?"},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": "a/b%20c.yaml"},
                        "region": {"startLine": 3, "startColumn": 7, "endLine": 4, "endColumn": 2},
                    }
                }
            ],
        }
    ]


def test_sarif_explains_each_rule_by_its_page() -> None:
    """Whoever reads a result elsewhere gets the page with it, and a link that leads somewhere."""
    found = tuple(Problem(code, "m", Span("a.yaml")) for code in CATALOGUE)
    rules = json.loads(as_sarif(Report("x", found)))["runs"][0]["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == sorted(CATALOGUE)
    for rule in rules:
        entry = CATALOGUE[rule["id"]]
        assert rule["shortDescription"]["text"] == entry.title
        assert rule["defaultConfiguration"]["level"] == entry.severity
        assert rule["help"]["markdown"].startswith(f"# {rule['id']}: {entry.title}\n")
        assert Path(url2pathname(urlsplit(rule["helpUri"]).path)).is_file()
        assert rule["help"]["text"]
        assert "## " not in rule["help"]["text"]


def test_sarif_of_another_folder_names_whole_paths(tmp_path: Path) -> None:
    """A story outside the folder in which the command is given cannot be named from there."""
    log = json.loads(as_sarif(Report("x", (problem(Span("a.yaml")),), f"{tmp_path}/")))
    location = log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]
    assert location["uri"] == (tmp_path / "a.yaml").as_uri()


def validator() -> jsonschema.Draft4Validator:
    """Return what tells whether a log is SARIF 2.1.0, by its own schema."""
    schema: Any = json.loads(node_module(SCHEMA).read_text(encoding="utf-8"))
    return jsonschema.Draft4Validator(schema, format_checker=jsonschema.Draft4Validator.FORMAT_CHECKER)


def test_what_is_printed_as_sarif_is_sarif(stuck: Path, hyosan: Hyosan) -> None:
    """The schema of SARIF itself accepts what `check` and `prove` print, and refuses it spoiled."""
    sarif = validator()
    checked = json.loads(hyosan("check", stuck, "--format", "sarif")[1])
    proved = json.loads(hyosan("prove", stuck, "--format", "sarif")[1])
    for log in (checked, proved):
        assert [error.message for error in sarif.iter_errors(log)] == []
        assert log["runs"][0]["results"]
        log["runs"][0]["results"][0]["level"] = "bad"
        assert not sarif.is_valid(log)


def test_a_proof_as_sarif_has_its_ways(stuck: Path, hyosan: Hyosan) -> None:
    """A dead end is mended by who knows how it is come to: in words for people, whole for programs."""
    code, printed, _ = hyosan("prove", stuck, "--format", "sarif")
    assert code == 1
    results = json.loads(printed)["runs"][0]["results"]
    (dead_end,) = [result for result in results if result["ruleId"] == "HT501"]
    assert dead_end["properties"]["witness"] == ["hall.door.open"]
    assert dead_end["message"]["text"].endswith("way (1 moves):\n  hall.door.open")


def test_what_a_proof_leaves_open_is_told() -> None:
    """Nobody may take silence for a proof: not where errors stand in its way, nor where it gave up."""
    refused = Proof("x", refused=(problem(Span("a.yaml")),))
    given_up = Proof("x", undecided=("hall.door",))
    for proof, words in ((refused, "A story with errors is not proved."), (given_up, "Undecided: hall.door.")):
        (invocation,) = json.loads(proof_as_sarif(proof))["runs"][0]["invocations"]
        assert not invocation["executionSuccessful"]
        assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == [words]
        assert f"::warning::{words}\n" in proof_as_github(proof)


def test_github_gets_a_command_a_problem() -> None:
    """Severity, place and title are where GitHub looks for them, and the words are on one line."""
    found = (
        problem(Span("b.yaml", 3, 7, 3, 10), Severity.NOTE),
        problem(Span("b.yaml", 3, 7, 4, 2), Severity.WARNING),
    )
    assert as_github(Report("x", found, "a/")) == (
        "::notice file=a/b.yaml,line=3,col=7,endColumn=9,title=HT204%3A an unknown scene::"
        "There is no scene `dor`.%0AExpected: a scene.%0ADid you mean `door`?\n"
        "::warning file=a/b.yaml,line=3,endLine=4,title=HT204%3A an unknown scene::"
        "There is no scene `dor`.%0AExpected: a scene.%0ADid you mean `door`?\n"
        "0 errors, 1 warning, 1 note.\n"
    )


def test_no_words_can_end_a_github_command_or_begin_another() -> None:
    """What an author writes, a file's name too, stays words: signs of the command's own are escaped."""
    found = problem(Span("a,b:c%.yaml", 1, 1, 1, 2), message="100% ::set-env\r\n::error::x, y")
    (command, last) = as_github(Report("x", (found,))).splitlines()
    assert command.startswith("::error file=a%2Cb%3Ac%25.yaml,line=1,col=1,endColumn=1,title=")
    assert "::100%25 ::set-env%0D%0A::error::x, y%0A" in command
    assert last == "1 error, 0 warnings, 0 notes."


def test_a_clean_story_says_so_in_every_format(hyosan: Hyosan) -> None:
    """An empty answer could also mean that nothing was looked at."""
    assert hyosan("check", MINIMAL, "--format", "github") == (0, "Nothing wrong.\n", "")
    (run,) = json.loads(hyosan("check", MINIMAL, "--format", "sarif")[1])["runs"]
    assert run["results"] == []
    assert run["invocations"][0]["executionSuccessful"]
