"""The places as a list: floor by floor, where you are, what you have seen, what joins what, who was seen there."""

from typing import ClassVar

from textual.content import Content

from game.engine.atlas import Spot, barred_words, seen_words, sheets
from game.engine.playthrough import Playthrough
from game.language import _
from game.tui.commands import PAGE, Command
from game.tui.screens.page import PageScreen
from game.tui.text import hung, words


class PlacesScreen(PageScreen):
    """Everything of the map that is known in a run."""

    NAME = "Places"
    COMMANDS_HERE: ClassVar[tuple[Command, ...]] = PAGE

    def __init__(self, playthrough: Playthrough) -> None:
        """List the places of a run."""
        super().__init__()
        self._playthrough = playthrough
        self._here = 0
        """The line on which the player stands."""

    def heading(self) -> Content:
        """Return what this is."""
        return words(_("Places"))

    def draw(self, width: int) -> list[Content]:
        """Return the places, area by area."""
        lines: list[Content] = []
        for sheet in sheets(self._playthrough):
            if lines:
                lines.append(Content(""))
            lines.append(words(sheet.area.title, "bold"))
            for level in sheet.levels:
                if level.spots:
                    lines += [Content(""), words(level.name, "$muted")]
                for spot in level.spots:
                    if spot.is_here:
                        self._here = len(lines)
                    lines += self._spot(spot, width)
        return lines or [words(_("Nothing is known yet."), "$muted")]

    def begin(self) -> None:
        """Begin where the player is, with as much above as beneath."""
        self.paper.scroll_to(y=self._here - self.paper.size.height // 2, animate=False)
        super().begin()

    def _spot(self, spot: Spot, width: int) -> list[Content]:
        mark = self.game.glyphs.cursor if spot.is_here else " "
        known = _("you are here") if spot.is_here else "" if spot.is_visited else _("not visited")
        head = Content.assemble((f"{mark} ", "bold $uniform"), (spot.place.name, "bold" if spot.is_here else ""))
        if known:
            head += words(f"  {known}", "$uniform" if spot.is_here else "$muted")
        ways = ", ".join(way.name for way in spot.ways)
        joins = words(_("to {places}", places=ways), "$muted").wrap(max(8, width - 4)) if ways else []
        lock = words(f"{self.game.glyphs.locked} ")
        barred = [
            line
            for bar in spot.barred
            for line in hung(lock, words(barred_words(bar, spot.place)), max(8, width - 4), 0)
        ]
        here = [seen_words(person) for person in spot.people if person.is_here]
        before = [seen_words(person) for person in spot.people if not person.is_here]
        seen = words(_("here: {names}", names=", ".join(here)), "$muted").wrap(max(8, width - 4)) if here else []
        seen += (
            words(_("last seen here: {names}", names="; ".join(before)), "$muted").wrap(max(8, width - 4))
            if before
            else []
        )
        return [*head.wrap(width), *(Content("    ") + line for line in [*joins, *barred, *seen])]
