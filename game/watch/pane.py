"""The reading pane of a game that is being written: another version of a story can take the place of the one shown."""

from game.engine.playthrough import Playthrough
from game.tui.widgets.pane import ReadingPane
from game.tui.widgets.transcript import MOST_PASSAGES


class RehearsalPane(ReadingPane):
    """Tells one run and then, in its place, another that has mostly the same to tell."""

    def tell_anew(self, playthrough: Playthrough) -> None:
        """Tell another run in the place of this one. What reads the same stays as it is, and so does the reader."""
        self.playthrough = self.teller.playthrough = playthrough
        self._is_waiting = False
        self.time_line.stop()
        steps, current, scene = playthrough.steps, self.teller.scene_index, playthrough.moment.scene
        arrivals = [index for index in range(current) if steps[index].arrived][-(MOST_PASSAGES - 1) :]
        passages = self.transcript.passages
        is_alike = len(passages) == len(arrivals) + len(steps) - current and scene.typed == self.field.display
        if not is_alike or self.asks_care or scene.care is not None or self.reveal.is_on:
            self.tell_all()
            return
        told = [self.teller.tell_again(index) for index in arrivals]
        told += [self.teller.tell(index) for index in range(current, len(steps))]
        for passage, now in zip(passages, told, strict=True):
            passage.replace(now)
        self._offer(keep=True)
