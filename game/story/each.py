"""``each``: one writing for several people."""

from collections.abc import Iterator

from game.story.names import THEM_SUFFIX, YOU, Names, Scope
from game.story.schema import FactPart
from game.story.schema_chapter import ChoicePart, ScenePart


def each_of(part: FactPart | ScenePart | ChoicePart, scope: Scope, names: Names) -> Iterator[str | None]:
    """Yield whom something is written for: people one by one, or ``None`` once where it has no ``each``."""
    written = part.each
    if written is None:
        yield scope.them
        return
    listed = written if isinstance(written, list) else [written]
    if scope.them is not None:
        names.problems.add(
            "HT213",
            part.key("each"),
            "This `each` stands inside another.",
            expected="one `each`, on the scene or on the choice",
        )
        return
    people: list[str] = []
    unknown = False
    for word in listed:
        if not isinstance(written, list) and word.text in names.groups:
            people.extend(person for person in names.groups[word.text] if person != YOU)
        elif (person := names.person(word, scope)) is not None:
            people.append(person)
        else:
            unknown = True
    if not people and not unknown:
        names.problems.add("HT213", part.at("each"), "This `each` is of nobody.", expected="people, or a group of them")
    yield from dict.fromkeys(people)


def id_for(word: str, them: str | None) -> str:
    """Return the id of what is written for one of several people; for ``None``, the id as written."""
    return word if them is None else f"{word.removesuffix(THEM_SUFFIX)}_{them}"
