"""Who and what a story names: the table that every reference is looked up in."""

from collections.abc import Iterable

from msgspec import Struct, field

from game.story.expr import Among, Condition, Constant, Present
from game.story.ids import ID_IN_WORDS, RESERVED, is_id
from game.story.kinds import CHOICE, GROUP, PERSON, SCENE, STAT, VARIABLE, Kind
from game.story.model import Ending
from game.story.nodes import Scalar
from game.story.problems import Place, Problems, Span
from game.story.schema_chapter import ChoicePart, ScenePart
from game.story.variables import Stat, Variable, VariableKind

YOU = "you"
THEM = "them"
THEM_SUFFIX = "_them"


class ChoiceDraft(Struct, eq=False):
    """A choice as written, for one of those it was written for."""

    part: ChoicePart
    id: str
    key: str
    them: str | None


class SceneDraft(Struct, eq=False):
    """A scene as written, for one of those it was written for."""

    part: ScenePart
    id: str
    key: str
    chapter: str
    season: str | None
    them: str | None
    span: Span
    choices: list[ChoiceDraft] = field(default_factory=list)
    ruled_out: int = 0
    """How many choices ``them`` has ruled out."""


class Scope(Struct, frozen=True):
    """From where a name is looked up."""

    kind: str
    """``chapter``, ``record`` or ``law``."""
    chapter: str | None = None
    season: str | None = None
    them: str | None = None
    tellable: bool = True
    """Whether branches may stand here; labels and other single lines are words only."""


class Names(Struct, eq=False, dict=True):
    """All that is declared.

    ``complete`` is false when a file could not be read, so that nothing it may have declared is called unknown.
    """

    problems: Problems
    complete: bool = True
    language: str = ""
    """The language that texts are read in: empty for the story as it was written, else a translation's."""
    people: dict[str, dict[str, Stat]] = field(default_factory=dict)
    """Everyone in cast order, ``you`` first, with their stats."""
    printed: dict[str, tuple[str, str]] = field(default_factory=dict)
    """Each person's name and full name."""
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    stats: dict[str, Stat] = field(default_factory=dict)
    presence: Stat | None = None
    variables: dict[str, Variable] = field(default_factory=dict)
    paying: Variable | None = None
    places: set[str] = field(default_factory=set)
    seasons: set[str] = field(default_factory=set)
    chapters: dict[str, Span] = field(default_factory=dict)
    scenes: dict[str, SceneDraft] = field(default_factory=dict)
    choices: dict[str, ChoiceDraft] = field(default_factory=dict)
    endings: dict[str, Ending] = field(default_factory=dict)
    allowed_facts: dict[str, dict[str, str]] = field(default_factory=dict)
    """Facts whose ``allow`` makes a problem a note: fact, then kind of problem, then why."""
    seen_marks: dict[str, int] = field(default_factory=dict)
    taken_marks: dict[str, int] = field(default_factory=dict)
    found: set[str] = field(default_factory=set)
    """The scenes and choices that were looked up and are there; whoever wants to know takes them, and begins anew."""
    marked: list[tuple[bool, str, int]] = field(default_factory=list)
    """Likewise the marks that were asked for: whether of a scene seen, of which, and the slot."""
    taken: dict[str, Span] = field(default_factory=dict)
    """The words that were taken, each with its namespace, and where."""

    def check_id(self, word: str, span: Span) -> None:
        """Report an id that is not one."""
        if word in RESERVED:
            self.problems.add(
                "HT108", span, f"`{word}` has a meaning of its own in the language.", expected="another id"
            )
        elif not is_id(word):
            self.problems.add("HT107", span, f"`{word}` is not an id.", expected=ID_IN_WORDS)

    def declare(self, word: str, span: Span) -> bool:
        """Take an id for people, groups, counts, facts and clips, which share one namespace.

        Returns whether it was free.
        """
        self.check_id(word, span)
        return self.claim(f"id:{word}", word, span)

    def claim(self, key: str, word: str, span: Span) -> bool:
        """Take a word in a namespace. Returns whether it was free."""
        first = self.taken.get(key)
        if first is not None:
            self.problems.add(
                "HT201",
                span,
                f"`{word}` is declared here again; first in {first.file}, line {first.line}.",
                expected="an id of its own",
            )
            return False
        self.taken[key] = span
        return True

    def add_variable(self, variable: Variable) -> None:
        """Give a variable its name. Its slot must be the number of those before it."""
        self.variables[variable.name] = variable

    def unknown(  # noqa: PLR0913  # who, where, and what may have been meant
        self, kind: Kind, word: str, span: Place, known: Iterable[str], owner: str = "", *, meant: str = ""
    ) -> None:
        """Report a name that nothing has, or that its ``owner`` has not.

        ``meant`` is what was surely meant, if that is known. Says nothing if a file that might have declared it could
        not be read.
        """
        if self.complete:
            message = f"`{owner}` has no {kind.what} `{word}`." if owner else f"There is no {kind.what} `{word}`."
            whose = f"`{owner}`" if owner else "this story"
            article = "an" if kind.what[0] in "aeiou" else "a"
            expected = f"{article} {kind.what} of {whose}"
            hint = f"Did you mean `{meant}`?" if meant else self.problems.nearest(word, known)
            self.problems.add(kind.code, span, message, expected=expected, hint=hint)

    def resolve(self, word: str, scope: Scope, span: Place) -> str:
        """Return an id with ``them`` or ``_them`` put into words.

        Outside ``each``, an id that ends so is an id like any other.
        """
        if scope.them is None:
            if word == THEM:
                self.problems.add(
                    "HT212",
                    span,
                    "`them` has a meaning only inside `each`.",
                    expected="a scene, choice or fact with `each:`",
                )
            return word
        if word == THEM:
            return scope.them
        return word.removesuffix(THEM) + scope.them if word.endswith(THEM_SUFFIX) else word

    def person(self, word: Scalar, scope: Scope) -> str | None:
        """Return a person's id, or report that there is no such person."""
        return self.person_named(word.text, scope, word.span)

    def person_named(self, word: str, scope: Scope, span: Place) -> str | None:
        """Return a person's id, or report that there is no such person."""
        who = self.resolve(word, scope, span)
        if who in self.people:
            return who
        if who != THEM:
            self.unknown(PERSON, who, span, self.people)
        return None

    def variable(self, word: str, scope: Scope, span: Place) -> Variable | None:
        """Return the variable of a name as written (``them.trust``, ``door``), or report why there is none here."""
        owner, dot, stat = word.partition(".")
        name = self.resolve(owner, scope, span) + dot + stat
        if name.startswith(f"{THEM}."):
            return None
        variable = self.variables.get(name)
        if variable is None:
            self._no_variable(name, scope, span)
            return None
        if scope.kind == "chapter" and variable.chapter not in {None, scope.chapter}:
            self.problems.add(
                "HT209",
                span,
                f"`{name}` belongs to the chapter `{variable.chapter}`.",
                expected="a fact of this chapter or of world.yaml",
                hint="Move it to world.yaml if several chapters need it.",
            )
        if scope.kind == "chapter" and variable.seasons is not None and scope.season not in variable.seasons:
            self.problems.add(
                "HT210",
                span,
                f"`{name}` does not count in this season.",
                expected="a count whose `seasons` name this one",
            )
        return variable

    def _no_variable(self, name: str, scope: Scope, span: Place) -> None:
        owner, dot, stat = name.partition(".")
        if dot and owner in self.people:
            self.unknown(STAT, stat, span, self.people[owner], owner)
        elif dot:
            # A fact with its chapter before it, as scenes are written, is nobody's stat.
            self.unknown(PERSON, owner, span, self.people, meant=stat if stat in self.variables else "")
        else:
            reachable = (known.name for known in self.variables.values() if known.chapter in {None, scope.chapter})
            self.unknown(VARIABLE, name, span, reachable)

    def scene(self, word: str, scope: Scope, span: Place) -> str | None:
        """Return a scene's key, or report that there is none of that name."""
        chapter, dot, scene = word.rpartition(".")
        if not dot and scope.kind != "chapter":
            full = {draft.id: key for key, draft in reversed(self.scenes.items())}
            self.problems.add(
                "HT218",
                span,
                f"`{word}` does not say of which chapter.",
                expected="`chapter.scene`",
                hint=self.problems.nearest(word, full, full),
            )
            return None
        key = f"{chapter if dot else scope.chapter}.{self.resolve(scene, scope, span)}"
        if key in self.scenes:
            self.found.add(key)
            return key
        short = (draft.id for draft in self.scenes.values() if draft.chapter == scope.chapter)
        self.unknown(SCENE, word, span, self.scenes if dot else short)
        return None

    def choice(self, word: str, scope: Scope, span: Place) -> str | None:
        """Return a choice's move, or report that there is none of that name."""
        scene, dot, choice = word.rpartition(".")
        if not dot:
            self.problems.add("HT206", span, f"`{word}` does not say of which scene.", expected="`scene.choice`")
            return None
        key = self.scene(scene, scope, span)
        if key is None:
            return None
        move = f"{key}.{self.resolve(choice, scope, span)}"
        if move in self.choices:
            self.found.add(move)
            return move
        self.unknown(CHOICE, choice, span, (draft.id for draft in self.scenes[key].choices), key)
        return None

    def members(self, word: str | None, span: Place) -> tuple[str, ...] | None:
        """Return a group's people in cast order, everyone for no group."""
        if word is None:
            return tuple(self.people)
        if word in self.groups:
            group = self.groups[word]
            return tuple(person for person in self.people if person in group)
        self.unknown(GROUP, word, span, self.groups)
        return None

    def alive(self, person: str) -> Condition:
        """Return the question whether someone is alive."""
        return self._by_presence(person, self.presence.alive if self.presence else None)

    def able(self, person: str) -> Condition:
        """Return the question whether someone can be there and speak. You always can."""
        if person == YOU:
            return Constant(value=True)
        return self._by_presence(person, self.presence.able if self.presence else None)

    def _by_presence(self, person: str, codes: frozenset[int] | None) -> Condition:
        variable = self.variables.get(f"{person}.{self.presence.id}") if self.presence else None
        if variable is None or codes is None:
            return Constant(value=True)
        return Among(variable.slot, sum(1 << code for code in codes))

    def present(self, person: str) -> Condition:
        """Return the question whether someone is there."""
        if person == YOU:
            return Constant(value=True)
        return Present(person, list(self.people).index(person), self.able(person))

    def mark(self, marks: dict[str, int], key: str) -> int:
        """Return the slot of a mark of ``seen()`` or ``taken()``, which makes it one.

        Marks follow the variables, which must all be declared.
        """
        slot = marks.setdefault(key, len(self.variables) + len(self.seen_marks) + len(self.taken_marks))
        self.marked.append((marks is self.seen_marks, key, slot))
        return slot


FACTS = frozenset({VariableKind.FACT, VariableKind.CLIP})
