"""Whether scenes fit together: what each must be, and where it may lead. Asked of one scene at a time."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from msgspec import Struct

from game.story.build import Stretch
from game.story.built import Built
from game.story.kinds import DILEMMA, TIMED_CHOICE
from game.story.model import BACK, Route, Scene
from game.story.names import FACTS, Names
from game.story.problems import Span
from game.story.schema_chapter import ScenePart
from game.story.sketch import Drawn
from game.story.variables import DomainKind

MOST_CHOICES = 9
MOST_TYPED = 40


class _Asked(Struct, frozen=True):
    """A scene as it was built and as it was written, among the others."""

    scene: Scene
    part: ScenePart
    scenes: dict[str, Scene]
    names: Names


def check_flow(  # noqa: PLR0913, PLR0917 - what was built, of what, and where it begins
    scenes: dict[str, Scene],
    stretches: Iterable[tuple[Stretch, Drawn]],
    names: Names,
    built: Built,
    start: str | None,
    start_span: Span,
) -> None:
    """Report every scene that is not exactly one kind of scene, and everything that leads where it cannot."""
    codas = frozenset(key for key, scene in scenes.items() if scene.coda)
    asides = frozenset(key for key, scene in scenes.items() if scene.aside)
    for one, drawn in stretches:
        here = drawn.scenes.values()
        # Of scenes elsewhere it matters whether they are there, and what they are.
        also = (frozenset(drawn.ways & scenes.keys()), drawn.ways & codas, drawn.ways & asides)
        built.part(f"{one.name}: flow", one.parts, also, names, partial(_check_scenes, here, scenes, names))
    if start in scenes and scenes[start].aside:
        names.problems.add(
            "HT406",
            start_span,
            f"`{start}` is an aside, which must be entered from somewhere.",
            expected="a scene that is no aside",
        )
    if start in scenes and scenes[start].coda:
        names.problems.add(
            "HT403", start_span, f"`{start}` is a coda, which is read after an ending.", expected="a scene that is none"
        )
    _check_chapters(names)


def _check_scenes(here: Iterable[Scene], scenes: dict[str, Scene], names: Names) -> bool:
    for scene in here:
        asked = _Asked(scene, names.scenes[scene.key].part, scenes, names)
        for check in _CHECKS:
            check(asked)
    return True


def _check_chapters(names: Names) -> None:
    if not names.scenes and names.complete:
        span = next(iter(names.chapters.values()), Span("story.yaml"))
        names.problems.add("HT110", span, "This story has no scenes.", expected="`scenes:` with at least one scene")


def _kind(here: _Asked) -> None:
    scene, part, names = here.scene, here.part, here.names
    kinds = [
        word
        for word, holds in (("choices", bool(part.choices)), ("ending", part.ending is not None), ("coda", part.coda))
        if holds
    ]
    if len(kinds) > 1:
        names.problems.add(
            "HT402",
            part.key(kinds[-1]),
            f"`{scene.id}` has `{kinds[0]}` and `{kinds[1]}`.",
            expected="a scene of one kind",
        )
    elif not any(part.has(key) for key in ("choices", "ending", "coda", "to")):
        names.problems.add("HT401", scene.span, f"`{scene.id}` has no way on.", expected="`choices`, `to`, or `ending`")
    if part.choices is not None and not part.choices:
        names.problems.add("HT109", part.at("choices"), "Here are no choices.", expected="at least one choice")
    if not scene.choices and names.scenes[scene.key].ruled_out:
        message = f"No choice of `{scene.id}` exists: each is for somebody else."
        names.problems.add("HT109", part.key("choices"), message, expected="at least one choice")
    most = MOST_TYPED if part.typed else MOST_CHOICES
    if len(scene.choices) > most:
        hint = "" if part.typed else "Up to forty are possible with `typed: true`."
        names.problems.add(
            "HT109",
            part.key("choices"),
            f"`{scene.id}` has {len(scene.choices)} choices.",
            expected=f"at most {most}",
            hint=hint,
        )
    if part.typed and not part.choices:
        names.problems.add(
            "HT102", part.key("typed"), "`typed` stands here without choices to type.", expected="`choices`"
        )


def _ends(here: _Asked) -> None:
    scene, part, scenes, names = here.scene, here.part, here.scenes, here.names
    if not scene.is_end:
        for route in _ways(scene):
            if route.target in scenes and scenes[route.target].coda:
                names.problems.add(
                    "HT403",
                    route.span,
                    f"`{scene.id}` leads to the coda `{route.target}` without an ending.",
                    expected="a coda after an ending",
                )
        return
    what = "An ending" if scene.ending else "A coda"
    for route in scene.routes:
        if route.target == BACK or (route.target in scenes and not scenes[route.target].coda):
            names.problems.add(
                "HT403",
                route.span,
                f"{what} can lead only to a coda.",
                expected="a scene with `coda: true`, or no `to`",
            )
    if scene.coda:
        for key in ("enter", "clip", "timer", "dilemma", "aside"):
            if part.has(key):
                names.problems.add(
                    "HT404",
                    part.key(key),
                    f"A coda cannot have `{key}`.",
                    expected="text, and `to` another coda or nothing",
                )


def _ways(scene: Scene) -> Iterator[Route]:
    yield from scene.routes
    for choice in scene.choices:
        yield from choice.routes


def _back(here: _Asked) -> None:
    scene, names = here.scene, here.names
    if scene.aside:
        return
    for routes in (scene.routes, *(choice.routes for choice in scene.choices)):
        for route in routes:
            if route.target == BACK:
                names.problems.add(
                    "HT405",
                    route.span,
                    f"`{scene.id}` is no aside, so nothing leads `back` from it.",
                    expected="`aside: true`, or a scene",
                )


def _onward(here: _Asked) -> None:
    scene, part, names = here.scene, here.part, here.names
    for choice in scene.choices:
        draft = names.choices[choice.key].part
        if draft.to is None and not part.has("to"):
            names.problems.add(
                "HT408", choice.span, f"`{choice.id}` leads nowhere.", expected="`to:` on the choice or on its scene"
            )
        if draft.locked is not None and draft.condition is None:
            names.problems.add(
                "HT411", draft.key("locked"), f"`{choice.id}` has no `if`, so it is never locked.", expected="an `if`"
            )


def _timer(here: _Asked) -> None:
    scene, part, names = here.scene, here.part, here.names
    if scene.timer is None or part.timer is None:
        return
    then = next((choice for choice in scene.choices if choice.id == scene.timer.then), None)
    if then is None:
        known = (choice.id for choice in scene.choices)
        names.unknown(TIMED_CHOICE, scene.timer.then, part.timer.at("then"), known, scene.key)
    elif then.condition is not None or then.once:
        names.problems.add(
            "HT409",
            part.timer.at("then"),
            f"`{then.id}` may not be there when the time runs out.",
            expected="a choice without `if` and `once`",
        )


def _dilemma(here: _Asked) -> None:
    scene, part, scenes, names = here.scene, here.part, here.scenes, here.names
    if scene.dilemma is None or part.dilemma is None:
        return
    variable = names.variables.get(scene.dilemma)
    if variable is None:
        names.unknown(DILEMMA, scene.dilemma, part.dilemma.span, names.variables)
        return
    if variable.domain.kind is not DomainKind.ENUM or variable.kind not in FACTS:
        names.problems.add(
            "HT410",
            part.dilemma.span,
            f"`{scene.dilemma}` is not a fact with several values.",
            expected="a fact with `one_of`",
        )
        return
    if not scene.choices:
        names.problems.add("HT410", part.dilemma.span, "A dilemma needs choices.", expected="`choices`")
    taken: dict[int, str] = {}
    for choice in scene.choices:
        if choice.routes and all(route.target in scenes and scenes[route.target].aside for route in choice.routes):
            continue
        code = next((effect.amount for effect in choice.effects if effect.slot == variable.slot and effect.sets), None)
        if code is None or code == variable.start:
            names.problems.add(
                "HT410",
                choice.span,
                f"`{choice.id}` does not decide `{scene.dilemma}`.",
                expected=f"`effects: {{{scene.dilemma}: …}}`, not the value it starts with",
            )
        elif code in taken:
            names.problems.add(
                "HT410",
                choice.span,
                f"`{choice.id}` decides `{scene.dilemma}` as `{taken[code]}` does.",
                expected="a value of its own",
            )
        else:
            taken[code] = choice.id


def _clip_price(here: _Asked) -> None:
    scene, part, names = here.scene, here.part, here.names
    paying = names.paying
    if (
        scene.clip is not None
        and part.clip is not None
        and paying is not None
        and scene.clip.units > paying.domain.maximum
    ):
        names.problems.add(
            "HT412",
            part.clip.at("units"),
            f"There are never {scene.clip.units} units of `{paying.name}`.",
            expected=f"at most {paying.domain.maximum}",
        )


_CHECKS: tuple[Callable[[_Asked], None], ...] = (_kind, _ends, _back, _onward, _timer, _dilemma, _clip_price)
