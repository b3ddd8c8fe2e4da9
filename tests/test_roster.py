"""What screens say of people, places, gauges and the Record: the facts that both front ends share."""

from pathlib import Path
from shutil import copytree

import pytest
from small_story import BASE, chapter, loaded, problem_of

from game.engine import atlas
from game.engine.naming import accepted_name, name_rule
from game.engine.playthrough import Playthrough
from game.engine.record import afterwords, endings_reached, record_rows
from game.engine.roster import card, cards, change_words, gauges, known_people
from game.story.loader import load_story
from game.story.model import You

STORY = Path(__file__).parent / "stories" / "night_duty"
TO_ROOF = ("duty.desk.shut_it", "duty.bell.continue")
TO_MORNING = (*TO_ROOF, "roof.door.bo_mi", "roof.fall.continue")


def played(*moves: str, folder: Path = STORY) -> Playthrough:
    """Return a run of the small story after some moves."""
    story = load_story(folder).story
    assert story is not None
    run = Playthrough(story)
    assert run.restore(moves) is None
    return run


def spoiled(tmp_path: Path, file: str, old: str, new: str) -> Path:
    """Return a copy of the small story with some words changed."""
    folder = copytree(STORY, tmp_path / "story")
    text = (folder / file).read_text(encoding="utf-8")
    assert old in text
    (folder / file).write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_people_are_known_once_they_have_been_present() -> None:
    """The roster must not tell who is still to come, and forgets nobody."""
    assert [person.id for person in known_people(played())] == ["you", "bo_mi"]
    assert [person.id for person in known_people(played(*TO_ROOF))] == ["you", "bo_mi", "tae_o"]
    assert [one.person.id for one in cards(played(*TO_MORNING))] == ["you", "bo_mi", "tae_o"]


def test_somebody_may_be_known_from_the_start(tmp_path: Path) -> None:
    """`known: true` in cast.yaml lists somebody before any scene does."""
    folder = spoiled(tmp_path, "cast.yaml", "role: First-year}", "role: First-year, known: true}")
    assert [person.id for person in known_people(played(folder=folder))] == ["you", "bo_mi", "tae_o"]


def test_a_card_has_stats_state_memories_and_the_last_sighting() -> None:
    """A card says all that may be known of somebody, and only where it is so now."""
    run = played(*TO_MORNING)
    tae_o, bo_mi = card(run, "tae_o"), card(run, "bo_mi")
    assert (tae_o.state, tae_o.is_here, tae_o.is_able, tae_o.is_alive) == ("gone", False, False, False)
    assert tae_o.last_seen is not None
    assert (tae_o.last_seen.place, tae_o.last_seen.clock) == ("Roof", "D1 23:00")
    assert [memory.sentence for memory in bo_mi.memories] == ["You shut the window."]
    assert [(gauge.label, gauge.words) for gauge in bo_mi.gauges] == [("Trust", "3 of 5"), ("Nerve", "3 of 5")]
    assert bo_mi.is_here


def test_your_card_has_your_name_and_not_the_stats_you_lack() -> None:
    """`you` are somebody too, under the name of the run."""
    you = card(played(), "you")
    assert you.name == "Seung-ho"
    assert [gauge.label for gauge in you.gauges] == ["Nerve"]


def test_hidden_things_are_on_no_card_and_no_gauge(tmp_path: Path) -> None:
    """`hidden: true` keeps a stat, a count and a fact from every screen."""
    folder = spoiled(tmp_path, "world.yaml", "label: Nerve}", "label: Nerve, hidden: true}")
    text = (folder / "world.yaml").read_text(encoding="utf-8")
    text = text.replace("better: low}", "better: low, hidden: true}").replace(
        "{of: bo_mi,", "{of: bo_mi, hidden: true,"
    )
    (folder / "world.yaml").write_text(text, encoding="utf-8")
    run = played(*TO_ROOF, folder=folder)
    bo_mi = card(run, "bo_mi")
    assert [gauge.label for gauge in bo_mi.gauges] == ["Trust"]
    assert bo_mi.memories == ()
    assert [gauge.label for gauge in gauges(run)] == ["Tape"]
    assert change_words(run, run.story.variable("noise"), 0, 1) == ""


def test_counts_are_shown_in_their_seasons_only(tmp_path: Path) -> None:
    """A count that belongs to one season is no gauge of another."""
    folder = spoiled(tmp_path, "world.yaml", "better: low}", "better: low, seasons: [first]}")
    seasons = ("{id: first, title: One, chapters: [duty.yaml]}", "{id: second, title: Two, chapters: [roof.yaml]}")
    story = (folder / "story.yaml").read_text(encoding="utf-8")
    story = story.replace("chapters: [duty.yaml, roof.yaml]", f"seasons: [{', '.join(seasons)}]")
    (folder / "story.yaml").write_text(story, encoding="utf-8")
    assert [gauge.label for gauge in gauges(played(folder=folder))] == ["Noise", "Tape"]
    assert [gauge.label for gauge in gauges(played(*TO_ROOF, folder=folder))] == ["Tape"]


def test_changes_are_sentences() -> None:
    """A change says whose it is, what it is now, and what it was."""
    run = played()
    assert change_words(run, run.story.variable("bo_mi.trust"), 2, 3) == "Bo-mi: Trust 3 of 5, up from 2."
    assert change_words(run, run.story.variable("noise"), 2, 0) == "Noise 0 of 5, down from 2."
    assert change_words(run, run.story.variable("bo_mi.state"), 0, 1) == "Bo-mi: hurt."
    assert change_words(run, run.story.variable("window"), 0, 1) == ""


def test_words_that_are_not_of_presence_stand_on_a_card_alone(tmp_path: Path) -> None:
    """Why somebody plays is theirs: it is on their card, and is not announced as news about them."""
    stats = "stats: {why: {one_of: {unset: '', keys: You like keys.}}}"
    run = played(folder=spoiled(tmp_path, "cast.yaml", "  without: [trust]", f"  without: [trust]\n  {stats}"))
    assert change_words(run, run.story.variable("you.why"), 0, 1) == ""


def drawn(run: Playthrough) -> dict[str, tuple[bool, bool, list[str]]]:
    """Return each place on the map: whether you are there, whether you were, and where it leads."""
    return {
        spot.place.id: (spot.is_here, spot.is_visited, [way.id for way in spot.ways])
        for sheet in atlas.sheets(run)
        for level in sheet.levels
        for spot in level.spots
    }


def test_the_map_grows_with_what_was_visited() -> None:
    """A place that is not known is drawn once visited; joins count both ways, to drawn places only."""
    assert drawn(played()) == {"office": (True, True, [])}
    assert drawn(played("duty.desk.shut_it")) == {"office": (False, True, ["stair"]), "stair": (True, True, ["office"])}
    assert drawn(played(*TO_ROOF))["roof"] == (True, True, ["stair"])


def test_a_known_place_is_drawn_from_the_beginning(tmp_path: Path) -> None:
    """`known: true` is on the map before anybody has been there, and is not called visited."""
    folder = spoiled(tmp_path, "places.yaml", "level: 1F}", "level: 1F, known: true}")
    assert drawn(played(folder=folder))["stair"] == (False, False, ["office"])


def test_the_map_says_who_is_here_and_who_was_last_seen_where() -> None:
    """Everybody else stands once, where the run last met them, and is called by what keeps them from coming."""
    run = played(*TO_MORNING)
    seen = {
        spot.place.id: [atlas.seen_words(one) for one in spot.people]
        for sheet in atlas.sheets(run)
        for level in sheet.levels
        for spot in level.spots
    }
    assert seen == {"office": ["Bo-mi"], "stair": [], "roof": ["Tae-o (gone), D1 23:00"]}


def test_nobody_is_on_the_map_before_they_are_met() -> None:
    """The map must not tell who is still to come, nor where."""
    people = [one.person.id for sheet in atlas.sheets(played()) for level in sheet.levels for spot in level.spots
              for one in spot.people]  # fmt: skip
    assert people == ["bo_mi"]


def test_an_aside_without_a_place_is_where_it_was_entered() -> None:
    """Looking at something does not move you on the map."""
    run = played("duty.desk.ask")
    place = atlas.here(run)
    assert run.moment.scene.id == "key"
    assert place is not None
    assert place.id == "office"


def test_the_record_has_the_lines_that_hold_and_no_empty_ones() -> None:
    """A line is there while its condition holds; a column that comes to nothing is blank."""
    run = played()
    assert record_rows(run.story, run.moment, "X") == ()
    run = played(*TO_ROOF)
    (row,) = record_rows(run.story, run.moment, "X")
    assert (row.happened, row.on_tape, row.told) == (("The window was shut.",), (), ())


def test_epilogues_are_read_at_an_ending_of_kind_record_alone() -> None:
    """Nowhere else has it been decided what became of anybody."""
    run = played(*TO_MORNING)
    assert [one.epilogue.id for one in afterwords(run.story, run.moment, "X")] == ["bo_mi_after"]
    assert [ending.id for ending in endings_reached(run.story, run.moment)] == ["morning", "string"]
    stopped = played(*TO_ROOF, "roof.door.nobody")
    assert afterwords(stopped.story, stopped.moment, "X") == ()
    assert [ending.id for ending in endings_reached(stopped.story, stopped.moment)] == ["alone"]
    assert endings_reached(run.story, played().moment) == ()


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ye-won", "Ye-won"),
        ("  Mun   Ha-na ", "Mun Ha-na"),
        ("문하나", "문하나"),
        ("x" * 20, "x" * 20),
        ("x" * 21, None),
        ("", None),
        ("'-'", None),
        ("Witness 5", None),
        ("[bold]", None),
        ("A\x1bB", None),
    ],
)
def test_names_that_are_taken(typed: str, name: str | None) -> None:
    """An offered name is found whatever its capitals; another must be one that prose can hold."""
    assert accepted_name(You(("Seung-ho", "Ye-won"), typed=True), typed) == name


def test_where_names_cannot_be_typed_only_the_offered_are_taken() -> None:
    """The rule says what would be taken."""
    you = You(("Seung-ho", "Ye-won"), typed=False)
    assert accepted_name(you, "Ha-na") is None
    assert accepted_name(you, "SEUNG-HO") == "Seung-ho"
    assert name_rule(you) == "The names to choose from are Seung-ho, Ye-won."


def test_a_card_is_of_the_present_season() -> None:
    """Protects whoever comes back later: the card says who somebody is by then, and else what it said before."""
    cast = BASE["cast.yaml"].replace(
        "{name: Nam-ra}",
        "{name: Nam-ra, role: President, card: Sits first., later: {late: {card: Sits outside.}}}",
    )
    story = loaded({"cast.yaml": cast, **chapter("  hall:\n    text: A hall.\n    with: [nam_ra]\n    to: two.roof\n")})
    run = Playthrough(story)
    assert (card(run, "nam_ra").person.role, card(run, "nam_ra").person.card) == ("President", "Sits first.")
    run.choose("one.hall.continue")
    assert run.chapter.season == "late"
    assert (card(run, "nam_ra").person.role, card(run, "nam_ra").person.card) == ("President", "Sits outside.")


def test_a_season_that_is_not_there_is_told() -> None:
    """Protects a card that would never be shown."""
    cast = BASE["cast.yaml"].replace("{name: Nam-ra}", "{name: Nam-ra, later: {«lat»: {card: Sits outside.}}}")
    problem = problem_of("HT217", {"cast.yaml": cast})
    assert "`lat`" in problem.message


def test_the_lost_keep_the_card_they_had() -> None:
    """Protects the dead: nobody who was lost before a season is said to be anything in it."""
    lost = "nam_ra.state: away"
    cast = BASE["cast.yaml"].replace(
        "{name: Nam-ra}", "{name: Nam-ra, card: Sits first., later: {late: {card: Sits outside.}}}"
    )
    world = BASE["world.yaml"].replace("alive: [well, bitten, half, away]", "alive: [well, bitten, half]")
    choices = f"    choices:\n      - {{id: lose, label: Go., effects: {{{lost}}}, to: two.roof}}\n"
    hall = f"  hall:\n    text: A hall.\n{choices}"
    story = loaded(
        {"cast.yaml": cast, "world.yaml": world, **chapter(f"{hall}      - {{id: keep, label: Stay., to: two.roof}}\n")}
    )
    run = Playthrough(story)
    run.choose("one.hall.lose")
    assert card(run, "nam_ra").person.card == "Sits first."
    run = Playthrough(story)
    run.choose("one.hall.keep")
    assert card(run, "nam_ra").person.card == "Sits outside."
