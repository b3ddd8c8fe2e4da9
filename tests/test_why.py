"""Why: every move that is named did what is said of it, and what could have prevented something is a run that does."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from random_stories import stories
from story_files import Files, story_of

from game.engine import rules
from game.engine.playthrough import Playthrough
from game.engine.why import Reason, ending_reasons, locked_reasons, person_reason, why_ended, why_locked, why_person
from game.engine.why.questions import Answer
from game.engine.why.trace import Time, Trace
from game.story.loader import load_story
from game.story.model import Story

GOLDEN = Path(__file__).parent / "golden"
PICKS = st.lists(st.integers(0, 9), min_size=5, max_size=25)
RANDOM = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def played(files: Files, picks: list[int]) -> Playthrough:
    """Play a run of a random story."""
    run = Playthrough(story_of(files))
    for pick in picks:
        moves = run.available()
        if not moves:
            break
        run.choose(moves[pick % len(moves)])
    return run


def locked(run: Playthrough) -> list[Answer]:
    """What is answered of every locked choice of a run's last scene."""
    choices = [offer.choice for offer in run.offers() if offer.choice is not None and not offer.available]
    return [answer for choice in choices for answer in why_locked(run, choice)]


def everything(run: Playthrough) -> list[Answer]:
    """What is answered of all that can be asked at the end of a run."""
    people = [why_person(run, person) for person in run.story.people]
    return [*locked(run), *why_ended(run), *(answer for answer in people if answer is not None)]


@RANDOM
@given(stories(), PICKS)
def test_a_run_is_traced_to_the_last_slot(files: Files, picks: list[int]) -> None:
    """Protects all that is derived from it: the effects in the order traced come to every state of the run."""
    run = played(files, picks)
    trace = Trace(run)
    for at, step in enumerate(run.steps):
        for slot, code in enumerate(step.after.state.vector):
            assert trace.value(slot, Time(at, 2)) == code
            assert trace.value(slot, Time(at, 1)) == trace.judged[at].state.vector[slot]
            assert trace.otherwise(slot, Time(at, 2), 0, ()) == code


@RANDOM
@given(stories(), PICKS)
def test_every_move_that_is_named_did_what_is_said(files: Files, picks: list[int]) -> None:
    """Protects from blaming a move for nothing: it was chosen, in that order, and each change is its own."""
    run = played(files, picks)
    trace = Trace(run)
    for answer in everything(run):
        assert [cause.step for cause in answer.causes] == sorted({cause.step for cause in answer.causes})
        for cause in answer.causes:
            step = run.steps[cause.step]
            assert step.before is not None
            assert cause.label == step.label != ""
            assert cause.counted or cause.led or cause.missed
            for turn in cause.turns:
                slot = turn.variable.slot
                assert not turn.variable.hidden
                assert step.before.state.vector[slot] == turn.before != turn.after
                assert trace.judged[cause.step].state.vector[slot] == turn.after


@RANDOM
@given(stories(), PICKS)
def test_what_could_have_prevented_it_does(files: Files, picks: list[int]) -> None:
    """Protects the word "could": the run that is meant can be played, parts at that move, and spares them."""
    run = played(files, picks)
    story, now = run.story, run.moment.state
    own = {step.before.scene.key: step.move for step in run.steps if step.before is not None and step.arrived}
    order = {step.before.scene.key: at for at, step in enumerate(run.steps) if step.before is not None}
    for person in story.people:
        answer = why_person(run, person)
        for cause in answer.causes if answer is not None else ():
            if cause.instead is None:
                continue
            other = Playthrough(story)
            assert other.restore(cause.instead) is None
            assert other.moves[: cause.step - 1] == run.moves[: cause.step - 1]
            assert other.moves[cause.step - 1] != run.moves[cause.step - 1]
            passed = -1
            for step in other.steps[cause.step + 1 :]:
                assert step.before is not None
                was = own.get(step.before.scene.key)
                is_behind = order.get(step.before.scene.key, -1) < passed  # where the run's own order is left
                passed = max(passed, order.get(step.before.scene.key, -1))
                visits = sum(one.before is not None and one.before.scene is step.before.scene for one in run.steps)
                is_free = was in rules.available(story, step.before) and not is_behind
                if visits == 1 and is_free and step.move != was:
                    assert any(one.after.scene is step.before.scene for one in other.steps[: cause.step])
            if not rules.is_alive(story, now, person):
                assert rules.is_alive(story, other.moment.state, person)
            elif not rules.is_able(story, now, person):
                assert rules.is_able(story, other.moment.state, person)


@RANDOM
@given(stories(), PICKS)
def test_no_fall_of_what_a_lock_asks_for_is_left_out(files: Files, picks: list[int]) -> None:
    """Protects from half an answer: of a number that is too low, every choice that lowered it is named."""
    run = played(files, picks)
    for offer in run.offers():
        if offer.choice is None or offer.available:
            continue
        for answer in why_locked(run, offer.choice):
            label = answer.words.partition(" or more; ")[0].rpartition(" ")[0]
            found = [one for one in run.story.variables if one.label == label and one.person is None]
            if " or more; " not in answer.words or not found:
                continue
            slot = found[0].slot
            trace = Trace(run)
            sets = [write.when.step for write in trace.writes(slot, trace.now) if write.effect.sets]
            falls = {
                write.when.step
                for write in trace.writes(slot, trace.now)
                if write.after < write.before and not write.by_arrival and write.when.step >= max(sets, default=0)
            }
            assert falls <= {cause.step for cause in answer.causes}


# A small story, of which everything is known.

CAST = """
you: {names: [Seung-ho], start: {nerve: 3}}
people: {ana: {name: Ana}, bo: {name: Bo}}
"""
WORLD = """
stats:
  nerve: {range: 5, start: 2, label: Nerve}
  state: {label: State, one_of: {well: well, missing: missing, dead: dead}, able: [well]}
facts:
  door: {says: The door., one_of: {unset: "", shut: You shut it., open: You left it open.}}
  secret: {says: "Nobody knows.", hidden: "true"}
  tape_door: {says: You have the door on tape.}
"""
HEADER = "{story: small, title: Small, format: 1, version: 1.0.0, start: c.door, chapters: [c.yaml]}"
CHAPTER = """
chapter: c
title: C
tape: 4
scenes:
  door:
    clock: Mon 08:00
    text: A door.
    clip: {id: tape_door, label: The door}
    to: talk
    choices:
      - {id: shut, label: Shut it, effects: {door: shut, you.nerve: -1}}
      - {id: leave, label: Leave it, effects: {door: open, secret: true}}
  talk:
    clock: Mon 09:00
    text: Talk.
    to: [{if: door == "open", to: inside}, outside]
    choices:
      - {id: long, label: Talk for long, effects: {you.nerve: -1}}
      - {id: short, label: Talk briefly}
  inside:
    clock: Mon 10:00
    text: It is inside.
    to: night
    choices:
      - {id: ana, label: Send Ana, effects: {ana.state: missing}}
      - {id: bo, label: Send Bo, to: lost}
      - {id: go, label: Go, if: you.nerve >= 3, locked: Your knees will not., effects: {you.nerve: -1}}
      - {id: told, label: Play it, if: tape_door and secret, locked: true}
  lost:
    clock: Mon 11:00
    with: [bo]
    enter: {bo.state: dead}
    text: Bo is lost.
    to: night
  outside: {text: It is outside., to: night}
  night: {text: Night., to: [{if: "not alive(ana)", to: alone}, {if: "not alive(bo)", to: few}, all]}
  alone: {text: The end., ending: {id: alone, title: Alone, kind: record}}
  few: {text: The end., ending: {id: few, title: Few, kind: record}}
  all: {text: The end., ending: {id: all, title: All, kind: record}}
"""


def small(*moves: str) -> Playthrough:
    """A run of the small story."""
    files = {"story.yaml": HEADER, "cast.yaml": CAST, "world.yaml": WORLD, "c.yaml": CHAPTER}
    run = Playthrough(story_of(files))
    assert run.restore([f"c.{move}" for move in moves]) is None
    return run


def lines(reason: Reason) -> list[str]:
    """A reason as it is read."""
    moves = (f"{told.where}: {told.label} [{' '.join(told.effects)}]" for told in reason.moves)
    return [reason.heading, reason.lead, *moves]


def test_a_lock_says_which_moves_cost_it() -> None:
    """Protects the point of asking: the sentence, what is wanted, and the one choice that took it away."""
    run = small("door.leave", "talk.long")
    go = run.offers()[2]
    sentence, nerve = locked_reasons(run, go)
    assert lines(sentence) == ["Your knees will not.", ""]
    assert lines(nerve) == [
        "Nerve 3 or more; 2 now.",
        "It was lost by what you did:",
        "Tape 4, Mon 09:00: Talk for long [Seung-ho: Nerve 2 of 5, down from 3.]",
    ]


def test_what_was_never_done_is_named_by_what_was_done_there() -> None:
    """Protects omissions: a fact that is missing leads to the scene where it could have been had; a hidden one not."""
    run = small("door.leave", "talk.short")
    (tape,) = locked_reasons(run, run.offers()[3])
    assert lines(tape) == [
        'Not so yet: "You have the door on tape."',
        "What you chose instead:",
        "Tape 4, Mon 08:00: Leave it [What could be recorded here would have counted later.]",
    ]


def test_a_loss_by_arriving_goes_back_through_routes_and_facts() -> None:
    """Protects the chain: from the scene that lost him to the choice there, to what was open, to the moves before."""
    reason = person_reason(small("door.leave", "talk.long", "inside.bo"), "bo")
    assert lines(reason) == [
        "Bo: dead. Mon 11:00.",
        "What you did that led there:",
        (
            "Tape 4, Mon 08:00: Leave it [You left it open. Another choice here could have prevented it."
            " What could be recorded here would have counted later.]"
        ),
        "Tape 4, Mon 09:00: Talk for long [Seung-ho: Nerve 2 of 5, down from 3.]",
        "Tape 4, Mon 10:00: Send Bo [Another choice here could have prevented it.]",
    ]


def test_a_loss_by_a_choice_says_so() -> None:
    """Protects the plainest case: what was chosen did it itself. What made no difference is not there."""
    reason = person_reason(small("door.leave", "talk.long", "inside.ana"), "ana")
    assert [told.label for told in reason.moves] == ["Leave it", "Send Ana"]
    assert reason.moves[-1].effects == ("Ana: missing.", "Another choice here could have prevented it.")


def test_an_ending_is_asked_like_a_loss() -> None:
    """Protects endings: those who were alive or not are led back to who was sent, and why anybody was."""
    (few,) = ending_reasons(small("door.leave", "talk.short", "inside.bo", "lost.continue", "night.continue"))
    assert few.heading == "Few."
    assert [told.label for told in few.moves] == ["Leave it", "Send Bo"]
    assert few.moves[-1].effects == ("Another choice here led elsewhere.",)
    (everyone,) = ending_reasons(small("door.shut", "talk.short", "outside.continue", "night.continue"))
    assert everyone.heading == "All."
    assert not ending_reasons(small("door.shut"))


def test_whoever_is_as_ever_has_no_reason() -> None:
    """Protects from an answer to nothing."""
    reason = person_reason(small("door.shut"), "ana")
    assert (reason.lead, reason.moves) == ("", ())
    assert "Ana" in reason.heading


# The story itself.


@pytest.fixture(scope="module")
def story() -> Story:
    """The story as it ships."""
    loaded = load_story(Path(__file__).parents[1] / "story").story
    assert loaded is not None
    return loaded


def golden(story: Story, name: str) -> Playthrough:
    """One of the golden runs."""
    run = Playthrough(story)
    assert run.restore((GOLDEN / f"{name}.moves").read_text(encoding="utf-8").split()) is None
    return run


def test_the_door_is_answered_for(story: Story) -> None:
    """Protects the first loss of the story: one choice at the door, and nothing else."""
    reason = person_reason(golden(story, "ending-hill_road"), "min_jae")
    (told,) = reason.moves
    assert (told.where, told.label) == ("Tape 2, Class 2-5, Mon 12:58", "Wind the belt round your fist and lean.")
    assert told.effects == ("Min-jae: missing.", "Another choice here could have prevented it.")


def test_the_closet_is_answered_for_from_the_booth_on(story: Story) -> None:
    """Protects a chain over two tapes: what was decided about the booth decides what can be said at the closet."""
    reason = person_reason(golden(story, "ending-hill_road"), "na_yeon")
    assert [told.where for told in reason.moves] == [
        "Tape 3, Broadcasting room, Mon 14:46",
        "Tape 5, Music room, Wed 11:30",
    ]
    assert reason.moves[0].effects[0] == "You went into the booth with him."
    assert reason.moves[-1].label == '"You turned the cloth over. Say that first."'


def test_what_nobody_could_help_is_said_to_be_so(story: Story) -> None:
    """Protects from guilt that is not one's own: I-sak turns on every way there is."""
    reason = person_reason(golden(story, "ending-hill_road"), "i_sak")
    assert reason.heading.startswith("I-sak: turned. Class 2-5")
    assert (reason.lead, reason.moves) == ("Nothing that you chose decided it.", ())


def test_the_booth_is_locked_for_reasons(story: Story) -> None:
    """Protects a lock whose own reason is not told: each choice that took the nerve to go in stands there, in order."""
    run = golden(story, "ending-booth_opened")
    at = next(at for at, move in enumerate(run.moves) if move.startswith("thirty_minutes.verdict."))
    run.rewind(at)
    sentence, moves = locked_reasons(run, run.offers()[2])
    assert sentence.heading == "You get as far as the sill of it. Your knees will not go in."
    assert moves.heading == ""
    assert [told.where for told in moves.moves] == [
        "Tape 1, Middle stair, Mon 10:14",
        "Tape 1, Nurse's office, Mon 10:30",
        "Tape 2, Class 2-5, Mon 12:59",
        "Tape 2, Class 2-5, Mon 13:23",
    ]
    assert moves.moves[-1].effects == (f"{run.player}: Nerve 0 of 5, down from 1.",)
