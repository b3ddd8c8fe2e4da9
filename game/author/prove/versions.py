"""What a slot holds at some point of a way, as literals: a version of it, as in static single assignment."""

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from game.author.prove.clauses import Clauses
from game.author.prove.formula import Table

Version: TypeAlias = Mapping[int, int]
"""The codes a slot can have at some point of the way, each with the literal that says so. Exactly one is true."""


class Versions(Clauses):
    """A solver with versions of slots, each known by its identity."""

    def __init__(self) -> None:
        """Begin without any."""
        super().__init__()
        self.known: dict[object, int] = {}
        """Literals by what they stand for."""
        self._derived: dict[tuple[int, Table], Version] = {}
        self._constants: dict[int, Version] = {}
        self._kept: list[Version] = []

    def any_code(self, version: Version, codes: int) -> int:
        """Return a literal that can only be true if a version is of one of some codes."""
        inside = [literal for code, literal in version.items() if codes >> code & 1]
        outside = [literal for code, literal in version.items() if not codes >> code & 1]
        if not inside or not outside:
            return -1 if not inside else 1
        if len(outside) == 1:
            return -outside[0]
        if len(inside) == 1:
            return inside[0]
        key = (id(version), codes)
        if key not in self.known:
            self.known[key] = self.any(inside)
        return self.known[key]

    def constant(self, code: int) -> Version:
        """Return the version that is of one code and no other."""
        return self._constants.setdefault(code, {code: 1})

    def changed(self, before: Version, table: Table) -> Version:
        """Return what becomes of a version."""
        key = (id(before), table)
        if key not in self._derived:
            self._derived[key] = self._image(before, table)
        return self._derived[key]

    def _image(self, before: Version, table: Table) -> Version:
        sources: dict[int, list[int]] = {}
        for code, literal in before.items():
            sources.setdefault(table[code], []).append(literal)
        if len(sources) == 1:
            return self.constant(next(iter(sources)))
        after: dict[int, int] = {}
        for code, literals in sources.items():
            if len(literals) == 1:
                after[code] = literals[0]
            else:
                after[code] = one = self.fresh()
                self.solver.add_clause([-one, *literals])
                for literal in literals:
                    self.solver.add_clause([one, -literal])
        return self._keep(after)

    def merged(self, before: Sequence[tuple[Version, int]], possible: int) -> Version:
        """Return a version that is, of some others, the one whose literal is true; at most one is."""
        codes = [code for code in range(possible.bit_length()) if possible >> code & 1]
        if len(codes) == 1:
            return self.constant(codes[0])
        if len(codes) == 2:  # noqa: PLR2004 - one variable tells two codes apart
            one = self.fresh()
            version = {codes[0]: -one, codes[1]: one}
        else:
            version = {code: self.fresh() for code in codes}
            self.solver.add_clause(list(version.values()))
            self.at_most_one(list(version.values()))
        for source, edge in before:
            for code, literal in source.items():
                after = version.get(code)
                clause = [-edge] if literal == 1 else [-edge, -literal]
                self.solver.add_clause(clause if after is None else [*clause, after])
        return self._keep(version)

    def _keep(self, version: Version) -> Version:
        """Hold on to a version, for its identity is what it is known by."""
        self._kept.append(version)
        return version
