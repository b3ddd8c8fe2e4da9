"""The few signs the game draws, and how a value on a scale looks. A shape always carries what a colour says."""

from msgspec import Struct
from msgspec.structs import replace


class Glyphs(Struct, frozen=True):
    """One set of signs. Each is a single cell wide."""

    full: str
    empty: str
    bar: str
    gap: str
    record: str
    cursor: str
    locked: str
    mark: str
    chosen: str
    more: str
    raised: str
    lowered: str
    arrow: str
    rule: str
    fog: str
    lines: str
    """By the arms a line has in a cell: 1 upwards, 2 to the right, 4 downwards, 8 to the left."""
    as_numbers: bool = False
    """Whether a value is written and not drawn."""

    def pips(self, code: int, maximum: int) -> str:
        """Return a stat as pips, full ones first."""
        return f"{code}/{maximum}" if self.as_numbers else self.full * code + self.empty * (maximum - code)

    def gauge(self, code: int, maximum: int) -> str:
        """Return a count as a bar, one cell a unit."""
        return f"{code}/{maximum}" if self.as_numbers else self.bar * code + self.gap * (maximum - code)

    def beside(self, number: str) -> str:
        """Return the number that stands beside what is drawn; nothing where that is a number itself."""
        return "" if self.as_numbers else number


DRAWN = Glyphs(
    "●", "○", "━", "─", "●", "►", "\N{MULTIPLICATION SIGN}", "▪", "»", "▼", "▲", "▼", "→", "─", "░", " │─└││┌├─┘─┴┐┤┬┼"
)
LETTERS = Glyphs("*", ".", "#", "-", "*", ">", "x", "-", ">", "v", "+", "-", "to", "-", ":", " |-+||++-+-+++++")
"""For fonts and locales in which the drawn signs are missing, or two cells wide."""
NUMBERS = replace(DRAWN, as_numbers=True)
"""For whoever would rather read than count."""
