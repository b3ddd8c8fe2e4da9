"""What an author allows: a kind of problem that is known, wanted, and told as a note."""

from collections.abc import Mapping

from game.story.names import Names
from game.story.nodes import Scalar, one_line
from game.story.schema import FactPart
from game.story.schema_chapter import ChoicePart, ScenePart

KINDS = (
    "stuck",
    "no_ending",
    "absent_cast",
    "law",
    "unreachable",
    "empty_text",
    "dead_fact",
    "idle_effect",
    "same_future",
    "dominated",
)
"""The kinds of problem that a proof finds."""


def read_allow(written: Mapping[str, Scalar], part: FactPart | ScenePart | ChoicePart, names: Names) -> dict[str, str]:
    """Return kinds of problem with why they are allowed here, reporting kinds that do not exist."""
    for kind in written:
        if kind not in KINDS:
            names.problems.add(
                "HT104",
                part.inside("allow").key_span(kind),
                f"There is no problem of the kind `{kind}`.",
                expected=" or ".join(f"`{known}`" for known in KINDS),
                hint=names.problems.nearest(kind, KINDS),
            )
    return {kind: one_line(why) for kind, why in written.items() if kind in KINDS}
