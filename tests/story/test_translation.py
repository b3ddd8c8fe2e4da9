"""A story told in another language: what is read, what stays the same, and what a translator is told."""

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from game.engine.playthrough import Playthrough
from game.engine.rules import render_line
from game.story.loader import Loaded, load_story, load_with_translations
from game.story.model import Story
from game.story.problems import Problem

STORY = Path(__file__).parents[2] / "story"
BASE = {
    "story.yaml": (
        "story: example\ntitle: An Example\nformat: 1\nversion: 1.0.0\nstart: hall.door\nchapters: [hall.yaml]\n"
        "languages: [ko]\n"
    ),
    "cast.yaml": (
        "you: {names: [Ann], typed: true}\n"
        "people:\n  on_jo: {name: On-jo, hangul: 온조, role: Pupil}\n  nam_ra: {name: Nam-ra}\n"
        "groups: {pair: [on_jo, nam_ra]}\n"
    ),
    "world.yaml": (
        "stats:\n  trust: {range: 5, start: 2, label: Trust}\n"
        "counts:\n  noise: {range: 5, start: 3, label: Noise}\n"
        "facts:\n  told: {of: on_jo, says: You told her.}\n"
    ),
    "places.yaml": (
        "areas: {school: {title: School, levels: [2F, 1F]}}\nplaces: {hall: {name: Hall, area: school, level: 1F}}\n"
    ),
    "hall.yaml": """chapter: hall
title: The Hall
scenes:
  door:
    place: hall
    clock: Mon
    with: [on_jo]
    text: |
      Somebody knocks. {{ you.name }} waits with {{ names(present, pair) }}, {{ count(present) }} in all.
    to: stairs
    choices:
      - {id: open, label: Open the door., effects: {told: true}}
      - {id: speak, say: Who is it?, reply: Nobody says.}
  stairs:
    like: door
    text: '{% if taken(door.open) %}You opened it.{% else %}You go up.{% endif %}'
    to: [{if: told, to: landing_on_jo}, landing_nam_ra]
  landing:
    each: pair
    text: Here is {{ them.name }}.
    ending: {id: up_them, title: Up, kind: tape_stops}
""",
}
KOREAN = {
    "ko/cast.yaml": ("you: {names: [은수]}\npeople:\n  on_jo: {name: 온조, role: 학생}\n  nam_ra: {name: 남라}\n"),
    "ko/world.yaml": (
        "stats: {trust: {label: 신뢰}}\ncounts: {noise: {label: 소음}}\nfacts: {told: {says: 말해 주었다.}}\n"
    ),
    "ko/places.yaml": "areas: {school: {title: 학교, levels: [2층, 1층]}}\nplaces: {hall: {name: 현관}}\n",
    "ko/hall.yaml": """chapter: hall
title: 현관
scenes:
  door:
    clock: 월
    text: |
      {{ you.name }}은(는) {{ names(present, pair) }}을(를) 본다. 모두 {{ count(present) }} 명.
    choices:
      open: {label: 문을 연다.}
      speak: {say: 누구세요?, reply: "{{ on_jo.name }}이(가) 대답한다."}
  stairs:
    text: '{% if told %}{% if taken(door.open) %}네가 열었다.{% endif %}{% else %}올라간다.{% endif %}'
  landing:
    text: "{{ them.name }}이(가) 있다."
    ending: {title: 위}
""",
}


def loaded(files: dict[str, str], language: str = "", *, listed: str | None = None) -> Loaded:
    """Load the base with some files changed: in a language, or with all translations checked."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        for path, content in {**BASE, **files}.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(content, encoding="utf-8")
        if listed is not None:
            return load_with_translations(folder, listed=listed)
        return load_story(folder, language=language)


def told(files: dict[str, str], code: str, listed: str = "") -> list[Problem]:
    """Return the problems of one code that checking finds."""
    return [problem for problem in loaded(files, listed=listed).problems if problem.code == code]


@pytest.fixture
def korean() -> Story:
    """Return the base in Korean."""
    story = loaded(KOREAN, "ko").story
    assert story is not None
    return story


def test_words_are_those_of_the_language(korean: Story) -> None:
    """Protects every kind of word: texts, labels, names, levels, gauges; and particles, which follow a name's sound."""
    run = Playthrough(korean, "하람")
    assert run.text == ("하람은 온조를 본다. 모두 두 명.",)
    assert [run.label(offer) for offer in run.offers()] == ["문을 연다.", '"누구세요?"']
    assert korean.you.names == ("은수",)
    assert (korean.people["on_jo"].name, korean.people["on_jo"].hangul) == ("온조", "")
    assert (korean.places["hall"].name, korean.places["hall"].level) == ("현관", "1층")
    assert korean.areas["school"].levels == ("2층", "1층")
    assert korean.stats["trust"].label == korean.variable("nam_ra.trust").label == "신뢰"
    assert korean.variable("told").notice == "온조가 이 일을 기억한다."
    assert korean.chapters[0].scenes[0] is korean.scenes["hall.door"]
    assert korean.scenes["hall.stairs"].clock == "월"
    run.choose("hall.door.open")
    assert run.text == ("네가 열었다.",)
    run.choose("hall.stairs.continue")
    assert run.text == ("온조가 있다.",)
    assert run.ending is not None
    assert run.ending.title == "위"


def test_what_is_not_translated_is_read_as_written() -> None:
    """Protects a translation that has only begun, and the original's own numbers and lists beside it."""
    story = loaded({"ko/cast.yaml": KOREAN["ko/cast.yaml"]}, "ko").story
    assert story is not None
    run = Playthrough(story, "Ann")
    assert run.text == ("Somebody knocks. Ann waits with On-jo, two in all.",)
    assert story.people["on_jo"].name == "온조"


def test_another_language_is_not_there_and_the_original_is(korean: Story) -> None:
    """A language that the story does not have leaves it as it is."""
    assert korean.language == "ko"
    for language in ("", "fr", "en"):
        story = loaded(KOREAN, language).story
        assert story is not None
        assert (story.title, story.language) == ("An Example", "")
        assert Playthrough(story).text[0].startswith("Somebody knocks.")


def test_a_run_is_the_same_in_every_language() -> None:
    """Protects saves and shared runs: the same moves lead through the same states, at every step of a long run."""
    original, korean = load_story(STORY).story, load_story(STORY, language="ko").story
    assert original is not None
    assert korean is not None
    moves = (STORY.parent / "tests" / "golden" / "cleaning_duty-kind.moves").read_text(encoding="utf-8").split()
    moves = [move for move in moves if move.count(".") == 2]
    first, second = Playthrough(original, "Hae-in"), Playthrough(korean, "해인")
    assert moves
    for move in moves:
        assert first.moment.state == second.moment.state
        assert first.available() == second.available()
        first.choose(move)
        second.choose(move)
    assert first.moment.state == second.moment.state
    assert first.moves == second.moves
    assert original.start_vector == korean.start_vector


@pytest.mark.parametrize(
    ("files", "line", "column", "hint"),
    [
        ({"ko/hall.yaml": "chapter: hall\nscenes:\n  dor: {text: 문.}\n"}, 3, 3, "Did you mean `door`?"),
        (
            {"ko/hall.yaml": "chapter: hall\nscenes:\n  door:\n    choices:\n      opend: {label: 연다.}\n"},
            5,
            7,
            "Did you mean `open`?",
        ),
        ({"ko/hall.yaml": "chapter: hall\nscenes:\n  door: {title: 문}\n"}, 3, 10, ""),
        ({"ko/hall.yaml": "chapter: hall\nscenes:\n  door: {choices: {open: {say: 연다.}}}\n"}, 3, 27, ""),
        ({"ko/cast.yaml": "people: {onjo: {name: 온조}}\n"}, 1, 10, "Did you mean `on_jo`?"),
        ({"ko/world.yaml": "facts: {tld: {says: 말했다.}}\n"}, 1, 9, "Did you mean `told`?"),
        ({"ko/places.yaml": "places: {hal: {name: 현관}}\n"}, 1, 10, "Did you mean `hall`?"),
        ({"ko/hal.yaml": "chapter: hall\n"}, 1, 1, "Did you mean `ko/hall.yaml`?"),
        ({"ko/hall.yaml": "chapter: hal\n"}, 1, 10, ""),
    ],
)
def test_a_translation_of_nothing_is_refused(files: dict[str, str], line: int, column: int, hint: str) -> None:
    """Protects a translator from words that nobody would ever read, with the place and what was surely meant."""
    problem, *others = told(files, "HT219")
    assert not others
    assert problem.is_error
    assert (problem.span.line, problem.span.column, problem.hint) == (line, column, hint)


def test_a_key_that_no_original_has_is_refused() -> None:
    """Protects against words under a key that a translation does not know, such as a route."""
    found = [
        problem.code
        for problem in loaded({"ko/hall.yaml": "chapter: hall\nscenes:\n  door: {to: stairs}\n"}, "ko").problems
    ]
    assert found == ["HT101"]


def test_a_translation_asks_no_more_of_the_past() -> None:
    """Protects the state, which would otherwise be another one in another language."""
    text = (
        "chapter: hall\nscenes:\n  landing: {text: '{% if taken(door.speak) %}물었다.{% else %}열었다.{% endif %}'}\n"
    )
    problem, *others = told({"ko/hall.yaml": text}, "HT314")
    assert not others
    assert "hall.door.speak" in problem.message
    assert (problem.span.line, problem.span.column) == (3, 26)


def test_what_has_changed_since_is_told() -> None:
    """Protects a reader from a translation of yesterday's story; other line breaks are no other words."""
    problem, *_ = told({"ko/places.yaml": "places: {hall: {name: 현관}}\n"}, "HT221")
    sign = problem.expected.removeprefix("`of: ").removesuffix("`")
    signed = {"ko/places.yaml": f"places: {{hall: {{of: {sign}, name: 현관}}}}\n"}
    assert told(signed, "HT221") == []
    changed = {**signed, "places.yaml": BASE["places.yaml"].replace("name: Hall", "name: Lobby")}
    assert [one.span.file for one in told(changed, "HT221")] == ["ko/places.yaml"]
    broken = {**signed, "places.yaml": BASE["places.yaml"].replace("name: Hall", 'name: "Hall "')}
    assert told(broken, "HT221") == []


def test_what_is_missing_is_counted_and_listed() -> None:
    """Protects a translator's account: how much in one note, and on demand each thing where its original stands."""
    (note,) = told(KOREAN, "HT220")
    assert note.message == "`ko`: 19 of 20 texts are translated."
    (listed,) = told(KOREAN, "HT220", listed="ko")
    assert (listed.message, listed.span.file) == ("Not translated into `ko`: story.", "story.yaml")
    assert len(told({}, "HT220", listed="ko")) > 8


def test_faults_in_a_translation_do_not_stop_the_original() -> None:
    """A player of the original does not meet what is wrong with a translation."""
    files = {"ko/hall.yaml": "chapter: hall\nscenes:\n  dor: {text: 문.}\n"}
    assert loaded(files).story is not None
    assert loaded(files, "ko").story is None


def test_our_own_translation_is_whole_where_it_has_begun() -> None:
    """Protects the three scenes that are told in Korean: nothing of them is missing, nothing outdated."""
    loaded_all = load_with_translations(STORY, listed="ko")
    codes = {"HT219", "HT221", "HT314"}
    assert [problem.message for problem in loaded_all.problems if problem.code in codes] == []
    story = load_story(STORY, language="ko").story
    assert story is not None
    for scene in list(story.scenes.values())[:3]:
        texts = [scene.text, *(choice.label for choice in scene.choices), *(choice.reply for choice in scene.choices)]
        assert {text.language for text in texts if text is not None} == {"ko"}
        assert not scene.clock.startswith(("Mon", "No"))
        label = render_line(story, Playthrough(story).moment, scene.choices[0].label, "해인")
        assert not label.isascii()
