"""A story as ink, inkle's language: for authors who move there, and for engines of others that play it beside ours."""

from game.author.ink.naming import InkNames, names_of
from game.author.ink.source import as_ink

__all__ = ["InkNames", "as_ink", "names_of"]
