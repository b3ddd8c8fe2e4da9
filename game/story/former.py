"""Former ids: what chapters, scenes and choices were called when a run was played."""

from dataclasses import dataclass, field

from game.story.declare import Files
from game.story.names import THEM_SUFFIX, Names
from game.story.problems import Span


@dataclass
class FormerIds:
    """Former ids to present ones, as ``Story`` holds them."""

    chapters: dict[str, str] = field(default_factory=dict)
    scenes: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)


def former_ids(files: Files, names: Names) -> FormerIds:
    """Collect every ``was``, reporting former ids that are in use."""
    former = FormerIds()
    for chapter, _ in files.chapters:
        for word in chapter.was:
            _keep(former.chapters, word.text, chapter.chapter.text, word.text in names.chapters, word.span, names)
    for draft in names.scenes.values():
        for word in draft.part.was:
            old = _for_them(word.text, draft.them)
            key = old if "." in old else f"{draft.chapter}.{old}"
            _keep(former.scenes, key, draft.key, key in names.scenes, word.span, names)
        for choice in draft.choices:
            for word in choice.part.was:
                key = f"{draft.key}.{_for_them(word.text, choice.them)}"
                _keep(former.choices, key, choice.key, key in names.choices, word.span, names)
    return former


def _for_them(word: str, them: str | None) -> str:
    """A former id of something written for several people gains their id, as its present one does."""
    return word if them is None else f"{word.removesuffix(THEM_SUFFIX)}_{them}"


def _keep(table: dict[str, str], old: str, new: str, used: bool, span: Span, names: Names) -> None:  # noqa: FBT001  # one fact about the id
    if used or table.get(old, new) != new:
        names.problems.add(
            "HT211",
            span,
            f"`{old}` is in use, so it cannot be a former id of `{new}`.",
            expected="an id that nothing has any more",
        )
    table.setdefault(old, new)
