"""Authors' words as ink reads them: nothing in them is ink's own."""

import re

LINE_BREAK = "\N{LINE SEPARATOR}"
"""What stands for a line break within a paragraph: ink's own end of a line ends the paragraph."""
_ANYWHERE = re.compile(r"[\\{}|\[\]<#]|-(?=>)|(?<=/)[/*]")
_FIRST = re.compile(r"[-*+=~&!$]|(?:TODO|INCLUDE|VAR|CONST|LIST|EXTERNAL)\b")
_IN_STRING = re.compile(r'[\\{}|"<#~]|-(?=>)|(?<=/)[/*]')


def word(written: str) -> str:
    """Return a run of characters without white space, wherever in a line it may come to stand."""
    escaped = _ANYWHERE.sub(r"\\\g<0>", written)
    return f"\\{escaped}" if _FIRST.match(escaped) else escaped


def string(written: str) -> str:
    """Return words as a string of ink's expressions, quotation marks included."""
    return '"' + _IN_STRING.sub(r"\\\g<0>", written) + '"'


def remark(written: str) -> str:
    """Return words as a line that only authors read."""
    return f"// {' '.join(written.split())}"
