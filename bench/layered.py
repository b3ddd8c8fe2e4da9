"""A story made to measure engines on: layers of scenes, thirty variables, six endings, and nothing else."""

from pathlib import Path
from random import Random
from typing import Any

import yaml

NUMBERS = 20
FACTS = 10
A_LAYER = 32
LAYERS_A_CHAPTER = 8
ENDINGS = 6
WORDS_A_SCENE = 120
Files = dict[str, dict[str, Any]]
_SYLLABLES = [consonant + vowel for consonant in "bdgklmnprstv" for vowel in "aeiou"]
_WORDS = [one + other for one in _SYLLABLES for other in _SYLLABLES]
"""So many that hardly a phrase comes twice, as in a story."""
_ASKING = 0.6
"""Of the second and third choice of a scene; so that four choices in ten have a condition."""
_DOING = 0.6
_OF_TWO = 0.3
_NUMERIC = 0.75


def write(folder: Path, content: Files) -> None:
    """Write a story's files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, part in content.items():
        (folder / name).write_text(yaml.dump(part, Dumper=yaml.CSafeDumper, sort_keys=False), encoding="utf-8")


def files(scenes: int, seed: int = 1) -> Files:
    """Return a story of about so many scenes: every playthrough goes through one scene of each layer."""
    dice = Random(seed)
    layers = max(2, scenes // A_LAYER)
    chapters = max(1, layers // LAYERS_A_CHAPTER)
    parts: list[dict[str, Any]] = [{} for _ in range(chapters)]
    for layer in range(layers):
        for place in range(A_LAYER if layer else 1):
            parts[_part(layer, chapters)][_name(layer, place)] = _scene(dice, layer, layers, chapters)
    for number in range(ENDINGS):
        ending = {"id": f"e{number}", "title": f"Ending {number}", "kind": "record"}
        parts[-1][f"end_{number}"] = {"text": _prose(dice, 40), "ending": ending}
    names = [f"part-{number:03}.yaml" for number in range(chapters)]
    written: Files = {
        "world.yaml": {
            "facts": {f"f{number}": {"says": f"Fact {number}."} for number in range(FACTS)},
            "counts": {
                f"n{number}": {"range": 9, "start": 3, "label": f"Number {number}"} for number in range(NUMBERS)
            },
        },
        "cast.yaml": {"you": {"names": ["Min"]}},
        "story.yaml": {
            "story": "layered",
            "title": "Layered",
            "format": 1,
            "version": "1.0.0",
            "start": "part_0.s0_0",
            "seasons": [{"id": "one", "title": "One", "chapters": names}],
        },
    }
    return written | {
        name: {"chapter": f"part_{number}", "title": f"Part {number}", "scenes": parts[number]}
        for number, name in enumerate(names)
    }


def _part(layer: int, chapters: int) -> int:
    return min(layer // LAYERS_A_CHAPTER, chapters - 1)


def _name(layer: int, place: int) -> str:
    return f"s{layer}_{place}"


def _scene(dice: Random, layer: int, layers: int, chapters: int) -> dict[str, Any]:
    choices = []
    for number in range(3):
        if layer + 1 < layers:
            target = f"part_{_part(layer + 1, chapters)}.{_name(layer + 1, dice.randrange(A_LAYER))}"
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


def as_bard(content: Files) -> str:
    """Return the story in bardic's own format."""
    passages = [
        ":: Start",
        *(f"~ n{number} = 3" for number in range(NUMBERS)),
        *(f"~ f{number} = False" for number in range(FACTS)),
    ]
    scenes = {
        f"{part['chapter']}.{name}": scene
        for part in content.values()
        for name, scene in part.get("scenes", {}).items()
    }
    passages.append(f"-> {_passage(content['story.yaml']['start'])}")
    for key, scene in scenes.items():
        passages += ["", f":: {_passage(key)}", scene["text"], ""]
        behind: list[str] = []
        for choice in scene.get("choices", ()):
            target = _passage(choice["to"])
            if "effects" in choice:
                doing = f"{_passage(key)}_{choice['id']}"
                behind += [
                    "",
                    f":: {doing}",
                    *(_line(name, value) for name, value in choice["effects"].items()),
                    f"-> {target}",
                ]
                target = doing
            condition = f"{{{choice['if']}}} " if "if" in choice else ""
            passages.append(f"+ {condition}[{choice['label']}] -> {target}")
        passages += behind
    return "\n".join(passages) + "\n"


def _passage(key: str) -> str:
    return key.replace(".", "_")


def _line(name: str, value: object) -> str:
    return f"~ {name} = True" if value is True else f"~ {name} = max(0, min(9, {name} + {value}))"
