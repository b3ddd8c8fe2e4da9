"""What can be written where: the beginning of a file, and what is offered behind its end."""

import pytest
from small_story import BASE, END, HEAD

from game.author.lsp.cursor import Form, cursor_at
from game.author.lsp.index import Index, read_story
from game.author.lsp.offer import Outlook
from game.author.lsp.offers import offers_at
from game.story.shelf import Shelf

SCENES = f"""\
{HEAD}facts:
  told_clock: {{says: You told them.}}
scenes:
  hall:
    text: A hall.
    choices:
      - id: open_it
        label: Open the door.
        effects: {{door: opened, told_clock: true}}
      - id: hold
        label: Hold the door.
        if: told_clock and not (seen(roof_top) or taken(hall.open_it))
    to: end
  roof_top:
    text: A roof. {{% if door == "held" %}}Held.{{% endif %}} {{{{ on_jo.name }}}}
    to: end
{END}"""


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Index:
    """Read a small story, once."""
    folder = tmp_path_factory.mktemp("story")
    for name, text in {**BASE, "one.yaml": SCENES}.items():
        (folder / name).write_text(text, encoding="utf-8")
    return read_story(folder, Shelf(), None).index


def offered(begun: str, index: Index, file: str = "one.yaml") -> tuple[str, list[str]]:
    """Return what a text's last word is taken for, and what is offered at its end."""
    lines = begun.split("\n")
    found = offers_at(cursor_at(lines, len(lines) - 1, len(lines[-1])), Outlook.of(file, lines), index)
    return found.begun, [offer.word for offer in found.offers]


SCENE = "chapter: one\nscenes:\n  hall:\n    text: |\n      A hall.\n"
CHOICE = f"{SCENE}    choices:\n      - id: open_it\n        label: Open it.\n"


@pytest.mark.parametrize(
    ("begun", "word", "expected", "unexpected"),
    [
        (f"{SCENE}    to: ", "", {"hall", "end", "two.roof", "back"}, {"one.hall", "roof", "on_jo"}),
        (f"{SCENE}    to:\n    - {{if: x, to: end}}\n    - ro", "ro", {"roof_top"}, {"door"}),
        (f"{SCENE}    to: e", "e", {"end"}, {"door"}),
        (f"{SCENE}    to: two.r", "two.r", {"two.roof"}, set()),
        (f"{SCENE}    to: [{{if: door == 'held', to: ", "", {"end", "two.roof"}, {"door"}),
        (f"{SCENE}    to: [{{if: x, to: end}}, ", "", {"end"}, {"door"}),
        (f"{SCENE}    to:\n      - {{if: x, to: end}}\n      - ro", "ro", {"roof_top"}, {"door"}),
        (f"{SCENE}    like: ", "", {"hall", "roof_top"}, {"two.roof"}),
        (f"{SCENE}    with: [on_jo, na", "na", {"nam_ra"}, {"door", "you"}),
        (f"{SCENE}    with: [\n      on_jo,\n      na", "na", {"nam_ra"}, {"door"}),
        (f"{SCENE}    maybe:\n      - ", "", {"on_jo"}, {"class_5"}),
        (f"{SCENE}    each: ", "", {"on_jo", "class_5"}, {"door"}),
        (f"{SCENE}    place: ", "", {"hall"}, {"on_jo", "one.hall"}),
        (f"{SCENE}    dilemma: ", "", {"door"}, {"promised", "noise"}),
        (f"{SCENE}    timer: {{seconds: 3, then: ", "", {"open_it", "hold"}, {"hall"}),
        (f"{CHOICE}        effects: {{", "", {"door", "told_clock", "on_jo.trust", "noise"}, {"late_fact"}),
        (f"{CHOICE}        effects: {{told_clock: true, on_jo.tr", "on_jo.tr", {"on_jo.trust"}, {"end"}),
        (f"{CHOICE}        effects:\n          noise: +1\n          do", "do", {"door"}, {"end"}),
        (f"{CHOICE}        effects: {{door: ", "", {"opened", "held"}, {"door"}),
        (f"{CHOICE}        effects: {{noise: +", "+", {"+1", "-1", "5"}, {"door"}),
        (f"{CHOICE}        effects: {{promised: ", "", {"true", "false"}, {"door"}),
        (f"{SCENE}    enter: {{no", "no", {"noise"}, set()),
        (f"{CHOICE}        if: told_clock and ", "", {"door", "on_jo.trust", "seen("}, {"late_fact", "end"}),
        (f"{CHOICE}        if: not seen(ro", "ro", {"roof_top", "two.roof"}, {"door"}),
        (f"{CHOICE}        if: taken(hall.", "hall.", {"hall.open_it"}, {"hall"}),
        (f"{CHOICE}        if: alive(", "", {"on_jo"}, {"door"}),
        (f"{CHOICE}        if: count(", "", {"alive", "present"}, {"on_jo"}),
        (f"{CHOICE}        if: count(alive, ", "", {"class_5"}, {"on_jo"}),
        (f'{CHOICE}        if: door == "', "", {"held", "opened"}, {'"held"'}),
        (f"{CHOICE}        if: door == ", "", {'"held"'}, {"on_jo"}),
        (f'{CHOICE}        if: door in ["held", "o', "o", {"opened"}, {"on_jo"}),
        (f"{CHOICE}        if: on_jo.trust >= ", "", {"2", "5"}, {"door"}),
        (f"{SCENE}\n      {{% if do", "do", {"door"}, {"end"}),
        (f'{SCENE}\n      {{% if door == "held" %}}He: yes.{{% elif to', "to", {"told_clock"}, {"end"}),
        (f"{SCENE}\n      So: {{{{ on", "on", {"on_jo.name", "on_jo.full", "you.name", "noise"}, {"door"}),
        (f"{SCENE}\n      {{{{ names(present, ", "", {"class_5"}, {"on_jo"}),
        (f"{CHOICE}        label: Go, {{{{ ", "", {"on_jo.name"}, {"door"}),
    ],
)
def test_offers_belong_where_they_stand(
    begun: str, word: str, expected: set[str], unexpected: set[str], index: Index
) -> None:
    """What the language takes at a place is offered there, for all of the word that is begun, and nothing else."""
    found, words = offered(begun, index)
    assert found == word
    assert expected <= set(words), words
    assert not unexpected & set(words)


@pytest.mark.parametrize(
    "begun",
    [
        f"{SCENE}      She said: to",
        f"{SCENE}      to: ",
        f"{SCENE}\n      {{% if door == 'held' %}}",
        f"{SCENE}    note: >\n      with: ",
        f"{CHOICE}        reply: |\n\n          Yes.\n            if: ",
    ],
)
def test_prose_is_left_alone(begun: str, index: Index) -> None:
    """Words that look like keys are words inside a text."""
    lines = begun.split("\n")
    assert cursor_at(lines, len(lines) - 1, len(lines[-1])).form is Form.WORDS
    assert offered(begun, index)[1] == []


@pytest.mark.parametrize(
    ("file", "begun", "expected", "unexpected"),
    [
        ("story.yaml", "start: ", {"one.hall", "two.roof"}, {"hall"}),
        ("cast.yaml", "people:\n  on_jo: {name: On-jo, start: {", {"trust", "state"}, {"door"}),
        ("cast.yaml", "people:\n  su_hyeok:\n    start: {", {"state"}, {"trust"}),
        ("cast.yaml", "people:\n  on_jo: {without: [", {"trust", "state"}, {"door"}),
        ("cast.yaml", "groups:\n  some: [", {"you", "on_jo"}, {"door"}),
        ("world.yaml", "facts:\n  x: {of: ", {"on_jo"}, {"door"}),
        ("places.yaml", "places:\n  x: {joins: [", {"hall"}, {"school"}),
        ("places.yaml", "places:\n  x: {area: ", {"school"}, {"hall"}),
        ("places.yaml", "places:\n  x: {barred: [{way: ", {"hall"}, {"school"}),
        ("places.yaml", "places:\n  x: {barred: [{if: ", {"late_fact", "door"}, {"end"}),
        ("laws.yaml", "- never: ", {"late_fact", "told_clock", "door"}, {"end"}),
        ("laws.yaml", '- never: ending == "', {"ended", "fallen"}, {"one.hall"}),
        ("laws.yaml", "- leads_to: {from: one.hall, some: [", {"two.roof", "fallen"}, {"roof"}),
        ("histories.yaml", "- id: x\n  moves: [one.hall.o", {"one.hall.open_it"}, {"one.hall"}),
    ],
)
def test_other_files_have_their_own_offers(
    file: str, begun: str, expected: set[str], unexpected: set[str], index: Index
) -> None:
    """Outside chapters scenes are named in full, and each key takes what it takes."""
    words = offered(begun, index, file)[1]
    assert expected <= set(words), words
    assert not unexpected & set(words)
