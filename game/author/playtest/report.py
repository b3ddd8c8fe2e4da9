"""What a playtest found, for people and for programs."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import accumulate

from game.author.playtest.personas import PERSONAS
from game.author.playtest.tally import Group, Tally
from game.author.playtest.trial import Manner, all_there_is
from game.engine.rules import YOU
from game.story.model import Story

MOST_UNREAD = 30
"""How many of the scenes and moves that nobody came to are named."""
QUANTILES = (0.0, 0.05, 0.5, 0.95, 1.0)


def as_text(story: Story, tally: Tally, manner: Manner) -> str:
    """Return a report to be read."""
    return "\n".join(_lines(story, tally, manner)) + "\n"


def as_json(story: Story, tally: Tally, manner: Manner) -> str:
    """Return everything that was counted, as JSON."""
    read = set(tally.read)
    coverage = {
        kind: {"all": len(ids), "read": len(ids & read), "unread": sorted(ids - read)}
        for kind, ids in all_there_is(story).items()
    }
    report = {
        "story": {"id": story.id, "version": story.version},
        "seed": manner.seed,
        "to_the_end": manner.to_the_end,
        "runs": tally.runs,
        "personas": {
            name: {
                "runs": group.runs,
                "endings": dict(sorted(group.endings.items())),
                "personal": dict(sorted(group.personal.items())),
                "lost": dict(sorted(group.lost.items())),
            }
            for name, group in sorted(tally.groups.items())
        },
        "moves": dict(zip(("least", "5%", "median", "95%", "most"), quantiles(tally.lengths), strict=True)),
        "words": dict(
            zip(("least", "5%", "median", "95%", "most"), (100 * q for q in quantiles(tally.words)), strict=True)
        ),
        "coverage": coverage,
        "without_an_ending": tally.endless,
    }
    return json.dumps(report, indent=2, ensure_ascii=False) + "\n"


def quantiles(counted: Counter[int]) -> list[int]:
    """Return the least, the 5 %, the median, the 95 % and the most of what was counted; zeros if nothing was."""
    values = sorted(counted)
    if not values:
        return [0 for _ in QUANTILES]
    sums = list(accumulate(counted[value] for value in values))
    return [
        next(value for value, below in zip(values, sums, strict=True) if below >= share * sums[-1])
        for share in QUANTILES
    ]


def _lines(story: Story, tally: Tally, manner: Manner) -> Iterator[str]:
    going_round = ", early ends gone round" if manner.to_the_end else ""
    yield f"{tally.runs:,} runs of {story.title}, seed {manner.seed}{going_round}."
    yield from _lengths(tally)
    yield from ("", "Endings, in percent of each player's runs")
    titles = _ending_titles(story)
    reached = {ending for group in tally.groups.values() for ending in (*group.endings, *group.personal)}
    order = [ending for ending in titles if ending in reached] + ([""] if "" in reached else [])
    rows = [
        (
            titles.get(ending, "no ending at all"),
            [group.endings[ending] + group.personal[ending] for group in _groups(tally)],
        )
        for ending in order
    ]
    yield from _table(tally, rows)
    missed = [title for ending, title in titles.items() if ending not in reached]
    if missed:
        yield f"Nobody came to: {', '.join(missed)}."
    if tally.endless:
        yield f"Without an ending: run {', '.join(map(str, tally.endless))}."
    lost = [person for person in story.people if person != YOU and any(group.lost[person] for group in _groups(tally))]
    if lost:
        yield from ("", "Alive at the end, in percent")
        yield from _table(
            tally,
            [(story.people[one].name, [group.runs - group.lost[one] for group in _groups(tally)]) for one in lost],
        )
    yield from _coverage(story, tally)


def _lengths(tally: Tally) -> Iterator[str]:
    moves, words = quantiles(tally.lengths), quantiles(tally.words)
    longest = f"the longest {moves[4]:,} and {100 * words[4]:,}"
    yield f"Half have at most {moves[2]:,} moves and {100 * words[2]:,} words; {longest}."


def _ending_titles(story: Story) -> dict[str, str]:
    endings = [scene.ending for scene in story.scenes.values()] + [one.ending for one in story.epilogues]
    return {ending.id: ending.title for ending in endings if ending is not None}


def _groups(tally: Tally) -> list[Group]:
    return [tally.groups[persona.id] for persona in PERSONAS if persona.id in tally.groups]


def _table(tally: Tally, rows: Iterable[tuple[str, list[int]]]) -> Iterator[str]:
    """Yield rows of shares, one column for each persona and one for all of them."""
    groups = _groups(tally)
    names = [persona.id for persona in PERSONAS if persona.id in tally.groups]
    found = list(rows)
    width = max((len(title) for title, _ in found), default=0)
    yield f"{'':{width}}  {''.join(f'{name:>10}' for name in names)}{'all':>10}"
    for title, counts in found:
        shares = [100 * count / group.runs for count, group in zip(counts, groups, strict=True)]
        whole = 100 * sum(counts) / tally.runs
        yield f"{title:{width}}  {''.join(f'{share:10.1f}' for share in (*shares, whole))}"


def _coverage(story: Story, tally: Tally) -> Iterator[str]:
    yield ""
    read = set(tally.read)
    for kind, ids in all_there_is(story).items():
        unread = sorted(ids - read)
        yield f"{len(ids) - len(unread):,} of {len(ids):,} {kind} were read."
        if unread and kind != "branches":
            more = f" and {len(unread) - MOST_UNREAD} more" if len(unread) > MOST_UNREAD else ""
            yield f"  Not: {', '.join(unread[:MOST_UNREAD])}{more}."
    yield "What nobody came to may be out of reach, or rare. `hyosan prove` decides it."
