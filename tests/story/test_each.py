"""`each`: one writing for several people, everywhere it can stand."""

import pytest
from small_story import BASE, chapter, hall, loaded, problem_of, told

from game.story.text import Prose
from game.story.variables import VariableKind

EVERYWHERE = """\
  hall:
    text: A hall.
    place: hall
    with: [su_hyeok]
    to: message_on_jo
    choices:
      - id: ask
        each: [on_jo, nam_ra]
        label: Ask {{ them.name }}.
        if: them.trust >= 1 and not told_them
        once: true
        effects: {told_them: true, them.trust: +1, noise: +1}
        reply: '{% if them == "on_jo" %}She laughs.{% else %}{{ them.full }} does not.{% endif %}'
        to: [{if: them.trust >= 3, to: message_them}, end]
      - {id: leave_them, each: class_5, label: Leave.}
      - {id: stay, label: Stay.}
  message:
    each: [on_jo, nam_ra]
    text: "{{ them.name }} talks{% if seen(message_them) %} again{% endif %}."
    with: [them]
    maybe: [su_hyeok]
    enter: {them.trust: +1}
    clip: {id: tape_them, label: Keep it., reply: "{{ them.name }}, kept."}
    dilemma: said_them
    timer: {seconds: 5, then: answer}
    choices:
      - {id: answer, label: Answer., effects: {said_them: something}, to: after_them}
      - {id: mumble_them, label: Mumble., effects: {said_them: nothing}, to: back_to_them}
      - {id: only_for_her, if: them == "on_jo", label: Wink., effects: {said_them: wink}, to: end}
  after_them:
    each: [on_jo, nam_ra]
    like: message_them
    text: After.
    ending: {id: ended_with_them, title: With, kind: tape_stops}
  back_to:
    each: class_5
    text: Back.
    to: hall
"""
FACTS = """\
  told: {each: class_5, of: them, says: "You told {{ them.name }}."}
  said_them:
    each: [on_jo, nam_ra]
    one_of: {unset: "", something: A., nothing: "Nothing to {{ them.full }}.", wink: W.}
"""


def test_each_makes_one_for_each_person() -> None:
    """Scenes, choices, facts, clips, endings and what stands in them: one for each, the id with the person's."""
    story = loaded(chapter(EVERYWHERE, FACTS))
    assert list(story.scenes)[:7] == [
        f"one.{scene}"
        for scene in (
            "hall",
            "message_on_jo",
            "message_nam_ra",
            "after_on_jo",
            "after_nam_ra",
            "back_to_nam_ra",
            "back_to_on_jo",
        )
    ]
    choices = [choice.id for choice in story.scenes["one.hall"].choices]
    assert choices == ["ask_on_jo", "ask_nam_ra", "leave_nam_ra", "leave_on_jo", "stay"]
    assert {"told_on_jo", "told_nam_ra", "said_on_jo", "said_nam_ra", "tape_on_jo", "tape_nam_ra"} <= set(story.slots)
    assert story.variable("tape_on_jo").kind is VariableKind.CLIP
    assert story.variable("told_nam_ra").of == "nam_ra"
    assert story.variable("told_nam_ra").says == "You told Nam-ra."
    assert story.variable("told_nam_ra").notice == "Nam-ra will remember that."
    assert story.variable("said_on_jo").domain.words["nothing"] == "Nothing to Nam On-jo."
    assert story.scenes["one.after_nam_ra"].cast == ("nam_ra",)
    assert story.scenes["one.after_on_jo"].ending is not None


def test_everything_inside_speaks_of_that_person() -> None:
    """Lists, effects, conditions, routes, dilemma, timer and texts are those of the one it is for."""
    story = loaded(chapter(EVERYWHERE, FACTS))
    message = story.scenes["one.message_nam_ra"]
    assert message.cast == ("nam_ra",)
    assert message.dilemma == "said_nam_ra"
    assert message.clip is not None
    assert message.clip.fact == "tape_nam_ra"
    assert message.enter[0].slot == story.slots["nam_ra.trust"]
    assert [choice.id for choice in message.choices] == ["answer", "mumble_nam_ra"]
    assert [choice.routes[0].target for choice in message.choices] == ["one.after_nam_ra", "one.back_to_nam_ra"]
    assert len(story.scenes["one.message_on_jo"].choices) == 3
    ask = story.scenes["one.hall"].choices[1]
    assert [route.target for route in ask.routes] == ["one.message_nam_ra", "one.end"]
    assert {effect.slot for effect in ask.effects} == {
        story.slots[name] for name in ("told_nam_ra", "nam_ra.trust", "noise")
    }
    assert ask.reply is not None
    assert [segment.words for segment in ask.reply.segments if isinstance(segment, Prose)] == ["Nam-ra", " does not."]
    assert "one.message_nam_ra" in story.seen_slots


def test_like_takes_over_people_as_they_are_there() -> None:
    """A scene outside `each` may be like one of several: `them` in its lists is that one's."""
    scenes = (
        "  hall: {like: talk_nam_ra, text: A., to: end}\n"
        "  talk: {each: [on_jo, nam_ra], with: [them], place: hall, clock: D1, text: B., to: end}\n"
    )
    story = loaded(chapter(scenes))
    assert story.scenes["one.hall"].cast == ("nam_ra",)
    assert (story.scenes["one.hall"].place, story.scenes["one.hall"].clock) == ("hall", "D1")


def test_outside_each_an_id_may_end_like_any_other() -> None:
    """`_them` at the end of an id has a meaning only inside `each`."""
    loaded(chapter("  hall: {text: A., to: tell_them}\n  tell_them: {text: B., to: end}\n"))


def test_former_ids_are_each_persons_too() -> None:
    """`was` on what is written for several people gains their ids."""
    scenes = (
        "  hall: {text: A., to: ask_on_jo}\n"
        "  ask:\n    each: [on_jo, nam_ra]\n    was: [talk_them, speak]\n    text: B.\n"
        "    choices: [{id: go, was: [went], label: Go., to: end}]\n"
    )
    story = loaded(chapter(scenes))
    assert story.former_scenes == {
        "one.talk_on_jo": "one.ask_on_jo",
        "one.speak_on_jo": "one.ask_on_jo",
        "one.talk_nam_ra": "one.ask_nam_ra",
        "one.speak_nam_ra": "one.ask_nam_ra",
    }
    assert story.former_choices == {
        "one.ask_on_jo.went": "one.ask_on_jo.go",
        "one.ask_nam_ra.went": "one.ask_nam_ra.go",
    }


@pytest.mark.parametrize(
    ("code", "scenes"),
    [
        (
            "HT213",
            (
                "  h: {text: A., to: h}\n"
                "  b: {each: [on_jo], text: A., to: h, choices: [{id: a, «each»: [on_jo], label: B.}]}\n"
            ),
        ),
        ("HT213", "  h: {text: A., to: end}\n  ask: {each: «alone», text: B., to: end}\n"),
        ("HT213", "  h: {text: A., to: end}\n  ask: {each: «[]», text: B., to: end}\n"),
        ("HT202", "  h: {text: A., to: end}\n  ask: {each: «class_6», text: B., to: end}\n"),
        ("HT202", "  h: {text: A., to: end}\n  ask: {each: [on_jo, «class_5»], text: B., to: end}\n"),
        ("HT212", "  h: {text: A., to: end, with: [«them»]}\n"),
        ("HT212", "  h: {text: A., to: end, enter: {«them.trust»: +1}}\n"),
        ("HT204", "  h: {text: A., to: end}\n  ask: {each: [on_jo], text: B., to: «tell_them»}\n"),
        (
            "HT107",
            "  h: {text: A., to: end}\n  «a234567890123456789012345678901234567»: {each: [on_jo], text: B., to: end}\n",
        ),
    ],
)
def test_what_each_cannot_do_is_told(code: str, scenes: str) -> None:
    """No `each` in `each`, of somebody; `them` inside only; ids that stay ids with a name behind them."""
    problem_of(code, {**chapter(scenes), "story.yaml": BASE["story.yaml"].replace("one.hall", "one.h")})


def test_a_scene_left_without_a_choice_is_told() -> None:
    """`them` may rule out choices, but not all: such a scene would be stuck."""
    scenes = (
        "  hall: {text: A., to: ask_on_jo}\n"
        "  ask:\n    each: [on_jo, nam_ra]\n    text: B.\n    «choices»:\n"
        "      - {id: go, if: them == 'on_jo', label: Go., to: end}\n"
    )
    problem_of("HT109", chapter(scenes))


def test_one_variable_is_changed_once_under_whatever_name() -> None:
    """`them.trust` and the person's own name are one variable, and a key stands once."""
    choice = "      - {id: ask, each: [on_jo], label: A., effects: {them.trust: +1, «on_jo.trust»: +2}}\n"
    problem_of("HT312", hall("    to: end\n    choices:\n" + choice))


def test_says_can_hold_names_and_nothing_that_changes() -> None:
    """A fact's sentence is read at any time, so that it may name people and not ask of the moment."""
    problem_of("HT308", hall("    to: end\n", '  told: {says: «"At {{ noise }}."»}\n'))
    assert told(hall("    to: end\n", '  told: {says: "{% if promised %}A{% endif %}"}\n')) == ["HT313", "HT313"]
