"""``python -m game`` is ``hyosan``."""

from game.cli import main

main()
