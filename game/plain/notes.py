"""Notes on words, by a word."""

from game.engine.glossary import term_named, terms_here, terms_met
from game.plain.sitting import Sitting


def words(sitting: Sitting) -> None:
    """List the words of this page that have a note, and those that were met before."""
    run, page = sitting.playthrough, sitting.page
    here, met = terms_here(run), terms_met(run)
    if here:
        page.line(f"On this page: {', '.join(term.term for term in here)}.")
    else:
        page.line("No word on this page has a note.")
    if met:
        page.line(f"Met before: {', '.join(term.term for term in met)}.")
    if here or met:
        page.line(f"`what is {(here or met)[0].term}` says what one of them means.")


def what(sitting: Sitting, rest: str) -> None:
    """Say what a word means: any that was met in this run."""
    asked = rest.rstrip("?").removeprefix("is ").removeprefix("are ").strip()
    term = term_named(sitting.playthrough, asked)
    if term is not None:
        sitting.page.line(f"{term.term}: {term.note}")
    elif asked:
        sitting.page.line(f'There is no note on "{asked}" so far. `words` lists those there are.')
    else:
        sitting.page.line("`what is` wants a word: `words` lists those that have a note.")
