"""A run: what it tells, where it can be rewound to, what it shares with other runs."""

from collections.abc import Callable

from story_files import story_of

from game.engine.events import Lost, Remembered, VariableChanged
from game.engine.machine import machine_of
from game.engine.playthrough import Playthrough, Step

Play = Callable[..., Playthrough]

END = """
end: {text: End., ending: {id: the_end, title: End, kind: record}}
"""
LOSING = """
one:
  text: One.
  maybe: [ana, bo]
  choices:
  - {id: leave, label: Leave, effects: {ana.state: away, cho.trust: +1}, to: one}
  - {id: die, label: Die, effects: {ana.state: dead}, to: one}
  - {id: yours, label: Yours, effects: {you.state: dead}, to: one}
  - {id: bite, label: Bite, effects: {bo.state: dead}, to: two}
  - {id: on, label: On, to: end}
two: {text: Two., enter: {bo.state: well}, to: one}
"""


def lost(step: Step) -> list[tuple[str, str]]:
    """Return who was lost in a move, and what became of them."""
    return [(event.person, event.word) for event in step.events if isinstance(event, Lost)]


def test_a_loss_is_told_when_somebody_goes_and_when_they_die(play: Play) -> None:
    """Also of somebody who had gone before, and of you, who are always there."""
    run = play(LOSING + END)
    assert lost(run.choose("c.one.leave")) == [("ana", "away")]
    assert lost(run.choose("c.one.die")) == [("ana", "dead")]
    assert lost(run.choose("c.one.die")) == []
    assert lost(run.choose("c.one.yours")) == [("you", "dead")]


def test_a_change_and_its_undoing_on_arrival_are_both_told(play: Play) -> None:
    """The reply stands between them, and says why."""
    step = play(LOSING + END).choose("c.one.bite")
    told = [(event.before, event.after) for event in step.events if isinstance(event, VariableChanged)]
    assert told == [(0, 2), (2, 0)]


def test_what_an_arrival_changes_is_told_behind_its_text(play: Play) -> None:
    """Protects every surprise: the text says how somebody was lost, and no line of state says so before it."""
    step = play(LOSING + END).choose("c.one.bite")
    kinds = [type(event).__name__ for event in step.events]
    assert kinds == ["VariableChanged", "Lost", "SceneEntered", "VariableChanged"]


def test_your_own_end_is_left_to_the_ending(play: Play) -> None:
    """Protects the last page: no "you: dead" stands over an ending that is about to say it."""
    scenes = """
one: {text: One., with: [ana], choices: [{id: go, label: Go, effects: {you.state: dead, ana.state: dead}, to: last}]}
last: {text: Last., ending: {id: last, title: Last, kind: tape_stops}}
"""
    step = play(scenes).choose("c.one.go")
    assert lost(step) == [("ana", "dead")]
    assert [event.variable.name for event in step.events if isinstance(event, VariableChanged)] == ["ana.state"]


def test_who_was_not_there_is_left_to_the_story(play: Play) -> None:
    """Protects a secret: what became of somebody in another place is not known to you until a scene says it."""
    step = play("one: {text: One., choices: [{id: a, label: A, effects: {ana.state: dead}, to: end}]}" + END).choose(
        "c.one.a"
    )
    assert lost(step) == []
    assert not [event for event in step.events if isinstance(event, VariableChanged)]


def test_what_is_hidden_is_told_by_nothing(play: Play) -> None:
    """A hidden fact gives no notice, a hidden presence stat no loss."""
    world = """
stats: {state: {one_of: [well, dead], able: [well], hidden: true}}
facts:
  secret: {says: Nobody knows., of: bo, hidden: true}
  open: {says: You said so., of: bo, notice: The boy nods.}
"""
    cast = "people: {bo: {name: the boy}}"
    effects = "effects: {secret: true, open: true, bo.state: dead}"
    scenes = f"one: {{text: One., with: [bo], choices: [{{id: a, label: A, {effects}, to: end}}]}}"
    step = play(scenes + END, world=world, cast=cast).choose("c.one.a")
    assert [event.variable.name for event in step.events if isinstance(event, VariableChanged)] == ["open"]
    assert [event.notice for event in step.events if isinstance(event, Remembered)] == ["The boy nods."]
    assert lost(step) == []


def test_runs_of_a_story_share_its_machine_and_nothing_else(play: Play) -> None:
    """Two runs played in turns go as they would alone."""
    one = play(LOSING + END)
    other = Playthrough(one.story)
    assert machine_of(one.story) is machine_of(other.story)
    one.choose("c.one.bite")
    other.choose("c.one.leave")
    one.choose("c.two.continue")
    assert one.moves == ("c.one.bite", "c.two.continue")
    assert (one.moment.scene.id, other.moment.scene.id) == ("one", "one")
    assert one.moment.state != other.moment.state


def test_rewinding_goes_to_the_first_arrival_in_a_tape() -> None:
    """Chapters with one tape number are one place to go back to; a chapter without a number is its own."""
    chapter = "chapter: {id}\ntitle: {id}\n{tape}scenes:\n  one: {{text: One., to: {to}}}\n"
    files = {
        "story.yaml": "{story: s, title: S, format: 1, version: 1.0.0, start: a.one, "
        "chapters: [a.yaml, b.yaml, c.yaml, d.yaml]}",
        "a.yaml": chapter.format(id="a", tape="tape: 1\n", to="b.one"),
        "b.yaml": chapter.format(id="b", tape="tape: 1\n", to="c.one"),
        "c.yaml": chapter.format(id="c", tape="", to="d.one"),
        "d.yaml": chapter.format(id="d", tape="tape: 2\n", to="end")
        + "  end: {text: End., ending: {id: e, title: E, kind: record}}\n",
    }
    run = Playthrough(story_of(files))
    while run.available():
        run.choose(run.available()[0])
    starts = {chapter.id: length for chapter, length in run.chapter_starts()}
    assert starts == {"a": 0, "c": 2, "d": 3}
    run.rewind(starts["c"])
    assert (run.chapter.id, run.splices) == ("c", 1)
