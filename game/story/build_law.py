"""Laws, every scene and condition looked up."""

from msgspec.structs import asdict

from game.story.expr_parser import read_condition
from game.story.files import Files
from game.story.kinds import ENDING
from game.story.laws import Law, LawKind
from game.story.names import Names, Scope
from game.story.nodes import one_line
from game.story.schema_record import LawPart, LeadsToPart


def build_laws(files: Files, names: Names) -> tuple[Law, ...]:
    """Return the laws in the order written, without those that claim nothing."""
    written = files.laws.root if files.laws else []
    made = [build_law(part, position, names) for position, part in enumerate(written, 1)]
    return tuple(law for law in made if law is not None)


def build_law(part: LawPart, position: int, names: Names) -> Law | None:
    """Return a law, or ``None`` for something that claims nothing, which has been reported."""
    scope = Scope("law")
    kinds = [kind for kind in LawKind if part.has(kind.value)]
    if len(kinds) != 1:
        message = "This law claims nothing." if not kinds else "This law claims several things."
        names.problems.add(
            "HT114" if kinds else "HT102",
            part.span,
            message,
            expected="one of `never`, `leads_to`, `every_ending_from`, `at_least`",
        )
        return None
    if getattr(part, kinds[0].value) is None:
        return None
    name = part.id.text if part.id else f"law_{position}"
    if part.id:
        names.check_id(name, part.id.span)
    names.claim(f"law:{name}", name, part.id.span if part.id else part.span)
    source: str | None = None
    targets: list[str] = []
    if part.leads_to:
        source = names.scene(part.leads_to.source.text, scope, part.leads_to.source.span)
        targets = _targets(part.leads_to, names, scope)
    if part.every_ending_from and part.every_ending_from.text != "start":
        source = names.scene(part.every_ending_from.text, scope, part.every_ending_from.span)
    counts = (
        {kind: number for kind, number in asdict(part.at_least).items() if isinstance(number, int)}
        if part.at_least
        else {}
    )
    condition = read_condition(part.never, names, scope) if part.never else None
    return Law(
        name, kinds[0], one_line(part.because), condition, source, tuple(targets), counts, part.key(kinds[0].value)
    )


def _targets(part: LeadsToPart, names: Names, scope: Scope) -> list[str]:
    """Return the scenes, and ids of endings, of which a law wants one."""
    if not part.some:
        names.problems.add("HT109", part.at("some"), "Nothing stands here.", expected="at least one scene or ending")
    found: list[str] = []
    for word in part.some:
        key: str | None = word.text
        if "." in word.text:
            key = names.scene(word.text, scope, word.span)
        elif word.text not in names.endings:
            names.unknown(ENDING, word.text, word.span, names.endings)
        if key is not None:
            found.append(key)
    return found
