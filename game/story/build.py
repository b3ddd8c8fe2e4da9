"""Drafts to scenes: every reference looked up, every condition and text read."""

from collections.abc import Mapping

from game.story.build_steps import read_effects, read_routes
from game.story.expr import Settled
from game.story.expr_parser import read_condition
from game.story.kinds import PLACE
from game.story.model import Care, Choice, Clip, Route, Scene, Timer
from game.story.names import YOU, ChoiceDraft, Names, SceneDraft, Scope
from game.story.nodes import Scalar, one_line
from game.story.schema_chapter import ChoicePart, ScenePart
from game.story.text import Prose, Text
from game.story.text_parser import read_text
from game.story.variables import DomainKind


def build_scene(draft: SceneDraft, names: Names) -> Scene:
    """Return the scene that a draft describes. What is wrong has been reported, and is left out."""
    part = draft.part
    scope = Scope("chapter", draft.chapter, draft.season, draft.them)
    line = Scope("chapter", draft.chapter, draft.season, draft.them, tellable=False)
    like = _like(part, draft, names)
    place, clock, cast, maybe = (
        part.place or like.place,
        part.clock or like.clock,
        part.cast if part.cast is not None else like.cast,
        part.maybe if part.maybe is not None else like.maybe,
    )
    routes = read_routes(part.to, names, scope)
    kept = [choice for choice in draft.choices if not _ruled_out(choice, names, draft)]
    return Scene(
        key=draft.key,
        id=draft.id,
        chapter=draft.chapter,
        title=one_line(part.title),
        place=_place(place, names),
        clock=one_line(clock),
        cast=_people(cast, names, scope),
        maybe=_people(maybe, names, scope),
        keeps_company=part.aside and place is None and cast is None and maybe is None,
        enter=read_effects(part.enter, names, scope),
        text=read_text(part.text, names, scope),
        clip=_clip(part, names, scope, line),
        dilemma=names.resolve(part.dilemma.text, scope, part.dilemma.span) if part.dilemma else None,
        timer=Timer(part.timer.seconds, names.resolve(part.timer.then.text, scope, part.timer.then.span))
        if part.timer
        else None,
        choices=tuple(_choice(choice, draft, routes, names) for choice in kept),
        routes=routes,
        ending=names.endings.get(names.resolve(part.ending.id.text, scope, part.ending.id.span))
        if part.ending
        else None,
        coda=part.coda,
        aside=part.aside,
        care=Care(one_line(part.care.about), read_text(part.care.summary, names, line)) if part.care else None,
        typed=part.typed,
        allow=_allow(part.allow),
        span=draft.span,
    )


def _allow(written: Mapping[str, Scalar]) -> dict[str, str]:
    return {kind: one_line(why) for kind, why in written.items()}


def _like(part: ScenePart, draft: SceneDraft, names: Names) -> ScenePart:
    """Return a part with the place, clock and lists that ``like`` leads to, following it from scene to scene."""
    found = part.model_copy(update={"place": None, "clock": None, "cast": None, "maybe": None})
    scope = Scope("chapter", draft.chapter, draft.season, draft.them)
    been = {draft.key}
    here = part
    while here.like is not None:
        key = names.scene(here.like.text, scope, here.like.span)
        if key is None:
            break
        if key in been or names.scenes[key].chapter != draft.chapter:
            message = f"`{here.like.text}` leads back here." if key in been else f"`{key}` stands in another chapter."
            names.problems.add(
                "HT415", here.like.span, message, expected="a scene of this chapter with a place and people of its own"
            )
            break
        been.add(key)
        here = names.scenes[key].part
        found = found.model_copy(
            update={
                key: getattr(here, key) for key in ("place", "clock", "cast", "maybe") if getattr(found, key) is None
            }
        )
    return found


def _place(written: Scalar | None, names: Names) -> str | None:
    if written is not None and written.text not in names.places:
        names.unknown(PLACE, written.text, written.span, names.places)
        return None
    return written.text if written else None


def _people(written: list[Scalar] | None, names: Names, scope: Scope) -> tuple[str, ...]:
    found = [names.person(word, scope) for word in written or []]
    return tuple(dict.fromkeys(person for person in found if person is not None and person != YOU))


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


def _ruled_out(choice: ChoiceDraft, names: Names, draft: SceneDraft) -> bool:
    """Whether a choice does not exist for the one it would be for: ``them`` settles that its condition fails."""
    if choice.part.condition is None:
        return False
    scope = Scope("chapter", draft.chapter, draft.season, choice.them)
    condition = read_condition(choice.part.condition, names, scope)
    if isinstance(condition, Settled) and not condition.value:
        del names.choices[choice.key]
        return True
    return False


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
        effects=read_effects(part.effects, names, scope),
        reply=read_text(part.reply, names, scope) if part.reply else None,
        routes=read_routes(part.to, names, scope) if part.to is not None else routes,
        allow=_allow(part.allow),
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
