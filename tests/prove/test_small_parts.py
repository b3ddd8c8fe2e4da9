"""Parts of the prover by themselves, on stories whose answers can be worked out by hand."""

from typing import Any

from story_files import Files, story_of

from game.author.prove.claims import Kind
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Dilemmas
from game.author.prove.formula import TRUE, AtLeast, Formula, Member, slots_of

Part = dict[str, Any]


def files_of(scenes: Part, world: Part, **more: Part) -> Files:
    """Return the files of a story of one chapter, `one`, that begins in its first scene."""
    head = {"story": "s", "title": "S", "format": "1", "version": "1.0.0", "start": f"one.{next(iter(scenes))}"}
    chapter = {"chapter": "one", "title": "One", "scenes": scenes}
    return {"story.yaml": {**head, "chapters": ["one.yaml"]}, "world.yaml": world, "one.yaml": chapter, **more}


def _taking(*facts: str) -> Part:
    """Return a choice that makes some facts true."""
    return {"id": "on", "label": "On.", "effects": dict.fromkeys(facts, "true")}


def test_so_many_of_some_are_never_said_to_come_later_than_they_do() -> None:
    """Protects shortest ways: two of three facts hold as soon as the second of them can, and no later."""
    scenes: Part = {
        "hall": {
            "text": "A hall.",
            "choices": [
                {"id": "straight", "label": "On.", "to": "door"},
                {"id": "round", "label": "By the yard.", "to": "yard"},
                {"id": "about", "label": "By the lake.", "to": "lake_1"},
            ],
        },
        "yard": {"text": "A yard.", "to": "shed", "choices": [_taking("key", "lamp")]},
        "shed": {"text": "A shed.", "to": "door"},
        "door": {"text": "A door.", "ending": {"id": "end", "title": "End", "kind": "tape_stops"}},
    }
    scenes |= {f"lake_{number}": {"text": "A lake.", "to": f"lake_{number + 1}"} for number in range(1, 5)}
    scenes["lake_5"] = {"text": "A boat.", "to": "door", "choices": [_taking("rope")]}
    names = ("key", "lamp", "rope")
    decided = Decided(story_of(files_of(scenes, {"facts": {name: {"says": "You have it."} for name in names}})))
    # It is asked for, so that the prover has to know of it.
    slots = [decided.story.slots[name] for name in names]
    terms: tuple[Formula, ...] = tuple(Member(slot, 0b10) for slot in slots)
    door = decided.story.scenes["one.door"]
    decided.ask([decided.claims.aimed(door, holds) for holds in (TRUE, AtLeast(2, terms))])
    (node,) = (node.index for node in decided.graph.nodes if node.scene is door)
    soonest = decided.soonest
    assert [soonest.length(node, term) for term in terms] == [3, 3, 6]
    assert soonest.length(node, TRUE) == 1
    assert soonest.length(node, AtLeast(2, terms)) == 3


def test_what_an_option_leaves_as_it_was_follows_it_too() -> None:
    """Protects comparisons: a line of the Record that held before one option, and never after the other."""
    scenes: Part = {
        "hall": {"text": "A hall.", "to": "door", "choices": [_taking("told")]},
        "door": {
            "text": "A door.",
            "dilemma": "door",
            "choices": [
                {"id": "open", "label": "Open.", "effects": {"door": "open"}, "to": "light"},
                {"id": "hold", "label": "Hold.", "effects": {"door": "held", "told": "false"}, "to": "dark"},
            ],
        },
        "light": {"text": "Light.", "to": "end"},
        "dark": {"text": "Dark.", "to": "end"},
        "end": {"text": "An end.", "ending": {"id": "end", "title": "End", "kind": "record"}},
    }
    facts = {
        "told": {"says": "You told them."},
        "door": {"says": "The door.", "one_of": {"shut": "", "open": "Opened.", "held": "Held."}},
    }
    record = {"lines": [{"id": "told_line", "if": "told", "happened": "You told them.", "on_tape": "", "told": ""}]}
    decided = Decided(story_of(files_of(scenes, {"facts": facts}, **{"record.yaml": record})))
    decided.run()
    dilemmas = Dilemmas(decided)
    assert [one.same_future for one in dilemmas.comparisons()] == [False, False]
    dilemmas.close()


def test_each_claim_asks_for_its_own_slots_wherever_it_may_hold() -> None:
    """Protects the formula of comparisons: what is looked at only when it is asked for is not taken for another."""
    names = [f"fact_{number}" for number in range(60)]
    asked = [" and ".join(names[first : first + 3]) for first in range(0, 60, 3)]
    options = [{"id": value, "label": "Go.", "effects": {"door": value}} for value in ("open", "held")]
    scenes: Part = {"hall": {"text": "A hall.", "to": "s0", "choices": [_taking(*names), {"id": "no", "label": "No."}]}}
    for number in range(4):
        scenes[f"s{number}"] = {"text": "A door.", "dilemma": "door", "choices": options, "to": f"s{number + 1}"}
    scenes["s4"] = {"text": "An end.", "ending": {"id": "end", "title": "End", "kind": "record"}}
    door = {"says": "The door.", "one_of": {"shut": "", "open": "Opened.", "held": "Held."}}
    facts = {name: {"says": "It is so."} for name in names} | {"door": door}
    lines = [
        {"id": f"line_{number}", "if": condition, "happened": "So.", "on_tape": "", "told": ""}
        for number, condition in enumerate(asked)
    ]
    decided = Decided(story_of(files_of(scenes, {"facts": facts}, **{"record.yaml": {"lines": lines}})))
    wanted = [set[int]() for _ in decided.graph.nodes]
    for claim in decided.claims.of(Kind.LINE):
        for copy, target in decided.ends(claim):
            wanted[copy].update(slots_of(target.holds))
    encoding = decided.encoded(decided.claims.of(Kind.LINE))
    for node in decided.graph.nodes:
        assert wanted[node.index] <= {*encoding.versions[node.index]}
    encoding.close()
