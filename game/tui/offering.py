"""What a scene offers, as rows to choose from."""

from collections.abc import Sequence
from unicodedata import normalize

from msgspec.structs import replace
from textual.content import Content

from game.engine.locks import derived_reason, lock_reason
from game.engine.offers import Offer
from game.engine.playthrough import Playthrough
from game.engine.prose import plain
from game.language import _, pgettext
from game.tui.text import prose, words
from game.tui.widgets.rows import Row, locked_words

MOST_ANSWERS = 9
"""How many answers of a scene in which the player types are listed at a time."""


def rows_of(playthrough: Playthrough) -> tuple[Row, ...]:
    """Return the rows of the present moment: choices, going on, the clip; at the very end, what comes after it."""
    rows: list[Row] = []
    number = 0
    for offer in playthrough.offers():
        if offer.clip is not None:
            rows.append(_clip_row(playthrough, offer))
        elif offer.choice is None:
            rows.append(Row("Enter", words(_("Go on")), "move", offer.move))
        else:
            number += 1
            rows.append(_choice_row(playthrough, offer, str(number)))
    if playthrough.over or playthrough.is_stuck:
        rows.append(Row("Enter", words(_("What now?")), "ending"))
    return tuple(rows)


def going_on(playthrough: Playthrough) -> str | None:
    """Return the move that goes on, where there is nothing else to be done."""
    offers = playthrough.offers()
    return offers[0].move if len(offers) == 1 and offers[0].choice is None and offers[0].clip is None else None


def care_rows() -> tuple[Row, ...]:
    """Return the rows of a care notice."""
    return (
        Row("Enter", words(_("Read it")), "read"),
        Row("k", words(_("Read two sentences in its place")), "summary"),
    )


def matching(rows: Sequence[Row], typed: str) -> tuple[Row, ...]:
    """Return the rows whose words begin as typed, capitals and quotes aside, without digits. The clip stays."""
    wanted = _bare(typed)
    clip = tuple(row for row in rows if row.action == "clip")
    answers = [row for row in rows if row.action != "clip"]
    fitting = [replace(row, key="") for row in answers if _bare(row.words.plain).startswith(wanted)]
    if answers and not fitting:
        return (Row("", words(_("No answer begins like that.")), ""), *clip)
    more = len(fitting) - MOST_ANSWERS
    rest = (Row("", words(_("And {more} more: type how one begins.", more=more)), ""),) if more > 0 else ()
    return (*fitting[:MOST_ANSWERS], *rest, *clip)


def _bare(text: str) -> str:
    return " ".join(normalize("NFC", text).casefold().split()).strip("\"'“”. ")


def _choice_row(playthrough: Playthrough, offer: Offer, key: str) -> Row:
    label = prose(playthrough.label(offer))
    if offer.available or offer.choice is None:
        return Row(key, label, "move", offer.move)
    story, moment = playthrough.story, playthrough.moment
    derived = derived_reason(story, moment, offer.choice.condition)
    reason = words(derived) if derived else None
    if offer.choice.locked is None:
        return Row(key, label, "", below=reason)
    sentence = plain(lock_reason(story, moment, offer.choice, playthrough.player))
    return Row(key, label, "", below=locked_words(sentence), reason=reason)


def _clip_row(playthrough: Playthrough, offer: Offer) -> Row:
    label = Content.assemble(pgettext("to record", "Record") + ": ", prose(playthrough.label(offer)))
    paying = playthrough.story.paying
    if paying is None or offer.clip is None:
        return Row("r", label, "clip", offer.move)
    left = playthrough.moment.state.vector[paying.slot]
    cost = words(
        _("{label}: {units} of the {left} left", label=paying.label or _("Tape"), units=offer.clip.units, left=left)
    )
    return Row("r", label, "clip", offer.move, below=cost)
