"""How the steps of a run are told to this player: in which signs, and with which hard scenes summed up."""

from msgspec import Struct, field

from game.engine.playthrough import Playthrough, Step
from game.language import _
from game.saves.reread import passed_line
from game.settings import Settings
from game.tui.glyphs import Glyphs
from game.tui.passages import MUTED, Block, Told, told
from game.tui.text import words


class Teller(Struct, dict=True):
    """Tells a playthrough, which it only reads."""

    playthrough: Playthrough
    settings: Settings
    glyphs: Glyphs
    summarised: set[int] = field(default_factory=set)
    """Indices of steps whose care summary was read in place of the text."""

    @property
    def scene_index(self) -> int:
        """The index of the step that arrived at the present scene."""
        steps = self.playthrough.steps
        return next(index for index in range(len(steps) - 1, -1, -1) if steps[index].arrived)

    def tell(self, index: int, passed: int = 0) -> Told:
        """Return a step as it is told when it happens; ``passed`` is how many pages before it were passed over."""
        told = self._told(index, is_summary=index in self.summarised)
        note = (Block(words(passed_line(passed), MUTED)),) if passed else ()
        return Told((*note, *told.at_once), told.by_and_by)

    def tell_again(self, index: int) -> Told:
        """Return a step as it is told later. What was hard to read is not put before anybody again unasked."""
        return self._told(index, is_summary=index in self.summarised or self.settings.care != "read")

    def warn(self, index: int, about: str, passed: int = 0) -> Told:
        """Return a step with a notice in place of its text."""
        notice = Block(words(_("What comes next is about {about}.", about=about.rstrip(".")), "italic"))
        return Told(self.tell(index, passed).at_once, (notice,))

    def _told(self, index: int, *, is_summary: bool) -> Told:
        steps = self.playthrough.steps
        before: Step | None = next((steps[at] for at in range(index - 1, -1, -1) if steps[at].arrived), None)
        return told(self.playthrough, steps[index], before, self.glyphs, summary=is_summary)
