"""The Record's lines and the epilogues, every condition and text read."""

from game.story.expr_parser import read_condition
from game.story.files import Files
from game.story.model import Epilogue, RecordLine
from game.story.names import Names, Scope
from game.story.text_parser import read_text


def build_record(files: Files, names: Names) -> tuple[tuple[RecordLine, ...], tuple[Epilogue, ...]]:
    """Return the Record's lines and the epilogues, each in reading order. They share one namespace."""
    return build_lines(files, names), build_epilogues(files, names)


def build_lines(files: Files, names: Names) -> tuple[RecordLine, ...]:
    """Return the Record's lines in reading order."""
    scope = Scope("record")
    made: list[RecordLine] = []
    for part in files.record.lines if files.record else []:
        names.check_id(part.id.text, part.id.span)
        names.claim(f"line:{part.id.text}", part.id.text, part.id.span)
        made.append(
            RecordLine(
                part.id.text,
                read_condition(part.condition, names, scope) if part.condition else None,
                read_text(part.happened, names, scope) if part.happened else None,
                read_text(part.on_tape, names, scope) if part.on_tape else None,
                read_text(part.told, names, scope) if part.told else None,
                part.id.span,
            )
        )
    return tuple(made)


def build_epilogues(files: Files, names: Names) -> tuple[Epilogue, ...]:
    """Return the epilogues in reading order."""
    scope = Scope("record")
    made: list[Epilogue] = []
    for part in files.record.epilogues if files.record else []:
        names.check_id(part.id.text, part.id.span)
        names.claim(f"line:{part.id.text}", part.id.text, part.id.span)
        made.append(
            Epilogue(
                part.id.text,
                names.person(part.of, scope) if part.of else None,
                read_condition(part.condition, names, scope) if part.condition else None,
                read_text(part.text, names, scope),
                names.endings.get(part.ending.id.text) if part.ending else None,
                part.id.span,
            )
        )
    return tuple(made)
