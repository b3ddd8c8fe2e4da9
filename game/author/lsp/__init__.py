"""A language server for stories: what is wrong, what can be written, what is meant and where, while somebody writes."""

from game.author.lsp.running import serve

__all__ = ["serve"]
