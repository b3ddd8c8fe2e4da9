"""Small random stories that use the whole language: few enough moments for every one of them to be looked at."""

from collections.abc import Sequence
from random import Random
from typing import Any

from story_files import Files

Part = dict[str, Any]

PEOPLE = ("ana", "bo")
STATES = ("well", "away", "dead")
NUMBERS = {"ana.trust": 2, "noise": 2, "tape": 2}
ENUMS = {"ana.state": STATES, "bo.state": STATES, "door": ("shut", "open", "held")}
FACTS = ("told", "kept")


class Writer:
    """Writes one random story. Whatever it writes loads without an error."""

    def __init__(self, seed: int) -> None:
        """Begin a story: the same seed always writes the same."""
        self.random = Random(seed)  # noqa: S311 - dice
        self.count = self.random.randint(3, 7)
        self.asides = self.random.randint(0, 2)
        self.backward = self.random.choice([0, 0, 0.1, 0.3])
        self.scenes = [f"s{number}" for number in range(self.count)]
        self.history: list[str] = []

    def files(self) -> Files:
        """Return the story's files."""
        first = self.count // 2
        chapters = {
            "one.yaml": self._chapter("one", range(first)),
            "two.yaml": self._chapter("two", range(first, self.count)),
        }
        return {
            "story.yaml": {
                "story": "small",
                "title": "Small",
                "format": "1",
                "version": "1.0.0",
                "start": f"{self._chapter_of(0)}.s0",
                "chapters": [name for name, chapter in chapters.items() if chapter["scenes"]],
            },
            "cast.yaml": {"people": {"ana": {"name": "Ana"}, "bo": {"name": "Bo", "without": ["trust"]}}},
            "world.yaml": {
                "stats": {
                    "trust": {"range": "2", "start": "1", "label": "Trust"},
                    "state": {
                        "one_of": {state: state for state in STATES},
                        "able": ["well"],
                        "alive": ["well", "away"],
                    },
                },
                "counts": {
                    "noise": {"range": "2", "label": "Noise", "better": "low"},
                    "tape": {"range": "2", "start": self.random.choice("012"), "pays": "clips", "label": "Tape"},
                },
                "facts": {
                    "told": {"says": "You told."},
                    "kept": {"says": "You kept it."},
                    "door": {"says": "The door.", "one_of": {"shut": "", "open": "Opened.", "held": "Held."}},
                },
            },
            **{name: chapter for name, chapter in chapters.items() if chapter["scenes"]},
            "record.yaml": {"lines": self._lines(), "epilogues": self._epilogues()},
            "laws.yaml": self._laws(),
        }

    def _chapter_of(self, number: int) -> str:
        return "one" if number < self.count // 2 else "two"

    def _key(self, number: int, chapter: str) -> str:
        there = self._chapter_of(number)
        return f"s{number}" if there == chapter else f"{there}.s{number}"

    def _chapter(self, chapter: str, numbers: Sequence[int]) -> Part:
        scenes: Part = {f"s{number}": self._scene(number, chapter) for number in numbers}
        if numbers:
            for number in range(self.asides):
                scenes[f"a{number}"] = self._aside(number)
        return {"chapter": chapter, "title": chapter.title(), "scenes": scenes}

    def _scene(self, number: int, chapter: str) -> Part:
        random = self.random
        scene: Part = {"text": self._text(chapter, may_be_empty=True)}
        if random.random() < 0.5:
            scene[random.choice(["with", "maybe"])] = random.sample(PEOPLE, random.randint(1, 2))
        if random.random() < 0.3:
            scene["enter"] = self._effects()
        if random.random() < 0.3:
            scene["clip"] = {
                "id": f"clip_{number}",
                "units": random.choice("12"),
                "label": "Rain",
                "reply": self._text(chapter),
            }
        if number == self.count - 1 or (number > 0 and random.random() < 0.15):
            kind = random.choice(["record", "tape_stops"])
            scene["ending"] = {"id": f"end_{number}", "title": "End", "kind": kind}
            scene.pop("clip", None)
        elif random.random() < 0.2:
            scene["to"] = self._to(number, chapter)
        else:
            self._choices(scene, number, chapter)
        return scene

    def _choices(self, scene: Part, number: int, chapter: str) -> None:
        random = self.random
        scene["to"] = self._to(number, chapter)
        choices = [self._choice(f"c{place}", number, chapter) for place in range(random.randint(1, 3))]
        if random.random() < 0.35:
            scene["dilemma"] = "door"
            values = random.sample(["open", "held"], 2)
            choices = [choice for choice in choices if "once" not in choice][:2]
            for choice, value in zip(choices, values, strict=False):
                choice["effects"] = {**choice.get("effects", {}), "door": value}
                if str(choice.get("to", "")).startswith("a"):
                    del choice["to"]
        scene["choices"] = choices or [{"id": "c0", "label": "On"}]
        if not choices:
            scene.pop("dilemma", None)

    def _choice(self, choice_id: str, number: int, chapter: str) -> Part:
        random = self.random
        choice: Part = {"id": choice_id, "label": f"Choose {choice_id}"}
        if random.random() < 0.4:
            choice["if"] = self._condition(chapter)
        if random.random() < 0.6:
            choice["effects"] = self._effects()
        if random.random() < 0.3:
            choice["reply"] = self._text(chapter)
        if random.random() < 0.3:
            choice["once"] = "true"
        if random.random() < 0.5:
            choice["to"] = self._to(number, chapter)
        return choice

    def _aside(self, number: int) -> Part:
        aside: Part = {"aside": "true", "text": self._text("")}
        if self.random.random() < 0.4:
            aside["maybe"] = ["ana"]
        if self.random.random() < 0.3:
            aside["enter"] = self._effects()
        if number and self.random.random() < 0.5:
            out = {"id": "out", "label": "Back", "to": "back"}
            more = {"id": "more", "label": "More", "to": "a0", "if": self._condition("")}
            return {**aside, "choices": [more, out]}
        return {**aside, "to": "back"}

    def _to(self, number: int, chapter: str) -> object:
        if self.random.random() < 0.3:
            return [
                {"if": self._condition(chapter), "to": self._target(number, chapter)},
                self._target(number, chapter),
            ]
        return self._target(number, chapter)

    def _target(self, number: int, chapter: str) -> str:
        random = self.random
        if self.asides and random.random() < 0.12:
            return f"a{random.randrange(self.asides)}"
        if random.random() < self.backward:
            return self._key(random.randint(0, number), chapter)
        return self._key(random.randint(number + 1, min(number + 2, self.count - 1)), chapter)

    def _effects(self) -> Part:
        every: Part = {
            **{name: self.random.choice(["+1", "-1", "0", "2"]) for name in NUMBERS},
            **{name: self.random.choice(values) for name, values in ENUMS.items() if name != "door"},
            **{name: self.random.choice(["true", "false"]) for name in FACTS},
        }
        return {name: every[name] for name in self.random.sample(sorted(every), self.random.randint(1, 2))}

    def _text(self, chapter: str, *, may_be_empty: bool = False) -> str:
        words = "" if may_be_empty and self.random.random() < 0.3 else "Words. "
        if self.random.random() < 0.6:
            one, other = self._condition(chapter), self._condition(chapter)
            inner = f"{{% if {other} %}}In.{{% endif %}}" if self.random.random() < 0.4 else "One."
            last = self.random.choice(["", "{% else %}Last.", f"{{% elif {other} %}}Two.{{% else %}}Last."])
            return f"{words}{{% if {one} %}}{inner}{last}{{% endif %}}"
        return words or "Plain."

    def _condition(self, chapter: str, depth: int = 1) -> str:
        random = self.random
        if depth and random.random() < 0.4:
            one, other = (self._condition(chapter, depth - 1) for _ in range(2))
            return random.choice([f"not ({one})", f"({one} and {other})", f"({one} or {other})"])
        number, enum = random.choice(sorted(NUMBERS)), random.choice(sorted(ENUMS))
        value = random.choice(ENUMS[enum])
        sign = random.choice(["==", ">=", "<"])
        past = f"one.s{random.randrange(max(1, self.count // 2))}"
        return random.choice(
            [
                f"{number} {sign} {random.randint(0, 2)}",
                f'{enum} {random.choice(["==", "!="])} "{value}"',
                random.choice(FACTS),
                f"count({random.choice(['alive', 'present'])}) {sign} {random.randint(1, 3)}",
                f"{random.choice(['present', 'alive'])}({random.choice(PEOPLE)})",
                f"seen({past})",
            ]
        )

    def _lines(self) -> list[Part]:
        return [{"id": "line", "if": self._condition("two"), "happened": self._text("two"), "told": self._text("two")}]

    def _epilogues(self) -> list[Part]:
        return [
            {
                "id": "after",
                "if": self._condition("two"),
                "text": self._text("two"),
                "ending": {"id": "own", "title": "Own"},
            }
        ]

    def _laws(self) -> list[Part]:
        scene = f"{self._chapter_of(self.count - 1)}.s{self.count - 1}"
        seen = f"{self._chapter_of(1)}.s1"
        middle = f"{self._chapter_of(self.count // 2)}.s{self.count // 2}"
        return [
            {"id": "never", "never": f"{self._condition('two')} and {self._condition('two')}", "because": "So."},
            {"id": "past", "never": f'scene == "{scene}" and not seen({seen})', "because": "So."},
            {"id": "leads", "leads_to": {"from": f"{self._chapter_of(0)}.s0", "some": [middle]}, "because": "So."},
            {"id": "every", "every_ending_from": middle, "because": "So."},
        ]
