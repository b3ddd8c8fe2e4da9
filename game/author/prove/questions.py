"""Single questions about a story: one claim, what there is on coming to a scene, and what hangs on a choice."""

from collections.abc import Sequence

from msgspec import Struct

from game.author.progress import Tell, silent
from game.author.prove.claims import REACHED, Answer, Claim
from game.author.prove.decide import Decided
from game.author.prove.formula import TRUE, member
from game.errors import CannotBegin
from game.story.model import Story
from game.story.problems import nearest
from game.story.variables import Value


class Arrival(Struct, frozen=True):
    """How a scene is come to, and the values that each variable can have there."""

    answer: Answer
    values: dict[str, list[Value]]


def ask_claim(story: Story, wanted: str, tell: Tell = silent) -> dict[str, Answer]:
    """Return whether something can be reached, by its id, and how; more than one answer if it is the id of several.

    Raises CannotBegin if the story has nothing of that id.
    """
    decided = Decided(story, tell)
    _known(wanted, [claim.at for claim in decided.claims.of(*REACHED)])
    decided.run(lambda claim: claim.kind in REACHED and claim.at == wanted)
    return {str(claim.kind): answer for claim, answer in decided.answers.items()}


def ask_at(story: Story, wanted: str, tell: Tell = silent) -> Arrival:
    """Return how a scene is come to, and with what. Raises CannotBegin if there is no such scene."""
    _known(wanted, list(story.scenes))
    decided = Decided(story, tell)
    claims, scene = decided.claims, story.scenes[wanted]
    arrival = claims.aimed(scene, TRUE)
    with_value = {
        claims.aimed(scene, member(variable.slot, 1 << code, variable.domain.size), variable.name): (variable, code)
        for variable in story.variables
        for code in range(variable.domain.size)
    }
    decided.ask([arrival, *with_value])
    values: dict[str, list[Value]] = {variable.name: [] for variable in story.variables}
    for claim, (variable, code) in with_value.items():
        if decided.answers[claim].reachable is not False:
            values[variable.name].append(variable.domain.value(code))
    return Arrival(decided.answers[arrival], values)


def ask_without(story: Story, wanted: str, tell: Tell = silent) -> list[Claim]:
    """Return what can be reached, or is wrong, only because of a choice: claims whose answer changes without it.

    Raises CannotBegin if there is no such choice.
    """
    choices = [choice.key for scene in story.scenes.values() for choice in scene.choices]
    _known(wanted, choices)
    whole, less = Decided(story, tell), Decided(story, tell, without=frozenset({wanted}))
    whole.run()
    less.run()
    before = {claim.key: answer.reachable for claim, answer in whole.answers.items()}
    return [claim for claim, answer in less.answers.items() if before.get(claim.key, False) != answer.reachable]


def _known(wanted: str, ids: Sequence[str]) -> None:
    if wanted not in ids:
        raise CannotBegin(f"This story has no `{wanted}`.", nearest(wanted, ids))
