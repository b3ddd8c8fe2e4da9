"""HT440: a scene with a hardest part, in a chapter that has no content notes."""

from collections.abc import Iterator

from game.author.check.study import Study
from game.story.problems import Problem


def check(study: Study) -> Iterator[Problem]:
    """Yield the first scene with `care` of each chapter without `notes`."""
    for chapter in study.story.chapters:
        if chapter.notes:
            continue
        hard = next((scene for scene in chapter.scenes if scene.care is not None), None)
        if hard is not None and hard.care is not None:
            yield study.problem(
                "HT440",
                hard.span,
                f"`{hard.id}` asks for care ({hard.care.about}), and the chapter `{chapter.id}` has no content notes.",
                expected="`notes: […]` at the head of the chapter",
            )
