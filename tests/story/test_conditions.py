"""Conditions: what can be asked, what cannot, and where that is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_story import asking, chapter, hall, load, loaded, problem_of, saying, told

from game.story.expr import All, Among, AnyOf, Comparison, Condition, CountOf, Happened, Not, Present, Settled, Where
from game.story.model import Story

CODES = {"unset": 0, "opened": 1, "held": 2}


def condition(words: str) -> tuple[Story, Condition]:
    """Return the story whose only route asks a condition, and the condition as loaded."""
    story = loaded(asking(words))
    found = story.scenes["one.hall"].routes[0].condition
    assert found is not None
    return story, found


@pytest.mark.parametrize(
    ("words", "holds_for"),
    [
        ("noise == 2", {2}),
        ("noise != 2", {0, 1, 3, 4, 5}),
        ("noise < 2", {0, 1}),
        ("noise <= 2", {0, 1, 2}),
        ("noise > 4", {5}),
        ("noise >= 4", {4, 5}),
        ("noise in [1, 3]", {1, 3}),
        ("noise not in [1, 3]", {0, 2, 4, 5}),
        ('door == "opened"', {CODES["opened"]}),
        ('door != "opened"', {CODES["unset"], CODES["held"]}),
        ("door in ['opened', \"held\"]", {CODES["opened"], CODES["held"]}),
        ('door not in ["opened"]', {CODES["unset"], CODES["held"]}),
        ("promised", {1}),
        ("not promised", {0}),
        ("not (promised)", {0}),
        ("on_jo.trust >= 3", {3, 4, 5}),
        ("you.trust >= 3", {3, 4, 5}),
    ],
)
def test_each_comparison_holds_for_its_own_values(words: str, holds_for: set[int]) -> None:
    """Every operator on every kind of variable means what it means in Jinja2."""
    story, found = condition(words)
    name = words.removeprefix("not ").strip("()").split()[0]
    variable = story.variable(name)
    vectors = {code: bytearray(story.start_vector) for code in range(variable.domain.size)}
    for code, vector in vectors.items():
        vector[variable.slot] = code
    assert {code for code, vector in vectors.items() if found.test(bytes(vector), 0)} == holds_for


@pytest.mark.parametrize(
    ("words", "form"),
    [
        ("promised and noise > 1", All),
        ("promised or noise > 1", AnyOf),
        ("not promised", Not),
        ("seen(hall)", Among),
        ("seen(one.hall)", Among),
        ("seen(two.roof)", Among),
        ("present(on_jo)", Present),
        ("alive(on_jo)", Among),
        ("count(alive) >= 3", CountOf),
        ("count(present, class_5) < 2", CountOf),
        ("noise >= 1", Comparison),
    ],
)
def test_each_form_is_read_as_itself(words: str, form: type[Condition]) -> None:
    """The closed set of forms is what the grammar gives; nothing is evaluated."""
    assert isinstance(condition(words)[1], form)


def test_and_binds_tighter_than_or() -> None:
    """Precedence is Jinja2's."""
    _, found = condition('promised or noise > 1 and door == "held"')
    assert isinstance(found, AnyOf)
    assert isinstance(found.terms[1], All)


def test_who_lacks_the_presence_stat_is_always_alive() -> None:
    """A person without the stat never dies; you count, and count by the stat."""
    files = {**asking("count(alive) >= 4"), "cast.yaml": "people: {on_jo: {name: On-jo, without: [state]}}\n"}
    files["world.yaml"] = "stats: {state: {one_of: [well, gone], able: [well]}}\n"
    story = loaded({**files, "two.yaml": "chapter: two\ntitle: Two\n", **seasonless()})
    count = story.scenes["one.hall"].routes[0].condition
    assert isinstance(count, CountOf)
    gone = bytes([1] * len(story.start_vector))
    assert [member.test(gone, 0) for member in count.members] == [False, True]


def seasonless() -> dict[str, str]:
    """Return a story file without seasons."""
    return {
        "story.yaml": "story: sample\ntitle: S\nformat: 1\nversion: 1.0.0\n"
        "start: one.hall\nchapters: [one.yaml, two.yaml]\n"
    }


WRONG = [
    # A value on the left, or a variable on the right.
    ("HT304", "«5 < noise»"),
    ("HT304", "«'opened' == door»"),
    ("HT304", "«['opened'] == door»"),
    ("HT304", "noise > «tape»"),
    ("HT304", "door == «promised»"),
    ("HT303", "door == «opened»"),
    # Outside the domain.
    ("HT303", "noise >= «6»"),
    ("HT303", "noise >= «-1»"),
    ("HT303", "noise >= «2.0»"),
    ("HT303", "noise == «true»"),
    ("HT303", "noise == «'2'»"),
    ("HT303", 'door == "held" and door == «"hold"»'),
    ("HT303", 'door in ["held", «"hold"»]'),
    ("HT303", 'door in «"held"»'),
    ("HT303", "door in «[]»"),
    ("HT303", 'noise > 1 and «door < "held"»'),
    ("HT303", "noise > 1 or «promised == true»"),
    ("HT303", "«promised != 1»"),
    ("HT303", "count(alive) >= «-1»"),
    ("HT303", "count(alive) in «[1, 2]»"),
    ("HT303", "count(alive) >= «true»"),
    ("HT303", "count(alive) == «2.5»"),
    ("HT303", "«present(on_jo)» == true"),
    # No questions.
    ("HT305", "«true»"),
    ("HT305", "«3»"),
    ("HT305", "promised and «'held'»"),
    ("HT305", "promised and «noise»"),
    ("HT305", "«door»"),
    ("HT305", "noise > 1 and «count(alive)»"),
    ("HT305", "«none»"),
    # Other forms of Jinja2.
    ("HT302", "promised and «noise + 1» > 2"),
    ("HT302", "«noise|abs» > 1"),
    ("HT302", "«promised is defined»"),
    ("HT302", "«promised if noise > 1 else promised»"),
    ("HT302", "«door[0]»"),
    ("HT302", '«door ~ "x"»'),
    ("HT302", "«[promised]»"),
    ("HT302", "«noise * 2» > 2"),
    ("HT302", "«-noise» < 1"),
    ("HT302", "noise > «1 + 1»"),
    ("HT302", "«seen()»"),
    ("HT302", "promised or «seen(hall, end)»"),
    ("HT302", "«seen('hall')»"),
    ("HT302", "«random(hall)»"),
    ("HT302", "«seen(scene=hall)»"),
    ("HT302", "«count()» > 1"),
    ("HT302", "«count(dead)» > 1"),
    ("HT302", "«count(alive, class_5, alone)» > 1"),
    ("HT302", "«on_jo.trust.real(hall)»"),
    ("HT311", "promised and «1 < noise < 3»"),
    ("HT311", "«noise > 1 > 0»"),
    # Names.
    ("HT205", "promised and «promise»"),
    ("HT205", "«nois» > 1"),
    ("HT208", "on_jo.trust > 1 and «on_jo.trst» > 1"),
    ("HT208", "«su_hyeok.trust» > 1"),
    ("HT202", "«on_ju.trust» > 1"),
    ("HT202", "alive(on_jo) and alive(«on_ju»)"),
    ("HT202", "present(«class_5»)"),
    ("HT204", "seen(«hal»)"),
    ("HT204", "seen(«two.hall»)"),
    ("HT206", "taken(«hall»)"),
    ("HT206", "taken(«hall.go»)"),
    ("HT204", "taken(«hal.go»)"),
    ("HT207", "count(alive, «class_6») > 1"),
    ("HT209", "promised and «late_fact»"),
    ("HT212", "«them.trust» > 1"),
    ("HT212", "promised and «them» == 'on_jo'"),
    ("HT212", "«them»"),
    ("HT205", "«scene» == 'one.hall'"),
    # What Jinja2 cannot read.
    ("HT301", "promised an«d»"),
    ("HT301", "promised «nois»"),
    ("HT301", "promised and and «promised»"),
    ("HT301", "«(»promised or"),
    ("HT301", "promised «$» noise"),
    ("HT301", "promised «}}» noise"),
    ("HT301", "noise > «5\N{FULLWIDTH DIGIT FIVE}»"),
    ("HT301", "door == «'a\\d'»"),
    ("HT301", "noise > 0«12»"),
]


@pytest.mark.parametrize(("code", "words"), WRONG)
def test_what_cannot_be_asked_is_told_at_its_own_words(code: str, words: str) -> None:
    """One problem for one mistake, at the words that are wrong and not at others like them."""
    problem_of(code, asking(words))


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ('door «=» "opened"', "write `==`"),
        ('(door «=» "opened")', "write `==`"),
        ("noise «=>» 2", "Write `>=`"),
        ("noise «=<» 2", "Write `<=`"),
        ("promised «&»& noise > 1", "`and`"),
        ("«!»promised", "`not`"),
        ("door == «\N{LEFT DOUBLE QUOTATION MARK}»opened\N{RIGHT DOUBLE QUOTATION MARK}", "straight"),
        ("taken«(»hall.go", "A `)` is missing"),
        ('not «(»promised and door in ["opened"]', "A `)` is missing"),
        ('door in «[»"opened"', "A `]` is missing"),
        ("promised «noise»", "cannot follow"),
    ],
)
def test_slips_of_the_pen_are_told_what_to_write(words: str, said: str) -> None:
    """A single `=`, a bracket that stays open: the commonest slips have words of their own, at their own place."""
    assert said in problem_of("HT301", asking(words)).message


def test_every_term_is_read_though_one_is_wrong() -> None:
    """All problems at once: a bad term does not hide the next."""
    assert told(asking('nois > 1 and door == "hold" and not promise')) == ["HT205", "HT303", "HT205"]


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("noise" + " " * 992 + "> 1", None),
        ("noise" + " " * 993 + "> 1", "HT306"),
        ("promised" + " and promised" * 76, None),
        ("promised" + " and promised" * 77, "HT306"),
        ("(" * 20 + "promised" + ")" * 20, None),
        ("(" * 21 + "promised" + ")" * 21, "HT306"),
        ("not " * 20 + "promised", None),
        ("not " * 21 + "promised", "HT306"),
    ],
)
def test_limits_are_counted_before_parsing(words: str, code: str | None) -> None:
    """1,000 characters, 20 levels: what is within is read, what is one beyond is refused as too large."""
    assert told(asking(words)) == ([code] if code else [])


def test_two_hundred_terms_are_possible_and_no_more() -> None:
    """Names and literals are terms; words that join them are not."""
    facts = "  a: {}\n"
    files = {
        count: hall(f"    to:\n      - if: {' or '.join(['a'] * count)}\n        to: end\n      - end\n", facts)
        for count in (200, 201)
    }
    assert told(files[200]) == []
    # 201 terms joined by `or` have 1,001 characters, so `and` would do as little: brackets tell the two limits apart.
    short = hall(f"    to:\n      - if: a in [{','.join(['1'] * 200)}]\n        to: end\n      - end\n", facts)
    assert told(short) == ["HT306"]


def test_history_is_marked_only_where_it_is_asked() -> None:
    """A state remembers a scene that a `seen()` outside laws.yaml names, and no other."""
    story = loaded({**asking("seen(two.roof)"), "laws.yaml": "- never: seen(one.hall) and seen(one.end)\n"})
    assert list(story.seen_slots) == ["two.roof"]
    assert len(story.start_vector) == len(story.variables) + 1


def test_laws_ask_of_chapter_scene_and_ending() -> None:
    """In laws alone, and in full names."""
    law = (
        '- never: chapter == "one" and scene in ["one.hall"] and ending == "none" and seen(two.roof) '
        'and ending != "fallen"\n'
    )
    condition_ = loaded({"laws.yaml": law}).laws[0].condition
    assert isinstance(condition_, All)
    assert [type(term) for term in condition_.terms] == [Where, Where, Where, Happened, Not]


@pytest.mark.parametrize(
    ("code", "law"),
    [
        ("HT215", '- never: chapter == «"three"»\n'),
        ("HT215", '- never: ending == "fallen" or ending == «"felled"»\n'),
        ("HT204", '- never: scene == «"one.hal"»\n'),
        ("HT218", '- never: scene == «"hall"»\n'),
        ("HT218", "- never: seen(«hall»)\n"),
        ("HT218", "- never: taken(«hall.go»)\n"),
        ("HT303", '- never: «chapter < "one"»\n'),
        ("HT305", "- never: promised and «ending»\n"),
        ("HT202", "- never: alive(«on_ju»)\n"),
    ],
)
def test_laws_name_things_in_full(code: str, law: str) -> None:
    """What a law asks of must exist, and says of which chapter."""
    problem_of(code, {"laws.yaml": law})


def test_the_record_and_laws_read_a_chapters_own_facts() -> None:
    """Chapter facts are read in their chapter, the Record and laws."""
    loaded(
        {
            "record.yaml": "lines: [{id: late, if: late_fact, happened: Late.}]\n",
            "laws.yaml": "- never: late_fact\n",
        }
    )


def test_a_count_is_read_in_its_seasons_only() -> None:
    """`seasons` says where a count is read; the Record and laws are above them."""
    two = "chapter: two\ntitle: Two\nscenes:\n  roof: {text: A., to: [{if: «noise» > 1, to: end}, end]}\n"
    two += "  end: {text: B., ending: {id: fallen, title: F, kind: record}}\n"
    problem_of("HT210", {"two.yaml": two})
    loaded({"laws.yaml": "- never: noise == 5\n"})


def test_them_is_settled_at_loading() -> None:
    """`them == …` never reaches a moment: it is settled, and takes what it rules out with it."""
    scenes = (
        "  hall:\n    text: A hall.\n    to: ask_nam_ra\n"
        "  ask:\n    each: [on_jo, nam_ra]\n    text: Ask.\n    to:\n"
        '      - {if: them == "on_jo" and promised, to: end}\n'
        "      - {if: 'them in [\"nam_ra\"]', to: hall}\n"
        "      - {if: not promised, to: end}\n"
        "      - hall\n"
    )
    story = loaded(chapter(scenes))
    first, second = story.scenes["one.ask_on_jo"], story.scenes["one.ask_nam_ra"]
    assert [route.number for route in first.routes] == [1, 3, 4]
    assert isinstance(first.routes[0].condition, Among)
    assert [(route.number, route.condition) for route in second.routes] == [(2, None)]
    assert not any(isinstance(route.condition, Settled) for route in first.routes + second.routes)


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("abnot()[]{}\"'<>=!.,|~+-*/%&# 0123456789\n") | st.characters(codec="utf-8"), max_size=60)
)
def test_no_words_as_a_condition_raise(words: str) -> None:
    """Whatever stands in an `if`, it is a condition or a problem, never an exception."""
    load(asking(words.replace("\n", " ")))


_WORDS = (
    *("promised", "noise", "door", "and", "or", "not", "in", "is", "if", "else", "(", ")", "[", "]", ",", ".", "=="),
    *(">", "<", "3", "'held'", "seen", "count", "alive", "them", "|", "~", "+", "-", "*", "on_jo", "trust"),
)


@settings(max_examples=150, deadline=None)
@given(st.lists(st.sampled_from(_WORDS), max_size=14))
def test_no_order_of_the_grammars_words_raises(words: list[str]) -> None:
    """The same for words of the language in any order, which get further into the parser."""
    load(asking(" ".join(words)))
    load(saying("{% if " + " ".join(words) + " %}A{% endif %}{{ " + " ".join(words) + " }}"))
