"""Declares people: who they are, and the stats they have."""

from game.story.domains import read_codes, read_domain, read_start
from game.story.files import Files
from game.story.kinds import SEASON, STAT
from game.story.names import YOU, Names, Scope
from game.story.nodes import one_line
from game.story.problems import Span
from game.story.schema import PersonPart, StatPart, YouPart
from game.story.variables import DomainKind, Stat, Variable, VariableKind

_STORY = Scope("record")


def _stat(stat: str, part: StatPart, span: Span, names: Names) -> Stat:
    names.check_id(stat, span)
    domain = read_domain(part, names)
    able = read_codes(part.able, domain, names)
    alive = read_codes(part.alive, domain, names)
    if alive is not None and able is None:
        names.problems.add(
            "HT416",
            part.key("alive"),
            "`alive` stands here without `able`.",
            expected="`able`, the values that can be there and speak",
        )
    if able is not None and domain.kind is not DomainKind.ENUM:
        names.problems.add(
            "HT416",
            part.key("able"),
            "Only a stat with `one_of` can tell who is there.",
            expected="`one_of` with its values",
        )
    label = part.label.text if part.label else stat.replace("_", " ").capitalize()
    made = Stat(stat, label, domain, part.hidden, part.better != "low", able, alive if alive is not None else able)
    if able is not None:
        if names.presence is not None:
            names.problems.add(
                "HT416",
                part.key("able"),
                f"The stat `{names.presence.id}` already tells who is there.",
                expected="at most one stat with `able`",
            )
        else:
            names.presence = made
    return made


def declare_people(files: Files, names: Names) -> None:
    """Declare the world's stats, then everyone in cast order with theirs, then groups."""
    world, cast = files.world, files.cast
    starts: dict[str, int] = {}
    for stat, part in (world.stats if world else {}).items():
        names.stats[stat] = _stat(stat, part, world.inside("stats").key_span(stat) if world else part.span, names)
        starts[stat] = read_start(part.start, names.stats[stat].domain, names)
    you = cast.you if cast and cast.you else None
    everyone: dict[str, PersonPart | YouPart | None] = {YOU: you, **(cast.people if cast else {})}
    for person, written in everyone.items():
        names.people[person] = {}
        names.printed[person] = (person, person)
        if person != YOU and cast and isinstance(written, PersonPart):
            names.declare(person, cast.inside("people").key_span(person))
            full = written.full.text if written.full else written.name.text
            names.printed[person] = (one_line(written.name), " ".join(full.split()))
            for season in written.later:
                if season not in names.seasons:
                    names.unknown(SEASON, season, written.inside("later").key_span(season), names.seasons)
        _person_stats(person, written, starts, names)
    for group, members in (cast.groups if cast else {}).items():
        names.declare(group, cast.inside("groups").key_span(group) if cast else Span(""))
        found = [names.person(member, _STORY) for member in members]
        names.groups[group] = tuple(person for person in found if person is not None)


def _person_stats(person: str, part: PersonPart | YouPart | None, starts: dict[str, int], names: Names) -> None:
    own = (
        {
            stat: _stat(stat, stat_part, part.inside("stats").key_span(stat), names)
            for stat, stat_part in part.stats.items()
        }
        if part
        else {}
    )
    without = {word.text for word in part.without} if part else set()
    for word in part.without if part else []:
        if word.text not in names.stats:
            names.unknown(STAT, word.text, word.span, names.stats)
    for stat in own:
        if stat in names.stats and part:
            names.problems.add(
                "HT201",
                part.inside("stats").key_span(stat),
                f"The world has a stat `{stat}` already.",
                expected="an id of its own",
            )
    has = {stat: made for stat, made in names.stats.items() if stat not in without} | own
    names.people[person] = has
    written = part.start if part else {}
    for stat in written:
        if stat not in has and part:
            names.unknown(STAT, stat, part.inside("start").key_span(stat), has, person)
    for stat, made in has.items():
        own_start = (
            read_start(part.stats[stat].start, made.domain, names) if part and stat in own else starts.get(stat, 0)
        )
        start = read_start(written[stat], made.domain, names) if stat in written else own_start
        names.add_variable(
            Variable(
                f"{person}.{stat}",
                len(names.variables),
                VariableKind.STAT,
                made.domain,
                start,
                part.span if part else Span(""),
                label=made.label,
                person=person,
                stat=stat,
                hidden=made.hidden,
                high_is_better=made.high_is_better,
            )
        )
