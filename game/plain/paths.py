"""The paths of a tape as a nested list."""

from collections.abc import Iterator

from game.engine.paths import Paths, Visit
from game.engine.prose import plain
from game.language import _
from game.plain.wording import chapter_heading, sentence
from game.saves.beside import Company, Comparison
from game.saves.listing import many
from game.saves.path_words import closed_words, company_words, fog_words, run_name, run_words


def paths_lines(tape: Paths, compared: Comparison) -> Iterator[str]:
    """Yield what was done on a tape in full, of the rest only how much there is, and the other runs beside it."""
    yield f"{chapter_heading(tape.chapter)}."
    yield _(
        "Scenes seen: {seen} of {scenes}. Choices made: {taken} of {choices}.",
        seen=len(tape.seen),
        scenes=tape.scenes,
        taken=len(tape.taken),
        choices=tape.choices,
    )
    yield _("What you did:")
    for visit in tape.visits:
        yield from _visit_lines(visit, compared.company.get(visit.scene))
    yield _("Not seen: {told}", told=fog_words(tape)) if tape.unseen or tape.untaken else fog_words(tape)
    if compared.runs:
        yield _("Your other runs:")
        yield from (f"- {run_name(run)}: {run_words(run)}." for run in compared.runs)
    if compared.scenes > len(tape.seen) or compared.choices > len(tape.taken):
        yield _(
            "In all runs: {scenes} and {choices}.",
            scenes=many(compared.scenes, "scene"),
            choices=many(compared.choices, "choice"),
        )


def _visit_lines(visit: Visit, company: Company | None) -> Iterator[str]:
    place = visit.place
    where = f"{place.name}, {place.level}" if place and place.level not in place.name else place.name if place else ""
    yield f"- {'. '.join(filter(None, (visit.title, where, visit.clock))) or _('A scene')}."
    for deed in visit.deeds:
        done = f"{_('On tape') if deed.is_clip else _('You chose')}: {sentence(plain(deed.label))}"
        yield f"  - {' '.join(filter(None, (done, closed_words(deed))))}"
    if visit.deeds:
        yield from (f"  - {told}" for told in company_words(company))
    if visit.untaken:
        yield "  - " + _("Not chosen: {others}.", others=many(visit.untaken, "other"))
