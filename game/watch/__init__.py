"""The game beside an editor: what is saved there is played here, in the same scene, after the same moves."""

from game.watch.app import WatchApp
from game.watch.reading import Known

__all__ = ["Known", "WatchApp"]
