"""Declares counts and facts."""

from collections.abc import Mapping
from itertools import islice
from typing import TypeAlias

from msgspec.structs import replace

from game.story.allow import read_allow
from game.story.domains import read_domain, read_start
from game.story.each import each_of, id_for
from game.story.kinds import SEASON
from game.story.names import Names, Scope
from game.story.notices import will_remember
from game.story.problems import Span
from game.story.schema import CountPart, FactPart, WorldFile
from game.story.schema_chapter import ChapterFile
from game.story.text_parser import constant_words
from game.story.variables import DomainKind, Variable, VariableKind


def declare_count(count: str, part: CountPart, span: Span, names: Names) -> None:
    """Declare something the group has, and whether clips are paid from it."""
    if not names.declare(count, span):
        return
    domain = read_domain(part, names)
    for season in part.seasons or []:
        if season.text not in names.seasons:
            names.unknown(SEASON, season.text, season.span, names.seasons)
    seasons = frozenset(season.text for season in part.seasons) if part.seasons is not None else None
    label = part.label.text if part.label else count.replace("_", " ").capitalize()
    variable = Variable(
        count,
        len(names.variables),
        VariableKind.COUNT,
        domain,
        read_start(part.start, domain, names),
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


def declare_facts(owner: WorldFile | ChapterFile, chapter: str | None, names: Names) -> None:
    """Declare the facts of a file, those of several people once for each. ``chapter`` is ``None`` for the world's."""
    for fact, part in owner.facts.items():
        span = owner.inside("facts").key_span(fact)
        for them in each_of(part, Scope("record"), names):
            if names.declare(id_for(fact, them), span):
                _fact(id_for(fact, them), part, span, Scope("record", chapter, them=them), names)


Declared: TypeAlias = tuple[tuple[Variable, Mapping[str, str] | None], ...]
"""Facts, each with what its ``allow`` says if it has one. Their slots are those they had when they were declared."""


def declare_chapter_facts(chapter: ChapterFile, names: Names) -> Declared:
    """Declare the facts of a chapter's file, and return what was declared."""
    before = len(names.variables)
    declare_facts(chapter, chapter.chapter.text, names)
    made = islice(names.variables.values(), before, None)
    return tuple((variable, names.allowed_facts.get(variable.name)) for variable in made)


def enter_facts(names: Names, declared: Declared) -> None:
    """Declare facts again that were declared without anything wrong."""
    for variable, allowed in declared:
        if names.claim(f"id:{variable.name}", variable.name, variable.span):
            if allowed is not None:
                names.allowed_facts[variable.name] = dict(allowed)
            names.add_variable(replace(variable, slot=len(names.variables)))


def _fact(fact: str, part: FactPart, span: Span, scope: Scope, names: Names) -> None:
    domain = read_domain(part, names)
    person = names.person(part.of, scope) if part.of else None
    if part.allow:
        names.allowed_facts[fact] = read_allow(part.allow, part, names)
    if person and domain.kind is DomainKind.ENUM and not domain.words:
        names.problems.add(
            "HT113",
            part.at("one_of"),
            "A fact that somebody remembers needs a sentence for each value.",
            expected='`one_of: {value: "The sentence.", …}`',
        )
    if part.notice is not None:
        notice = "" if part.notice.text == "none" else constant_words(part.notice, names, scope)
    else:
        notice = will_remember(names.printed[person][0]) if person else ""
    if domain.words:
        words = part.one_of if isinstance(part.one_of, dict) else {}
        domain = replace(domain, words={key: constant_words(word, names, scope) for key, word in words.items()})
    names.add_variable(
        Variable(
            fact,
            len(names.variables),
            VariableKind.FACT,
            domain,
            read_start(part.start, domain, names),
            span,
            says=constant_words(part.says, names, scope) if part.says else "",
            of=person,
            notice=notice,
            hidden=part.hidden,
            chapter=scope.chapter,
        )
    )
