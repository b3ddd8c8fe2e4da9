"""People, the player and what they can be said to be, in another language."""

from collections.abc import Mapping

from msgspec.structs import replace

from game.story.model import Person, Story, You
from game.story.names import YOU
from game.story.nodes import Scalar, one_line
from game.story.player_name import is_player_name
from game.story.schema import CastFile
from game.story.translation.ledger import Ledger
from game.story.translation.schema import CastWords, LaterWords, PersonWords, YouWords


def people_words(cast: CastFile | None, words: CastWords, ledger: Ledger) -> dict[str, PersonWords]:
    """Return the translations of people by their ids, all of the cast entered."""
    originals = cast.people if cast else {}
    found = dict(ledger.pieces("person", PersonWords, originals, words.people, words, "people"))
    for person, original in originals.items():
        owner = found.get(person)
        later = owner.later if owner else {}
        later = dict(ledger.pieces("season", LaterWords, original.later, later, owner, "later"))
        if owner is not None:
            owner.later = later
    return found


def printed_names(story: Story, words: Mapping[str, PersonWords]) -> dict[str, tuple[str, str]]:
    """Return the names, and full names, that texts fill in."""
    return {person: (told.name, told.full) for person, told in people(story, words).items() if person != YOU}


def people(story: Story, words: Mapping[str, PersonWords]) -> dict[str, Person]:
    """Return everyone as they are called in another language."""
    return {id_: _person(one, words[id_]) if id_ in words else one for id_, one in story.people.items()}


def you(story: Story, words: YouWords | None, ledger: Ledger) -> You:
    """Return how the player is asked who they are."""
    if words is None:
        return story.you
    for name in words.names or []:
        if not is_player_name(name.text):
            message = f"`{name.text}` cannot be a player's name."
            expected = "1 to 20 letters, spaces, hyphens or apostrophes"
            ledger.problems.add("HT116", name.span, message, expected=expected)
    names = tuple(one_line(name) for name in words.names or ()) or story.you.names
    return replace(story.you, names=names, asks=_or(words.asks, story.you.asks))


def _person(original: Person, words: PersonWords) -> Person:
    name = _or(words.name, original.name)
    full = _or(words.full, name if words.name and original.full == original.name else original.full)
    later = {
        season: (_or(part.role, role), _or(part.card, card)) if (part := words.later.get(season)) else (role, card)
        for season, (role, card) in original.later.items()
    }
    return replace(
        original,
        name=name,
        full=full,
        # What is said already need not be said in brackets.
        hangul="" if original.hangul in {name, full} else original.hangul,
        role=_or(words.role, original.role),
        card=_or(words.card, original.card),
        later=later,
    )


def _or(written: Scalar | None, otherwise: str) -> str:
    """Return what is written, if anything may stand there and does."""
    return one_line(written) if written is not None and otherwise else otherwise
