"""Scenes and chapters in another language."""

from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from game.story.build_setting import along_like, scope_of
from game.story.files import Files
from game.story.model import Care, Chapter, Choice, Clip, Ending, Scene, Story
from game.story.names import ChoiceDraft, Names, SceneDraft, Scope
from game.story.nodes import one_line
from game.story.schema_chapter import ChoicePart
from game.story.translation.ledger import Ledger
from game.story.translation.reading import Reading
from game.story.translation.schema import (
    CareWords,
    ChapterWords,
    ChoiceWords,
    ClipWords,
    EndingWords,
    SceneWords,
)

SceneKey = tuple[str, str]
"""The file of a scene, and its id as written there, before ``each`` makes several of it."""


def scene_words(
    files: Files, chapters: Mapping[int, ChapterWords], ledger: Ledger
) -> dict[SceneKey, tuple[SceneWords, dict[str, ChoiceWords]]]:
    """Return the translations of scenes, each with those of its choices by id; chapters and scenes are entered.

    ``chapters`` are the translations of chapter files, by their position.
    """
    found = {}
    for at, (part, _) in enumerate(files.chapters):
        words = chapters.get(at)
        ledger.enter(f"chapter `{part.chapter.text}`", ChapterWords, part, words)
        told = words.scenes if words else {}
        known = dict(ledger.pieces("scene", SceneWords, part.scenes, told, words, "scenes"))
        for scene, original in part.scenes.items():
            choices: dict[str, ChoicePart] = {choice.id.text: choice for choice in original.choices or []}
            owner = known.get(scene)
            own = ledger.pieces("choice", ChoiceWords, choices, owner.choices if owner else {}, owner, "choices")
            translated = dict(own)
            if owner is not None:
                found[part.span.file, scene] = (owner, translated)
    return found


def scenes(
    originals: Mapping[str, Scene],
    words: Mapping[SceneKey, tuple[SceneWords, dict[str, ChoiceWords]]],
    reading: Reading,
) -> Iterator[Scene]:
    """Yield every scene as it reads in another language, or as it is where it is not translated."""
    for key, scene in originals.items():
        draft = reading.names.scenes[key]
        told, choices = words.get(_written_id(draft), (None, {}))
        clock = _clock(draft, words, reading.names)
        if told is None:
            yield replace(scene, clock=clock or scene.clock)
        else:
            yield _scene(replace(scene, clock=clock or scene.clock), draft, told, choices, reading)


def chapters(story: Story, scenes: Mapping[str, Scene], words: Mapping[str, ChapterWords]) -> Iterator[Chapter]:
    """Yield the chapters with their scenes. ``words`` are the translations of their first files, by their ids."""
    for chapter in story.chapters:
        told = words.get(chapter.id)
        own = tuple(scenes[scene.key] for scene in chapter.scenes)
        title = one_line(told.title) if told and told.title else chapter.title
        notes = tuple(one_line(note) for note in told.notes) if told and told.notes else chapter.notes
        yield replace(chapter, title=title, notes=notes, scenes=own)


def ending(original: Ending | None, words: EndingWords | None) -> Ending | None:
    """Return an ending as it is called in another language."""
    if original is None or words is None or words.title is None:
        return original
    return replace(original, title=one_line(words.title))


def _written_id(draft: SceneDraft) -> SceneKey:
    """Return where a scene is written, and under which id."""
    suffix = f"_{draft.them}" if draft.them else ""
    return draft.part.span.file, draft.id.removesuffix(suffix) if draft.part.each else draft.id


def _clock(
    draft: SceneDraft,
    words: Mapping[SceneKey, tuple[SceneWords, dict[str, ChoiceWords]]],
    names: Names,
) -> str:
    """Return the time of a scene, its own or that of the one it is like; empty where that is not translated."""
    owner = next((one for one in along_like(draft, names) if one.part.clock is not None), None)
    told = words.get(_written_id(owner)) if owner is not None else None
    return one_line(told[0].clock) if told is not None else ""


def _scene(
    scene: Scene, draft: SceneDraft, words: SceneWords, choices: Mapping[str, ChoiceWords], reading: Reading
) -> Scene:
    scope, line = scope_of(draft), scope_of(draft, tellable=False)
    drafts = {choice.key: choice for choice in draft.choices}
    return replace(
        scene,
        title=one_line(words.title) if words.title and scene.title else scene.title,
        text=reading.text(words.text, scope) if words.text else scene.text,
        clip=_clip(scene.clip, words.clip, scope, line, reading),
        care=_care(scene.care, words.care, line, reading),
        ending=ending(scene.ending, words.ending),
        choices=tuple(
            _choice(choice, drafts[choice.key], choices.get(drafts[choice.key].part.id.text), scope, reading)
            for choice in scene.choices
        ),
    )


def _clip(clip: Clip | None, words: ClipWords | None, scope: Scope, line: Scope, reading: Reading) -> Clip | None:
    if clip is None or words is None:
        return clip
    label = reading.text(words.label, line) if words.label else clip.label
    return replace(clip, label=label, reply=reading.text_or(words.reply, clip.reply, scope))


def _care(care: Care | None, words: CareWords | None, line: Scope, reading: Reading) -> Care | None:
    if care is None or words is None:
        return care
    about = one_line(words.about) if words.about else care.about
    return Care(about, reading.text(words.summary, line) if words.summary else care.summary)


def _choice(choice: Choice, draft: ChoiceDraft, words: ChoiceWords | None, scope: Scope, reading: Reading) -> Choice:
    if words is None:
        return choice
    own = replace(scope, them=draft.them)
    line = replace(own, tellable=False)
    label = words.say if choice.spoken else words.label
    return replace(
        choice,
        label=reading.text(label, line) if label else choice.label,
        locked=reading.text_or(words.locked, choice.locked, line),
        reply=reading.text_or(words.reply, choice.reply, own),
    )
