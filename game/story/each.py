"""``each``: one writing for several people."""

from collections.abc import Iterator

from game.story.names import THEM_SUFFIX, YOU, Names, Scope
from game.story.nodes import Scalar
from game.story.problems import Span


def each_of(written: Scalar | list[Scalar] | None, scope: Scope, names: Names) -> Iterator[str | None]:
    """Yield whom something is written for: people one by one, or ``None`` once where it has no ``each``."""
    if written is None:
        yield scope.them
        return
    listed = written if isinstance(written, list) else [written]
    span = listed[0].span if listed else Span("")
    if scope.them is not None:
        names.problems.add(
            "HT213", span, "This `each` stands inside another.", expected="one `each`, on the scene or on the choice"
        )
        return
    people: list[str] = []
    for word in listed:
        if not isinstance(written, list) and word.text in names.groups:
            people.extend(person for person in names.groups[word.text] if person != YOU)
        elif (person := names.person(word, scope)) is not None:
            people.append(person)
    if not people and not names.problems.has_errors:
        names.problems.add("HT213", span, "This `each` is of nobody.", expected="people, or a group of them")
    yield from dict.fromkeys(people)


def id_for(word: str, them: str | None) -> str:
    """Return the id of what is written for one of several people; for ``None``, the id as written."""
    return word if them is None else f"{word.removesuffix(THEM_SUFFIX)}_{them}"
