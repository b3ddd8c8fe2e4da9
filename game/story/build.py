"""Drafts to scenes: every reference looked up, every condition and text read."""

from collections.abc import Iterable
from functools import partial
from itertools import groupby

from msgspec.structs import replace

from game.story.allow import read_allow
from game.story.build_setting import read_setting, scope_of
from game.story.build_steps import read_effects, read_routes
from game.story.built import Built
from game.story.expr import Settled
from game.story.expr_parser import read_condition
from game.story.files import Files
from game.story.model import Care, Choice, Clip, Route, Scene, Timer
from game.story.names import THEM, ChoiceDraft, Names, SceneDraft, Scope
from game.story.nodes import Scalar, one_line
from game.story.schema_chapter import ChoicePart, ScenePart
from game.story.text import Prose, Text
from game.story.text_parser import read_text
from game.story.variables import DomainKind


def build_scenes(files: Files, names: Names, built: Built) -> dict[str, Scene]:
    """Return every scene by its key, in story order: those of a chapter that is as it was, as they were built then."""
    made: dict[str, Scene] = {}
    stretches = groupby(names.scenes.values(), key=lambda draft: (draft.chapter, draft.season))
    for number, ((chapter, season), stretch) in enumerate(stretches):
        drafts = tuple(stretch)
        parts = tuple(part for part, _ in files.chapters if part.chapter.text == chapter)
        also = (season, tuple(draft.key for draft in drafts))
        made |= built.part(f"{number} {chapter}", parts, also, names, partial(_scenes_of, drafts, names))
    return made


def _scenes_of(drafts: Iterable[SceneDraft], names: Names) -> dict[str, Scene]:
    return {draft.key: build_scene(draft, names) for draft in drafts}


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


def rule_out(draft: SceneDraft, names: Names) -> None:
    """Take away the choices that do not exist for the one they would be for: ``them`` settles that their `if` fails."""
    for choice in list(draft.choices):
        written = choice.part.condition
        if written is None or choice.them is None or THEM not in written.text:
            continue
        condition = read_condition(written, names, replace(scope_of(draft), them=choice.them))
        if isinstance(condition, Settled) and not condition.value:
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
