"""Texts: branches, insertions, remarks; what they cannot do, and where that is told."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_story import chapter, hall, load, loaded, problem_of, saying, told

from game.engine import rules
from game.engine.state import Moment, State
from game.story.model import Story

FULL = chapter("  hall:\n    text: A hall.\n    with: [on_jo]\n    maybe: [nam_ra, su_hyeok]\n    to: end\n")


def read(text: str, **values: str | int) -> str:
    """Return how a text reads in the hall, with On-jo and Nam-ra there and some variables changed."""
    story = loaded(
        saying(text)
        | {
            "one.yaml": saying(text)["one.yaml"].replace(
                "    to: end", "    with: [on_jo]\n    maybe: [nam_ra]\n    to: end", 1
            )
        }
    )
    return "\n\n".join(rules.read_scene(story, moment(story, **values), "Ye-won"))


def moment(story: Story, **values: str | int) -> Moment:
    """Return the moment of standing in the hall; a name's double underscore is a dot."""
    vector = bytearray(story.start_vector)
    for name, value in values.items():
        variable = story.variable(name.replace("__", "."))
        vector[variable.slot] = variable.domain.code(value)
    return Moment(story.scenes["one.hall"], State(bytes(vector), None))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{{ you.name }}, {{ on_jo.name }}, {{ on_jo.full }}, {{ nam_ra.full }}", "Ye-won, On-jo, Nam On-jo, Nam-ra"),
        ("{{noise}} {{ noise }} {{ digits(noise) }} {{ tape }}", "none none 0 twelve"),
        ("{{ on_jo.trust }} {{ you.trust }} {{ digits(on_jo.trust) }}", "three two 3"),
        ("{{ count(alive) }} {{ Count(alive) }} {{ digits(count(alive)) }} {{ digits(alive) }}", "four Four 4 4"),
        ("{{ count(present) }} {{ count(present, class_5) }} {{ count(alive, class_5) }}", "three three three"),
        (
            "{{ names(present) }}; {{ names(alive, class_5) }}; {{ names(alive) }}",
            "On-jo and Nam-ra; On-jo and Nam-ra; On-jo, Nam-ra and Su-hyeok",
        ),
        ("{{ names(alive, alone) }} {{ Names(alive, alone) }}", "nobody Nobody"),
        ("A{# a remark, {{ not.read }} {% if %} #}B", "AB"),
        ("A {%if promised%}yes{%elif noise > 0%}loud{%else%}no{%endif%}.", "A no."),
        ("{% if not promised %}{% if noise == 0 %}still{% endif %}{% endif %}", "still"),
        ("[b] #17 1984. <i> \\ {x} { % } %} }} {", "[b] #17 1984. <i> \\ {x} { % } %} }} {"),
        ("a  b\nc\n \nd\\\ne", "a b c\n\nd\ne"),
    ],
)
def test_a_text_reads_so(text: str, words: str) -> None:
    """Every kind of insertion, branches, remarks; and what looks like markup elsewhere stays as written."""
    assert read(text) == words


def test_insertions_follow_the_moment() -> None:
    """Numbers and names are those of the moment: the bitten are there, the half-turned alive but not there."""
    text = "{{ noise }}; {{ names(present) }}; {{ count(present) }} of {{ count(alive) }}"
    changed = {"nam_ra__state": "half", "on_jo__state": "bitten"}
    assert read(text, noise=5, **changed) == "five; On-jo; two of four"


def test_branches_are_numbered_in_reading_order() -> None:
    """Outer before inner, `else` included: the ids that proofs speak of."""
    text = "{% if promised %}{% if noise > 1 %}A{% else %}B{% endif %}{% elif noise > 2 %}C{% else %}D{% endif %}"
    text += "{% if promised %}E{% endif %}"
    story = loaded(saying(text))
    found = [(arm.number, [outer.number for outer in outers]) for arm, outers in story.scenes["one.hall"].text.arms()]
    assert found == [(1, []), (2, [1]), (3, [1]), (4, []), (5, []), (6, [])]


def test_numbers_of_branches_do_not_change_where_them_rules_some_out() -> None:
    """A branch keeps the number it has as written, though an earlier one does not exist for this person."""
    scene = (
        "  hall:\n    text: A.\n    to: ask_on_jo\n"
        "  ask:\n    each: [on_jo, nam_ra]\n    to: end\n"
        '    text: \'{% if them == "nam_ra" %}N{% elif promised %}P{% else %}E{% endif %}'
        "{% if promised %}Q{% endif %}'\n"
    )
    story = loaded(chapter(scene))
    numbers = {
        key: [arm.number for arm, _ in story.scenes[f"one.ask_{key}"].text.arms()] for key in ("on_jo", "nam_ra")
    }
    assert numbers == {"on_jo": [2, 3, 4], "nam_ra": [4]}


def test_a_branch_that_them_settles_on_is_read_where_none_before_it_is() -> None:
    """It stands for its `else`; what is written behind it does not exist."""
    text = "{% if promised %}P{% elif them == 'on_jo' %}O{% elif noise > 1 %}L{% else %}E{% endif %}"
    scene = f'  hall: {{text: A., to: ask_on_jo}}\n  ask: {{each: [on_jo, nam_ra], to: end, text: "{text}"}}\n'
    story = loaded(chapter(scene))
    state = State(story.start_vector, None)
    read_by = [
        rules.read_scene(story, Moment(story.scenes[f"one.ask_{who}"], state), "A") for who in ("on_jo", "nam_ra")
    ]
    assert read_by == [("O",), ("E",)]
    assert [arm.number for arm, _ in story.scenes["one.ask_on_jo"].text.arms()] == [1, 2]


WRONG = [
    ("HT307", "A «{{» you.name"),
    ("HT307", "A «{%» if promised"),
    ("HT307", "A «{#» never closed"),
    ("HT307", "A «{%» if promised %}B"),
    ("HT307", "A «{%» else %}B{% if promised %}{% endif %}"),
    ("HT307", "A «{%» endif %}"),
    ("HT307", "{% if promised %}A{% else %}B«{%» else %}C{% endif %}"),
    ("HT307", "{% if promised %}A{% else %}B«{%» elif promised %}C{% endif %}"),
    ("HT307", "{% if promised %}A«{%» else promised %}C{% endif %}"),
    ("HT307", "A {{ «)» }}"),
    ("HT307", "A {{ noise «noise» }}"),
    ("HT307", "A {{ noise «§» }}"),
    ("HT301", "A {% if noise «>» %} B{% endif %}"),
    ("HT308", "A {% «for» x in y %}"),
    ("HT308", "A {% «set» x = 1 %}"),
    ("HT308", "A {% «include» 'x' %}"),
    ("HT308", "{{ noise }} {{ «noise + 1» }}"),
    ("HT308", "{{ noise }} {{ «noise|upper» }}"),
    ("HT308", "{{ «door» }}"),
    ("HT308", "{{ «promised» }}"),
    ("HT308", "{{ «'words'» }}"),
    ("HT308", "{{ «you.full» }}"),
    ("HT308", "{{ «range(3)» }}"),
    ("HT308", "{{ «noise.real(1)» }}"),
    ("HT308", "{{ digits(«'x'») }}"),
    ("HT308", "{{ digits(«door») }}"),
    ("HT308", "{{ «names(alive)[0]» }}"),
    ("HT302", "{{ «count(dead)» }}"),
    ("HT302", "{{ «names()» }}"),
    ("HT207", "{{ names(alive, «class_6») }}"),
    ("HT202", "{{ on_jo.name }} {{ «on_ju.name» }}"),
    ("HT205", "{{ noise }} {{ «nois» }}"),
    ("HT208", "{{ «on_jo.nam» }}"),
    ("HT212", "{{ «them.name» }}"),
    ("HT209", "{% if promised and «late_fact» %}A{% endif %}"),
    ("HT310", "A «{%-» if promised %}B{% endif %}"),
    ("HT310", "A {% if promised «-%}» B{% endif %}"),
    ("HT310", "A «{{-» you.name }}"),
    ("HT310", "A {{ you.name «-}}» B"),
    ("HT310", "A «{#-» x #}"),
    ("HT310", "A {# x «-#}» B"),
    ("HT310", "A «{%+» if promised %}B{% endif %}"),
]


@pytest.mark.parametrize(("code", "text"), WRONG)
def test_what_no_text_can_do_is_told_at_its_own_words(code: str, text: str) -> None:
    """One problem for one mistake, at the delimiter or the words that are wrong."""
    problem_of(code, saying(text))


@pytest.mark.parametrize(
    ("code", "text", "meant"),
    [
        ("HT308", "{{ «on_jo» }}", "on_jo.name"),
        ("HT308", "{{ «you» }}", "you.name"),
        ("HT205", "{{ «player» }}", "you.name"),
        ("HT208", "{{ «on_jo.nam» }}", "on_jo.name"),
        ("HT308", "{% if promised %}A{% «elseif» noise > 1 %}B{% endif %}", "elif"),
    ],
)
def test_what_was_meant_is_told(code: str, text: str, meant: str) -> None:
    """A person in braces, a name misspelt, the player or a tag as other languages call them."""
    assert problem_of(code, saying(text)).hint == f"Did you mean `{meant}`?"


def test_all_that_is_wrong_in_a_text_is_told() -> None:
    """A bad condition, a bad insertion and a bad tag in one text are three problems."""
    text = "{% if nois > 1 %}{{ door }}{% endif %}{% for x in y %}{{ on_ju.name }}"
    assert told(saying(text)) == ["HT205", "HT308", "HT308", "HT202"]


def test_raw_is_no_way_around() -> None:
    """`{% raw %}` would show braces; it is refused like every other tag, and what it holds is read."""
    assert told(saying("{% raw %}{{ x }}{% endraw %}")) == ["HT308", "HT205", "HT308"]


def test_branches_stand_eight_deep_and_no_deeper() -> None:
    """The limit of the format, at its edge."""
    for depth, codes in ((8, []), (9, ["HT309"]), (12, ["HT309"])):
        assert told(saying("{% if promised %}" * depth + "A" + "{% endif %}" * depth)) == codes


@pytest.mark.parametrize("key", ["label", "say"])
def test_labels_take_insertions_and_no_branches(key: str) -> None:
    """A label is a single line: names and numbers, no `{% if %}`."""
    choice = "    to: end\n    choices:\n      - id: go\n        {}: 'To {}.'\n"
    story = loaded(hall(choice.format(key, "{{ on_jo.name }}{# her #}, {{ noise }}")))
    label = story.scenes["one.hall"].choices[0].label
    assert rules.render_line(story, moment(story), label, "Ye-won") == "To On-jo, none."
    problem_of("HT313", hall(choice.format(key, "{% «if» promised %}on{% endif %}").replace("{% endif %}", "")))


@pytest.mark.parametrize("key", ["locked", "care"])
def test_locks_and_summaries_take_insertions_and_no_branches(key: str) -> None:
    """The same for a lock's sentence and a summary."""
    keys = {
        "locked": "    to: end\n    choices: [{id: a, label: A., if: promised, locked: '%s'}, {id: b, label: B.}]\n",
        "care": "    to: end\n    care: {about: A., summary: '%s'}\n",
    }[key]
    loaded(hall(keys % "{{ you.name }}"))
    problem_of("HT313", hall(keys % "{% «if» promised %}A"))


def test_replies_columns_and_epilogues_take_branches() -> None:
    """`text`, `reply`, record columns and epilogues take `{% if %}`."""
    branch = "'{% if promised %}A{% else %}B{% endif %}'"
    loaded(
        hall(
            f"    to: end\n    clip: {{id: kept, label: L., reply: {branch}}}\n"
            f"    choices: [{{id: go, label: Go., reply: {branch}}}]\n"
        )
        | {
            "record.yaml": f"lines: [{{id: l, happened: {branch}, on_tape: {branch}, told: {branch}}}]\n"
            f"epilogues: [{{id: e, text: {branch}}}]\n"
        }
    )


_PIECES = [
    "{%",
    "%}",
    "{{",
    "}}",
    "{#",
    "#}",
    "if ",
    "elif ",
    "else",
    "endif",
    "promised",
    "noise",
    " ",
    "\n",
    "-",
    "+",
    "raw",
    "endraw",
    "x",
    "(",
    ")",
    "'",
    '"',
    "\\",
]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.sampled_from(_PIECES), max_size=24).map("".join)
    | st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40)
)
def test_no_text_raises_in_reading_or_rendering(text: str) -> None:
    """Whatever a text is, it loads or is a problem; and what loads renders in every moment."""
    result = load(saying(text.replace("\r", "")))
    if result.story is not None:
        for noise in (0, 5):
            rules.read_scene(result.story, moment(result.story, noise=noise), "[x] {{ *")
