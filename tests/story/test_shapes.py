"""Shapes: keys, types and domains, all told at once, each where it stands."""

import pytest
from small_story import BASE, chapter, hall, load, loaded, problem_of, shown, told

from game.story.text import Prose
from game.story.variables import DomainKind


def world(**parts: str) -> dict[str, str]:
    """Return a world.yaml with one more variable in a part."""
    text = BASE["world.yaml"]
    for part, line in parts.items():
        text = text.replace(f"{part}:\n", f"{part}:\n  {line}\n")
    return {"world.yaml": text}


def test_domains_are_ranges_enums_or_booleans() -> None:
    """`range`, `one_of` as list or mapping, or neither; where each starts."""
    facts = (
        "  a: {}\n  b: {start: true}\n  c: {range: 20}\n  d: {range: 1, start: 1}\n"
        "  e: {one_of: [x, y]}\n  f: {one_of: {x: '', y: Yes.}, start: y}\n  g: {range: '3', start: \"2\"}\n"
    )
    story = loaded(hall("    to: end\n", facts))
    found = {name: story.variable(name) for name in "abcdefg"}
    assert [variable.domain.kind for variable in found.values()] == [
        *[DomainKind.BOOLEAN] * 2,
        *[DomainKind.RANGE] * 2,
        *[DomainKind.ENUM] * 2,
        DomainKind.RANGE,
    ]
    assert [variable.start for variable in found.values()] == [0, 1, 0, 1, 0, 1, 2]
    assert [variable.domain.size for variable in found.values()] == [2, 2, 21, 2, 2, 2, 4]
    assert found["f"].domain.words == {"x": "", "y": "Yes."}


def test_notices_are_derived_given_or_silent() -> None:
    """`of` makes a notice; other words, or `none`, take its place; who is hidden stays hidden."""
    facts = (
        "  a: {of: on_jo}\n  b: {of: on_jo, notice: She looks away.}\n  c: {of: on_jo, notice: none}\n"
        "  d: {}\n  e: {notice: Noted., hidden: true}\n"
    )
    story = loaded(hall("    to: end\n", facts))
    notices = [story.variable(name).notice for name in "abcde"]
    assert notices == ["On-jo will remember that.", "She looks away.", "", "", "Noted."]
    assert [story.variable(name).hidden for name in "de"] == [False, True]


WRONG = [
    ("HT105", world(counts="x: {range: «0»}")),
    ("HT105", world(counts="x: {range: «21»}")),
    ("HT105", world(counts="x: {range: «many»}")),
    ("HT105", world(counts="x: {range: «5.5»}")),
    ("HT105", world(counts="x: {range: «\N{FULLWIDTH DIGIT ONE}»}")),
    ("HT103", world(counts="x: {range: «[5]»}")),
    ("HT109", world(facts="x: {one_of: «[a]»}")),
    ("HT109", world(facts="x: {one_of: «[" + ", ".join(f"v{n}" for n in range(25)) + "]»}")),
    ("HT201", world(facts="x: {one_of: [a, b, «a»]}")),
    ("HT012", world(facts="x: {one_of: {a: '', b: '', «a»: ''}}")),
    ("HT107", world(facts="x: {one_of: [a, «B»]}")),
    ("HT107", world(facts="x: {one_of: {a: '', «b c»: ''}}")),
    ("HT103", world(facts="x: {one_of: «ab»}")),
    ("HT114", world(facts="x: {range: 3, «one_of»: [a, b]}")),
    ("HT115", world(facts="x: {one_of: [a, b], start: «c»}")),
    ("HT115", world(facts="x: {range: 3, start: «4»}")),
    ("HT115", world(facts="x: {start: «yes»}")),
    ("HT115", {"cast.yaml": BASE["cast.yaml"].replace("trust: 3", "trust: «6»")}),
    ("HT104", world(counts="x: {range: 3, better: «lower»}")),
    ("HT104", world(counts="x: {range: 3, pays: «true»}")),
    ("HT106", world(facts="x: {hidden: «yes»}")),
    ("HT106", world(facts="x: {hidden: «True»}")),
    ("HT103", world(facts="x: «true»")),
    ("HT101", {"world.yaml": BASE["world.yaml"] + "«fact»: {}\n"}),
    ("HT101", world(facts="x: {«say»: A.}")),
    ("HT101", hall("    to: end\n    «timer_»: {seconds: 3}\n")),
    ("HT101", hall("    to: end\n    timer: {seconds: 3, then: a, «than»: b}\n    choices: [{id: a, label: A.}]\n")),
    ("HT101", {"two.yaml": BASE["two.yaml"].replace("facts:", "«no»: 1\nfacts:")}),
    ("HT102", chapter("  hall: «{»to: end}\n")),
    ("HT102", hall("    to: end\n    choices: [«{»label: A.}]\n")),
    ("HT102", hall("    to: end\n    clip: «{»id: kept}\n")),
    ("HT102", {"cast.yaml": BASE["cast.yaml"].replace("{name: Nam-ra}", "«{»role: R}")}),
    (
        "HT102",
        {"story.yaml": BASE["story.yaml"].replace("start: one.hall\n", "").replace("story: sample", "«s»tory: sample")},
    ),
    (
        "HT102",
        {"story.yaml": BASE["story.yaml"].replace("format: 1\n", "").replace("story: sample", "«s»tory: sample")},
    ),
    ("HT102", {"two.yaml": BASE["two.yaml"].replace("title: Two\n", "").replace("chapter: two", "chapter: «two»")}),
    ("HT103", hall("    to: end\n    with: «on_jo»\n")),
    ("HT103", hall("    to: end\n    with: [on_jo, «[nam_ra]»]\n")),
    ("HT103", hall("    to: end\n    enter: «[promised]»\n")),
    ("HT103", hall("    to: end\n    enter: {promised: «[true]»}\n")),
    ("HT103", hall("    to: «{to: end}»\n")),
    ("HT103", hall("    to: [«[end]»]\n")),
    ("HT103", hall("    to: end\n    care: «Hard.»\n")),
    ("HT103", hall("    to: end\n    each: «{a: b}»\n")),
    ("HT103", chapter("  hall: {text: A., to: end}\n  b: «just words»\n")),
    ("HT103", {"laws.yaml": "«n»ever: promised\n"}),
    ("HT103", {"record.yaml": "lines: «{id: a}»\n"}),
    ("HT110", hall("    to: end\n    title: «''»\n")),
    ("HT110", hall("    to: end\n    place: «''»\n")),
    ("HT110", chapter("  hall: {text: «' '», to: end}\n")),
    ("HT110", hall("    to: end\n    choices: [{id: a, label: «''»}]\n")),
    ("HT110", hall("    to: [{if: «''», to: end}, end]\n")),
    ("HT112", {"story.yaml": BASE["story.yaml"].replace("format: 1", "format: «2»")}),
    ("HT114", {"story.yaml": BASE["story.yaml"] + "«chapters»: [one.yaml, two.yaml]\n"}),
    ("HT116", {"cast.yaml": BASE["cast.yaml"].replace("Ye-won", "«Ye_won»")}),
    ("HT116", {"cast.yaml": BASE["cast.yaml"].replace("Ye-won", "«" + "a" * 21 + "»")}),
    ("HT104", {"two.yaml": BASE["two.yaml"].replace("tape_stops", "«stops»")}),
    ("HT105", {"two.yaml": BASE["two.yaml"].replace("title: Two\n", "title: Two\ntape: «one»\n")}),
]


@pytest.mark.parametrize(("code", "files"), WRONG)
def test_what_has_not_its_shape_is_told_alone(code: str, files: dict[str, str]) -> None:
    """One problem for one mistake, at the very value or key, and nothing that merely follows from it."""
    problem_of(code, files)


@pytest.mark.parametrize(
    ("files", "hint"),
    [
        (hall("    to: end\n    with: on_jo\n"), "Write `[on_jo]`."),
        (hall("    to: end\n    with: on_jo, nam_ra\n"), "Write `[on_jo, nam_ra]`."),
        (hall("    to: end\n    choices: go\n"), ""),
    ],
)
def test_words_that_lack_only_their_brackets_are_told_so(files: dict[str, str], hint: str) -> None:
    """One person in `with` is a list of one; where a list holds mappings, brackets would not help."""
    assert problem_of("HT103", files).hint == hint


def test_everything_is_read_as_text_until_its_type_reads_it() -> None:
    """`no`, `012`, `1:30`, `~`, dates and numbers stay as written; quotes never change a meaning."""
    scenes = (
        '  hall:\n    text: no\n    title: 012\n    clock: 1:30\n    to: "end"\n    with: ["on_jo"]\n'
        "    choices:\n      - {id: 'no', label: ~, once: \"true\"}\n"
        "      - {id: yes, label: 2026-11-21}\n      - {id: on, label: 0x1F}\n"
    )
    story = loaded(chapter(scenes))
    scene = story.scenes["one.hall"]
    assert (scene.title, scene.clock) == ("012", "1:30")
    assert [choice.id for choice in scene.choices] == ["no", "yes", "on"]
    labels = [choice.label.segments for choice in scene.choices]
    assert labels == [(Prose("~"),), (Prose("2026-11-21"),), (Prose("0x1F"),)]
    assert scene.choices[0].once


def test_everything_is_told_at_once_in_story_order() -> None:
    """Several files, each broken in several ways: everything in one go, in the order of the story."""
    files = {
        "story.yaml": BASE["story.yaml"].replace("title: A Sample", "titel: A Sample"),
        "cast.yaml": BASE["cast.yaml"].replace("typed", "tped").replace("trust: 3", "trust: 9"),
        "world.yaml": BASE["world.yaml"].replace("range: 5, better: low", "range: 50, better: lo"),
        **hall("    with: on_jo\n    place: cellar\n    timer: {seconds: x}\n    to: [nowhere]\n"),
        "two.yaml": BASE["two.yaml"].replace("to: fall", "to: fal"),
        "laws.yaml": "- never: nois > 3\n- x: y\n",
    }
    found = [(problem.code, problem.span.file) for problem in load(files).problems]
    assert found == [
        ("HT102", "story.yaml"),
        ("HT101", "story.yaml"),
        ("HT115", "cast.yaml"),
        ("HT105", "world.yaml"),
        ("HT104", "world.yaml"),
        ("HT103", "one.yaml"),
        ("HT203", "one.yaml"),
        ("HT102", "one.yaml"),
        ("HT105", "one.yaml"),
        ("HT204", "one.yaml"),
        ("HT204", "two.yaml"),
        ("HT205", "laws.yaml"),
        ("HT101", "laws.yaml"),
        ("HT102", "laws.yaml"),
    ], [shown(problem) for problem in load(files).problems]


def test_a_mended_file_makes_no_name_unknown() -> None:
    """What was taken out of a file may be what another names: only the first is told."""
    assert told(
        {"places.yaml": BASE["places.yaml"].replace(", area: school", "")} | hall("    place: hall\n    to: end\n")
    ) == ["HT102"]
    assert told(chapter("  hall: {text: A., to: b}\n  b: [text]\n")) == ["HT103"]
