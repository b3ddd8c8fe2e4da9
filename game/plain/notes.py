"""Notes on words, by a word."""

from game.engine.glossary import term_named, terms_here, terms_met
from game.language import _
from game.plain.sitting import Sitting


def words(sitting: Sitting) -> None:
    """List the words of this page that have a note, and those that were met before."""
    run, page = sitting.playthrough, sitting.page
    here, met = terms_here(run), terms_met(run)
    if here:
        page.line(_("On this page: {words}.", words=", ".join(term.term for term in here)))
    else:
        page.line(_("No word on this page has a note."))
    if met:
        page.line(_("Met before: {words}.", words=", ".join(term.term for term in met)))
    if here or met:
        page.line(_("`what is {word}` says what one of them means.", word=(here or met)[0].term))


def what(sitting: Sitting, rest: str) -> None:
    """Say what a word means: any that was met in this run."""
    asked = rest.rstrip("?").removeprefix("is ").removeprefix("are ").strip()
    term = term_named(sitting.playthrough, asked)
    if term is not None:
        sitting.page.line(f"{term.term}: {term.note}")
    elif asked:
        sitting.page.line(_('There is no note on "{asked}" so far. `words` lists those there are.', asked=asked))
    else:
        sitting.page.line(_("`what is` wants a word: `words` lists those that have a note."))
