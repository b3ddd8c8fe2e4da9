"""What a mapping or a file of a story becomes: values with a name each, and where they stand."""

from typing import Any

from msgspec import Struct

from game.story.nodes import Mapping
from game.story.problems import Span


class Part(Struct, eq=False, kw_only=True):
    """A mapping in a story's file. Its fields are its keys, each of which says in its type how it is read.

    See ``forms``.
    """

    node: Mapping
    """The mapping as it was written."""

    @property
    def span(self) -> Span:
        """Where the mapping stands."""
        return self.node.span

    def at(self, key: str) -> Span:
        """Return where a key's value stands, or the mapping where it has no such key."""
        return self.node.value_span(key)

    def key(self, key: str) -> Span:
        """Return where a key stands, or the mapping where it has no such key."""
        return self.node.key_span(key)

    def inside(self, key: str) -> Mapping:
        """Return the mapping that stands under a key. Raises KeyError if there is none."""
        node = self.node.entries[key]
        if not isinstance(node, Mapping):
            raise KeyError(key)
        return node

    def table(self, key: str) -> Mapping | None:
        """Return the mapping that stands under a key, or ``None`` if there is none."""
        node = self.node.entries.get(key)
        return node if isinstance(node, Mapping) else None

    def has(self, key: str) -> bool:
        """Whether a key is written here, though what stands behind it may have been unusable."""
        return key in self.node.keys


class Root(Struct, eq=False):
    """A file that is a list, or a mapping with keys of the author's own. Each says of what in its ``root``."""

    root: Any
