"""Scenes: of which kind each is, and where it may lead."""

import pytest
from small_story import BASE, chapter, hall, load, loaded, problem_of, told

from game.story.model import BACK

TWO = "    choices:\n      - {id: a, label: A.%s}\n      - {id: b, label: B.%s}\n"


def two(first: str = "", second: str = "") -> str:
    """Return two choices with more keys each."""
    return TWO % (first, second)


def test_scenes_of_every_kind_load() -> None:
    """Choosing, going on, ending, coda, aside: as the format describes them."""
    scenes = (
        "  hall:\n    text: A.\n    choices: [{id: look, label: L., to: clock}, "
        "{id: go, label: G., to: [{if: promised, to: on}, on]}]\n"
        "  clock: {aside: true, text: Four., to: back}\n"
        "  watch: {aside: true, place: hall, text: Five., "
        "choices: [{id: x, label: X., to: clock}, {id: y, label: Y., to: back}]}\n"
        "  on: {text: B., to: two.roof}\n"
        "  stop: {text: C., ending: {id: stopped, title: S, kind: tape_stops}, to: after}\n"
        "  after: {text: D., coda: true, to: [{if: promised, to: later}, last]}\n"
        "  later: {text: E., coda: true, to: last}\n"
        "  last: {text: F., coda: true}\n"
    )
    story = loaded(chapter(scenes))
    assert story.scenes["one.clock"].routes[0].target == BACK
    assert story.scenes["one.clock"].keeps_company
    assert not story.scenes["one.watch"].keeps_company
    assert [scene.id for scene in story.scenes.values() if scene.is_end] == [
        "stop",
        "after",
        "later",
        "last",
        "end",
        "fall",
    ]
    assert story.scenes["one.hall"].choices[1].routes[1].target == "one.on"


def test_a_scenes_to_holds_for_each_choice_that_has_none() -> None:
    """`to` of the scene is every choice's that does not say otherwise."""
    story = loaded(hall("    to: end\n" + two(second=", to: two.roof")))
    assert [choice.routes[0].target for choice in story.scenes["one.hall"].choices] == ["one.end", "two.roof"]


def test_like_lends_what_a_scene_has_not_itself() -> None:
    """Place, clock, with and maybe, each where there is none; an empty list is one; `like` leads on."""
    scenes = (
        "  hall: {text: A., like: b, clock: D2, maybe: [], to: end}\n"
        "  b: {text: B., like: c, with: [on_jo], clock: D1, to: end}\n"
        "  c: {text: C., place: hall, with: [nam_ra], maybe: [su_hyeok], to: end}\n"
    )
    scene = loaded(chapter(scenes)).scenes["one.hall"]
    assert (scene.place, scene.clock, scene.cast, scene.maybe) == ("hall", "D2", ("on_jo",), ())


WRONG = [
    ("HT401", chapter("  «hall»: {text: A.}\n")),
    ("HT109", hall("    choices: «[]»\n")),
    ("HT109", hall("    to: «[]»\n")),
    ("HT402", hall("    «ending»: {id: x, title: X, kind: record}\n" + two(", to: end", ", to: end"))),
    (
        "HT402",
        chapter(
            "  hall: {text: A., to: end}\n  b: {text: A., «coda»: true, ending: {id: x, title: X, kind: record}}\n"
        ),
    ),
    ("HT403", hall("    ending: {id: x, title: X, kind: record}\n    to: «end»\n")),
    ("HT403", chapter("  hall: {text: A., to: «b»}\n  b: {text: A., coda: true}\n")),
    ("HT403", hall("    to: end\n" + two(", to: «b»") + "  b: {text: A., coda: true}\n")),
    ("HT403", chapter("  hall: {text: A., to: end}\n  b: {text: A., coda: true, to: «end»}\n")),
    ("HT404", chapter("  hall: {text: A., to: end}\n  b: {text: A., coda: true, «enter»: {promised: true}}\n")),
    ("HT404", chapter("  hall: {text: A., to: end}\n  b: {text: A., coda: true, «clip»: {id: k, label: L.}}\n")),
    ("HT403", {**hall("    coda: true\n"), "story.yaml": BASE["story.yaml"].replace("one.hall", "«one.hall»")}),
    ("HT405", hall("    to: «back»\n")),
    ("HT405", hall("    to: [{if: promised, to: «back»}, end]\n")),
    ("HT405", hall("    to: end\n" + two(", to: «back»"))),
    (
        "HT406",
        {**hall("    aside: true\n    to: end\n"), "story.yaml": BASE["story.yaml"].replace("one.hall", "«one.hall»")},
    ),
    ("HT407", hall("    to: [{if: «promised», to: end}]\n")),
    ("HT407", hall("    to: [«end», two.roof]\n")),
    ("HT407", hall("    to: [{to: «end»}, two.roof]\n")),
    ("HT408", hall(two(", to: end").replace("{id: b", "{id: «b»"))),
    ("HT411", hall("    to: end\n" + two(", «locked»: No."))),
    ("HT104", hall("    to: end\n" + two(", if: promised, locked: «false»"))),
    ("HT102", hall("    to: end\n    «typed»: true\n")),
    ("HT102", hall("    to: end\n    choices: [{id: «a»}]\n")),
    ("HT114", hall("    to: end\n    choices: [{id: a, say: A., «label»: B.}]\n")),
    ("HT409", hall("    to: end\n    timer: {seconds: 5, then: «c»}\n" + two())),
    ("HT409", hall("    to: end\n    timer: {seconds: 5, then: «a»}\n" + two(", if: promised"))),
    ("HT409", hall("    to: end\n    timer: {seconds: 5, then: «a»}\n" + two(", once: true"))),
    ("HT105", hall("    to: end\n    timer: {seconds: «0», then: a}\n" + two())),
    ("HT410", hall("    to: end\n    dilemma: «promised»\n" + two())),
    ("HT410", hall("    to: end\n    dilemma: «noise»\n" + two())),
    ("HT410", hall("    to: end\n    dilemma: «door»\n")),
    ("HT410", hall("    to: end\n    dilemma: door\n" + two(", effects: {door: held}").replace("id: b", "id: «b»"))),
    (
        "HT410",
        hall(
            "    to: end\n    dilemma: door\n"
            + two(", effects: {door: held}", ", effects: {door: held}").replace("id: b", "id: «b»")
        ),
    ),
    (
        "HT410",
        hall(
            "    to: end\n    dilemma: door\n"
            + two(", effects: {door: held}", ", effects: {door: unset}").replace("id: b", "id: «b»")
        ),
    ),
    ("HT312", hall("    to: end\n    enter: {noise: «6»}\n")),
    ("HT312", hall("    to: end\n    enter: {noise: «+many»}\n")),
    ("HT312", hall("    to: end\n    enter: {noise: «+1000000»}\n")),
    ("HT312", hall("    to: end\n    enter: {door: «+1»}\n")),
    ("HT312", hall("    to: end\n    enter: {door: «opend»}\n")),
    ("HT312", hall("    to: end\n    enter: {promised: «yes»}\n")),
    ("HT312", hall("    to: end\n    enter: {promised: «1»}\n")),
]


@pytest.mark.parametrize(("code", "files"), WRONG)
def test_what_no_scene_can_be_is_told(code: str, files: dict[str, str]) -> None:
    """Every rule of flow has a problem of its own, where a person would look for it, and no other besides."""
    problem_of(code, files)


def test_a_choice_to_an_aside_need_not_decide() -> None:
    """Each choice of a dilemma but those to an aside sets the fact."""
    clock = "  clock: {aside: true, text: Four., to: back}\n"
    files = hall("    to: end\n    dilemma: door\n" + two(", effects: {door: held}", ", to: clock") + clock)
    assert load(files).story is not None


def test_effects_are_constants_that_stop_at_their_bounds() -> None:
    """`+n`, `-n`, a value of each kind, quoted or not; how large a change is does not matter."""
    effects = "{noise: +100, tape: -3, on_jo.trust: '5', door: \"held\", promised: true, you.state: half}"
    enter = loaded(hall(f"    to: end\n    enter: {effects}\n")).scenes["one.hall"].enter
    assert [(effect.sets, effect.amount) for effect in enter] == [
        (False, 100),
        (False, -3),
        (True, 5),
        (True, 2),
        (True, 1),
        (True, 2),
    ]


def choices(number: int, more: str = "") -> dict[str, str]:
    """Return files with a scene of so many choices."""
    lines = "".join(f"      - {{id: c{index}, label: To {index}.}}\n" for index in range(number))
    return hall(f"    to: end\n{more}    choices:\n{lines}")


@pytest.mark.parametrize(
    ("files", "codes"),
    [
        (choices(9), []),
        (choices(10), ["HT109"]),
        (choices(40, "    typed: true\n"), []),
        (choices(41, "    typed: true\n"), ["HT109"]),
    ],
)
def test_nine_choices_are_possible_or_forty_typed(files: dict[str, str], codes: list[str]) -> None:
    """The limits of the format, at their edges."""
    assert told(files) == codes


def test_locks_are_sentences_or_the_derived_reason() -> None:
    """`locked` shows a sentence, `locked: true` the derived reason only, none hides the choice."""
    keys = (
        two(", if: promised, locked: Not yet.", ", if: promised, locked: true")
        + "      - {id: c, if: promised, label: C.}\n"
    )
    found = loaded(hall("    to: end\n" + keys)).scenes["one.hall"].choices
    assert [(choice.locked is not None, choice.shown_locked) for choice in found] == [
        (True, True),
        (False, True),
        (False, False),
    ]


@pytest.mark.parametrize(
    ("code", "law"),
    [
        ("HT102", "«- {because: Why.}»"),
        ("HT114", "«{never: promised, every_ending_from: start}»"),
        ("HT204", "leads_to: {from: «one.hal», some: [two.roof]}"),
        ("HT218", "leads_to: {from: «hall», some: [two.roof]}"),
        ("HT204", "leads_to: {from: one.hall, some: [two.roof, «two.rof»]}"),
        ("HT215", "leads_to: {from: one.hall, some: [fallen, «felled»]}"),
        ("HT109", "leads_to: {from: one.hall, some: «[]»}"),
        ("HT102", "leads_to: «{»from: one.hall}"),
        ("HT204", "every_ending_from: «one.hal»"),
        ("HT101", "at_least: {«scene»: 3}"),
        ("HT105", "at_least: {scenes: «many»}"),
        ("HT301", "never: promised an«d»"),
    ],
)
def test_a_law_claims_one_thing_of_what_there_is(code: str, law: str) -> None:
    """All four kinds: what they name must exist, in full."""
    line = law if law.startswith("«") else f"- {law}"
    problem_of(code, {"laws.yaml": line.replace("«{never", "- «{never").replace("«- {", "- «{") + "\n"})


def test_all_four_kinds_of_law_load() -> None:
    """The format's own examples, by position where they have no id."""
    laws = (
        "- {id: closet, never: promised and chapter == 'one', because: She cannot.}\n"
        "- leads_to: {from: one.hall, some: [two.fall, ended]}\n"
        "- every_ending_from: start\n"
        "- every_ending_from: two.roof\n"
        "- at_least: {dilemmas: 0, endings: 2, scenes: 3, choices: 0, clips: 0}\n"
    )
    made = loaded({"laws.yaml": laws}).laws
    assert [law.id for law in made] == ["closet", "law_2", "law_3", "law_4", "law_5"]
    assert (made[1].source, made[1].targets) == ("one.hall", ("two.fall", "ended"))
    assert [law.source for law in made[2:4]] == [None, "two.roof"]
    assert made[4].counts == {"dilemmas": 0, "endings": 2, "scenes": 3, "choices": 0, "clips": 0}


def test_quotation_marks_that_vanish_are_noted() -> None:
    """`label: "Wait."` and `reply: "Wait."` show no marks: a note, no error; single marks and `say` are silent."""
    files = hall("    to: end\n    choices:\n      - {id: a, label: «\"Wait.\"»}\n      - {id: b, label: 'Wait.'}\n")
    assert not problem_of("HT111", files).is_error
    assert not problem_of("HT111", hall('    to: end\n    choices: [{id: a, label: A., reply: «"Wait."»}]\n')).is_error
    assert told(hall('    to: end\n    choices: [{id: a, say: "Wait.", reply: \'"Wait."\'}]\n')) == []
