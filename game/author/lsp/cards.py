"""What is told of a thing when somebody points at it: its meaning, and where it is read and written."""

from collections.abc import Iterable, Iterator

from game.author.lsp.index import Index, words_of
from game.author.lsp.symbols import Mention, Sort
from game.story.nodes import one_line
from game.story.variables import DomainKind, Variable

_MOST_LISTED = 12
_MOST_TOLD = 6
"""How many things are told of one place, where a writing is for several people."""


def card_of(mentions: Iterable[Mention], index: Index) -> str:
    """Return in Markdown what stands at a place; nothing if nothing is known of it."""
    told = dict.fromkeys("\n\n".join(_card(mention, index)) for mention in mentions)
    return "\n\n---\n\n".join([card for card in told if card][:_MOST_TOLD])


def _card(mention: Mention, index: Index) -> Iterator[str]:
    symbol, names = mention.symbol, index.names
    match symbol.sort:
        case Sort.SCENE:
            yield from _scene(symbol.key, index)
        case Sort.CHOICE if symbol.key in names.choices:
            part = names.choices[symbol.key].part
            yield f"**{symbol.id}**: {plain(one_line(part.say or part.label))}"
            yield f"A choice of `{symbol.key.rpartition('.')[0]}`."
        case Sort.CHAPTER:
            yield from _chapter(symbol.key, index)
        case Sort.PLACE if index.files.places and symbol.key in index.files.places.places:
            place = index.files.places.places[symbol.key]
            yield f"**{plain(one_line(place.name))}**: {place.area.text}, {plain(place.level.text)}"
            scenes = (
                [scene.key for scene in index.story.scenes.values() if scene.place == symbol.key] if index.story else []
            )
            yield _listed("Scenes here", scenes)
        case Sort.ENDING if symbol.key in names.endings:
            yield f"**{plain(names.endings[symbol.key].title)}**: an ending"
        case Sort.STAT:
            yield from _stat(mention, index)
        case Sort.NAME if symbol.key in names.variables:
            yield from _variable(names.variables[symbol.key], index)
        case Sort.NAME if symbol.key in names.people:
            yield from _person(symbol.key, index)
        case Sort.NAME if symbol.key in names.groups:
            yield f"**{symbol.key}**: {len(names.groups[symbol.key])} people"
            yield ", ".join(names.printed[person][0] for person in names.groups[symbol.key])


def _scene(key: str, index: Index) -> Iterator[str]:
    draft = index.names.scenes.get(key)
    if draft is None:
        return
    where = ", ".join(
        word for word in (draft.part.place.text if draft.part.place else "", one_line(draft.part.clock)) if word
    )
    yield f"**{plain(one_line(draft.part.title) or key)}** `{key}`" + (f", {plain(where)}" if where else "")
    scene = index.story.scenes.get(key) if index.story else None
    if scene is None:
        return
    words, replies = words_of(scene)
    choices = f", {len(scene.choices)} choices" if scene.choices else ""
    yield f"{words} words" + (f", {replies} more in replies" if replies else "") + choices
    yield _listed("From", index.entrances.get(key, ()))
    targets = (route.target for route in (*scene.routes, *(one for choice in scene.choices for one in choice.routes)))
    yield _listed("To", dict.fromkeys(targets))


def _chapter(chapter: str, index: Index) -> Iterator[str]:
    known = next((one for one in index.story.chapters if one.id == chapter), None) if index.story else None
    if known is None:
        yield f"**{chapter}**: a chapter"
        return
    words = sum(sum(words_of(scene)) for scene in known.scenes)
    yield f"**{plain(known.title)}** `{chapter}`: {len(known.scenes)} scenes, {words:,} words"


def _person(person: str, index: Index) -> Iterator[str]:
    name, full = index.names.printed[person]
    part = index.files.cast.people.get(person) if index.files.cast else None
    if part is None:
        yield f"**{name}**"
        return
    yield " · ".join(plain(word) for word in (f"**{full}**", one_line(part.hangul), one_line(part.role)) if word)
    if part.card:
        yield plain(one_line(part.card))
    if index.story:
        scenes = [key for key, scene in index.story.scenes.items() if person in {*scene.cast, *scene.maybe}]
        yield f"In {len(scenes)} scenes."


def _stat(mention: Mention, index: Index) -> Iterator[str]:
    variable = index.names.variables.get(mention.variable or mention.symbol.key)
    if variable is not None:
        yield from _variable(variable, index)
        return
    stat = index.names.stats.get(mention.symbol.key)
    if stat is not None:
        yield f"**{plain(stat.label)}**: a stat of everyone"


def _variable(variable: Variable, index: Index) -> Iterator[str]:
    domain = variable.domain
    kind = f"a {variable.kind}" + (f" of `{variable.chapter}`" if variable.chapter else "")
    values = f", 0 to {domain.maximum}" if domain.kind is DomainKind.RANGE else ""
    start = f", {domain.value(variable.start)} at first" if domain.kind is not DomainKind.BOOLEAN else ""
    yield f"**{variable.name}**: {kind}{values}{start}"
    if variable.says:
        yield plain(variable.says)
    if domain.kind is DomainKind.ENUM:
        yield "\n".join(f"- `{value}` {plain(domain.words.get(value, ''))}" for value in domain.values)
    if variable.of:
        yield f"{index.names.printed[variable.of][0]} remembers it."
    handling = index.handling.get(variable.name)
    if handling is not None:
        yield _listed("Read in", handling.readers)
        yield _listed("Written in", handling.writers)


def _listed(what: str, keys: Iterable[str]) -> str:
    known = list(keys)
    more = f" and {len(known) - _MOST_LISTED} more" if len(known) > _MOST_LISTED else ""
    shown = ", ".join(f"`{key}`" for key in known[:_MOST_LISTED])
    return f"{what}: {shown}{more}" if known else f"{what}: nowhere"


def plain(words: str) -> str:
    """Return an author's words so that Markdown leaves them as they are."""
    return "".join(f"\\{sign}" if sign in "\\`_{}[]<>#" else sign for sign in words)
