"""HT431, HT432, HT433: facts and clips that nothing reads, that nothing writes, and dilemmas that nobody remembers."""

from collections.abc import Iterator, Mapping

from game.author.check.study import Study, excused
from game.story.problems import Problem
from game.story.variables import Variable, VariableKind


def check(study: Study) -> Iterator[Problem]:
    """Yield each fact or clip that is not both read and written. Conditions, routes, texts and the Record read."""
    story, uses = study.story, study.uses
    dilemmas = {scene.dilemma for scene in story.scenes.values() if scene.dilemma is not None}
    for variable in story.variables:
        if variable.kind not in {VariableKind.FACT, VariableKind.CLIP}:
            continue
        is_written = variable.slot in uses.written
        if variable.slot not in uses.read:
            yield _unread(study, variable, is_dilemma=variable.name in dilemmas, is_written=is_written)
        elif not is_written:
            found = study.problem(
                "HT432",
                variable.span,
                f"`{variable.name}` is read and never written: it stays as it starts.",
                expected=f"an effect on `{variable.name}`",
            )
            yield excused(found, "dead_fact", _allowed(study, variable))


def _unread(study: Study, variable: Variable, *, is_dilemma: bool, is_written: bool) -> Problem:
    if is_dilemma:
        message = f"What is decided in `{variable.name}` is never read: the dilemma has no consequence."
    elif is_written:
        message = f"`{variable.name}` is written and never read."
    else:
        message = f"`{variable.name}` is neither read nor written."
    found = study.problem(
        "HT433" if is_dilemma else "HT431",
        variable.span,
        message,
        expected="an `if`, a route, a text or a line of the Record that reads it",
        hint="" if is_written or is_dilemma else "Take it out.",
    )
    return excused(found, "dead_fact", _allowed(study, variable))


def _allowed(study: Study, variable: Variable) -> Mapping[str, str]:
    return study.story.allowed_facts.get(variable.name, {})
