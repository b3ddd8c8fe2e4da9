"""A story in figures: what is counted is what is written, and a speech is the person's who is named beside it."""

import csv
import io
import json
from collections import Counter
from pathlib import Path

import pytest
from hyosan_command import Hyosan
from small_story import chapter, loaded, saying

from game.author.stats import chapter_figures, speaker_words
from game.author.stats.values import Spread
from game.author.stats.words import NARRATOR, UNNAMED, words_by_speaker
from game.errors import ExitCode
from game.opening import open_story
from game.story.model import Story

NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"
SHIPPED = Path(__file__).parents[1] / "story"


def telling(text: str) -> Story:
    """A story whose first scene says this."""
    return loaded(saying(text))


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('"Shut it," says On-jo, and looks at Nam-ra.', "on_jo"),
        ('On-jo says, "Shut it."', "on_jo"),
        ('Nam-ra has the key. "Shut it."', "nam_ra"),
        ('Nam-ra and On-jo have the key. "Shut it."', UNNAMED),
        ('"Shut it."', UNNAMED),
        ('{% if door == "held" %}"Shut it," says Nam-ra.{% else %}"Shut it," Nam-ra says.{% endif %}', "nam_ra"),
    ],
)
def test_a_speech_is_theirs_who_are_named_beside_it(text: str, speaker: str) -> None:
    """Protects the share of each voice: two spoken words go to the right person, or to nobody."""
    story = telling(text)
    said = words_by_speaker(story, story.scenes["one.hall"])
    assert said[speaker] in {2, 4}
    assert {who for who, words in said.items() if words} <= {speaker, NARRATOR}


def test_what_you_say_is_yours() -> None:
    """Protects the player's share: labels that are spoken are yours, and acts are told."""
    story = loaded(
        chapter(
            "  hall:\n    text: Rain.\n    choices:\n"
            "      - {id: speak, say: Who is there now?, to: rest}\n"
            "      - {id: act, label: Open the door., to: rest}\n"
            "  rest:\n    text: Sun.\n    ending: {id: rest, title: Rest, kind: record}\n"
        )
    )
    said = words_by_speaker(story, story.scenes["one.hall"])
    assert (said["you"], said[NARRATOR]) == (4, 4)


def test_the_longest_stretch_goes_through_scenes_that_only_go_on() -> None:
    """Protects the reader's patience: a reply, a scene without a choice and the next one are one stretch."""
    story = loaded(
        chapter(
            "  hall:\n    text: One two three.\n    choices:\n"
            "      - {id: on, label: On., reply: Four five., to: stair}\n      - {id: out, label: Out., to: rest}\n"
            "  stair:\n    text: Six seven eight nine.\n    to: roof\n"
            "  roof:\n    text: Ten.\n    choices: [{id: down, label: Down., to: rest}]\n"
            "  rest:\n    text: Sun.\n    ending: {id: rest, title: Rest, kind: record}\n"
        )
    )
    (figures, *_) = chapter_figures(story)
    assert (figures.longest_stretch, figures.stretch_from) == (7, "one.stair")


def test_chapters_add_up(hyosan: Hyosan) -> None:
    """Protects the table: the same numbers in letters, in CSV and in JSON, and every scene in one chapter."""
    code, out, _ = hyosan("stats", SHIPPED, "--format", "csv")
    assert code == ExitCode.OK
    rows = list(csv.DictReader(io.StringIO(out)))
    text = hyosan("stats", SHIPPED)[1]
    scenes, words = (sum(int(row[name]) for row in rows) for name in ("scenes", "words"))
    assert f"{words:,}" in text
    assert f"{scenes:,}" in text
    assert [row["title"] for row in rows][:2] == ["Cleaning Duty", "The Door"]


def test_values_are_of_the_runs(hyosan: Hyosan) -> None:
    """Protects the balance sheet: shares are of the runs that came so far, and sum to one."""
    code, out, _ = hyosan("stats", NIGHT_DUTY, "--format", "json", "--runs", "60")
    assert code == ExitCode.OK
    chapters = json.loads(out)["values"]["chapters"]
    assert chapters["duty"]["noise"]["runs"] == 60
    for values in chapters.values():
        for about in values.values():
            assert sum(about["shares"].values()) == pytest.approx(1)
    rows = list(csv.DictReader(io.StringIO(hyosan("stats", NIGHT_DUTY, "--values", "--runs", "60")[1])))
    noise = {
        row["value"]: float(row["share"]) for row in rows if (row["chapter"], row["variable"]) == ("duty", "noise")
    }
    assert noise == pytest.approx(chapters["duty"]["noise"]["shares"], abs=1e-4)


def test_a_number_is_plotted_and_nothing_else(hyosan: Hyosan) -> None:
    """Protects the plot: it names its chapters, has no colours of its own, and a wrong name gets an answer."""
    code, out, _ = hyosan("stats", NIGHT_DUTY, "--plot", "noise", "--runs", "60")
    assert code == ExitCode.OK
    assert "noise at the end of each chapter" in out
    assert "1 duty, 60 runs, mean " in out
    assert "\x1b" not in out
    code, _, err = hyosan("stats", NIGHT_DUTY, "--plot", "nois")
    assert code == ExitCode.NOT_BEGUN
    assert "`noise`" in err


def test_a_mean_is_of_all_runs() -> None:
    """Protects the mean from being that of the different values."""
    story = loaded({})
    spread = Spread("one", story.variables[0], Counter({0: 3, 4: 1}))
    assert (spread.runs, spread.mean, spread.quantiles) == (4, 1.0, [0, 0, 0, 4, 4])


def test_all_words_are_somebody_s() -> None:
    """Protects the total: told and spoken words of our story are all of them, but for those of clips' labels."""
    story = open_story(SHIPPED)
    told = speaker_words(story).total()
    whole = sum(row.words for row in chapter_figures(story))
    assert abs(told - whole) < 0.01 * whole
