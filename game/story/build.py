"""Drafts to scenes: every reference looked up, every condition and text read."""

from collections.abc import Mapping

from game.story.declare import Files, domain_in_words, read_value
from game.story.expr import Settled
from game.story.expr_parser import read_condition
from game.story.laws import Law, LawKind
from game.story.model import BACK, Care, Choice, Clip, Effect, Epilogue, RecordLine, Route, Scene, Timer
from game.story.names import YOU, ChoiceDraft, Names, SceneDraft, Scope
from game.story.problems import nearest
from game.story.schema import ChoicePart, LawPart, RoutePart, ScenePart
from game.story.source import Scalar
from game.story.text import Prose, Text
from game.story.text_parser import read_text
from game.story.variables import DomainKind

_NOTHING = Text(())


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
        title=_words(part.title),
        place=_place(place, names),
        clock=_words(clock),
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
        care=Care(_words(part.care.about), read_text(part.care.summary, names, line)) if part.care else None,
        typed=part.typed,
        allow=_allow(part.allow),
        span=draft.span,
    )


def _words(scalar: Scalar | None) -> str:
    return " ".join(scalar.text.split()) if scalar else ""


def _allow(written: Mapping[str, Scalar]) -> dict[str, str]:
    return {kind: _words(why) for kind, why in written.items()}


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
        names.unknown("HT203", "place", written.text, written.span, names.places)
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
    """Whether a choice does not exist for the one it would be for: its condition is about ``them`` alone, and settled."""
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


def read_routes(written: Scalar | list[Scalar | RoutePart] | None, names: Names, scope: Scope) -> tuple[Route, ...]:
    """Return the ways on, in order. Those that ``them`` rules out do not exist."""
    if written is None:
        return ()
    listed = written if isinstance(written, list) else [written]
    routes: list[Route] = []
    for position, item in enumerate(listed):
        target = item.to if isinstance(item, RoutePart) else item
        last = position == len(listed) - 1
        written_if = item.condition if isinstance(item, RoutePart) else None
        if (written_if is None) != last:
            message = (
                "The last route has an `if`, so that nothing may be left to take."
                if last
                else "Nothing behind this route can be reached."
            )
            expected = "a last route without `if`" if last else "an `if` on every route but the last"
            names.problems.add("HT407", target.span, message, expected=expected)
        condition = read_condition(written_if, names, scope) if written_if else None
        key = BACK if target.text == BACK else names.scene(target.text, scope, target.span)
        if key is None or (isinstance(condition, Settled) and not condition.value):
            continue
        routes.append(Route(None if isinstance(condition, Settled) else condition, key, target.span))
        if isinstance(condition, Settled):
            break
    return tuple(routes)


def read_effects(written: Mapping[str, Scalar], names: Names, scope: Scope) -> tuple[Effect, ...]:
    """Return effects as constant changes of slots."""
    effects: list[Effect] = []
    for word, value in written.items():
        variable = names.variable(word, scope, value.span)
        if variable is None:
            continue
        domain = variable.domain
        if value.text[:1] in {"+", "-"}:
            amount = value.text[1:]
            if domain.kind is not DomainKind.RANGE or not (amount.isascii() and amount.isdigit()) or int(amount) > 20:
                names.problems.add(
                    "HT312",
                    value.span,
                    f"`{word}` cannot change by `{value.text}`.",
                    expected=domain_in_words(domain) + (", or `+1`, `-1` …" if domain.kind is DomainKind.RANGE else ""),
                )
                continue
            effects.append(Effect(variable.slot, False, int(value.text), domain.maximum))
            continue
        code = read_value(value, domain)
        if code is None:
            names.problems.add(
                "HT312",
                value.span,
                f"`{word}` is never `{value.text}`.",
                expected=domain_in_words(domain),
                hint=nearest(value.text, domain.values),
            )
            continue
        effects.append(Effect(variable.slot, True, code, domain.maximum))
    return tuple(effects)


def build_lines(files: Files, names: Names) -> tuple[RecordLine, ...]:
    """Return the Record's lines in reading order."""
    scope = Scope("record")
    made: list[RecordLine] = []
    for part in files.record.lines if files.record else []:
        names.check_id(part.id.text, part.id.span)
        names.claim(f"line:{part.id.text}", part.id.text, part.id.span)
        made.append(
            RecordLine(
                part.id.text,
                read_condition(part.condition, names, scope) if part.condition else None,
                read_text(part.happened, names, scope) if part.happened else None,
                read_text(part.on_tape, names, scope) if part.on_tape else None,
                read_text(part.told, names, scope) if part.told else None,
                part.id.span,
            )
        )
    return tuple(made)


def build_epilogues(files: Files, names: Names) -> tuple[Epilogue, ...]:
    """Return the epilogues in reading order."""
    scope = Scope("record")
    made: list[Epilogue] = []
    for part in files.record.epilogues if files.record else []:
        names.check_id(part.id.text, part.id.span)
        names.claim(f"line:{part.id.text}", part.id.text, part.id.span)
        made.append(
            Epilogue(
                part.id.text,
                names.person(part.of, scope) if part.of else None,
                read_condition(part.condition, names, scope) if part.condition else None,
                read_text(part.text, names, scope),
                names.endings.get(part.ending.id.text) if part.ending else None,
                part.id.span,
            )
        )
    return tuple(made)


def build_law(part: LawPart, position: int, names: Names) -> Law | None:
    """Return a law, or ``None`` for something that claims nothing, which has been reported."""
    scope = Scope("law")
    kinds = [kind for kind in LawKind if part.has(kind.value)]
    if len(kinds) != 1:
        message = "This law claims nothing." if not kinds else "This law claims several things."
        names.problems.add(
            "HT114" if kinds else "HT102",
            part.span,
            message,
            expected="one of `never`, `leads_to`, `every_ending_from`, `at_least`",
        )
        return None
    name = part.id.text if part.id else f"law_{position}"
    if part.id:
        names.check_id(name, part.id.span)
    names.claim(f"law:{name}", name, part.id.span if part.id else part.span)
    source: str | None = None
    targets: list[str] = []
    if part.leads_to:
        source = names.scene(part.leads_to.source.text, scope, part.leads_to.source.span)
        for word in part.leads_to.some:
            found = word.text if word.text in names.endings else names.scene(word.text, scope, word.span)
            if found:
                targets.append(found)
    if part.every_ending_from and part.every_ending_from.text != "start":
        source = names.scene(part.every_ending_from.text, scope, part.every_ending_from.span)
    counts = (
        {kind: number for kind, number in part.at_least.model_dump().items() if number is not None}
        if part.at_least
        else {}
    )
    condition = read_condition(part.never, names, scope) if part.never else None
    return Law(
        name, kinds[0], _words(part.because), condition, source, tuple(targets), counts, part.key(kinds[0].value)
    )
