"""YAML's own complaints, put in the author's words."""

_ABOVE = "Put the text on the line below a `|`, indented: that is always safe."
COLON_MISSING = "while scanning a simple key"
"""What YAML says of a key without its colon."""

_PLAIN: tuple[tuple[str, str, str, str], ...] = (
    # What YAML says; what is wrong; what was expected; what to do.
    (
        "mapping values are not allowed",
        "This line has a second `: `, which YAML takes for another key.",
        "one key and its value",
        _ABOVE,
    ),
    (
        "cannot start any token",
        "YAML keeps this character for itself at the beginning of a text.",
        "a letter, a digit or a quotation mark",
        _ABOVE,
    ),
    (
        "while scanning a quoted scalar",
        "A quotation mark opens here and is never closed.",
        "a closing quotation mark",
        _ABOVE,
    ),
    (
        COLON_MISSING,
        "This line is neither a key with a colon nor part of a text.",
        "`key: value`",
        "Is a colon missing, or the indentation?",
    ),
    (
        "while parsing a flow mapping",
        "A `{` is not closed, or a comma is missing between its entries.",
        "`, ` or `}`",
        _ABOVE,
    ),
    (
        "while parsing a flow sequence",
        "A `[` is not closed, or a comma is missing between its items.",
        "`, ` or `]`",
        _ABOVE,
    ),
    ("while parsing a flow node", "Nothing that YAML can read stands between these brackets.", "a value", _ABOVE),
    (
        "block sequence entries are not allowed",
        "A list begins in the middle of a line.",
        "a list on lines of its own",
        "Put `-` on the next line.",
    ),
    (
        "while parsing a block mapping",
        "This line does not fit the keys above it.",
        "a key as far in as those above it, or the end of the mapping",
        "Is it indented like its neighbours? Words behind a closing quotation mark? Put the text below a `|`.",
    ),
    (
        "while parsing a block collection",
        "This line does not fit the list above it.",
        "`- ` as far in as the items above it",
        "Is it indented like its neighbours?",
    ),
    (
        "while scanning a block scalar",
        "The line with `|` or `>` must end there, and the text begin on the next, indented.",
        "a line end",
        "",
    ),
    (
        "while scanning an alias",
        "A `*` at the beginning of a text is YAML's sign for an alias.",
        "a letter or a quotation mark",
        _ABOVE,
    ),
    (
        "while scanning an anchor",
        "A `&` at the beginning of a text is YAML's sign for an anchor.",
        "a letter or a quotation mark",
        _ABOVE,
    ),
    ("directive", "A `%` at the beginning of a line is YAML's sign for a directive.", "a key", _ABOVE),
    (
        "while parsing a block node",
        "A bracket or a comma stands where a value should begin.",
        "a letter, a digit or a quotation mark",
        _ABOVE,
    ),
    ("mapping keys are not allowed", "A `?` at the beginning of a text is YAML's sign for a key.", "a letter", _ABOVE),
    (
        "found unexpected ':'",
        "A colon stands between braces, where it makes a key.",
        "a comma, or quotation marks",
        _ABOVE,
    ),
    *(
        (
            sign,
            "A backslash in double quotation marks begins an escape that YAML does not know.",
            "`\\\\` for a backslash",
            _ABOVE,
        )
        for sign in ("unknown escape character", "expected hexdecimal number")
    ),
    ("tag", "A `!` at the beginning of a text is YAML's sign for a tag.", "a letter or a quotation mark", _ABOVE),
    (
        "did not find expected <document start>",
        "Something stands after the end of the story's structure.",
        "a key in the first column",
        "Is the indentation right?",
    ),
)


def in_plain_words(said: str, line: str) -> tuple[str, str, str]:
    """Return what YAML complains of as (what is wrong, what was expected, what to do).

    ``said`` is YAML's complaint with its context, ``line`` the line it stands in.
    """
    for sign, message, expected, hint in _PLAIN:
        if sign in said:
            return message, expected, hint
    if line.strip():
        return f"YAML cannot read this line: {said.strip()}.", "", _ABOVE
    return f"YAML cannot read this file: {said.strip()}.", "", ""
