"""Fills the table of names from the files: first everything that is declared, so that afterwards every reference can be looked up."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from game.story.model import Ending
from game.story.names import THEM_SUFFIX, YOU, ChoiceDraft, Names, SceneDraft, Scope
from game.story.problems import Span, nearest
from game.story.schema import (
    CastFile,
    ChapterFile,
    ChoicePart,
    CountPart,
    DomainPart,
    FactPart,
    PersonPart,
    PlacesFile,
    RecordFile,
    StatPart,
    StoryFile,
    WorldFile,
    YouPart,
)
from game.story.source import Scalar
from game.story.variables import Domain, DomainKind, Stat, Variable, VariableKind

_STORY = Scope("record")


@dataclass
class Files:
    """The files of a story that could be read."""

    story: StoryFile | None = None
    cast: CastFile | None = None
    world: WorldFile | None = None
    places: PlacesFile | None = None
    record: RecordFile | None = None
    chapters: list[tuple[ChapterFile, str | None]] = field(default_factory=list)
    """Chapter files in story order, each with its season."""


def declare(files: Files, names: Names) -> None:
    """Declare everything the files hold. Facts are declared after people, whom they may belong to, and before any condition is read."""
    for season in files.story.seasons or [] if files.story else []:
        names.check_id(season.id.text, season.id.span)
        names.claim(f"season:{season.id.text}", season.id.text, season.id.span)
        names.seasons.add(season.id.text)
    if files.places:
        names.places.update(files.places.places)
        for place in files.places.places:
            names.check_id(place, files.places.inside("places").key_span(place))
    _people(files, names)
    world = files.world
    if world:
        for count, part in world.counts.items():
            _count(count, part, world.inside("counts").key_span(count), names)
        _facts(world.facts, world, None, names)
    for chapter, _ in files.chapters:
        _facts(chapter.facts, chapter, chapter.chapter.text, names)
    _scenes(files, names)
    for epilogue in files.record.epilogues if files.record else []:
        if epilogue.ending:
            _ending(Ending(epilogue.ending.id.text, epilogue.ending.title.text, None, epilogue.ending.id.span), names)


def read_domain(part: DomainPart, names: Names) -> Domain:
    """Return a variable's values as declared, reporting what does not fit."""
    if part.range is not None and part.one_of is not None:
        names.problems.add(
            "HT114",
            part.key("one_of"),
            "A variable has either a range or a list of values.",
            expected="`range` or `one_of`",
        )
    if part.one_of is not None:
        words = {key: value.text for key, value in part.one_of.items()} if isinstance(part.one_of, dict) else {}
        listed = list(part.one_of) if isinstance(part.one_of, dict) else [value.text for value in part.one_of]
        _check_values(part, listed, names)
        return Domain(DomainKind.ENUM, max(len(listed) - 1, 0), tuple(listed) or ("none",), words)
    if part.range is not None:
        return Domain(DomainKind.RANGE, part.range)
    return Domain(DomainKind.BOOLEAN, 1)


def _check_values(part: DomainPart, listed: Sequence[str], names: Names) -> None:
    if not 2 <= len(listed) <= 24:
        names.problems.add("HT109", part.at("one_of"), f"Here are {len(listed)} values.", expected="2 to 24 values")
    if len(set(listed)) < len(listed):
        twice = next(value for value in listed if listed.count(value) > 1)
        names.problems.add(
            "HT201", part.at("one_of"), f"The value `{twice}` stands here twice.", expected="values of their own"
        )
    for value in listed:
        if (
            not value.replace("_", "a").isalnum()
            or not value.isascii()
            or not value[:1].isalpha()
            or value != value.lower()
            or len(value) > 40
        ):
            names.problems.add(
                "HT107",
                part.at("one_of"),
                f"`{value}` is not an id.",
                expected="lower-case letters, digits and underscores, a letter first, at most 40",
            )


def read_value(written: Scalar, domain: Domain) -> int | None:
    """Return the code of a value as written, or ``None`` where it is outside the domain."""
    if domain.kind is DomainKind.BOOLEAN:
        return {"true": 1, "false": 0}.get(written.text)
    if domain.kind is DomainKind.ENUM:
        return domain.values.index(written.text) if written.text in domain.values else None
    return (
        int(written.text)
        if written.text.isascii() and written.text.isdigit() and int(written.text) <= domain.maximum
        else None
    )


def domain_in_words(domain: Domain) -> str:
    """Return the values of a domain, for an author."""
    if domain.kind is DomainKind.ENUM:
        return "one of " + ", ".join(f"`{value}`" for value in domain.values)
    return f"a whole number from 0 to {domain.maximum}" if domain.kind is DomainKind.RANGE else "`true` or `false`"


def _start(written: Scalar | None, domain: Domain, names: Names) -> int:
    if written is None:
        return 0
    code = read_value(written, domain)
    if code is None:
        names.problems.add(
            "HT115",
            written.span,
            f"`{written.text}` is not one of its values.",
            expected=domain_in_words(domain),
            hint=nearest(written.text, domain.values),
        )
        return 0
    return code


def _stat(stat: str, part: StatPart, span: Span, names: Names) -> Stat:
    names.check_id(stat, span)
    domain = read_domain(part, names)
    able = _codes(part.able, domain, names)
    alive = _codes(part.alive, domain, names)
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


def _codes(written: list[Scalar] | None, domain: Domain, names: Names) -> frozenset[int] | None:
    if written is None:
        return None
    codes: set[int] = set()
    for value in written:
        code = read_value(value, domain)
        if code is None:
            names.problems.add(
                "HT115",
                value.span,
                f"`{value.text}` is not one of its values.",
                expected=domain_in_words(domain),
                hint=nearest(value.text, domain.values),
            )
        else:
            codes.add(code)
    return frozenset(codes)


def _people(files: Files, names: Names) -> None:
    world, cast = files.world, files.cast
    starts: dict[str, int] = {}
    for stat, part in (world.stats if world else {}).items():
        names.stats[stat] = _stat(stat, part, world.inside("stats").key_span(stat) if world else part.span, names)
        starts[stat] = _start(part.start, names.stats[stat].domain, names)
    you = cast.you if cast and cast.you else None
    everyone: dict[str, PersonPart | YouPart | None] = {YOU: you, **(cast.people if cast else {})}
    for person, written in everyone.items():
        names.people[person] = {}
        names.printed[person] = (person, person)
        if person != YOU and cast and isinstance(written, PersonPart):
            names.declare(person, cast.inside("people").key_span(person))
            full = written.full.text if written.full else written.name.text
            names.printed[person] = (" ".join(written.name.text.split()), " ".join(full.split()))
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
            names.unknown("HT208", "stat", word.text, word.span, names.stats)
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
            names.unknown("HT208", "stat", stat, part.inside("start").key_span(stat), has, person)
    for stat, made in has.items():
        own_start = _start(part.stats[stat].start, made.domain, names) if part and stat in own else starts.get(stat, 0)
        start = _start(written[stat], made.domain, names) if stat in written else own_start
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


def _count(count: str, part: CountPart, span: Span, names: Names) -> None:
    if not names.declare(count, span):
        return
    domain = read_domain(part, names)
    for season in part.seasons or []:
        if season.text not in names.seasons:
            names.unknown("HT217", "season", season.text, season.span, names.seasons)
    seasons = frozenset(season.text for season in part.seasons) if part.seasons is not None else None
    label = part.label.text if part.label else count.replace("_", " ").capitalize()
    variable = Variable(
        count,
        len(names.variables),
        VariableKind.COUNT,
        domain,
        _start(part.start, domain, names),
        span,
        label=label,
        hidden=part.hidden,
        high_is_better=part.better != "low",
        seasons=seasons,
    )
    names.add_variable(variable)
    if part.pays is None:
        return
    if domain.kind is not DomainKind.RANGE:
        names.problems.add("HT412", part.key("pays"), "Clips are paid from a number.", expected="`range`")
    elif names.paying is not None:
        names.problems.add(
            "HT417",
            part.key("pays"),
            f"Clips are paid from `{names.paying.name}` already.",
            expected="at most one count that pays",
        )
    else:
        names.paying = variable


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


def _facts(facts: dict[str, FactPart], owner: WorldFile | ChapterFile, chapter: str | None, names: Names) -> None:
    for fact, part in facts.items():
        span = owner.inside("facts").key_span(fact)
        for them in each_of(part.each, Scope("record"), names):
            _fact(fact.removesuffix(THEM_SUFFIX) + f"_{them}" if them else fact, part, span, chapter, them, names)


def _fact(fact: str, part: FactPart, span: Span, chapter: str | None, them: str | None, names: Names) -> None:
    if not names.declare(fact, span):
        return
    domain = read_domain(part, names)
    person = names.person(part.of, Scope("record", them=them)) if part.of else None
    if person and domain.kind is DomainKind.ENUM and not domain.words:
        names.problems.add(
            "HT113",
            part.at("one_of"),
            "A fact that somebody remembers needs a sentence for each value.",
            expected='`one_of: {value: "The sentence.", …}`',
        )
    if part.notice is not None:
        notice = "" if part.notice.text == "none" else " ".join(part.notice.text.split())
    else:
        notice = f"{names.printed[person][0]} will remember that." if person else ""
    says = " ".join(part.says.text.split()) if part.says else ""
    names.add_variable(
        Variable(
            fact,
            len(names.variables),
            VariableKind.FACT,
            domain,
            _start(part.start, domain, names),
            span,
            says=says,
            of=person,
            notice=notice,
            hidden=part.hidden,
            chapter=chapter,
        )
    )


def _scenes(files: Files, names: Names) -> None:
    for chapter, season in files.chapters:
        chapter_id = chapter.chapter.text
        if chapter_id not in names.chapters:
            names.check_id(chapter_id, chapter.chapter.span)
            names.chapters[chapter_id] = chapter.chapter.span
        for scene, part in chapter.scenes.items():
            span = chapter.inside("scenes").key_span(scene)
            names.check_id(scene, span)
            scope = Scope("chapter", chapter_id, season)
            for them in each_of(part.each, scope, names):
                one = scene.removesuffix(THEM_SUFFIX) + f"_{them}" if part.each is not None else scene
                draft = SceneDraft(
                    part, one, f"{chapter_id}.{one}", chapter_id, season, them if part.each is not None else None, span
                )
                if names.claim(f"scene:{draft.key}", one, span):
                    names.scenes[draft.key] = draft
                    _contents(draft, names)


def _contents(draft: SceneDraft, names: Names) -> None:
    part = draft.part
    scope = Scope("chapter", draft.chapter, draft.season, draft.them)
    for choice in part.choices or []:
        names.check_id(choice.id.text, choice.id.span)
        for them in each_of(choice.each, scope, names):
            one = (
                choice.id.text.removesuffix(THEM_SUFFIX) + f"_{them}"
                if choice.each is not None
                else names.resolve(choice.id.text, scope, choice.id.span)
            )
            _choice(draft, choice, one, them, names)
    if part.ending:
        written = part.ending.id
        _ending(
            Ending(
                names.resolve(written.text, scope, written.span),
                " ".join(part.ending.title.text.split()),
                part.ending.kind,
                written.span,
            ),
            names,
        )
    if part.clip:
        _clip(names.resolve(part.clip.id.text, scope, part.clip.id.span), draft, names)


def _choice(draft: SceneDraft, part: ChoicePart, one: str, them: str | None, names: Names) -> None:
    key = f"{draft.key}.{one}"
    if names.claim(f"choice:{key}", one, part.id.span):
        made = ChoiceDraft(part, one, key, them)
        draft.choices.append(made)
        names.choices[key] = made


def _ending(ending: Ending, names: Names) -> None:
    names.check_id(ending.id, ending.span)
    if names.claim(f"ending:{ending.id}", ending.id, ending.span):
        names.endings[ending.id] = ending


def _clip(fact: str, draft: SceneDraft, names: Names) -> None:
    """Declare a clip's fact, unless the world has it or an earlier clip of the same chapter."""
    span = draft.part.clip.id.span if draft.part.clip else draft.span
    known = names.variables.get(fact)
    if (
        known is not None
        and known.domain.kind is DomainKind.BOOLEAN
        and (
            (known.kind is VariableKind.FACT and known.chapter is None)
            or (known.kind is VariableKind.CLIP and known.chapter == draft.chapter)
        )
    ):
        return
    if known is not None and known.kind is VariableKind.FACT and known.chapter is None:
        names.problems.add(
            "HT412", span, f"`{fact}` is a fact with several values.", expected="a fact that is true or false"
        )
        return
    if names.declare(fact, span):
        names.add_variable(
            Variable(
                fact,
                len(names.variables),
                VariableKind.CLIP,
                Domain(DomainKind.BOOLEAN, 1),
                0,
                span,
                chapter=draft.chapter,
            )
        )
