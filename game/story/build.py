"""Drafts to scenes: every reference looked up, every condition and text read."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from msgspec import Struct
from msgspec.structs import replace

from game.story.allow import read_allow
from game.story.build_setting import read_setting, scope_of
from game.story.build_steps import read_effects, read_routes
from game.story.built import Built, Form
from game.story.expr import Settled
from game.story.expr_parser import read_condition
from game.story.files import Files
from game.story.model import Care, Choice, Clip, Route, Scene, Timer
from game.story.names import THEM, ChoiceDraft, Names, SceneDraft, Scope
from game.story.nodes import Scalar, one_line
from game.story.schema_chapter import ChapterFile, ChoicePart, ScenePart
from game.story.sketch import Drawn, light, redrawn
from game.story.text import Prose, Text
from game.story.text_parser import read_text
from game.story.variables import DomainKind


class Stretch(Struct, frozen=True):
    """The scenes of a chapter, as they were declared one behind the other."""

    name: str
    parts: tuple[ChapterFile, ...]
    """The chapter's files."""
    season: str | None
    drafts: tuple[SceneDraft, ...]


def stretches_of(files: Files, names: Names) -> tuple[Stretch, ...]:
    """Return all scenes, chapter by chapter, in story order."""
    found = []
    in_order = groupby(names.scenes.values(), key=lambda draft: (draft.chapter, draft.season))
    for number, ((chapter, season), drafts) in enumerate(in_order):
        parts = tuple(part for part, _ in files.chapters if part.chapter.text == chapter)
        found.append(Stretch(f"{number} {chapter}", parts, season, tuple(drafts)))
    return tuple(found)


_KEPT = Form(light, redrawn, lambda made: made.scenes)


def build_scenes(stretches: Iterable[Stretch], names: Names, built: Built) -> tuple[Drawn, ...]:
    """Return the scenes of each chapter, in story order: of one that is as it was, as they were built then."""
    made: list[Drawn] = []
    for one in stretches:
        also = (one.season, tuple(draft.key for draft in one.drafts))
        made.append(built.part(one.name, one.parts, also, names, partial(_scenes_of, one.drafts, names), _KEPT))
    return tuple(made)


def rule_out(stretches: Iterable[Stretch], names: Names, built: Built) -> None:
    """Take away the choices that do not exist for the one they would be for: ``them`` settles that their `if` fails."""
    for one in stretches:
        also = (one.season, tuple(choice.key for draft in one.drafts for choice in draft.choices))
        look = partial(_ruled_out, one.drafts, names)
        ruled_out = frozenset(built.part(f"{one.name}: ruled out", one.parts, also, names, look))
        for draft in one.drafts if ruled_out else ():
            for choice in [choice for choice in draft.choices if choice.key in ruled_out]:
                _take_away(choice, draft, names)


def _scenes_of(drafts: Iterable[SceneDraft], names: Names) -> Drawn:
    return Drawn({draft.key: build_scene(draft, names) for draft in drafts})


def build_scene(draft: SceneDraft, names: Names) -> Scene:
    """Return the scene that a draft describes. What is wrong has been reported, and is left out."""
    part = draft.part
    scope, line = scope_of(draft), scope_of(draft, tellable=False)
    setting = read_setting(draft, names)
    routes = read_routes(part, names, scope)
    return Scene(
        key=draft.key,
        id=draft.id,
        chapter=draft.chapter,
        title=one_line(part.title),
        place=setting.place,
        clock=setting.clock,
        cast=setting.cast,
        maybe=setting.maybe,
        keeps_company=part.aside and setting.bare,
        enter=read_effects(part.table("enter"), names, scope),
        text=read_text(part.text, names, scope),
        clip=_clip(part, names, scope, line),
        dilemma=names.resolve(part.dilemma.text, scope, part.dilemma.span) if part.dilemma else None,
        timer=Timer(part.timer.seconds, names.resolve(part.timer.then.text, scope, part.timer.then.span))
        if part.timer
        else None,
        choices=tuple(_choice(choice, draft, routes, names) for choice in draft.choices),
        routes=routes,
        ending=names.endings.get(names.resolve(part.ending.id.text, scope, part.ending.id.span))
        if part.ending
        else None,
        coda=part.coda,
        aside=part.aside,
        care=Care(one_line(part.care.about), read_text(part.care.summary, names, line)) if part.care else None,
        typed=part.typed,
        allow=read_allow(part.allow, part, names),
        span=draft.span,
    )


def _clip(part: ScenePart, names: Names, scope: Scope, line: Scope) -> Clip | None:
    if part.clip is None:
        return None
    fact = names.resolve(part.clip.id.text, scope, part.clip.id.span)
    variable = names.variables.get(fact)
    if variable is None or variable.domain.kind is not DomainKind.BOOLEAN:
        return None
    if names.paying is not None and part.clip.units:
        names.variable(
            names.paying.name, scope, part.clip.span if not part.clip.has("units") else part.clip.at("units")
        )
    reply = read_text(part.clip.reply, names, scope) if part.clip.reply else None
    return Clip(fact, variable.slot, part.clip.units, read_text(part.clip.label, names, line), reply, part.clip.id.span)


def _ruled_out(drafts: Iterable[SceneDraft], names: Names) -> tuple[str, ...]:
    found: list[str] = []
    for draft in drafts:
        for choice in list(draft.choices):
            written = choice.part.condition if choice.them is not None else None
            if written is None or THEM not in written.text:
                continue
            condition = read_condition(written, names, replace(scope_of(draft), them=choice.them))
            if isinstance(condition, Settled) and not condition.value:
                found.append(choice.key)
                _take_away(choice, draft, names)
    return tuple(found)


def _take_away(choice: ChoiceDraft, draft: SceneDraft, names: Names) -> None:
    draft.choices.remove(choice)
    draft.ruled_out += 1
    del names.choices[choice.key]


def _choice(draft: ChoiceDraft, scene: SceneDraft, routes: tuple[Route, ...], names: Names) -> Choice:
    part = draft.part
    scope = Scope("chapter", scene.chapter, scene.season, draft.them)
    line = Scope("chapter", scene.chapter, scene.season, draft.them, tellable=False)
    condition = read_condition(part.condition, names, scope) if part.condition else None
    if part.once:
        names.mark(names.taken_marks, draft.key)
    return Choice(
        key=draft.key,
        id=draft.id,
        label=_label(part, names, line),
        spoken=part.say is not None,
        condition=None if isinstance(condition, Settled) else condition,
        locked=read_text(part.locked, names, line) if isinstance(part.locked, Scalar) else None,
        shown_locked=part.locked is not None,
        once=part.once,
        effects=read_effects(part.table("effects"), names, scope),
        reply=read_text(part.reply, names, scope) if part.reply else None,
        routes=read_routes(part, names, scope) if part.to is not None else routes,
        allow=read_allow(part.allow, part, names),
        span=part.id.span,
    )


def _label(part: ChoicePart, names: Names, line: Scope) -> Text:
    written = part.say or part.label
    if written is None:
        names.problems.add(
            "HT102", part.id.span, f"`{part.id.text}` says nothing.", expected="`label:` for a deed, `say:` for speech"
        )
        return Text((Prose(part.id.text),))
    if part.say is not None and part.label is not None:
        names.problems.add(
            "HT114", part.key("label"), "A choice is either a deed or speech.", expected="`label` or `say`"
        )
    if part.label is not None and part.label.style in {'"', "'"} and part.say is None:
        _note_quotes(part.label, "Write `say:` for speech.", names)
    if part.reply is not None and part.reply.style == '"':
        _note_quotes(
            part.reply, "For speech, put a `|` there and the text with its quotation marks on the next line.", names
        )
    return read_text(written, names, line)


def _note_quotes(scalar: Scalar, hint: str, names: Names) -> None:
    """Tell an author that quotation marks around a whole text are YAML's and not the reader's."""
    if scalar.style == '"' and '"' not in scalar.text:
        names.problems.add(
            "HT111", scalar.span, "These quotation marks are YAML's: the screen will not show them.", hint=hint
        )
