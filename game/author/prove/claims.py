"""What can be claimed, and of what: the kinds of claims, and the ids of routes and branches."""

from collections.abc import Callable, Iterable, Iterator
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct, field

from game.author.prove.formula import Formula
from game.author.prove.unfold import Edge
from game.story.model import Scene
from game.story.text import Text


class Kind(StrEnum):
    """What a claim is of."""

    SCENE = "scenes"
    CHOICE = "choices"
    CLIP = "clips"
    ENDING = "endings"
    BRANCH = "branches"
    ROUTE = "routes"
    LINE = "lines"
    STUCK = "stuck"
    ABSENT_CAST = "absent_cast"
    LAW = "law"
    EMPTY_TEXT = "empty_text"
    EFFECT = "effect"
    NO_ENDING = "no_ending"
    EVERY_ENDING = "every_ending"
    VALUE = "value"


REACHED = (Kind.SCENE, Kind.CHOICE, Kind.CLIP, Kind.ENDING, Kind.BRANCH, Kind.ROUTE, Kind.LINE)
"""What an author wants to be reachable."""


class Target(Struct, frozen=True):
    """A node, what must hold there, and the move with which the witness ends, if it ends with one."""

    node: int
    holds: Formula
    move: str | None = None


class Claim(Struct, eq=False):
    """A question: is there a way to one of these?"""

    kind: Kind
    at: str
    detail: str = ""
    """Whom, which law or which variable it is about, besides where."""
    targets: list[Target] = field(default_factory=list)
    besides: Callable[[], Iterable[Target]] = tuple
    """Where it may hold as well, but came to hold before: of interest to who asks what follows a certain move.

    They are many, and looked for when somebody asks.
    """

    @property
    def everywhere(self) -> list[Target]:
        """All of these places."""
        return [*self.targets, *self.besides()]

    @property
    def key(self) -> "ClaimKey":
        """What tells it from every other."""
        return self.kind, self.at, self.detail


ClaimKey: TypeAlias = tuple[Kind, str, str]


class Answer(Struct, frozen=True):
    """Whether there is such a way, ``None`` if that could not be decided; and the shortest, if there is one."""

    reachable: bool | None
    witness: tuple[str, ...] | None = None


NEVER, UNDECIDED = Answer(reachable=False), Answer(reachable=None)


def columns(*texts: Text | None) -> list[tuple[int, Text]]:
    """Return texts that are numbered as one, each with how many branches stand before its own."""
    found: list[tuple[int, Text]] = []
    before = 0
    for text in texts:
        if text is not None:
            found.append((before, text))
            before += max((arm.number for arm, _ in text.arms()), default=0)
    return found


def route_ids(scene: Scene) -> Iterator[str]:
    """Yield the ids of a scene's routes, its choices' included, as far as there is more than one to choose from."""
    if len(scene.routes) > 1:
        yield from (f"{scene.key}>{route.number}" for route in scene.routes)
    for choice in scene.choices:
        if choice.routes is not scene.routes and len(choice.routes) > 1:
            yield from (f"{choice.key}>{route.number}" for route in choice.routes)


def route_id_of(scene: Scene, edge: Edge) -> str | None:
    """Return the id of the route an edge takes, ``None`` for a clip and for the only way on."""
    if edge.route is None:
        return None
    own = edge.choice is None or edge.choice.routes is scene.routes
    routes = scene.routes if own or edge.choice is None else edge.choice.routes
    if len(routes) < 2:  # noqa: PLR2004 - one is no choice of routes
        return None
    owner = scene.key if own or edge.choice is None else edge.choice.key
    return f"{owner}>{edge.route.number}"
