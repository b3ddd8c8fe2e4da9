"""The Record, the epilogues and the prepared histories in another language."""

from collections.abc import Iterator

from msgspec.structs import replace

from game.story.model import Epilogue, History, RecordLine, Story
from game.story.names import Scope
from game.story.nodes import one_line
from game.story.schema_record import HistoriesFile, RecordFile
from game.story.translation.ledger import Ledger
from game.story.translation.reading import Reading
from game.story.translation.scenes import ending
from game.story.translation.schema import EpilogueWords, HistoriesWords, HistoryWords, LineWords, RecordWords


def lines(story: Story, record: RecordFile | None, words: RecordWords | None, reading: Reading) -> Iterator[RecordLine]:
    """Yield the lines of the Record, in their order."""
    originals = {line.id.text: line for line in record.lines} if record else {}
    told = words.lines if words else {}
    found = dict(reading.ledger.pieces("line", LineWords, originals, told, words, "lines"))
    scope = Scope("record")
    for line in story.lines:
        one = found.get(line.id)
        if one is None:
            yield line
            continue
        yield replace(
            line,
            happened=reading.text_or(one.happened, line.happened, scope),
            on_tape=reading.text_or(one.on_tape, line.on_tape, scope),
            told=reading.text_or(one.told, line.told, scope),
        )


def epilogues(
    story: Story, record: RecordFile | None, words: RecordWords | None, reading: Reading
) -> Iterator[Epilogue]:
    """Yield the epilogues, in their order."""
    originals = {epilogue.id.text: epilogue for epilogue in record.epilogues} if record else {}
    told = words.epilogues if words else {}
    found = dict(reading.ledger.pieces("epilogue", EpilogueWords, originals, told, words, "epilogues"))
    for epilogue in story.epilogues:
        one = found.get(epilogue.id)
        if one is None:
            yield epilogue
            continue
        text = reading.text(one.text, Scope("record")) if one.text else epilogue.text
        yield replace(epilogue, text=text, ending=ending(epilogue.ending, one.ending))


def histories(
    story: Story, written: HistoriesFile | None, words: HistoriesWords | None, ledger: Ledger
) -> Iterator[History]:
    """Yield the histories, in their order."""
    originals = {history.id.text: history for history in written.root} if written else {}
    found = {}
    for id_, original in originals.items():
        told = words.root.get(id_) if words else None
        ledger.enter(f"history `{id_}`", HistoryWords, original, told)
        if told is not None:
            found[id_] = told
    for id_, told in (words.root if words else {}).items():
        if id_ not in originals:
            ledger.nothing(told.span, f"There is no history `{id_}` here to translate.", id_, originals)
    for history in story.histories:
        one = found.get(history.id)
        title = one_line(one.title) if one and one.title else history.title
        about = one_line(one.about) if one and one.about else history.about
        yield replace(history, title=title, about=about)
