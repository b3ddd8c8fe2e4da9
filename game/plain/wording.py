"""Facts of a screen as lines of words. Pure: nothing here writes."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from game.engine import atlas, rules
from game.engine.changes import episodes, lost_at
from game.engine.locks import lock_reason
from game.engine.offers import Offer
from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.engine.record import RecordRow
from game.engine.roster import Card, Gauge, gauges, person_name
from game.engine.state import Moment
from game.language import _
from game.plain.typed import spoken_word
from game.saves.gallery import Hung
from game.saves.record_page import spliced_briefly
from game.story.model import Chapter, History, Scene, Story


def chapter_heading(chapter: Chapter) -> str:
    """Return "Tape 3. Thirty Minutes", or the title alone."""
    return chapter.title if chapter.tape is None else f"{_('Tape {tape}', tape=chapter.tape)}. {chapter.title}"


def scene_heading(story: Story, moment: Moment) -> str:
    """Return where and when a scene is: "Broadcasting room, 3F. D1 17:40". May be empty."""
    scene = rules.company(story, moment)
    parts = []
    if scene.place:
        place = story.places[scene.place]
        parts.append(place.name if place.level in place.name else f"{place.name}, {place.level}")
    clock = moment.scene.clock or scene.clock
    return ". ".join([*parts, clock] if clock else parts)


def choices_of(offers: tuple[Offer, ...]) -> tuple[Offer, ...]:
    """Return the choices among offers: the nth of them is number n, the locked ones counted as on the screen."""
    return tuple(offer for offer in offers if offer.choice is not None)


def offer_lines(run: Playthrough) -> Iterator[str]:
    """Yield a numbered line for each choice, locked ones with their reason, then going on and the clip."""
    offers = run.offers()
    for number, offer in enumerate(choices_of(offers), start=1):
        yield f"{number}. {plain(run.label(offer))}{'' if offer.available else _locked(run, offer)}"
    if run.moment.scene.typed:
        yield _("Type a number, or how one of these begins.")
    for offer in offers:
        if offer.clip is not None:
            yield f"{spoken_word('clip')}. {plain(run.label(offer))}{_price(run, offer.clip.units)}"
        elif offer.choice is None:
            yield _("Enter goes on.")


def _locked(run: Playthrough, offer: Offer) -> str:
    reason = lock_reason(run.story, run.moment, offer.choice, run.player) if offer.choice else ""
    return f" ({_('Locked.')} {sentence(plain(reason))})" if reason else f" ({_('Locked.')})"


def _price(run: Playthrough, units: int) -> str:
    paying = run.story.paying
    if paying is None or paying.hidden:
        return ""
    left = run.moment.state.vector[paying.slot]
    return " (" + _("{label}: {units} of the {left} left", label=paying.label, units=units, left=left) + ")"


def timer_line(run: Playthrough, *, is_counted: bool) -> str:
    """Return what is said of a scene's timer; empty for a scene without one."""
    scene = run.moment.scene
    if scene.timer is None:
        return ""
    number = next(
        (
            n
            for n, offer in enumerate(choices_of(run.offers()), start=1)
            if offer.choice and offer.choice.id == scene.timer.then
        ),
        0,
    )
    if is_counted:
        return _(
            "You have {seconds} seconds. After that it is choice {number}; `wait` takes it now.",
            seconds=scene.timer.seconds,
            number=number,
        )
    return _(
        "A choice against the clock, which is not counted here. `wait` gives no answer: that is choice {number}.",
        number=number,
    )


def status_lines(run: Playthrough) -> Iterator[str]:
    """Yield where the run is: season, chapter, place, time and the group's gauges."""
    season = next((season.title for season in run.story.seasons if season.id == run.chapter.season), "")
    yield " ".join(f"{words}." for words in (season, chapter_heading(run.chapter)) if words)
    heading = scene_heading(run.story, run.moment)
    if heading:
        yield f"{heading}."
    yield from gauge_lines(gauges(run))
    if run.splices:
        yield _("Splices in this run: {number}.", number=run.splices)


def company_line(run: Playthrough) -> str:
    """Return who is here, as in "With you: On-jo, Nam-ra"."""
    names = [person_name(run, person) for person in rules.present(run.story, run.moment) if person != rules.YOU]
    return _("With you: {names}.", names=", ".join(names)) if names else _("Nobody is with you.")


def gauge_lines(several: tuple[Gauge, ...]) -> Iterator[str]:
    """Yield "Noise 2 of 5." for each gauge; an enum's words stand after its label."""
    for gauge in several:
        yield f"{gauge.label} {gauge.words}." if gauge.is_scale else f"{gauge.label}: {sentence(gauge.words)}"


def survivor_line(card: Card) -> str:
    """Return one person of the roster in a line: name, state, where, then what can be measured."""
    is_you = card.person.id == rules.YOU
    about = [card.state] if card.state else []
    if card.is_here and not is_you:
        about.append(_("here"))
    about += [f"{gauge.label} {gauge.words}" for gauge in card.gauges if gauge.is_scale]
    name = _("{name} (you)", name=card.name) if is_you else card.name
    return f"{name}: {', '.join(about)}." if about else f"{name}."


def card_lines(card: Card) -> Iterator[str]:
    """Yield all that is known of one person."""
    person = card.person
    full = "" if person.id == rules.YOU else ", ".join(filter(None, (person.full, person.hangul)))
    yield f"{card.name} ({full})." if full and full != card.name else f"{card.name}."
    yield from map(sentence, filter(None, (person.role, person.card)))
    if card.state:
        yield _("State: {state}.", state=card.state)
    yield from gauge_lines(card.gauges)
    if card.is_here and person.id != rules.YOU:
        yield _("Here with you.")
    elif card.last_seen is not None and person.id != rules.YOU:
        seen = ", ".join(filter(None, (card.last_seen.place, card.last_seen.clock)))
        yield _("Last seen: {seen}.", seen=seen) if seen else _("Not here.")
    if card.memories:
        yield _("{name} remembers:", name=card.name)
        yield from (f"- {plain(memory.sentence)}" for memory in card.memories)


def lost_line(run: Playthrough, card: Card) -> str:
    """Return where and when the place of somebody was left empty; empty for whoever can still be there."""
    since = lost_at(run, card.person.id) or card.last_seen
    if card.is_able or since is None or card.person.id == rules.YOU:
        return ""
    where = ", ".join(filter(None, (since.place, since.clock)))
    return _("Empty place: {where}.", where=where) if where else ""


def episode_lines(run: Playthrough, person: str) -> Iterator[str]:
    """Yield how somebody came to be as they are: where and when, what was chosen, and what of them it changed."""
    found = episodes(run, person)
    if found:
        yield _("How that came about:")
    for episode in found:
        where = ", ".join(filter(None, (episode.at.place, episode.at.clock)))
        told = [
            f"{where}." if where else "",
            _("You chose: {label}", label=sentence(plain(episode.choice))) if episode.choice else "",
        ]
        yield f"- {' '.join(filter(None, told)) or _('By itself.')}"
        for turn in episode.turns:
            yield f"  - {_('Remembers:') + ' ' if turn.is_memory else ''}{sentence(plain(turn.words))}"


def map_lines(run: Playthrough) -> Iterator[str]:
    """Yield the map as a list: areas, their levels from the top, their places, their ways and who was seen there."""
    for sheet in atlas.sheets(run):
        yield f"{sheet.area.title}."
        for level in sheet.levels:
            for spot in level.spots:
                marks = [
                    mark
                    for mark, is_so in ((_("you are here"), spot.is_here), (_("visited"), spot.is_visited))
                    if is_so
                ]
                about = f" ({marks[0]})" if marks else ""
                ways = (
                    " " + _("Leads to: {places}.", places=", ".join(way.name for way in spot.ways)) if spot.ways else ""
                )
                barred = "".join(f" {sentence(atlas.barred_words(bar, spot.place))}" for bar in spot.barred)
                here = [atlas.seen_words(one) for one in spot.people if one.is_here]
                before = [atlas.seen_words(one) for one in spot.people if not one.is_here]
                seen = " " + _("Here: {names}.", names=", ".join(here)) if here else ""
                seen += " " + _("Last seen here: {names}.", names="; ".join(before)) if before else ""
                yield f"- {level.name}: {spot.place.name}{about}.{ways}{barred}{seen}"


def record_heading(splices: int) -> str:
    """Return the Record's title, and how often its tape was spliced."""
    return ", ".join(filter(None, (_("The Record"), spliced_briefly(splices))))


def record_lines(rows: tuple[RecordRow, ...]) -> Iterator[str]:
    """Yield the Record, each event's three columns as three labelled lines; a blank column is left out."""
    for number, row in enumerate(rows, start=1):
        yield _("Entry {number}", number=number) + "."
        for column, paragraphs in (
            (_("What happened"), row.happened),
            (_("On tape"), row.on_tape),
            (_("Told"), row.told),
        ):
            if paragraphs:
                yield f"{column}: {plain(' '.join(paragraphs))}"


def ending_lines(hung: Sequence[Hung]) -> Iterator[str]:
    """Yield how many endings were come to, each of these with its runs, and how many others each chapter has."""
    reached = [one for one in hung if one.runs]
    yield _("You have come to {reached} of {all} endings.", reached=len(reached), all=len(hung))
    for one in reached:
        where = _ending_place(one.chapter)
        runs = _("Runs: {titles}.", titles=", ".join(one.runs))
        yield f"- {one.ending.title}, {where}. {runs}"
    for chapter, several in groupby((one for one in hung if not one.runs), lambda one: one.chapter):
        unreached = _("Not come to yet")
        yield f"- {unreached}, {_ending_place(chapter)}: {len(list(several))}."


def _ending_place(chapter: str) -> str:
    return _("in {chapter}", chapter=chapter) if chapter else _("of one person")


def care_line(scene: Scene) -> str:
    """Return the announcement of a scene's hardest part; empty where there is none."""
    return _("This scene is about {about}.", about=scene.care.about.rstrip(".")) if scene.care else ""


def arrival(run: Playthrough) -> int:
    """Return the position of the step that arrived at the present scene."""
    return next(position for position in range(len(run.steps) - 1, -1, -1) if run.steps[position].arrived)


def summary_line(run: Playthrough, moment: Moment) -> str:
    """Return the two sentences that stand for a hard scene; empty where there are none."""
    care = moment.scene.care
    return rules.render_line(run.story, moment, care.summary, run.player) if care else ""


def history_line(history: History) -> str:
    """Return the title of a prepared history, and what was done in it."""
    return f"{sentence(history.title)} {sentence(history.about)}"


def sentence(words: str) -> str:
    """Return words ended as a sentence is."""
    return words if not words or words[-1] in '.!?…"' else f"{words}."
