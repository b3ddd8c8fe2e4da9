"""`hyosan export ink`: inkle's compiler takes it without a word, and inkle's engine plays the same story as ours."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import pytest
from hyosan_command import Hyosan
from hypothesis import HealthCheck, given, settings
from ink_comparison import Comparison
from ink_engines import InkJs, inkjs
from ink_runs import runs, told_apart, walk
from random_stories import stories
from small_story import chapter, loaded, saying
from story_files import Files, story_of

from game.author.ink import as_ink
from game.errors import CannotBegin, ExitCode
from game.story.loader import load_story
from game.story.model import Story

SHIPPED = Path(__file__).parents[1] / "story"
NIGHT_DUTY = Path(__file__).parent / "stories" / "night_duty"


@pytest.fixture(scope="module")
def engine() -> Iterator[InkJs]:
    """Inkle's engine, started once."""
    with inkjs() as started:
        yield started


def shown_difference(engine: InkJs, story: Story, moves: tuple[str, ...], number: int = 0) -> str:
    """Return where inkle's engine tells something else; empty if it tells the same."""
    problems, _ = engine.compile(as_ink(story))
    assert problems == []
    return str(Comparison(story).difference(engine, moves, number) or "")


@pytest.mark.parametrize("folder", [NIGHT_DUTY, pytest.param(SHIPPED, marks=pytest.mark.slow)], ids=["night", "ours"])
def test_a_story_is_the_same_in_ink(engine: InkJs, folder: Path) -> None:
    """Protects authors who move: every text, every choice offered and every value is the same after every move."""
    story = load_story(folder).story
    assert story is not None
    problems, _ = engine.compile(as_ink(story))
    assert problems == []
    compared = Comparison(story)
    for number, moves in enumerate(islice(runs(story), 7)):
        assert str(compared.difference(engine, moves, number) or "") == ""


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(files=stories())
def test_random_stories_are_the_same_in_ink(engine: InkJs, files: Files) -> None:
    """Protects what our own story has none of: whatever the language can say, ink is made to say it."""
    story = story_of(told_apart(files))
    problems, _ = engine.compile(as_ink(story))
    assert problems == []
    for number in range(3):
        assert str(Comparison(story).difference(engine, walk(story, number, 30), number) or "") == ""


SAID = [
    '# {x|y} [a] <b> -> c <- <> // no /* remark */ ~ = * + - ! & $ 1984. a\\b "so" TODO: VAR x',
    "* star\n\n- dash\n\n+ plus\n\n= equal\n\n~ wave\n\nTODO: tell\n\nINCLUDE me\n\n=== knot\n\n-> away\n\nelse: no",
    "{% if promised %}- yes{% else %}* no{% endif %}{% if not promised %}|{% endif %}, {{ you.name }}-ssi",
    "one\\\ntwo\\\n\\\nthree\\\n\nfour \\\n five\\",
    "a\n{% if promised %}\nb{% endif %}\nc",
    "a\n{% if not promised %}\nb{% endif %}\nc",
    "{% if promised %}a\n\nb{% endif %}\n\nc\n{% if promised %}d{% else %}e\n\nf\n\n{% endif %}g",
    "a{% if promised %} b\n\n c {% endif %}, d\n\n{% if promised %}{% endif %}e",
    "a {% if not promised %}b\\\nc{% endif %}\n{% if promised %}d{% else %}\n{% endif %} e\n\n{% if promised %}f{% endif %}",  # noqa: E501  # as one text
    "a\n\n{% if promised %}b{% endif %}\nc\n\n{% if not promised %}d\n\n{% endif %}\\\ne",
    "{% if promised %}a{% elif noise >= 1 %}{% else %}\n\nb\n\nc{% endif %}{% if noise != 1 %}d{% endif %} {{ noise }}",
    "{{ names(alive) }} {{ Names(present, class_5) }} {{ count(alive) }} {{ digits(count(present, class_5)) }}",
]


@pytest.mark.parametrize("text", SAID)
def test_words_and_white_space_are_the_same_in_ink(engine: InkJs, text: str) -> None:
    """Protects what authors write: none of it is ink's own, and its paragraphs and line breaks stay where they were."""
    lines = text.replace("\n", "\n      ")
    scenes = f"""\
  hall:
    text: |
      {lines}
    maybe: [nam_ra]
    choices:
      - id: again
        label: 'Again #7 [x] // {{{{ you.name }}}} | a\\b'
        to: hall
        effects: {{promised: true, noise: +1}}
      - {{id: lose, label: Lose her, to: hall, effects: {{nam_ra.state: away}}, once: true}}
      - {{id: out, say: Out., to: end}}
"""
    story = loaded(chapter(scenes))
    moves = ("one.hall.again", "one.hall.lose", "one.hall.again", "one.hall.out")
    assert shown_difference(engine, story, moves, number=1) == ""


def test_names_that_ink_has_already_are_changed(engine: InkJs) -> None:
    """Protects an author whose facts are called as something of ink's, or as a scene or a choice."""
    facts = "".join(
        f"  {name}: {{says: Something.}}\n"
        for name in [
            "able",
            "player",
            "in_words",
            "read",
            "options",
            "one_hall",
            "names_1",
            "not_so",
            "mod",
            "hall",
            "go",
        ]
    )
    scenes = """\
  hall:
    text: "{% if able and hall %}Both.{% endif %} A hall. {{ names(alive) }}"
    enter: {read: true}
    choices:
      - {id: hall, label: A, to: hall, effects: {able: true, mod: true, player: true}}
      - {id: go, label: B, to: hall, effects: {hall: true, in_words: true}, if: not taken(hall.go)}
      - {id: end, label: C, to: end}
"""
    story = loaded(chapter(scenes, facts))
    assert shown_difference(engine, story, ("one.hall.hall", "one.hall.go", "one.hall.hall", "one.hall.end")) == ""


@pytest.mark.parametrize(
    ("written", "spoiled", "what", "length"),
    [
        ("MIN(noise + 1, 5)", "noise + 1", "The value of noise", 6),
        ("Hello", "Goodbye", "The text", 0),
        ("+ (on)", "+ (on) {false}", "What can be chosen", 0),
        ("<>", "", "The text", 0),
    ],
)
def test_a_difference_is_found_where_it_begins(
    engine: InkJs, written: str, spoiled: str, what: str, length: int
) -> None:
    """Protects against a comparison that finds nothing: each kind of difference is told, and how to get there."""
    scenes = """\
  hall:
    text: |
      Hello {% if noise >= 4 %}you

      and {% endif %} there.
    choices:
      - {id: louder, label: Louder, to: hall, effects: {noise: +1}}
      - {id: on, label: On, to: end}
"""
    story = loaded(chapter(scenes))
    source = as_ink(story)
    assert written in source
    problems, _ = engine.compile(source.replace(written, spoiled))
    assert problems == []
    found = Comparison(story).difference(engine, ("one.hall.louder",) * 7)
    assert found is not None
    assert found.what == what
    assert found.moves == ("one.hall.louder",) * length
    assert "in inkjs after" in str(found)


def test_what_ink_cannot_tell_is_refused() -> None:
    r"""Protects against a story that reads otherwise in silence: a `\` whose line may or may not end there."""
    story = loaded(saying("a{% if promised %}b\\{% endif %}\nc"))
    with pytest.raises(CannotBegin, match="end of a branch"):
        as_ink(story)


def test_the_command_prints_the_source(hyosan: Hyosan, tmp_path: Path) -> None:
    """Protects the command: the source alone on standard output, and no traceback where there is no story."""
    code, out, err = hyosan("export", "ink", NIGHT_DUTY)
    assert (code, err) == (ExitCode.OK, "")
    assert "=== " in out
    assert out.endswith("~ return number\n")
    assert hyosan("export", "ink", tmp_path)[0] != ExitCode.OK
