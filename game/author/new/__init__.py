"""A story to begin with: small, whole, and explained in its own remarks."""

from game.author.new.make import FILES, id_for, new_story

__all__ = ["FILES", "id_for", "new_story"]
