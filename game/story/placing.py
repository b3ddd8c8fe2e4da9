"""Where each character of a YAML scalar stands among the file's own characters, whatever its quoting and folding."""

import re

_BLANK = " \t\n"
_SPACES = re.compile(r"[ \t]*")
_BREAKS = re.compile(r"[ \t\n]*")
_ESCAPE_LENGTHS = {"x": 4, "u": 6, "U": 10}


def places_of(text: str, raw: str, style: str) -> tuple[int, ...]:
    """Return for each character of ``text`` its place in ``raw``; nothing if the two cannot be made to fit."""
    places = _in_block(text, raw) if style in {"|", ">"} else _in_flow(raw, style)
    return tuple(places) if len(places) == len(text) else ()


def _in_block(text: str, raw: str) -> list[int]:
    """Follow a block's text through its lines: all that may stand between two of its characters is indentation."""
    places: list[int] = []
    place = raw.find("\n") + 1
    for character in text:
        if character in _BLANK:
            places.append(min(place, len(raw) - 1))
            place += raw[place : place + 1] == character
            continue
        while place < len(raw) and raw[place] != character:
            place += 1
        if place == len(raw):
            return []
        places.append(place)
        place += 1
    return places


def _in_flow(raw: str, style: str) -> list[int]:
    """Follow the rules of quotation and folding: what each stretch of ``raw`` stands for is known without its text."""
    places: list[int] = []
    place, end = len(style), len(raw) - len(style)
    while place < end:
        if raw[place] in _BLANK:
            place = _blank(raw, place, places)
        elif style == '"' and raw[place] == "\\":
            place = _escape(raw, place, places)
        else:
            places.append(place)
            place += 2 if style == "'" and raw[place] == "'" else 1
    return places


def _blank(raw: str, place: int, places: list[int]) -> int:
    """Fold spaces and line ends: a line end is a space, and each empty line behind it a line end."""
    match = _SPACES.match(raw, place)
    end = match.end() if match else place
    if raw[end : end + 1] != "\n":
        places.extend(range(place, end))
        return end
    breaks = _BREAKS.match(raw, end)
    last = breaks.end() if breaks else end
    places.extend([place] * max(raw.count("\n", end, last) - 1, 1))
    return last


def _escape(raw: str, place: int, places: list[int]) -> int:
    """Take an escape for the one character it stands for, and an escaped line end for none."""
    sign = raw[place + 1]
    if sign == "\n":
        match = _SPACES.match(raw, place + 2)
        return match.end() if match else place + 2
    places.append(place)
    return place + _ESCAPE_LENGTHS.get(sign, 2)
