"""A story's dilemmas: what each option opens and closes, how soon that is seen, and which options compare badly."""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct, field

from game.author.progress import Tell, silent
from game.author.prove.claims import Claim, Kind
from game.author.prove.decide import Decided
from game.author.prove.dilemmas import Comparison, Dilemmas
from game.author.prove.options import LINE, LOST, SURVIVES, Option, Options
from game.author.prove.visible import Seen, Visible
from game.errors import CannotBegin
from game.story.laws import LawKind
from game.story.model import Story
from game.story.problems import nearest
from game.story.variables import VariableKind

KINDS = ("endings", "survives", "lost", "laws", "lines", "scenes")
"""What an option can open: endings, who can be alive at one with a Record and who dead, what laws let be led to, …"""


class Chosen(Struct, frozen=True):
    """An option, and what follows it."""

    choice: str
    value: str
    taken: bool
    """Whether any playthrough takes it."""
    opens: Mapping[str, Sequence[str]]
    """By kind, what can come after it and cannot after some other option."""
    closes: Mapping[str, Sequence[str]]
    """By kind, what can come after some other option and cannot after it."""
    at_once: Sequence[str]
    """Stats and counts that are shown and that it changes, as far as there is room for it."""
    first: Visible | None
    """Where something is first read, offered or led to otherwise; ``None`` if nothing asks for the fact."""


class Dilemma(Struct, frozen=True):
    """A scene with a dilemma. Pairs of options are given by the choices' ids."""

    scene: str
    fact: str
    options: Sequence[Chosen]
    same_future: Sequence[tuple[str, str]]
    dominated: Sequence[tuple[str, str]]
    """Each option with one that is at least as good on every count."""
    undecided: bool


class Choosing(Struct, dict=True):
    """A story's dilemmas, as far as they are worked out."""

    story_id: str
    version: str
    dilemmas: list[Dilemma] = field(default_factory=list)
    interrupted: bool = False


def weigh_options(story: Story, only: str | None = None, tell: Tell = silent) -> Choosing:
    """Work out a story's dilemmas, or those of one fact or scene; interrupted, it gives those that are done.

    Raises CannotBegin if there is no dilemma of that name.
    """
    scenes = _named(story, only)
    found = Choosing(story.id, story.version)
    try:
        _weigh(story, scenes, found, tell)
    except KeyboardInterrupt:
        found.interrupted = True
    return found


def _named(story: Story, only: str | None) -> list[str]:
    scenes = {key: scene.dilemma for key, scene in story.scenes.items() if scene.dilemma is not None}
    wanted = [key for key, fact in scenes.items() if only is None or only in {key, fact}]
    if only is not None and not wanted:
        raise CannotBegin(f"This story has no dilemma `{only}`.", nearest(only, [*scenes, *set(scenes.values())]))
    return wanted


def _weigh(story: Story, scenes: Sequence[str], found: Choosing, tell: Tell) -> None:
    decided = Decided(story, tell)
    decided.run()
    dilemmas = Dilemmas(decided)
    compared: dict[str, list[Comparison]] = {}
    for place, one in enumerate(dilemmas.comparisons()):
        tell("Comparing", place, place + 1)
        compared.setdefault(one.scene.key, []).append(one)
    dilemmas.close()
    options = Options(decided, scenes)
    seen = Seen(options)
    for place, key in enumerate(scenes):
        tell("Dilemmas", place, len(scenes))
        found.dilemmas.append(_dilemma(options, seen, key, compared.get(key, [])))
    options.close()


def _dilemma(options: Options, seen: Seen, key: str, compared: Sequence[Comparison]) -> Dilemma:
    there = options.of[key]
    can = {option: _named_claims(options.story, options.after(option)) for option in there}
    taken = [option for option in there if options.is_taken(option)]
    chosen = [_chosen(options, seen, option, can, taken) for option in there]
    same = [_ids(one) for one in compared if one.same_future]
    return Dilemma(
        key,
        options.story.scenes[key].dilemma or "",
        chosen,
        # A pair has the same future either way round.
        [pair for pair in same if pair[0] < pair[1]],
        [_ids(one) for one in compared if one.dominated],
        any(None in {one.same_future, one.dominated} for one in compared),
    )


def _chosen(
    options: Options,
    seen: Seen,
    option: Option,
    can: Mapping[Option, Mapping[str, frozenset[str]]],
    taken: Sequence[Option],
) -> Chosen:
    others = [other for other in taken if other is not option]
    story = options.story
    opens, closes = {}, {}
    for kind in KINDS:
        mine = can[option][kind]
        theirs = [can[other][kind] for other in others]
        opens[kind] = sorted(one for one in mine if any(one not in other for other in theirs))
        closes[kind] = sorted(frozenset[str]().union(*theirs) - mine)
    slot = story.slots[option.scene.dilemma or ""]
    value = str(story.variables[slot].domain.value(option.code))
    first = seen.first(option, others) if option in taken else None
    return Chosen(option.choice.id, value, option in taken, opens, closes, _shown(story, option), first)


def _shown(story: Story, option: Option) -> list[str]:
    """Return the stats and counts on a player's screen that an option changes."""
    variables = [story.variables[effect.slot] for effect in option.choice.effects]
    gauges = {VariableKind.STAT, VariableKind.COUNT}
    return [variable.name for variable in variables if variable.kind in gauges and not variable.hidden]


def _named_claims(story: Story, claims: Iterable[Claim]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {kind: set() for kind in KINDS}
    details = {SURVIVES: "survives", LOST: "lost", LINE: "lines"}
    for claim in claims:
        found[details[claim.detail] if claim.kind is Kind.VALUE else str(claim.kind)].add(claim.at)
    for law in story.laws:
        if law.kind is LawKind.LEADS_TO:
            ways = [target for target in law.targets if target in found["scenes"] | found["endings"]]
            found["laws"].update(f"{law.id}: {target}" for target in ways)
    return {kind: frozenset(ids) for kind, ids in found.items()}


def _ids(one: Comparison) -> tuple[str, str]:
    return one.options[0].id, one.options[1].id
