"""Where and when a scene is and who is there: its own, or taken over from the scene that `like` names."""

from collections.abc import Iterator

from msgspec import Struct

from game.story.kinds import PLACE
from game.story.names import YOU, Names, SceneDraft, Scope
from game.story.nodes import Scalar, one_line


class Setting(Struct, frozen=True):
    """Where and when a scene is and who is there. ``bare`` if it says nothing of place and people."""

    place: str | None
    clock: str
    cast: tuple[str, ...]
    maybe: tuple[str, ...]
    bare: bool


def scope_of(draft: SceneDraft, *, tellable: bool = True) -> Scope:
    """Return from where the names in a scene are looked up. ``tellable`` if branches may stand there."""
    return Scope("chapter", draft.chapter, draft.season, draft.them, tellable)


def read_setting(draft: SceneDraft, names: Names) -> Setting:
    """Return a scene's place, clock and lists, each from the first scene along `like` that has it."""
    line = tuple(along_like(draft, names))
    place = next((one.part.place for one in line if one.part.place is not None), None)
    clock = next((one.part.clock for one in line if one.part.clock is not None), None)
    cast = next((_people(one.part.cast, one, names) for one in line if one.part.cast is not None), None)
    maybe = next((_people(one.part.maybe, one, names) for one in line if one.part.maybe is not None), None)
    return Setting(
        _place(place, names),
        one_line(clock),
        cast or (),
        maybe or (),
        bare=place is None and cast is None and maybe is None,
    )


def along_like(draft: SceneDraft, names: Names) -> Iterator[SceneDraft]:
    """Yield a scene, the one that its `like` names, and so on."""
    been = {draft.key}
    here = draft
    while True:
        yield here
        word = here.part.like
        key = names.scene(word.text, scope_of(here), word.span) if word is not None else None
        if word is None or key is None:
            return
        if key in been or names.scenes[key].chapter != draft.chapter:
            message = f"`{word.text}` leads back here." if key in been else f"`{key}` stands in another chapter."
            expected = "a scene of this chapter with a place and people of its own"
            names.problems.add("HT415", word.span, message, expected=expected)
            return
        been.add(key)
        here = names.scenes[key]


def _place(written: Scalar | None, names: Names) -> str | None:
    if written is not None and written.text not in names.places:
        names.unknown(PLACE, written.text, written.span, names.places)
        return None
    return written.text if written else None


def _people(written: list[Scalar], draft: SceneDraft, names: Names) -> tuple[str, ...]:
    found = [names.person(word, scope_of(draft)) for word in written]
    return tuple(dict.fromkeys(person for person in found if person is not None and person != YOU))
