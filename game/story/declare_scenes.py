"""Declares scenes with their choices, endings and clips."""

from collections.abc import Iterable
from typing import TypeAlias

from game.story.each import each_of, id_for
from game.story.model import Ending
from game.story.names import ChoiceDraft, Names, SceneDraft, Scope
from game.story.nodes import one_line
from game.story.problems import Span
from game.story.schema_chapter import ChapterFile, ChoicePart
from game.story.schema_record import RecordFile
from game.story.unread import Written, all_written, unread_choice, unread_scene
from game.story.variables import Domain, DomainKind, Variable, VariableKind

DeclaredChoice: TypeAlias = tuple[int, str, str | None, Span, tuple[Written, ...]]
"""A choice's place among those of its scene, its id, whom it is for, where it stands, and its former ids."""
DeclaredScene: TypeAlias = tuple[
    str,
    str,
    str | None,
    Span,
    tuple[Written, ...],
    tuple[DeclaredChoice, ...],
    Ending | None,
    tuple[str, Span] | None,
]
"""A scene's id as written and as it is, whom it is for, where it stands, its former ids, and what it declares."""


def declare_chapter(chapter: ChapterFile, names: Names) -> None:
    """Declare the chapter that a file is of, if it is the first."""
    chapter_id = chapter.chapter.text
    if chapter_id not in names.chapters:
        names.check_id(chapter_id, chapter.chapter.span)
        names.chapters[chapter_id] = chapter.chapter.span


def declare_scenes(chapter: ChapterFile, season: str | None, names: Names) -> tuple[DeclaredScene, ...]:
    """Declare the scenes of a file, those of several people once for each. Return what was declared."""
    made: list[DeclaredScene] = []
    chapter_id = chapter.chapter.text
    for scene, part in chapter.scenes.items():
        span = chapter.inside("scenes").key_span(scene)
        scope = Scope("chapter", chapter_id, season)
        for them in each_of(part, scope, names):
            one = id_for(scene, them)
            names.check_id(one, span)
            draft = SceneDraft(part, one, f"{chapter_id}.{one}", chapter_id, season, them, span)
            if names.claim(f"scene:{draft.key}", one, span):
                names.scenes[draft.key] = draft
                made.append(_contents(draft, scene, names))
    return tuple(made)


def enter_scenes(chapter: ChapterFile, season: str | None, names: Names, declared: Iterable[DeclaredScene]) -> None:
    """Declare scenes again that were declared without anything wrong, and that nobody has read this time."""
    chapter_id = chapter.chapter.text
    for scene, one, them, span, was, choices, ending, clip in declared:
        part = unread_scene(chapter, scene, was)
        draft = SceneDraft(part, one, f"{chapter_id}.{one}", chapter_id, season, them, span)
        if names.claim(f"scene:{draft.key}", one, span):
            names.scenes[draft.key] = draft
            for place, choice, of_whom, choice_span, choice_was in choices:
                _choice(draft, unread_choice(part, place, choice_was), choice, of_whom, choice_span, names)
            if ending is not None:
                declare_ending(ending, names)
            if clip is not None:
                _clip(*clip, draft, names)


def _contents(draft: SceneDraft, written_id: str, names: Names) -> DeclaredScene:
    part = draft.part
    scope = Scope("chapter", draft.chapter, draft.season, draft.them)
    choices: list[DeclaredChoice] = []
    for place, choice in enumerate(part.choices or []):
        for them in each_of(choice, scope, names):
            if choice.each is not None:
                one = id_for(choice.id.text, them)
            else:
                one = names.resolve(choice.id.text, scope, choice.id.span)
            names.check_id(one, choice.id.span)
            _choice(draft, choice, one, them, choice.id.span, names)
            choices.append((place, one, them, choice.id.span, all_written(choice.was)))
    ending = clip = None
    if part.ending:
        written = part.ending.id
        ending = Ending(
            names.resolve(written.text, scope, written.span),
            one_line(part.ending.title),
            part.ending.kind,
            written.span,
        )
        declare_ending(ending, names)
    if part.clip:
        clip = names.resolve(part.clip.id.text, scope, part.clip.id.span), part.clip.id.span
        _clip(*clip, draft, names)
    return written_id, draft.id, draft.them, draft.span, all_written(part.was), tuple(choices), ending, clip


def _choice(draft: SceneDraft, part: ChoicePart, one: str, them: str | None, span: Span, names: Names) -> None:  # noqa: PLR0913, PLR0917 - a choice, and where it stands
    key = f"{draft.key}.{one}"
    if names.claim(f"choice:{key}", one, span):
        made = ChoiceDraft(part, one, key, them)
        draft.choices.append(made)
        names.choices[key] = made


def declare_endings(record: RecordFile, names: Names) -> tuple[Ending, ...]:
    """Declare the personal endings of the epilogues, and return them."""
    written = [epilogue.ending for epilogue in record.epilogues if epilogue.ending]
    endings = tuple(Ending(one.id.text, one_line(one.title), None, one.id.span) for one in written)
    enter_endings(names, endings)
    return endings


def enter_endings(names: Names, endings: Iterable[Ending]) -> None:
    """Declare endings."""
    for ending in endings:
        declare_ending(ending, names)


def declare_ending(ending: Ending, names: Names) -> None:
    """Declare an ending, a scene's or a personal one."""
    names.check_id(ending.id, ending.span)
    if names.claim(f"ending:{ending.id}", ending.id, ending.span):
        names.endings[ending.id] = ending


def _clip(fact: str, span: Span, draft: SceneDraft, names: Names) -> None:
    """Declare a clip's fact, unless the world has it or an earlier clip of the same chapter."""
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
