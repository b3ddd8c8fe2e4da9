"""A text as lines of ink, one a paragraph."""

from msgspec.structs import replace

from game.author.ink.gaps import NEW_LINE, START, TIGHT, Gap, Pending, changed, either, fork, gaps, separator
from game.author.ink.pieces import Fork, Piece, White, Word, pieces_of
from game.author.ink.questions import Asking
from game.story.text import Text

INDENT = "    "


def lines_of(text: Text | None, asking: Asking) -> list[str]:
    """Return a text as lines of ink, each a paragraph or a part of one."""
    return [] if text is None else _Writer().lines(pieces_of(text, asking))


class _Writer:
    """Writes pieces as lines."""

    def lines(self, pieces: tuple[Piece, ...]) -> list[str]:
        """Return pieces that begin and end with a paragraph."""
        lines: list[str] = []
        here = [""]
        pending: Pending = START
        for number, piece in enumerate(pieces):
            rest = pieces[number + 1 :]
            if isinstance(piece, Fork) and self._stands_alone(piece, pending, rest):
                lines += [*filter(None, here), *self._block(piece)]
                here, pending = [""], NEW_LINE
            else:
                pending = self._add(here, piece, pending)
        return [*lines, *filter(None, here)]

    def _stands_alone(self, piece: Fork, pending: Pending, rest: tuple[Piece, ...]) -> bool:
        """Whether a fork is whole paragraphs whichever way is read, and more than one of them."""
        if not all(gap.is_paragraph for gap in gaps(pending)):
            return False
        ways = [self._inline(arm, START) for _, arm in piece.arms]
        if all(len(lines) <= 1 for lines, _ in ways):
            return False
        behind: Pending = either([(question, end) for (question, _), (_, end) in zip(piece.arms, ways, strict=True)])
        for following in rest:
            if not isinstance(following, White):
                return all(gap.is_paragraph for gap in gaps(behind))
            behind = _with_white(behind, following)
        return True

    def _block(self, piece: Fork) -> list[str]:
        lines = ["{"]
        for question, arm in piece.arms:
            inside = self.lines(arm)
            if question is not None or inside:
                lines.append(f"- {question.words if question else 'else'}:")
                lines += [f"{INDENT}{line}" for line in inside]
        return [*lines, "}"]

    def _inline(self, pieces: tuple[Piece, ...], pending: Pending) -> tuple[list[str], Pending]:
        lines = [""]
        for piece in pieces:
            pending = self._add(lines, piece, pending)
        return lines, pending

    def _add(self, lines: list[str], piece: Piece, pending: Pending) -> Pending:
        """Write a piece behind the last of some lines, and return what is pending behind it."""
        if isinstance(piece, White):
            return _with_white(pending, piece)
        if isinstance(piece, Word):
            on_new_line, before = separator(pending)
            if on_new_line:
                lines.append("")
            lines[-1] += before + piece.written
            return TIGHT
        return self._add_fork(lines, piece, pending) if isinstance(piece, Fork) else pending

    def _add_fork(self, lines: list[str], piece: Fork, pending: Pending) -> Pending:
        """Write a fork within the line.

        Where a way has more paragraphs than another, the lines that the other does not have are empty there, and what
        follows is glued to the last that it has.
        """
        ways = [(question, *self._inline(arm, pending)) for question, arm in piece.arms]
        most = max(len(written) for _, written, _ in ways)
        for number in range(most):
            if number:
                lines.append("")
            lines[-1] += fork([(question, "".join(written[number : number + 1])) for question, written, _ in ways])
        return either(
            [
                (question, changed(end, _on_fresh_line) if len(written) < most else end)
                for question, written, end in ways
            ]
        )


def _with_white(pending: Pending, white: White) -> Pending:
    return changed(pending, lambda gap: gap.after(white.kind))


def _on_fresh_line(gap: Gap) -> Gap:
    return replace(gap, is_fresh=True)
