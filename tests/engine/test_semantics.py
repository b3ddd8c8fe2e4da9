"""The numbered sentences of docs/format.md, "What happens", a small story for each."""

from collections.abc import Callable

import pytest

from game.engine import rules
from game.engine.events import ReplyGiven
from game.engine.playthrough import Playthrough
from game.engine.record import afterwords, endings_reached, record_rows
from game.engine.snapshot import state_object
from game.errors import MoveNotOffered

Play = Callable[..., Playthrough]

END = """
end: {text: The end., ending: {id: the_end, title: The end, kind: record}}
"""


def reply(playthrough: Playthrough) -> tuple[str, ...]:
    """Return what the last move was answered."""
    return next((event.paragraphs for event in playthrough.steps[-1].events if isinstance(event, ReplyGiven)), ())


def value(playthrough: Playthrough, name: str) -> object:
    """Return a variable's value now."""
    return state_object(playthrough)["values"][name]


def test_1_the_state_remembers_what_a_condition_asks_and_no_more(play: Play) -> None:
    """A scene that no `seen()` names and a choice that is neither `once` nor named leave no mark."""
    run = play(
        """
one: {text: One., choices: [{id: a, label: A, to: two}, {id: b, label: B, once: true, to: two}]}
two:
  text: "Two.{% if seen(one) %} Seen.{% endif %}"
  choices: [{id: c, label: C, to: one}, {id: d, label: D, to: end}]
"""
        + END
    )
    for move in ("c.one.a", "c.two.c", "c.one.b"):
        run.choose(move)
    assert state_object(run)["seen"] == ["c.one"]
    assert state_object(run)["taken"] == ["c.one.b"]
    assert set(run.story.seen_slots) == {"c.one"}


def test_1_a_law_makes_the_state_remember_nothing(play: Play) -> None:
    """What only a law asks about the past is the prover's to remember."""
    run = play("one: {text: One., choices: [{id: a, label: A, to: end}]}" + END, laws="- never: seen(c.one) and told")
    assert (dict(run.story.seen_slots), dict(run.story.taken_slots)) == ({}, {})


def test_2_the_beginning_is_the_start_values_and_an_arrival(play: Play) -> None:
    """Nothing is seen or taken, `back` is none, and the start scene's `enter` is applied."""
    run = play("one: {text: '{% if seen(one) %}Seen{% else %}New{% endif %}', enter: {noise: +1}, to: end}" + END)
    assert run.text == ("New",)
    assert (value(run, "noise"), value(run, "tape"), value(run, "ana.trust"), value(run, "door")) == (1, 2, 2, "shut")
    assert run.moment.state.back is None


ASIDE = """
one:
  text: One.
  with: [ana]
  enter: {noise: +1}
  choices: [{id: look, label: Look, to: watch}, {id: on, label: On, to: end}]
watch:
  aside: true
  text: Watch.
  enter: {tape: -1}
  choices:
  - {id: more, label: More, to: deeper}
  - {id: leave, label: Leave, to: two}
  - {id: home, label: Back, to: back}
deeper: {aside: true, text: Deeper., to: back}
two: {text: Two., choices: [{id: look, label: Look, to: deeper}, {id: on, label: On, to: end}]}
"""


def test_3_arriving_applies_enter_unless_by_back(play: Play) -> None:
    """Looking at a clock costs what the clock's own `enter` says, and coming back costs nothing."""
    run = play(ASIDE + END)
    run.choose("c.one.look")
    assert (value(run, "noise"), value(run, "tape")) == (1, 1)
    run.choose("c.watch.home")
    assert (run.moment.scene.id, value(run, "noise"), value(run, "tape")) == ("one", 1, 1)


def test_3_arriving_at_a_scene_that_is_no_aside_forgets_where_back_led(play: Play) -> None:
    """It does not matter whether by `back` or by its name."""
    run = play(ASIDE + END)
    for move in ("c.one.look", "c.watch.home"):
        run.choose(move)
    assert run.moment.state.back is None
    for move in ("c.one.look", "c.watch.leave"):
        run.choose(move)
    assert run.moment.state.back is None


def test_4_present_are_you_and_those_listed_who_are_able(play: Play) -> None:
    """Somebody in `with` who is not able is a fault, and the game goes on without them."""
    run = play(
        """
one:
  text: One.
  with: [ana]
  maybe: [bo, cho]
  enter: {bo.state: away}
  choices: [{id: a, label: A, effects: {ana.state: dead}, to: two}]
two: {text: One., with: [ana], maybe: [bo, cho], to: end}
"""
        + END
    )
    assert rules.present(run.story, run.moment) == ("you", "ana", "cho")
    run.choose("c.one.a")
    assert rules.present(run.story, run.moment) == ("you", "cho")
    assert rules.absent_cast(run.story, run.moment) == ("ana",)


def test_4_counts_include_you_and_groups_count_their_members_only(play: Play) -> None:
    """You are always present, and alive by the presence stat; who lacks that is always alive."""
    run = play(
        """
one:
  text: "{{ count(present) }} {{ count(alive) }} {{ count(present, pair) }} {{ count(alive, others) }}"
  with: [ana]
  choices: [{id: a, label: A, effects: {you.state: dead}, to: one}, {id: b, label: B, to: end}]
"""
        + END
    )
    assert run.text == ("two four one two",)
    run.choose("c.one.a")
    assert run.text == ("two three one two",)
    assert rules.present(run.story, run.moment)[0] == "you"


def test_4_a_bare_aside_keeps_the_company_of_the_scene_it_was_entered_from(play: Play) -> None:
    """Each person if able, through other asides too, and nobody is missing from it."""
    run = play(ASIDE + END)
    run.choose("c.one.look")
    run.choose("c.watch.more")
    assert rules.present(run.story, run.moment) == ("you", "ana")


def test_4_conditions_in_a_bare_aside_ask_about_that_company(play: Play) -> None:
    """Text, choices and routes alike."""
    run = play(
        """
one: {text: One., with: [ana], choices: [{id: a, label: A, to: aside}, {id: on, label: On, to: end}]}
aside:
  aside: true
  text: '{% if present(ana) %}Ana.{% else %}Nobody.{% endif %}'
  choices: [{id: b, label: B, if: present(ana), to: [{if: present(ana), to: back}, end]}, {id: c, label: C, to: end}]
"""
        + END
    )
    run.choose("c.one.a")
    assert run.text == ("Ana.",)
    assert run.available() == ("c.aside.b", "c.aside.c")
    run.choose("c.aside.b")
    assert run.moment.scene.id == "one"


def test_5_text_is_rendered_once_on_arrival(play: Play) -> None:
    """A clip changes a number, and the text that printed it stays as it was read."""
    run = play(
        "one: {text: 'Tape {{ tape }}.', clip: {id: rain, label: Rain, reply: 'Left {{ tape }}.'}, to: end}" + END
    )
    run.choose("c.one.clip")
    assert run.text == ("Tape two.",)
    assert reply(run) == ("Left one.",)


OFFERS = """
one:
  text: One.
  clip: {id: rain, units: 2, label: Rain}
  choices:
  - {id: once, label: Once, once: true, locked: Never., if: noise <= 3, to: one}
  - {id: shown, label: Shown, if: noise >= 3, locked: Not yet., to: end}
  - {id: hidden, label: Hidden, if: noise >= 3, to: end}
  - {id: loud, label: Loud, effects: {noise: +3}, to: one}
  - {id: wind, label: Wind, effects: {tape: -1}, to: one}
"""


def test_6_choices_are_offered_while_they_hold_and_the_clip_last(play: Play) -> None:
    """A locked choice is shown and not offered; without `locked` it is hidden."""
    run = play(OFFERS + END)
    assert run.available() == ("c.one.once", "c.one.loud", "c.one.wind", "c.one.clip")
    assert [offer.move for offer in run.offers() if not offer.available] == ["c.one.shown"]
    with pytest.raises(MoveNotOffered):
        run.choose("c.one.shown")
    run.choose("c.one.loud")
    assert run.available() == ("c.one.once", "c.one.shown", "c.one.hidden", "c.one.loud", "c.one.wind", "c.one.clip")


def test_6_a_spent_once_is_hidden_even_with_locked(play: Play) -> None:
    """What was done once and for all is not shown as locked."""
    run = play(OFFERS + END)
    for move in ("c.one.once", "c.one.loud", "c.one.loud"):
        run.choose(move)
    assert "c.one.once" not in [offer.move for offer in run.offers()]


def test_6_a_clip_is_offered_once_and_while_there_is_tape(play: Play) -> None:
    """It needs its units, all of them, and its fact false."""
    run = play(OFFERS + END)
    run.choose("c.one.wind")
    assert "c.one.clip" not in run.available()
    run = play(OFFERS.replace("units: 2", "units: 1") + END)
    run.choose("c.one.clip")
    assert "c.one.clip" not in run.available()


def test_6_a_moment_with_nothing_but_a_clip_is_stuck_and_not_over(play: Play) -> None:
    """Endings and codas are the only scenes that stop."""
    run = play(
        "one: {text: One., clip: {id: rain, label: Rain}, choices: [{id: a, label: A, if: told, to: end}]}" + END
    )
    assert run.available() == ("c.one.clip",)
    assert (run.is_stuck, run.over) == (True, False)
    run.choose("c.one.clip")
    assert (run.is_stuck, run.over, run.available()) == (True, False, ())


TAKING = """
one:
  text: One.
  with: [ana, bo]
  choices:
  - id: a
    label: A
    effects: {ana.state: dead, told: true, noise: +1}
    reply: |
      {{ names(present) }}, {{ noise }}{% if seen(one) %}, seen{% endif %}{% if taken(one.a) %}, taken{% endif %}.
    to: [{if: told and not present(ana) and present(bo), to: two}, end]
two: {text: '{{ Names(present) }}.', to: end}
"""


def test_7_reply_and_routes_are_judged_after_the_effects_by_the_lists_of_the_scene_left(play: Play) -> None:
    """The scene is seen and the choice taken by then; who died of the effects is not there any more."""
    run = play(TAKING + END)
    run.choose("c.one.a")
    assert reply(run) == ("the boy, one, seen, taken.",)
    assert run.moment.scene.id == "two"
    assert run.text == ("Nobody.",)


def test_7_back_leads_to_the_last_scene_that_was_no_aside(play: Play) -> None:
    """Going on from aside to aside does not change where it leads."""
    run = play(ASIDE + END)
    for move in ("c.one.look", "c.watch.more"):
        run.choose(move)
        assert run.moment.state.back == "c.one"
    run.choose("c.deeper.continue")
    assert run.moment.scene.id == "one"
    for move in ("c.one.look", "c.watch.leave", "c.two.look", "c.deeper.continue"):
        run.choose(move)
    assert run.moment.scene.id == "two"


def test_7_effects_stop_at_the_bounds(play: Play) -> None:
    """Integers saturate, both ways."""
    run = play(
        """
one:
  text: One.
  choices: [{id: a, label: A, effects: {noise: +20, tape: -20}, to: one}, {id: b, label: B, to: end}]
"""
        + END
    )
    run.choose("c.one.a")
    assert (value(run, "noise"), value(run, "tape")) == (5, 0)


def test_8_continue_is_a_choice_without_effects_or_reply(play: Play) -> None:
    """It marks the scene seen and settles the routes."""
    run = play("one: {text: One., to: [{if: seen(one), to: two}, end]}\ntwo: {text: Two., to: end}" + END)
    assert run.available() == ("c.one.continue",)
    run.choose("c.one.continue")
    assert (run.moment.scene.id, reply(run)) == ("two", ())


def test_9_a_clip_leaves_the_scene_as_it_is(play: Play) -> None:
    """No arrival, no `enter`, nothing seen; the choices are judged anew."""
    run = play(
        """
one:
  text: One.
  enter: {noise: +1}
  clip: {id: rain, units: 2, label: Rain, reply: Rain.}
  choices: [{id: a, label: A, if: rain and not seen(one), to: end}, {id: b, label: B, to: end}]
"""
        + END
    )
    step = run.choose("c.one.clip")
    assert not step.arrived
    assert (value(run, "rain"), value(run, "tape"), value(run, "noise")) == (True, 0, 1)
    assert run.available() == ("c.one.a", "c.one.b")
    assert reply(run) == ("Rain.",)


def test_10_a_self_loop_is_a_second_visit(play: Play) -> None:
    """`seen(here)` is false on a first visit and true on a second, for the whole run."""
    run = play(
        """
one:
  text: '{% if seen(one) %}Again.{% else %}First.{% endif %}'
  choices: [{id: a, label: A, to: one}, {id: b, label: B, to: end}]
"""
        + END
    )
    assert run.text == ("First.",)
    for _ in range(2):
        run.choose("c.one.a")
        assert run.text == ("Again.",)


def test_11_a_timer_names_a_choice_that_is_always_offered(play: Play) -> None:
    """Running out is taking that choice, and nothing else changes the state."""
    run = play(
        """
one:
  text: One.
  timer: {seconds: 9, then: wait}
  choices: [{id: a, label: A, if: told, to: end}, {id: wait, label: Wait, to: end}]
"""
        + END
    )
    timer = run.moment.scene.timer
    assert timer is not None
    assert f"c.one.{timer.then}" in run.available()


RECORD = """
lines:
- {id: line, if: not told, happened: Kept., told: "{% if told %}Told.{% endif %}"}
- {id: blank, told: "{% if told %}Told.{% endif %}"}
epilogues:
- {id: after, of: ana, if: not told, text: Ana., ending: {id: own, title: Own}}
- {id: nothing, of: bo, text: "{% if told %}The boy.{% endif %}"}
"""
CODA = """
one: {text: One., to: end}
end: {text: End., ending: {id: the_end, title: The end, kind: KIND}, to: coda}
coda: {text: Coda., coda: true}
"""


def test_12_an_ending_is_reached_on_arrival_and_stays_reached_in_its_codas(play: Play) -> None:
    """The Record and the epilogues are judged at the ending; what comes to nothing is not shown."""
    run = play(CODA.replace("KIND", "record"), record=RECORD)
    assert (run.ending, run.ending_moment, run.over) == (None, None, False)
    run.choose("c.one.continue")
    assert run.ending is not None
    assert (run.ending.id, run.over) == ("the_end", False)
    run.choose("c.end.continue")
    assert (run.ending.id, run.over, run.available()) == ("the_end", True, ())
    moment = run.ending_moment
    assert moment is not None
    assert [ending.id for ending in endings_reached(run.story, moment)] == ["the_end", "own"]
    assert [(row.id, row.happened, row.told) for row in record_rows(run.story, moment, "")] == [
        ("line", ("Kept.",), ())
    ]
    assert [afterword.epilogue.id for afterword in afterwords(run.story, moment, "")] == ["after"]


def test_12_an_ending_where_the_tape_stops_has_no_epilogues(play: Play) -> None:
    """Personal endings neither."""
    run = play(CODA.replace("KIND", "tape_stops"), record=RECORD)
    run.choose("c.one.continue")
    assert afterwords(run.story, run.moment, "") == ()
    assert [ending.id for ending in endings_reached(run.story, run.moment)] == ["the_end"]


FORMER = """
one:
  text: One.
  was: [uno, b.first]
  choices: [{id: a, label: A, was: [alpha], to: asking_ana}, {id: b, label: B, to: asking_bo}]
asking:
  each: others
  was: [ask]
  text: '{{ them.name }}'
  choices: [{id: stay, was: [wait, wait_them], label: Stay, to: one}, {id: out, label: Out, to: end}]
"""


@pytest.mark.parametrize(
    "moves",
    [
        ["c.one.a", "c.asking_ana.stay"],
        ["c.uno.alpha", "c.ask_ana.wait"],
        ["b.first.alpha", "c.asking_ana.wait_ana"],
    ],
)
def test_replay_maps_former_ids(play: Play, moves: list[str]) -> None:
    """Those of scenes and choices, also of what is written for several people, and a scene's former chapter."""
    run = play(FORMER + END)
    assert run.restore(moves) is None
    assert run.moves == ("c.one.a", "c.asking_ana.stay")


@pytest.mark.parametrize(
    ("move", "code"),
    [
        ("c.one.gone", "unknown"),
        ("c.one.continue", "unknown"),
        ("c.one.clip", "unknown"),
        ("nonsense", "unknown"),
        ("c.asking_bo.out", "not_offered"),
    ],
)
def test_replay_stops_before_the_first_move_not_offered(play: Play, move: str, code: str) -> None:
    """What was read is kept, and the move and the reason are said."""
    run = play(FORMER + END)
    stopped = run.restore(["c.one.a", move, "c.asking_ana.out"])
    assert stopped is not None
    assert (stopped.index, stopped.move, stopped.code) == (1, move, code)
    assert move in stopped.message
    assert run.moves == ("c.one.a",)
