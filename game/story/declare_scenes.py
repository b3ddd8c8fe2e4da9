"""Declares scenes with their choices, endings and clips."""

from game.story.each import each_of, id_for
from game.story.files import Files
from game.story.model import Ending
from game.story.names import ChoiceDraft, Names, SceneDraft, Scope
from game.story.nodes import one_line
from game.story.schema_chapter import ChoicePart
from game.story.variables import Domain, DomainKind, Variable, VariableKind


def declare_scenes(files: Files, names: Names) -> None:
    """Declare every scene with what it holds, those of several people once for each."""
    for chapter, season in files.chapters:
        chapter_id = chapter.chapter.text
        if chapter_id not in names.chapters:
            names.check_id(chapter_id, chapter.chapter.span)
            names.chapters[chapter_id] = chapter.chapter.span
        for scene, part in chapter.scenes.items():
            span = chapter.inside("scenes").key_span(scene)
            scope = Scope("chapter", chapter_id, season)
            for them in each_of(part, scope, names):
                one = id_for(scene, them)
                names.check_id(one, span)
                draft = SceneDraft(part, one, f"{chapter_id}.{one}", chapter_id, season, them, span)
                if names.claim(f"scene:{draft.key}", one, span):
                    names.scenes[draft.key] = draft
                    _contents(draft, names)


def _contents(draft: SceneDraft, names: Names) -> None:
    part = draft.part
    scope = Scope("chapter", draft.chapter, draft.season, draft.them)
    for choice in part.choices or []:
        for them in each_of(choice, scope, names):
            if choice.each is not None:
                one = id_for(choice.id.text, them)
            else:
                one = names.resolve(choice.id.text, scope, choice.id.span)
            names.check_id(one, choice.id.span)
            _choice(draft, choice, one, them, names)
    if part.ending:
        written = part.ending.id
        declare_ending(
            Ending(
                names.resolve(written.text, scope, written.span),
                one_line(part.ending.title),
                part.ending.kind,
                written.span,
            ),
            names,
        )
    if part.clip:
        _clip(names.resolve(part.clip.id.text, scope, part.clip.id.span), draft, names)


def _choice(draft: SceneDraft, part: ChoicePart, one: str, them: str | None, names: Names) -> None:
    key = f"{draft.key}.{one}"
    if names.claim(f"choice:{key}", one, part.id.span):
        made = ChoiceDraft(part, one, key, them)
        draft.choices.append(made)
        names.choices[key] = made


def declare_ending(ending: Ending, names: Names) -> None:
    """Declare an ending, a scene's or a personal one."""
    names.check_id(ending.id, ending.span)
    if names.claim(f"ending:{ending.id}", ending.id, ending.span):
        names.endings[ending.id] = ending


def _clip(fact: str, draft: SceneDraft, names: Names) -> None:
    """Declare a clip's fact, unless the world has it or an earlier clip of the same chapter."""
    span = draft.part.clip.id.span if draft.part.clip else draft.span
    known = names.variables.get(fact)
    if (
        known is not None
        and known.domain.kind is DomainKind.BOOLEAN
        and (
            (known.kind is VariableKind.FACT and known.chapter is None)
            or (known.kind is VariableKind.CLIP and known.chapter == draft.chapter)
        )
    ):
        return
    if known is not None and known.kind is VariableKind.FACT and known.chapter is None:
        names.problems.add(
            "HT412", span, f"`{fact}` is a fact with several values.", expected="a fact that is true or false"
        )
        return
    if names.declare(fact, span):
        names.add_variable(
            Variable(
                fact,
                len(names.variables),
                VariableKind.CLIP,
                Domain(DomainKind.BOOLEAN, 1),
                0,
                span,
                chapter=draft.chapter,
            )
        )
