"""How long things stay for somebody to read them, where they come by themselves."""

WORDS_A_SECOND = 3.0
"""A hundred and eighty words a minute: most adults read stories faster, and nobody should have to hurry."""
SHORTEST = 1.5
"""Seconds for even the shortest line: to see that it came."""
STEADY = 0.55
QUICK = 0.2


def time_to_read(text: str) -> float:
    """Return seconds in which a text can be read without hurry."""
    return max(SHORTEST, len(text.split()) / WORDS_A_SECOND)


def time_between(pace: str, text: str) -> float | None:
    """Return seconds from a paragraph to the next at a pace; ``None`` where the next waits for a key."""
    return {"steady": STEADY, "quick": QUICK, "timed": time_to_read(text)}.get(pace)
