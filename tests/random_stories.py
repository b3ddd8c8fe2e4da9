"""Random stories that use the whole language, as a Hypothesis strategy over an author's files."""

from functools import cache
from random import Random
from typing import Any

from hypothesis import strategies as st
from story_files import Files

Part = dict[str, Any]

PEOPLE = ["ana", "bo", "cho"]
INTEGERS = {"ana.trust": 3, "bo.trust": 3, "you.trust": 3, "noise": 2, "tape": 3, "steps": 20}
STATES = ["well", "hurt", "away", "dead"]
ENUMS = {"ana.state": STATES, "bo.state": STATES, "you.state": STATES, "door": ["shut", "open", "held"]}
BOOLEANS = ["told", "kept_ana", "kept_bo", "secret"]

CAST: Part = {
    "you": {"names": ["Seung-ho", "Ye-won"]},
    "people": {
        "ana": {"name": "Ana", "full": "Kim Ana"},
        "bo": {"name": "the boy"},
        # Nobody can lose her: she has no presence stat.
        "cho": {"name": "Cho", "without": ["state", "trust"]},
    },
    "groups": {"pair": ["you", "bo"], "others": ["ana", "bo"]},
}
STATS: Part = {
    "trust": {"range": "3", "start": "1", "label": "Trust"},
    "state": {
        "one_of": {"well": "well", "hurt": "hurt", "away": "elsewhere", "dead": "dead"},
        "able": ["well", "hurt"],
        "alive": ["well", "hurt", "away"],
    },
}
FACTS: Part = {
    "told": {"says": "You told."},
    "secret": {"says": "Nobody knows.", "hidden": "true", "of": "bo"},
    "kept": {"each": ["ana", "bo"], "of": "them", "says": "You kept it."},
    "door": {"says": "The door.", "one_of": {"shut": "", "open": "You opened it.", "held": "You held it."}},
}
_WORDS = ["Rain", "[Radio] on", "1984. Then", "a * b", "*now*", "*{{ you.name }}*", "“so”", "back\\slash", "#7", "<b>"]
_BREAKS = [" ", "  ", "\n", "\n\n", "\n \n", "\\\n", "{# a remark #}"]
_FILLED = [
    "{{ you.name }}",
    "{{ ana.full }}",
    "{{ bo.name }}",
    "{{ noise }}",
    "{{ steps }}",
    "{{ digits(tape) }}",
    "{{ count(present) }}",
    "{{ Count(alive, pair) }}",
    "{{ digits(count(alive)) }}",
    "{{ names(present) }}",
    "{{ Names(alive, others) }}",
]


_COMPARISONS = ["==", "!=", "<", "<=", ">", ">="]


# Conditions, texts and effects are drawn from pools, short ones first: the same kinds of story as strategies within
# strategies would give, thirty times as fast.
@cache
def conditions(history: tuple[str, ...], *, them: bool = False) -> st.SearchStrategy[str]:
    """Return a strategy of conditions; ``history`` is what there is to have been seen or taken."""
    random = Random(1)  # noqa: S311  # no secret
    return st.sampled_from(sorted({_condition(random, history, 2, them=them) for _ in range(400)}, key=_by_length))


@cache
def prose(history: tuple[str, ...], *, them: bool = False) -> st.SearchStrategy[str]:
    """Return a strategy of texts with branches, which never come to nothing."""
    random = Random(2)  # noqa: S311  # no secret
    texts = {"Words. " + _prose(random, history, 2, them=them) for _ in range(400)}
    return st.sampled_from(sorted(texts, key=_by_length))


@cache
def effects() -> st.SearchStrategy[Part]:
    """Return a strategy of effects, one to four."""
    random = Random(3)  # noqa: S311  # no secret
    return st.sampled_from(sorted((_effects(random) for _ in range(100)), key=len))


def _by_length(text: str) -> tuple[int, str]:
    return len(text), text


def _condition(random: Random, history: tuple[str, ...], depth: int, *, them: bool) -> str:
    if depth and random.random() < 0.5:  # half
        one, other = (_condition(random, history, depth - 1, them=them) for _ in range(2))
        return random.choice([f"not ({one})", f"({one} and {other})", f"({one} or {other})"])
    sign, number = random.choice(_COMPARISONS), random.choice(sorted(INTEGERS))
    enum = random.choice(sorted(ENUMS))
    value, another = random.sample(ENUMS[enum], 2)
    them_too = ['them == "ana"', 'them != "ana"', "kept_them", "them.trust >= 2", "present(them)", "not alive(them)"]
    return random.choice(
        [
            f"{number} {sign} {random.randint(0, INTEGERS[number])}",
            f'{enum} {random.choice(["==", "!="])} "{value}"',
            f'{enum} {random.choice(["in", "not in"])} ["{value}", "{another}"]',
            f"count({random.choice(['alive', 'present', 'alive, pair', 'present, others'])}) {sign} 1",
            f"{random.choice(['present', 'alive'])}({random.choice(PEOPLE)})",
            random.choice(BOOLEANS),
            random.choice(history),
            random.choice(them_too if them else BOOLEANS),
        ]
    )


def _prose(random: Random, history: tuple[str, ...], depth: int, *, them: bool) -> str:
    pieces: list[str] = []
    for _ in range(random.randint(1, 4)):
        filled = [*_FILLED, "{{ them.name }}"] if them else _FILLED
        pieces.append(random.choice([random.choice(_WORDS), random.choice(_BREAKS), random.choice(filled)]))
        if depth and random.random() < 0.4:  # rather less than half
            one, other = (_condition(random, history, 1, them=them) for _ in range(2))
            inner, middle, last = (_prose(random, history, depth - 1, them=them) for _ in range(3))
            rest = random.choice(["", f"{{% else %}}{last}", f"{{% elif {other} %}}{middle}{{% else %}}{last}"])
            pieces.append(f"{{% if {one} %}}{inner}{rest}{{% endif %}}")
    return random.choice(["", " ", "\n"]).join(pieces)


def _effects(random: Random) -> Part:
    every: Part = {
        **{name: random.choice(["+1", "-1", "+20", "-3", "0", "1"]) for name in INTEGERS},
        **{name: random.choice(values) for name, values in ENUMS.items()},
        **{name: random.choice(["true", "false"]) for name in BOOLEANS},
    }
    return {name: every[name] for name in random.sample(sorted(every), random.randint(1, 4))}


_ANYWHERE = ("seen(one.t0)", "seen(two.t0)")
_HISTORY = ("seen(t0)", "seen(t1)", "seen(go)", "seen(a0)", "seen(meet_bo)", "taken(t0.on)", "taken(t1.on)")


@st.composite
def stories(draw: st.DrawFn) -> Files:
    """Draw the files of a story of two chapters, one of them in two files, that loads without an error."""
    first = draw(_chapters("one", "two.t0"))
    cut = draw(st.integers(1, len(first["scenes"]) - 1))
    scenes = list(first["scenes"].items())
    counts = {
        "noise": {"range": "2", "label": "Noise"},
        "tape": {"range": "3", "start": draw(st.sampled_from(["0", "2", "3"])), "pays": "clips", "label": "Tape"},
        "steps": {"range": "20", "start": "19", "label": "Steps"},
    }
    line = {"id": "line", "if": draw(conditions(_ANYWHERE)), "happened": draw(prose(_ANYWHERE))}
    epilogue = {"id": "after", "of": "ana", "if": draw(conditions(_ANYWHERE)), "text": draw(prose(_ANYWHERE))}
    return {
        "story.yaml": {
            "story": "random",
            "title": "Random",
            "format": "1",
            "version": "1.0.0",
            "start": "one.t0",
            "chapters": ["one.yaml", "one_more.yaml", "two.yaml"],
        },
        "cast.yaml": CAST,
        "world.yaml": {"stats": STATS, "counts": counts, "facts": FACTS},
        "one.yaml": {**first, "scenes": dict(scenes[:cut])},
        "one_more.yaml": {"chapter": "one", "scenes": dict(scenes[cut:])},
        "two.yaml": draw(_chapters("two", "one.t1")),
        "record.yaml": {"lines": [line], "epilogues": [epilogue]},
    }


@st.composite
def _chapters(draw: st.DrawFn, chapter: str, beyond: str) -> Part:
    """Draw a chapter: scenes that choose, one that goes on, two asides, one scene for several people, an end."""
    onward = ("t0", "t1", "t2", "go", "a0", "a1", "meet_ana", "meet_bo", beyond, "end")
    scenes: Part = {}
    for scene in ("t0", "t1", "t2"):
        scenes[scene] = draw(_choosing(onward, f"clip_{chapter}_{scene}"))
    scenes["go"] = {**draw(_shared(f"clip_{chapter}_go")), "to": draw(_routes(onward))}
    scenes["a0"], scenes["a1"] = draw(_asides("a1")), draw(_asides("t0"))
    scenes["meet"] = {"each": ["ana", "bo"], **draw(_choosing(onward, f"clip_{chapter}_them", them=True))}
    kind = draw(st.sampled_from(["record", "tape_stops"]))
    scenes["end"] = {
        "text": draw(prose(_HISTORY)),
        "ending": {"id": f"end_{chapter}", "title": "End", "kind": kind},
        "enter": {"told": "true"},
        "to": "coda",
    }
    scenes["coda"] = {"text": draw(prose(_HISTORY)), "coda": "true"}
    return {"chapter": chapter, "title": chapter.title(), "was": [f"old_{chapter}"], "tape": "1", "scenes": scenes}


@st.composite
def _shared(draw: st.DrawFn, clip: str, *, them: bool = False) -> Part:
    """Draw what scenes that choose and scenes that go on have in common."""
    words = prose(_HISTORY, them=them)
    company: list[Part] = [{}, {"with": ["ana"]}, {"with": ["bo", "cho"], "maybe": ["ana"]}, {"maybe": ["ana", "bo"]}]
    scene: Part = {"text": draw(words), **draw(st.sampled_from([*company, *[{"maybe": ["them"]}] * them]))}
    if draw(st.booleans()):
        scene["enter"] = draw(effects())
    if draw(st.booleans()):
        scene["clip"] = {"id": clip, "units": draw(st.sampled_from(["1", "2"])), "label": "Rain", "reply": draw(words)}
    return scene


@cache
def _routes(onward: tuple[str, ...], *, them: bool = False) -> st.SearchStrategy[object]:
    target = st.sampled_from(onward)
    conditional = st.fixed_dictionaries({"if": conditions(_HISTORY, them=them), "to": target})
    return st.one_of(target, st.tuples(conditional, target).map(list))


@cache
def _choices(onward: tuple[str, ...], *, them: bool) -> st.SearchStrategy[list[Part]]:
    choice = st.fixed_dictionaries(
        {"label": st.sampled_from(["Go", "Ask  {{ bo.name }}"]), "to": _routes(onward, them=them)},
        optional={
            "if": conditions(_HISTORY, them=them),
            "locked": st.sampled_from(["true", "No: {{ noise }}."]),
            "once": st.just("true"),
            "effects": effects(),
            "reply": prose(_HISTORY, them=them),
        },
    )
    return st.lists(choice.map(_without_idle_lock), max_size=3)


@st.composite
def _choosing(draw: st.DrawFn, onward: tuple[str, ...], clip: str, *, them: bool = False) -> Part:
    made = draw(_choices(onward, them=them))
    choices: list[Part] = [{"id": f"m{number}", "was": [f"old_m{number}"], **one} for number, one in enumerate(made)]
    if not them and draw(st.booleans()):
        ask = {"id": "ask", "each": "others", "say": "{{ them.name }}?", "if": "present(them)"}
        choices.append({**ask, "to": draw(st.sampled_from(onward))})
    choices.append({"id": "on", "label": "On", "effects": {"noise": "+1"}, "to": draw(_routes(onward, them=them))})
    return {**draw(_shared(clip, them=them)), "choices": choices, "timer": {"seconds": "9", "then": "on"}}


def _without_idle_lock(choice: Part) -> Part:
    return choice if "if" in choice else {key: value for key, value in choice.items() if key != "locked"}


@st.composite
def _asides(draw: st.DrawFn, other: str) -> Part:
    scene: Part = {"aside": "true", "text": draw(prose(_HISTORY)), "enter": {"steps": "-1"}}
    if draw(st.booleans()):
        scene["maybe"] = ["ana", "cho"]
    if draw(st.booleans()):
        return {**scene, "to": "back"}
    more = {"id": "m0", "was": ["old_m0"], "label": "More", "to": other}
    return {**scene, "choices": [more, {"id": "out", "label": "Back", "to": "back"}]}
