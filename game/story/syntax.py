"""What an expression is, before anybody asks what it means: tokens, and a tree of few kinds of nodes."""

from msgspec import Struct


class Token(Struct, frozen=True):
    """A piece of an expression: its kind as Jinja2's lexer calls it, its words, and where it begins."""

    kind: str
    words: str
    offset: int


class Node(Struct, frozen=True):
    """A part of an expression."""

    offset: int | None
    """Where its token begins; ``None`` if it has none of its own."""

    @property
    def parts(self) -> tuple["Node", ...]:
        """The nodes right beneath it."""
        return ()


class Name(Node, frozen=True):
    """A name by itself."""

    name: str


class Attribute(Node, frozen=True):
    """What stands behind a point."""

    owner: Node
    name: str

    @property
    def parts(self) -> tuple[Node, ...]:
        """What stands before the point."""
        return (self.owner,)


class Constant(Node, frozen=True):
    """A number, a word in quotation marks, or one of Jinja2's own words for a value."""

    value: object


class Items(Node, frozen=True):
    """A list in brackets."""

    items: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """What is listed."""
        return self.items


class Call(Node, frozen=True):
    """What is asked about something, in parentheses."""

    function: Node
    arguments: tuple[Node, ...]
    named: tuple[Node, ...] = ()
    """Arguments that are given by name or in bulk, for which this language has no use."""

    @property
    def parts(self) -> tuple[Node, ...]:
        """What is called, and with what."""
        return (self.function, *self.arguments, *self.named)


class Compare(Node, frozen=True):
    """A comparison, or several in a chain."""

    left: Node
    signs: tuple[str, ...]
    """As they are written: ``==``, ``not in``."""
    rights: tuple[Node, ...]

    @property
    def sign(self) -> str:
        """The first sign."""
        return self.signs[0]

    @property
    def right(self) -> Node:
        """What stands right of the first sign."""
        return self.rights[0]

    @property
    def parts(self) -> tuple[Node, ...]:
        """What is compared."""
        return (self.left, *self.rights)


class Joined(Node, frozen=True):
    """Two expressions with ``and`` or ``or`` between them."""

    left: Node
    right: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """The two."""
        return (self.left, self.right)


class And(Joined, frozen=True):
    """Both."""


class Or(Joined, frozen=True):
    """One or both."""


class Not(Node, frozen=True):
    """Not."""

    inner: Node

    @property
    def parts(self) -> tuple[Node, ...]:
        """What is denied."""
        return (self.inner,)


class Other(Node, frozen=True):
    """What Jinja2 has and this language has not."""

    form: str
    """As Jinja2 calls it."""
    within: tuple[Node, ...]

    @property
    def parts(self) -> tuple[Node, ...]:
        """What it is made of."""
        return self.within


class Parsed(Struct, frozen=True):
    """An expression's tree and its tokens."""

    tree: Node
    tokens: tuple[Token, ...]


class Unreadable(Exception):
    """A text that is no expression.

    ``offset`` and ``length`` are where, as nearly as is known; ``too_large`` if it was not even tried.
    """

    def __init__(self, message: str, offset: int, length: int = 1, *, too_large: bool = False) -> None:
        super().__init__(message)
        self.message = message
        self.offset = offset
        self.length = length
        self.too_large = too_large
