"""Where something that was read a moment ago stands in what has been typed since."""

from collections.abc import Sequence
from functools import cached_property

from msgspec import Struct

from game.story.problems import Span


def _shared(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many items two sequences begin with in common."""
    count = 0
    for left, right in zip(one, other, strict=False):
        if left != right:
            break
        count += 1
    return count


class Drift(Struct, frozen=True, dict=True):
    """The way from some lines to what has become of them.

    All that stands before the first change and behind the last has only moved. In between nothing is claimed, unless it
    is a single line: there the same holds of its characters.
    """

    before: Sequence[str]
    after: Sequence[str]

    @cached_property
    def _head(self) -> int:
        return _shared(self.before, self.after)

    @cached_property
    def _tail(self) -> int:
        most = min(len(self.before), len(self.after)) - self._head
        return min(most, _shared(self.before[::-1], self.after[::-1]))

    def moved(self, span: Span) -> Span | None:
        """Return where a stretch of one or more lines stands now, or ``None`` if it was changed."""
        by = len(self.after) - len(self.before)
        if span.end_line <= self._head:
            return span
        if span.line > len(self.before) - self._tail:
            return span._replace(line=span.line + by, end_line=span.end_line + by)
        if by or span.line != span.end_line or self._head + self._tail + 1 != len(self.before):
            return None
        old, new = self.before[span.line - 1], self.after[span.line - 1]
        head = _shared(old, new)
        tail = min(min(len(old), len(new)) - head, _shared(old[::-1], new[::-1]))
        if span.end_column - 1 <= head:
            return span
        if span.column - 1 >= len(old) - tail:
            by = len(new) - len(old)
            return span._replace(column=span.column + by, end_column=span.end_column + by)
        return None
