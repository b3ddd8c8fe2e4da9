"""Codes of a slot that nothing further on tells apart, taken for one: there are fewer states, and as many ways.

Two codes are alike at a node if no condition of a move there tells them apart, and every move takes them to codes that
are alike where it leads: the coarsest such partition, slot by slot, found from the ends back. (Bisimulation, as Paige
and Tarjan 1987 compute it, but on a graph without loops and for one slot at a time.)
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import TypeAlias

from msgspec.structs import replace

from game.author.prove.ahead import Paths
from game.author.prove.formula import Formula, Member, Table, Truth, Update
from game.author.prove.trains import codes_in
from game.author.prove.unfold import Edge, Unfolding
from game.author.prove.value_sets import Possible

_Folds: TypeAlias = Mapping[int, Table]
"""For each slot that matters, what each code is taken for."""


def merged(paths: Paths) -> Paths:
    """Return ways with codes that are alike made one, wherever a move leads. There are as many of them."""
    graph = paths.graph
    folds: list[_Folds] = [{} for _ in graph.nodes]
    for node in reversed(graph.nodes):
        possible = paths.sets[node.index]
        if possible is not None:
            questions = _questions(graph, [edge for edge in graph.out[node.index] if paths.sets[edge.target]], folds)
            folds[node.index] = _folded(possible, questions)
    found = Unfolding(graph.grounds, graph.nodes, [], [[] for _ in graph.nodes], graph.start)
    for edge in graph.edges:
        before = paths.sets[edge.source]
        if before is not None and paths.sets[edge.target] is not None:
            found.add(replace(edge, update=_update(edge, folds[edge.target], graph.grounds.sizes)))
    sets = [None if one is None else _left(one, fold) for one, fold in zip(paths.sets, folds, strict=True)]
    return Paths(found, sets, paths.endings, paths.pieces)


def _questions(graph: Unfolding, edges: Sequence[Edge], folds: Sequence[_Folds]) -> Mapping[int, set[Table]]:
    """Return, for each slot, all that some edges make of its codes: an answer to a condition, or a code further on."""
    found: dict[int, set[Table]] = {}
    for edge in edges:
        for asked in _members(edge.guard):
            answers = tuple(asked.codes >> code & 1 for code in range(graph.grounds.sizes[asked.slot]))
            found.setdefault(asked.slot, set()).add(answers)
        for slot, fold in folds[edge.target].items():
            found.setdefault(slot, set()).add(_composed(edge.update.get(slot), fold))
    return found


def _members(formula: Formula) -> Iterator[Member]:
    if isinstance(formula, Member):
        yield formula
    elif not isinstance(formula, Truth):
        for term in formula.terms:
            yield from _members(term)


def _composed(table: Table | None, fold: Table) -> Table:
    return fold if table is None else tuple(fold[code] for code in table)


def _folded(possible: Possible, questions: Mapping[int, set[Table]]) -> _Folds:
    """Return, for each slot of which codes are told apart, the least that is like each of its codes."""
    found: dict[int, Table] = {}
    for slot, tables in questions.items():
        least: dict[tuple[int, ...], int] = {}
        # Of what cannot be nothing is ever asked.
        fold = list(range(len(next(iter(tables)))))
        for code in codes_in(possible[slot]):
            fold[code] = least.setdefault(tuple(table[code] for table in tables), code)
        if len(least) > 1:
            found[slot] = tuple(fold)
    return found


def _left(possible: Possible, fold: _Folds) -> Possible:
    """Return the codes that are possible once those that are alike are one. What does not matter has one."""
    return [
        sum({1 << fold[slot][code] for code in codes_in(codes)}) if slot in fold else codes & -codes
        for slot, codes in enumerate(possible)
    ]


def _update(edge: Edge, fold: _Folds, sizes: Sequence[int]) -> Update:
    """Return what an edge does to the slots that matter after it."""
    tables = {slot: _composed(edge.update.get(slot), one) for slot, one in fold.items()}
    return {slot: table for slot, table in tables.items() if table != tuple(range(sizes[slot]))}
