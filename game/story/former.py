"""Former ids: what chapters, scenes and choices were called when a run was played."""

from collections.abc import Container

from msgspec import Struct, field

from game.story.each import id_for
from game.story.files import Files
from game.story.names import Names, Scope
from game.story.problems import Problems, Span


class FormerIds(Struct, dict=True):
    """Former ids to present ones, as ``Story`` holds them."""

    chapters: dict[str, str] = field(default_factory=dict)
    scenes: dict[str, str] = field(default_factory=dict)
    choices: dict[str, str] = field(default_factory=dict)


class _Table(Struct, frozen=True):
    """Former ids of one kind, which no present id of that kind may be."""

    former: dict[str, str]
    present: Container[str]
    problems: Problems

    def keep(self, old: str, new: str, span: Span) -> None:
        if old in self.present or self.former.get(old, new) != new:
            self.problems.add(
                "HT211",
                span,
                f"`{old}` is in use, so it cannot be a former id of `{new}`.",
                expected="an id that nothing has any more",
            )
        self.former.setdefault(old, new)


def former_ids(files: Files, names: Names) -> FormerIds:
    """Collect every ``was``, reporting former ids that are in use."""
    former = FormerIds()
    chapters = _Table(former.chapters, names.chapters, names.problems)
    for chapter, _ in files.chapters:
        for word in chapter.was:
            chapters.keep(word.text, chapter.chapter.text, word.span)
    scenes = _Table(former.scenes, names.scenes, names.problems)
    choices = _Table(former.choices, names.choices, names.problems)
    for draft in names.scenes.values():
        for word in draft.part.was:
            old = id_for(word.text, draft.them)
            scenes.keep(old if "." in old else f"{draft.chapter}.{old}", draft.key, word.span)
        for choice in draft.choices:
            # Inside a scene's `each` a choice's id is as written but for a `_them`; a choice's own `each` adds to it.
            scope = Scope("chapter", draft.chapter, draft.season, choice.them)
            for word in choice.part.was:
                has_each = choice.part.each is not None
                old = id_for(word.text, choice.them) if has_each else names.resolve(word.text, scope, word.span)
                choices.keep(f"{draft.key}.{old}", choice.key, word.span)
    return former
