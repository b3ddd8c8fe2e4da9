"""How words become paragraphs, numbers words, and stars emphasis."""

from collections.abc import Callable

import pytest

from game.engine.playthrough import Playthrough
from game.engine.prose import emphasis, in_words, listing, paragraphs, plain, single_line

Play = Callable[..., Playthrough]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("One\ntwo   three.\n", ("One two three.",)),
        ("One.\n\nTwo.\n  \n \nThree.", ("One.", "Two.", "Three.")),
        ("\n\n  \n", ()),
        ("Roses \\\n  violets.", ("Roses\nviolets.",)),
        ("Roses\\  \nviolets.", ("Roses\nviolets.",)),
        ("Roses\n\\\nviolets.", ("Roses\nviolets.",)),
        ("Roses\\", ("Roses",)),
        ("\\\n\\", ()),
        ("back\\slash", ("back\\slash",)),
        ("[b]1984. #7 <i>", ("[b]1984. #7 <i>",)),
        ("A no-break\u00a0\u00a0space", ("A no-break\u00a0\u00a0space",)),
    ],
)
def test_paragraphs(words: str, expected: tuple[str, ...]) -> None:
    """Blank lines part paragraphs, spaces and line ends run together, a backslash breaks a line; nothing is lost."""
    assert paragraphs(words) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A *new* day", [("A ", False), ("new", True), (" day", False)]),
        ("*two words*", [("two words", True)]),
        ("2 * 3 * 4", [("2 * 3 * 4", False)]),
        ("a *star", [("a *star", False)]),
        ("*not * this", [("*not * this", False)]),
        ("*a *b*", [("a *b", True)]),
        ("*a\nb*", [("a\nb", True)]),
        ("**", [("**", False)]),
        ("", []),
    ],
)
def test_emphasis(text: str, expected: list[tuple[str, bool]]) -> None:
    """A star before a non-space begins it and one after a non-space ends it; any other star is a star."""
    assert list(emphasis(text)) == expected
    assert plain(text) == "".join(run for run, _ in expected)


@pytest.mark.parametrize(
    ("number", "words"), [(0, "none"), (1, "one"), (12, "twelve"), (20, "twenty"), (21, "21"), (40, "40")]
)
def test_numbers_are_words_to_twenty(number: int, words: str) -> None:
    """0 is "none"; beyond twenty there are figures, and always where they are asked for."""
    assert in_words(number) == words
    assert in_words(number, capital=True) == words.capitalize()
    assert in_words(number, digits=True) == str(number)


@pytest.mark.parametrize(
    ("names", "text"),
    [
        ([], "nobody"),
        (["On-jo"], "On-jo"),
        (["On-jo", "Nam-ra"], "On-jo and Nam-ra"),
        (["On-jo", "Nam-ra", "Su-hyeok"], "On-jo, Nam-ra and Su-hyeok"),
    ],
)
def test_names_are_listed_as_prose_lists_them(names: list[str], text: str) -> None:
    """The last two are joined by "and"."""
    assert listing(names) == text


def test_a_capital_changes_the_first_letter_alone() -> None:
    """`Names(…)` begins a sentence with somebody whose name has capitals of its own."""
    assert listing([], capital=True) == "Nobody"
    assert listing(["the boy", "Nam-Ra"], capital=True) == "The boy and Nam-Ra"


def test_a_single_line_stays_one() -> None:
    """A label over two lines, or with a backslash at its end, is a line as written."""
    assert single_line(" Go in\n  with him.\\\n") == "Go in with him.\\"


def test_a_branch_that_is_not_read_leaves_its_line_ends(play: Play) -> None:
    """Conditions are settled first: a line that held nothing else is blank, and ends a paragraph."""
    run = play(
        """
one:
  text: |
    One.
    {% if told %}Told.{% endif %}
    Two.{% if not told %}

    Three.{% endif %}
    {# a remark #}
    Four{# and another #}.
  to: end
end: {text: End., ending: {id: the_end, title: End, kind: record}}
"""
    )
    assert run.text == ("One.", "Two.", "Three.", "Four.")


def test_what_a_text_fills_in(play: Play) -> None:
    """Names, numbers and counts, in words or figures, with capitals where asked."""
    run = play(
        """
one:
  with: [ana, bo]
  text: |
    {{ you.name }}, {{ ana.full }}, {{ cho.full }}, {{ names(present) }}; {{ Names(present, pair) }}.

    {{ tape }} {{ digits(tape) }} {{ noise }} {{ Count(alive) }} {{ digits(count(present)) }} {{ ana.trust }}
  to: end
end: {text: End., ending: {id: the_end, title: End, kind: record}}
"""
    )
    assert run.text == ("Seung-ho, Kim Ana, Cho, Ana and the boy; The boy.", "two 2 none Four 3 two")
    named = Playthrough(run.story, "[/b] O'Neil")
    assert named.text[0].startswith("[/b] O'Neil, Kim Ana")


def test_labels(play: Play) -> None:
    """Speech stands in quotation marks, a label does not; both are filled in, and going on has none."""
    run = play(
        """
one:
  text: One.
  clip: {id: rain, label: Rain}
  choices:
  - {id: a, say: 'Ask {{ ana.name }}.', to: two}
  - {id: b, label: 'Turn {{ digits(tape) }}.', to: end}
two: {text: Two., to: end}
end: {text: End., ending: {id: the_end, title: End, kind: record}}
"""
    )
    assert [run.label(offer) for offer in run.offers()] == ['"Ask Ana."', "Turn 2.", "Rain"]
    assert run.choose("c.one.a").label == '"Ask Ana."'
    assert [run.label(offer) for offer in run.offers()] == [""]
