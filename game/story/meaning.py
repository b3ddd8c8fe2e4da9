"""What a story says and does, piece by piece, without where it stands in its files or in memory.

Two versions of a story have the same meaning where these are equal: conditions by the names and values they ask for,
effects by what they change, texts by their words and by what decides between their branches.
"""

from collections.abc import Iterable, Mapping
from typing import TypeAlias

from msgspec import Struct

from game.story.expr import All, Among, AnyOf, Condition, Constant, CountOf, Happened, Not, Present, Where
from game.story.laws import Law
from game.story.model import Bar, Choice, Clip, Effect, Person, Route, Scene, Story
from game.story.text import Branching, Headcount, Names, Number, PlayerName, Prose, Text
from game.story.variables import DomainKind, Variable

Aspects: TypeAlias = Mapping[str, str]
"""What a piece is made of, each by its name in the files, in words that two versions can be compared by."""

KINDS = ("chapter", "scene", "choice", "person", "variable", "place", "line of the Record", "epilogue", "ending", "law")
"""The kinds of pieces, in the order in which they are told of."""


class Meaning(Struct, frozen=True):
    """A story's pieces by kind and id."""

    pieces: Mapping[str, Mapping[str, Aspects]]
    former: Mapping[str, Mapping[str, str]]
    """For chapters, scenes and choices, what pieces were once called: former ids to present ones."""


def meaning_of(story: Story) -> Meaning:
    """Return what a story says and does."""
    names = _Names(story)
    scenes = story.scenes.values()
    endings = [ending for scene in scenes if (ending := scene.ending)]
    endings += [ending for epilogue in story.epilogues if (ending := epilogue.ending)]
    return Meaning(
        {
            "chapter": {one.id: {"title": one.title, "notes": "; ".join(one.notes)} for one in story.chapters},
            "scene": {one.key: names.scene(one) for one in scenes},
            "choice": {choice.key: names.choice(choice) for scene in scenes for choice in scene.choices},
            "person": {one.id: names.person(one) for one in story.people.values()},
            "variable": {one.name: names.variable(one) for one in story.variables},
            "place": {
                one.id: {
                    "name": one.name,
                    "joins": ", ".join(sorted(one.joins)),
                    "barred": "; ".join(names.bar(bar) for bar in one.bars),
                }
                for one in story.places.values()
            },
            "line of the Record": {
                one.id: {
                    "if": names.condition(one.condition),
                    **{
                        column: names.text(text)
                        for column, text in (("happened", one.happened), ("on_tape", one.on_tape), ("told", one.told))
                    },
                }
                for one in story.lines
            },
            "epilogue": {
                one.id: {"if": names.condition(one.condition), "text": names.text(one.text)} for one in story.epilogues
            },
            "ending": {one.id: {"title": one.title, "kind": one.kind or ""} for one in endings},
            "law": {one.id: names.law(one) for one in story.laws},
        },
        {"chapter": story.former_chapters, "scene": story.former_scenes, "choice": story.former_choices},
    )


class _Names:
    """Says slots of one story by name."""

    def __init__(self, story: Story) -> None:
        self._story = story
        self._variables = {variable.slot: variable for variable in story.variables}
        self._marks = {slot: f"seen({key})" for key, slot in story.seen_slots.items()}
        self._marks |= {slot: f"taken({key})" for key, slot in story.taken_slots.items()}

    def scene(self, scene: Scene) -> dict[str, str]:
        """Return what a scene is made of, but for its choices."""
        return {
            "text": self.text(scene.text),
            "place": scene.place or "",
            "clock": scene.clock,
            "with": ", ".join(scene.cast),
            "maybe": ", ".join(scene.maybe),
            "enter": self.effects(scene.enter),
            **self._clip(scene.clip),
            "dilemma": scene.dilemma or "",
            "timer": f"{scene.timer.seconds} s, {scene.timer.then}" if scene.timer else "",
            "to": self._routes(scene.routes),
            "ending": scene.ending.id if scene.ending else "",
        }

    def choice(self, choice: Choice) -> dict[str, str]:
        """Return what a choice is made of."""
        return {
            "say" if choice.spoken else "label": self.text(choice.label),
            "if": self.condition(choice.condition),
            "once": str(choice.once),
            "effects": self.effects(choice.effects),
            "reply": self.text(choice.reply),
            "to": self._routes(choice.routes),
        }

    @staticmethod
    def person(person: Person) -> dict[str, str]:
        """Return who somebody is, in each season."""
        later = {
            f"{what} in {season}": said
            for season, words in person.later.items()
            for what, said in zip(("role", "card"), words, strict=True)
        }
        return {"name": person.name, "role": person.role, "card": person.card, **later}

    def variable(self, variable: Variable) -> dict[str, str]:
        """Return what a stat, a count, a fact or a clip is."""
        domain = variable.domain
        values = ", ".join(domain.values) if domain.kind is DomainKind.ENUM else f"0..{domain.maximum}"
        words = "; ".join(f"{value}: {said}" for value, said in domain.words.items())
        return {
            "values": values,
            "start": str(domain.value(variable.start)),
            "says": variable.says or words,
            "of": variable.of or "",
            "notice": variable.notice,
        }

    def bar(self, bar: Bar) -> str:
        """Return what is barred, while what holds, and by what."""
        held = self.condition(bar.condition)
        return " ".join(filter(None, (bar.way, f"if {held}" if held else "", bar.because)))

    def law(self, law: Law) -> dict[str, str]:
        """Return what a law claims."""
        counts = ", ".join(f"{what}: {number}" for what, number in law.counts.items())
        claim = f"{self.condition(law.condition)} {law.source or ''} {', '.join(law.targets)} {counts}"
        return {law.kind: " ".join(claim.split()), "because": law.because}

    def _clip(self, clip: Clip | None) -> dict[str, str]:
        if clip is None:
            return {"clip": "", "clip's label": "", "clip's reply": ""}
        return {
            "clip": f"{clip.fact}, units: {clip.units}",
            "clip's label": self.text(clip.label),
            "clip's reply": self.text(clip.reply),
        }

    def _routes(self, routes: Iterable[Route]) -> str:
        return ", ".join(
            f"{route.target} if {self.condition(route.condition)}" if route.condition else route.target
            for route in routes
        )

    def effects(self, effects: Iterable[Effect]) -> str:
        """Return some effects, by the names of what they change."""
        told = []
        for effect in effects:
            variable = self._variables[effect.slot]
            change = str(variable.domain.value(effect.amount)) if effect.sets else f"{effect.amount:+d}"
            told.append(f"{variable.name}: {change}")
        return ", ".join(sorted(told))

    def text(self, text: Text | None) -> str:
        """Return a text with what is filled in and what decides between its branches, in one fixed form."""
        return "" if text is None else " ".join("".join(map(self._segment, text.segments)).split())

    def _segment(self, segment: object) -> str:
        match segment:
            case Prose(words=words):
                return words
            case PlayerName():
                return "{{ you.name }}"
            case Number(slot=slot):
                return f"{{{{ {self._variables[slot].name} }}}}"
            case Headcount(members=members):
                return f"{{{{ count of {', '.join(map(self.condition, members))} }}}}"
            case Names(members=pairs):
                return f"{{{{ names of {', '.join(name for name, _ in pairs)} }}}}"
            case Branching(arms=arms):
                told = (f"{{% {self.condition(arm.condition) or 'else'} %}}{self.text(arm.text)}" for arm in arms)
                return "".join(told) + "{% endif %}"
            case _:
                raise TypeError(f"{type(segment).__name__} is no segment")

    def condition(self, condition: Condition | None) -> str:  # noqa: C901, PLR0911 - a line for each form there is
        """Return a condition by the names it asks for; "" for none. Those that come to the same may differ in form."""
        match condition:
            case None:
                return ""
            case Constant(value=value):
                return str(value).lower()
            case Among(slot=slot, codes=codes):
                return self._among(slot, codes)
            case Present(person=person):
                return f"present({person})"
            case CountOf(what=what, members=members, operator=operator, number=number):
                return f"count({what}: {'; '.join(map(self.condition, members))}) {operator} {number}"
            case Happened(what=what, key=key):
                return f"{what}({key})"
            case Where(what=what, ids=ids):
                return f"{what} in {', '.join(sorted(ids))}"
            case Not(part=part):
                return f"not ({self.condition(part)})"
            case All(terms=terms):
                return " and ".join(f"({self.condition(term)})" for term in terms)
            case AnyOf(terms=terms):
                return " or ".join(f"({self.condition(term)})" for term in terms)
            case _:
                return type(condition).__name__

    def _among(self, slot: int, codes: int) -> str:
        variable = self._variables.get(slot)
        if variable is None:
            return self._marks[slot]
        values = [str(variable.domain.value(code)) for code in range(variable.domain.size) if codes >> code & 1]
        return f"{variable.name} in {', '.join(values)}"
