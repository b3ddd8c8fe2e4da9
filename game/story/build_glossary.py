"""The notes on words, as far as their file alone can tell."""

from game.story.files import Files
from game.story.model import Term
from game.story.names import Names
from game.story.nodes import one_line
from game.story.schema_record import TermPart


def build_glossary(files: Files, names: Names) -> tuple[Term, ...]:
    """Return the notes in the order written. Whether the words stand anywhere is for `hyosan check` to find out."""
    return tuple(_term(part, names) for part in (files.glossary.root if files.glossary else ()))


def _term(part: TermPart, names: Names) -> Term:
    term = one_line(part.term)
    names.claim(f"term:{term.casefold()}", term, part.term.span)
    forms = [(one_line(form), form.span) for form in part.forms] if part.forms else [(term, part.term.span)]
    for form, span in forms:
        if form != term:
            names.claim(f"term:{form.casefold()}", form, span)
    return Term(
        term, tuple(form for form, _ in forms), one_line(part.note), tuple(span for _, span in forms), part.span
    )
