"""The name of every claim that a story makes of itself, in the order of the story, so that none can be forgotten."""

from collections.abc import Iterable, Iterator

from game.author.prove.claims import ClaimKey, Kind, columns, route_ids
from game.story.laws import LawKind
from game.story.model import Effect, Scene, Story
from game.story.text import Text


def names(story: Story) -> Iterator[ClaimKey]:
    """Yield the keys of all claims about single moments but those that have to be looked for: what goes wrong."""
    for scene in story.scenes.values():
        yield from _of_scene(story, scene)
    for line in story.lines:
        yield Kind.LINE, line.id, ""
        yield from _of_arms(line.id, columns(line.happened, line.on_tape, line.told))
    for epilogue in story.epilogues:
        yield Kind.LINE, epilogue.id, ""
        yield from _of_arms(epilogue.id, columns(epilogue.text))
        if epilogue.ending:
            yield Kind.ENDING, epilogue.ending.id, ""
    for law in story.laws:
        if law.kind is LawKind.NEVER:
            yield Kind.LAW, "", law.id


def _of_scene(story: Story, scene: Scene) -> Iterator[ClaimKey]:
    yield Kind.SCENE, scene.key, ""
    if scene.ending:
        yield Kind.ENDING, scene.ending.id, ""
    yield from _of_arms(scene.key, columns(scene.text))
    for choice in scene.choices:
        yield Kind.CHOICE, choice.key, ""
        yield from _of_arms(choice.key, columns(choice.reply))
        yield from _of_effects(story, choice.key, choice.effects)
    if scene.clip:
        yield Kind.CLIP, scene.clip_move, ""
        yield from _of_arms(scene.clip_move, columns(scene.clip.reply))
    yield from _of_effects(story, scene.key, scene.enter)
    yield from ((Kind.ROUTE, route_id, "") for route_id in route_ids(scene))


def _of_arms(owner: str, texts: Iterable[tuple[int, Text]]) -> Iterator[ClaimKey]:
    for first, text in texts:
        yield from ((Kind.BRANCH, f"{owner}#{first + arm.number}", "") for arm, _ in text.arms())


def _of_effects(story: Story, owner: str, effects: Iterable[Effect]) -> Iterator[ClaimKey]:
    yield from ((Kind.EFFECT, owner, story.variables[effect.slot].name) for effect in effects)
