"""Names: what is declared, what may be called so, and where each name can be used."""

import pytest
from small_story import BASE, chapter, hall, loaded, problem_of, told

from game.story.ids import RESERVED
from game.story.variables import VariableKind

RESERVED_IN_THE_FORMAT = (
    "you them back start continue clip chapter scene ending record law present alive seen taken count names digits "
    "name full and or not in is if else true false none"
)


def test_the_reserved_words_are_the_formats() -> None:
    """The list of docs/format.md, word for word."""
    assert set(RESERVED_IN_THE_FORMAT.split()) == RESERVED


DECLARING = {
    "story": {"story.yaml": BASE["story.yaml"].replace("sample", "«ID»")},
    "season": {"story.yaml": BASE["story.yaml"].replace("id: late", "id: «ID»")},
    "person": {"cast.yaml": BASE["cast.yaml"].replace("  nam_ra: {name", "  «ID»: {name").replace("nam_ra, ", "")},
    "group": {"cast.yaml": BASE["cast.yaml"].replace("alone:", "«ID»:")},
    "own stat": {"cast.yaml": BASE["cast.yaml"].replace("{name: Nam-ra}", "{name: N, stats: {«ID»: {range: 3}}}")},
    "stat": {"world.yaml": BASE["world.yaml"].replace("stats:\n", "stats:\n  «ID»: {range: 2}\n")},
    "count": {"world.yaml": BASE["world.yaml"].replace("counts:\n", "counts:\n  «ID»: {range: 2}\n")},
    "fact": {"world.yaml": BASE["world.yaml"].replace("facts:\n", "facts:\n  «ID»: {}\n")},
    "area": {"places.yaml": BASE["places.yaml"].replace("areas: {", "areas: {«ID»: {title: T, levels: [L]}, ")},
    "place": {"places.yaml": BASE["places.yaml"] + "  «ID»: {name: N, area: school, level: 1F}\n"},
    "chapter": {"two.yaml": BASE["two.yaml"].replace("chapter: two", "chapter: «ID»")},
    "chapter fact": hall("    to: end\n", "  «ID»: {}\n"),
    "scene": chapter("  hall: {text: A., to: end}\n  «ID»: {text: A., to: end}\n"),
    "choice": hall("    to: end\n    choices: [{id: «ID», label: A.}]\n"),
    "clip": hall("    to: end\n    clip: {id: «ID», label: A.}\n"),
    "ending": {"two.yaml": BASE["two.yaml"].replace("id: fallen", "id: «ID»")},
    "line": {"record.yaml": "lines: [{id: «ID», happened: A.}]\n"},
    "epilogue": {"record.yaml": "epilogues: [{id: «ID», text: A.}]\n"},
    "personal ending": {"record.yaml": "epilogues: [{id: e, text: A., ending: {id: «ID», title: T}}]\n"},
    "law": {"laws.yaml": "- {id: «ID», never: promised}\n"},
}


@pytest.mark.parametrize("kind", DECLARING)
def test_no_declared_id_is_a_reserved_word_or_no_id(kind: str) -> None:
    """Ids of every kind: no word of the language; lower-case letters, digits and underscores, 40 at most."""
    files = DECLARING[kind]
    for code, word in (
        ("HT108", "seen"),
        ("HT108", "none"),
        ("HT107", "Roof"),
        ("HT107", "1st"),
        ("HT107", "a-b"),
        ("HT107", "é"),
        ("HT107", "a" * 41),
    ):
        problem_of(code, {name: text.replace("ID", word) for name, text in files.items()})
    marked = {name: text.replace("«", "").replace("»", "") for name, text in files.items()}
    loaded({name: text.replace("ID", "a" * 40) for name, text in marked.items()})


def test_an_enums_values_may_be_reserved_words() -> None:
    """Reserved words are for ids that are declared; a value of an enum may be one."""
    story = loaded(
        hall('    to: [{if: answer == "none", to: end}, end]\n', "  answer: {one_of: [none, true, you, start]}\n")
    )
    assert story.variable("answer").domain.values == ("none", "true", "you", "start")


@pytest.mark.parametrize(
    "word",
    ["on_jo", "class_5", "noise", "promised", "late_fact"],
)
def test_people_groups_counts_facts_and_clips_share_one_namespace(word: str) -> None:
    """One namespace, story-wide: no clip or chapter's fact is called like a person or another's fact."""
    where = "two.yaml" if word == "late_fact" else "one.yaml"
    clip = hall(f"    to: end\n    clip: {{id: «{word}», label: A.}}\n")
    fact = hall("    to: end\n", f"  «{word}»: {{}}\n")
    if where == "two.yaml":
        assert told({name: text.replace("«", "").replace("»", "") for name, text in fact.items()}) == ["HT201"]
        return
    problem_of("HT201", fact)
    if word != "promised":
        problem_of("HT201", clip)


def test_a_clip_declares_its_fact_unless_the_world_has_it() -> None:
    """A clip's id is a boolean fact; two clips of a chapter may be one, and effects may set it back."""
    scenes = (
        "  hall: {text: A., to: b, clip: {id: kept, label: A.}}\n"
        "  b: {text: B., to: c, clip: {id: kept, units: 3, label: A.}}\n"
        "  c: {text: C., to: end, enter: {kept: false}, clip: {id: promised, label: A.}}\n"
    )
    story = loaded(chapter(scenes))
    kept = story.variable("kept")
    assert (kept.kind, kept.chapter, kept.domain.size) == (VariableKind.CLIP, "one", 2)
    clip = story.scenes["one.b"].clip
    assert clip is not None
    assert clip.units == 3
    assert story.variable("promised").kind is VariableKind.FACT


@pytest.mark.parametrize(
    ("code", "files"),
    [
        ("HT412", hall("    to: end\n    clip: {id: «door», label: A.}\n")),
        ("HT412", hall("    to: end\n    clip: {id: kept, units: «13», label: A.}\n")),
        ("HT105", hall("    to: end\n    clip: {id: kept, units: «21», label: A.}\n")),
        ("HT209", hall("    to: end\n    enter: {«late_fact»: true}\n")),
        ("HT210", {"two.yaml": BASE["two.yaml"].replace("A roof.,", "A roof., enter: {«noise»: +1},")}),
        ("HT210", {"two.yaml": BASE["two.yaml"].replace("A roof.", "'A {{ «noise» }}.'")}),
        ("HT217", {"world.yaml": BASE["world.yaml"].replace("[early]", "[early, «erly»]")}),
        ("HT203", hall("    place: «hal»\n    to: end\n")),
        ("HT202", hall("    with: [on_jo, «on_ju»]\n    to: end\n")),
        ("HT202", hall("    maybe: [«class_5»]\n    to: end\n")),
        ("HT202", {"cast.yaml": BASE["cast.yaml"].replace("[you, nam_ra,", "[you, «nam_rah»,")}),
        ("HT208", {"cast.yaml": BASE["cast.yaml"].replace("{trust: 3}", "{«trist»: 3}")}),
        ("HT208", {"cast.yaml": BASE["cast.yaml"].replace("[trust]", "[«trist»]")}),
        ("HT208", {"cast.yaml": BASE["cast.yaml"].replace("[trust]}", "[trust], start: {«trust»: 1}}")}),
        ("HT201", {"cast.yaml": BASE["cast.yaml"].replace("Nam-ra}", "Nam-ra, stats: {«trust»: {range: 3}}}")}),
        ("HT203", {"places.yaml": BASE["places.yaml"].replace("level: 1F}", "level: 1F, joins: [«hal»]}")}),
        ("HT214", {"places.yaml": BASE["places.yaml"].replace("area: school", "area: «scool»")}),
        ("HT214", {"places.yaml": BASE["places.yaml"].replace("level: 1F}", "level: «3F»}")}),
        (
            "HT201",
            chapter("  hall: {text: A., to: end}\n").copy()
            | {"two.yaml": BASE["two.yaml"].replace("id: fallen", "id: «ended»")},
        ),
        ("HT201", hall("    to: end\n    choices: [{id: a, label: A.}, {id: «a», label: B.}]\n")),
        ("HT201", {"record.yaml": "lines: [{id: a, happened: A.}]\nepilogues: [{id: «a», text: A.}]\n"}),
        ("HT201", {"record.yaml": "epilogues: [{id: a, text: A., ending: {id: «fallen», title: T}}]\n"}),
        ("HT202", {"record.yaml": "epilogues: [{id: a, of: «on_ju», text: A.}]\n"}),
        ("HT202", hall("    to: end\n", "  told: {of: «class_5»}\n")),
        ("HT113", hall("    to: end\n", "  told: {of: on_jo, one_of: «[a, b]»}\n")),
        ("HT204", {"story.yaml": BASE["story.yaml"].replace("one.hall", "«one.hal»")}),
        ("HT218", {"story.yaml": BASE["story.yaml"].replace("one.hall", "«hall»")}),
        ("HT204", hall("    to: «hal»\n")),
        ("HT204", hall("    to: «two.rof»\n")),
        ("HT415", hall("    like: «hall»\n    to: end\n")),
        ("HT415", hall("    like: «two.roof»\n    to: end\n")),
        ("HT204", hall("    like: «hal»\n    to: end\n")),
        ("HT205", hall("    dilemma: «dor»\n    to: end\n    choices: [{id: a, label: A.}]\n")),
        ("HT104", hall("    to: end\n    allow: {«dominatd»: Why.}\n")),
        ("HT104", hall("    to: end\n", "  told: {allow: {«x»: Why.}}\n")),
        ("HT104", hall("    to: end\n    choices: [{id: a, label: A., allow: {«x»: Why.}}]\n")),
    ],
)
def test_a_name_that_means_nothing_here_is_told(code: str, files: dict[str, str]) -> None:
    """One problem for one wrong name, at that name, and nothing that merely follows from it."""
    problem_of(code, files)


def test_the_nearest_name_is_suggested() -> None:
    """A slip of the finger is met with the word that was meant."""
    assert problem_of("HT202", hall("    with: [«on_ju»]\n    to: end\n")).hint == "Did you mean `on_jo`?"
    assert problem_of("HT204", hall("    to: «ennd»\n")).hint == "Did you mean `end`?"
    chapter_first = "    to: end\n    enter: {«one.promised»: true}\n"
    assert problem_of("HT202", hall(chapter_first)).hint == "Did you mean `promised`?"
    assert problem_of("HT101", hall("    to: end\n    «tetx»: A.\n")).hint == "Did you mean `text`?"


def test_a_scene_without_its_chapter_is_suggested_with_it() -> None:
    """The hint can be copied: it names the scene in full."""
    start = BASE["story.yaml"].replace("one.hall", "«hall»")
    assert start != BASE["story.yaml"]
    assert problem_of("HT218", {"story.yaml": start}).hint == "Did you mean `one.hall`?"


def test_a_chapters_own_facts_are_written_only_there() -> None:
    """What another chapter needs stands in world.yaml: the hint says so."""
    assert "world.yaml" in problem_of("HT209", hall("    to: end\n    enter: {«late_fact»: true}\n")).hint


def test_everyone_has_the_worlds_stats_and_some_their_own() -> None:
    """Starts by person, stats that one lacks, stats of one person alone; `you` exists without being written."""
    cast = (
        "you: {without: [trust], start: {state: bitten}, stats: {reason: {one_of: {unset: '', edit: You cut.}}}}\n"
        "people: {on_jo: {name: A, start: {trust: 4}}, nam_ra: {name: B}, su_hyeok: {name: C}}\n"
        "groups: {class_5: [on_jo]}\n"
    )
    story = loaded({"cast.yaml": cast})
    starts = {variable.name: variable.start for variable in story.variables if variable.kind is VariableKind.STAT}
    assert starts["on_jo.trust"] == 4
    assert starts["nam_ra.trust"] == 2
    assert starts["you.state"] == 1
    assert "you.trust" not in starts
    assert story.variable("you.reason").domain.words == {"unset": "", "edit": "You cut."}
    assert list(story.people) == ["you", "on_jo", "nam_ra", "su_hyeok"]
    none = loaded(
        {"cast.yaml": "groups: {class_5: [you]}\n", "world.yaml": BASE["world.yaml"].replace("of: on_jo, ", "")}
    )
    assert none.people["you"].stats == ("trust", "state")


@pytest.mark.parametrize(
    ("code", "stats"),
    [
        ("HT416", "  a: {one_of: [x, y], able: [x]}\n  b: {one_of: [x, y], «able»: [x]}\n"),
        ("HT416", "  a: {one_of: [x, y], «alive»: [x]}\n"),
        ("HT416", "  a: {range: 3, «able»: [1]}\n"),
        ("HT115", "  a: {one_of: [x, y], able: [x, «z»]}\n"),
    ],
)
def test_the_presence_stat_is_one_enum(code: str, stats: str) -> None:
    """At most one stat tells who is there, and it is an enum with values of its own."""
    problem_of(
        code,
        {
            "world.yaml": "stats:\n" + stats,
            "cast.yaml": "people: {on_jo: {name: A}}\n",
            "two.yaml": "chapter: two\ntitle: T\n",
        },
    )


def test_one_count_pays() -> None:
    """Clips are paid from one count, and it is a number."""
    world = BASE["world.yaml"]
    problem_of(
        "HT417",
        {
            "world.yaml": world.replace("counts:\n", "counts:\n  film: {range: 3, pays: clips}\n").replace(
                "pays: clips}\nfacts", "«pays»: clips}\nfacts"
            )
        },
    )
    problem_of("HT412", {"world.yaml": world.replace("range: 12, start: 12, pays", "«pays»")})


def test_former_ids_are_of_what_there_is_no_more() -> None:
    """`was` on chapters, scenes and choices; a scene's may be in another chapter; none may be in use."""
    scenes = (
        "  hall:\n    was: [lobby, two.lobby]\n    text: A.\n    to: end\n"
        "    choices: [{id: go, was: [leave], label: Go.}]\n"
    )
    files = chapter(scenes)
    files["one.yaml"] = files["one.yaml"].replace("title: One\n", "title: One\nwas: [first]\n")
    story = loaded(files)
    assert story.former_chapters == {"first": "one"}
    assert story.former_scenes == {"one.lobby": "one.hall", "two.lobby": "one.hall"}
    assert story.former_choices == {"one.hall.leave": "one.hall.go"}
    for scene in ("«end»", "«two.roof»", "old]\n    was_: [x"):
        if "«" in scene:
            problem_of("HT211", hall(f"    was: [{scene}]\n    to: end\n"))
    problem_of("HT211", hall("    to: end\n    choices: [{id: a, label: A.}, {id: b, was: [«a»], label: B.}]\n"))
    problem_of("HT211", chapter("  hall: {text: A., was: [old], to: end}\n  b: {text: B., was: [«old»], to: end}\n"))
    problem_of("HT211", {"two.yaml": BASE["two.yaml"].replace("title: Two\n", "title: Two\nwas: [«one»]\n")})


def test_an_unreadable_file_makes_no_name_unknown() -> None:
    """An unknown name is not told at all where a file that may have declared it could not be read."""
    assert told({**hall("    with: [on_jo]\n    to: end\n"), "cast.yaml": "people: {on_jo: {name: [A}\n"}) == ["HT007"]
