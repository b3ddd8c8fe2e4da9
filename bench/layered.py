"""A story made to measure engines on: layers of scenes, thirty variables, six endings, and nothing else."""

from pathlib import Path
from random import Random
from typing import Any

import yaml

NUMBERS = 20
FACTS = 10
A_LAYER = 32
ENDINGS = 6
WORDS_A_SCENE = 120
_WORDS = [
    "the",
    "door",
    "a",
    "hand",
    "rain",
    "nobody",
    "says",
    "corridor",
    "light",
    "she",
    "holds",
    "it",
    "tape",
    "window",
]
_ASKING = 0.6
"""Of the second and third choice of a scene; so that four choices in ten have a condition."""
_DOING = 0.6
_OF_TWO = 0.3
_NUMERIC = 0.75


def write(folder: Path, scenes: int, seed: int = 1) -> None:
    """Write a story of about so many scenes: every playthrough goes through one scene of each layer."""
    dice = Random(seed)
    layers = max(2, scenes // A_LAYER)
    chapters = max(1, layers // 8)
    world = {
        "facts": {f"f{number}": {"says": f"Fact {number}."} for number in range(FACTS)},
        "counts": {f"n{number}": {"range": 9, "start": 3, "label": f"Number {number}"} for number in range(NUMBERS)},
    }
    _dump(folder / "world.yaml", world)
    _dump(folder / "cast.yaml", {"you": {"names": ["Min"]}})
    files: dict[int, dict[str, Any]] = {}
    for layer in range(layers):
        part = files.setdefault(min(layer // 8, chapters - 1), {})
        for place in range(A_LAYER if layer else 1):
            part[_name(layer, place)] = _scene(dice, layer, layers, chapters)
    last = files[chapters - 1]
    for number in range(ENDINGS):
        ending = {"id": f"e{number}", "title": f"Ending {number}", "kind": "record"}
        last[f"end_{number}"] = {"text": _prose(dice, 40), "ending": ending}
    for number, part in files.items():
        chapter = {"chapter": f"part_{number}", "title": f"Part {number}", "scenes": part}
        _dump(folder / f"part-{number:03}.yaml", chapter)
    _dump(
        folder / "story.yaml",
        {
            "story": "layered",
            "title": "Layered",
            "format": 1,
            "version": "1.0.0",
            "start": "part_0.s0_0",
            "seasons": [{"id": "one", "title": "One", "chapters": [f"part-{number:03}.yaml" for number in files]}],
        },
    )


def _name(layer: int, place: int) -> str:
    return f"s{layer}_{place}"


def _scene(dice: Random, layer: int, layers: int, chapters: int) -> dict[str, Any]:
    choices = []
    for number in range(3):
        if layer + 1 < layers:
            target = f"part_{min((layer + 1) // 8, chapters - 1)}.{_name(layer + 1, dice.randrange(A_LAYER))}"
        else:
            target = f"part_{chapters - 1}.end_{dice.randrange(ENDINGS)}"
        choice: dict[str, Any] = {"id": f"c{number}", "label": _prose(dice, 5), "to": target}
        if number and dice.random() < _ASKING:
            choice["if"] = _condition(dice)
        if dice.random() < _DOING:
            choice["effects"] = _effects(dice)
        choices.append(choice)
    return {"text": _prose(dice, WORDS_A_SCENE), "choices": choices}


def _condition(dice: Random) -> str:
    asked = f"n{dice.randrange(NUMBERS)} {dice.choice(['>=', '<'])} {dice.randrange(2, 6)}"
    return f"{asked} or f{dice.randrange(FACTS)}" if dice.random() < _OF_TWO else asked


def _effects(dice: Random) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for _ in range(dice.randrange(1, 3)):
        if dice.random() < _NUMERIC:
            found[f"n{dice.randrange(NUMBERS)}"] = dice.choice(["+1", "-1", "+2"])
        else:
            found[f"f{dice.randrange(FACTS)}"] = True
    return found


def _prose(dice: Random, words: int) -> str:
    return " ".join(dice.choice(_WORDS) for _ in range(words)).capitalize() + "."


def _dump(path: Path, content: dict[str, Any]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
