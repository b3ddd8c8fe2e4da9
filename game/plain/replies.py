"""What each word gives. A function takes the sitting, and what was typed after the word if the word wants any."""

from game.engine.paths import latest, paths_of
from game.engine.record import record_rows
from game.engine.roster import card, cards
from game.language import _
from game.plain import wording
from game.plain.answering import clip_offer, person_for
from game.plain.paths import paths_lines
from game.plain.sitting import Sitting
from game.plain.transcript import passages
from game.plain.typed import meant
from game.saves.beside import beside
from game.saves.files import Form
from game.saves.gallery import gallery
from game.saves.listing import counted
from game.saves.session import Session, cut_warning, is_small_cut


def timers(sitting: Sitting, rest: str) -> None:
    """Count timed choices, or stop counting; without a word after it, say which it is."""
    wanted = meant(rest, ("on", "off"))
    if wanted in {"on", "off"}:
        sitting.has_timers = wanted == "on"
        sitting.start_clock()
    sitting.page.line(_("Timers are on.") if sitting.has_timers else _("Timers are off."))


def clip(sitting: Sitting) -> None:
    """Keep the scene's clip."""
    offer = clip_offer(sitting.playthrough)
    if offer is None:
        sitting.page.line(_("There is nothing to keep on tape here."))
    else:
        sitting.take(offer.move)


def summary(sitting: Sitting) -> None:
    """Read the summary that stands for a hard scene."""
    told = wording.summary_line(sitting.playthrough, sitting.playthrough.moment)
    sitting.page.line(told or _("This scene has no summary."))


def notes(sitting: Sitting) -> None:
    """Say what the story, this chapter and this scene contain."""
    run = sitting.playthrough
    told = [(_("This story"), run.story.notes), (wording.chapter_heading(run.chapter), run.chapter.notes)]
    sitting.page.lines(f"{whose}: {'; '.join(several)}." for whose, several in told if several)
    if not any(several for _whose, several in told):
        sitting.page.line(_("There are no content notes."))
    if run.moment.scene.care is not None:
        sitting.page.line(wording.care_line(run.moment.scene))


def status(sitting: Sitting) -> None:
    """Say where the run is, and the gauges."""
    sitting.page.lines(wording.status_lines(sitting.playthrough))


def here(sitting: Sitting) -> None:
    """Say who is present."""
    sitting.page.line(wording.company_line(sitting.playthrough))


def survivors(sitting: Sitting) -> None:
    """List everybody known, the dead included."""
    for shown in cards(sitting.playthrough):
        lost = wording.lost_line(sitting.playthrough, shown)
        sitting.page.line(" ".join(filter(None, (wording.survivor_line(shown), lost))))


def who(sitting: Sitting, rest: str) -> None:
    """Show one person's card."""
    person = person_for(sitting.playthrough, rest)
    if person is None:
        sitting.page.line(_("`who` wants the name of somebody you know of; `survivors` lists them."))
    else:
        card_of(sitting, person.id)


def card_of(sitting: Sitting, person: str) -> None:
    """Show a person's card, where their place was left empty, and how they came to be as they are."""
    shown = card(sitting.playthrough, person)
    sitting.page.lines(wording.card_lines(shown))
    sitting.page.lines(filter(None, [wording.lost_line(sitting.playthrough, shown)]))
    sitting.page.lines(wording.episode_lines(sitting.playthrough, person))


def map_of_places(sitting: Sitting) -> None:
    """List the places that are known."""
    lines = list(wording.map_lines(sitting.playthrough))
    sitting.page.lines(lines or [_("You know of no places yet.")])


def record(sitting: Sitting, rest: str) -> None:
    """Read the Record as it stands, or as it stood at the ending; or write it to a file."""
    form = next((form for form in Form if rest.casefold() in {form.value, form.name.casefold()}), None)
    if form is not None:
        from game.saves.exports import export_record  # noqa: PLC0415 - takes a while to load, and is seldom asked

        path = export_record(sitting.session, form, sitting.exports)
        sitting.page.line(_("The Record is written to {path}.", path=path))
        return
    if rest:
        sitting.page.line(_("`record html` writes the Record as a page to print, `record md` as Markdown."))
        return
    run = sitting.playthrough
    rows = record_rows(run.story, run.ending_moment or run.moment, run.player)
    if not rows:
        sitting.page.line(_("The Record is empty so far."))
        return
    sitting.page.line(wording.record_heading(run.splices))
    sitting.page.lines(wording.record_lines(rows))


def paths(sitting: Sitting, rest: str) -> None:
    """Tell the paths of the tape just played or of the present one, or of another by its number in the list."""
    run, session = sitting.playthrough, sitting.session
    tapes = paths_of(run)
    number = int(rest[:3]) if rest.isdecimal() else 0
    if rest and not 0 < number <= len(tapes):
        sitting.page.lines(f"{n}. {wording.chapter_heading(tape.chapter)}" for n, tape in enumerate(tapes, start=1))
        sitting.page.line(_("`paths` and a number tells one of them."))
        return
    tape = tapes[number - 1 if number else latest(tapes, run)]
    ways = session.library.ways(run.story.id) if session.library is not None else ()
    sitting.page.lines(paths_lines(tape, beside(run.story, tape, session.title, ways)))


def endings(sitting: Sitting) -> None:
    """List the endings that were come to in any run, and say how many others there are."""
    run, session = sitting.playthrough, sitting.session
    ways = list(session.library.ways(run.story.id)) if session.library is not None else []
    if not session.kept:
        ways.append((run.player, run.moves))
    sitting.page.lines(wording.ending_lines(gallery(run.story, ways)))


def journal(sitting: Sitting, rest: str) -> None:
    """Read this run from its beginning, or only the paragraphs in which some words stand."""
    told = passages(sitting.playthrough, frozenset(sitting.summarised))
    wanted = rest.casefold()
    found = [passage for passage in told if wanted in passage.casefold()]
    for passage in found or [_('Nothing in this run says "{words}".', words=rest)]:
        sitting.page.part()
        sitting.page.line(passage)
    sitting.page.part()


def rewind(sitting: Sitting, rest: str) -> None:
    """List where the run can go back to, or go back."""
    session, starts = sitting.session, sitting.playthrough.chapter_starts()
    if rest.isdecimal() and 0 < int(rest[:3]) <= len(starts):
        chapter, length = starts[int(rest[:3]) - 1]
        if not is_small_cut(session, length) and not sitting.agrees(cut_warning(session, length)):
            sitting.page.line(_("Nothing is cut."))
            return
        session.rewind(length)
        sitting.summarised = {position for position in sitting.summarised if position < length}
        sitting.page.line(_("Rewound to {tape}.", tape=wording.chapter_heading(chapter)))
        sitting.arrive()
        return
    for number, (chapter, length) in enumerate(starts, start=1):
        lost = session.lost_by(length)
        cost = _("{moves} would be cut", moves=counted(lost)) if lost else ""
        sitting.page.line(
            " ".join(f"{words}." for words in (f"{number}. {wording.chapter_heading(chapter)}", cost) if words)
        )
    sitting.page.line(
        _("`rewind` and a number goes back to its beginning. What came after is cut, and a splice is noted.")
    )
    cut = session.last_cut
    if cut is not None:
        sitting.page.line(_("`restore` takes the last cut back: {moves}.", moves=counted(len(cut.moves))))


def restore(sitting: Sitting) -> None:
    """Take the last cut of this run back: in place, or as a run of its own if the run has gone on since."""
    session, cut = sitting.session, sitting.session.last_cut
    if cut is None:
        sitting.page.line(_("Nothing was cut from this run that could be taken back."))
        return
    restored = session.take_back()
    if restored is session:
        sitting.page.line(_("The last cut is taken back: {moves}.", moves=counted(len(cut.moves))))
    else:
        sitting.page.line(
            _(
                "What was before the cut is a run of its own, {new}. {old} is kept.",
                new=restored.title,
                old=session.title,
            )
        )
    sitting.resume(restored)


def saves(sitting: Sitting) -> None:
    """List the runs that are kept, the last played first."""
    runs = sitting.session.saves()
    sitting.page.lines(f"{run}." for run in runs)
    sitting.page.line(_("`load` and a name opens one.") if runs else _("No runs are kept."))


def save(sitting: Sitting, rest: str) -> None:
    """Give the run a title."""
    if rest or not sitting.session.kept:
        sitting.session.save(rest)
        sitting.page.line(_("This run is called {title}.", title=sitting.session.title))
    else:
        sitting.page.line(_("Every move is kept as it is made. `save` and a name calls this run by it."))


def load(sitting: Sitting, rest: str) -> None:
    """Open another run where it was left."""
    library, story = sitting.session.library, sitting.session.story
    if library is None:
        sitting.page.line(_("No runs are kept."))
    else:
        sitting.resume(Session.resume(story, library, library.find(rest, story.id).id))


def look(sitting: Sitting) -> None:
    """Read the present scene again, or its summary if that was read, and what can be done."""
    if wording.arrival(sitting.playthrough) in sitting.summarised:
        _scene(sitting, (wording.summary_line(sitting.playthrough, sitting.playthrough.moment),))
    else:
        in_full(sitting)


def in_full(sitting: Sitting) -> None:
    """Read the present scene again, as it is, and what can be done."""
    _scene(sitting, sitting.playthrough.text)


def _scene(sitting: Sitting, paragraphs: tuple[str, ...]) -> None:
    heading = wording.scene_heading(sitting.playthrough.story, sitting.playthrough.moment)
    if heading:
        sitting.page.line(heading)
    sitting.page.paragraphs(paragraphs)
    sitting.offer()
