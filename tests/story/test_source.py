"""YAML as structure and text: what is refused, in the author's words, and where exactly things stand."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_story import BASE, HEAD, chapter, hall, load, loaded, problem_of, shown, told

from game.engine import rules
from game.story.nodes import Mapping, Scalar
from game.story.problems import Problems
from game.story.source import read_yaml


def one(text: str) -> dict[str, str]:
    """Return the first chapter's file as a whole."""
    return {"one.yaml": text}


REFUSED = [
    ("HT012", hall("    to: end\n    «to»: two.roof\n")),
    ("HT012", chapter("  hall: {text: A., to: end}\n  «hall»: {text: B., to: end}\n")),
    ("HT008", hall("    to: end\n    title: «&anchor Words»\n")),
    ("HT009", hall("    to: end\n    title: «!tag Words»\n")),
    ("HT009", hall("    to: end\n    title: «!!python/object/apply:os.system Words»\n")),
    ("HT010", {"two.yaml": BASE["two.yaml"] + "«---»\nchapter: three\n"}),
    ("HT009", {"two.yaml": "«%YAML 1.2\n---»\n" + BASE["two.yaml"]}),
    ("HT018", hall("    to: end\n    ? «[»a]\n    : b\n")),
    ("HT018", hall("    to: end\n    «{»a}: b\n")),
    ("HT016", hall("    to: end\n    title: «Desk» #17\n")),
    ("HT016", hall("    to: end\n    title: «Desk» # 17\n")),
    ("HT016", hall("    to: end\n    title: «Desk»  #17\n")),
    (
        "HT016",
        hall("    to: end\n    told_: x\n").copy()
        and hall("    to: end\n    choices: [{id: a, label: A.}]\n    title: «Two words» #and more\n"),
    ),
    ("HT006", hall("    to: end\n«\t»title: T\n")),
    ("HT006", hall("    to: end\n   «\t»title: T\n")),
    ("HT005", hall("    to: end\n    title: A«\x1b»[31m\n")),
    ("HT005", hall("    to: end\n    title: A«\u202e»B\n")),
    ("HT005", hall("    to: end\n    title: A«\u2066»B\n")),
    ("HT005", hall("    to: end\n    title: A«\x85»B\n")),
    ("HT005", hall("    to: end\n    title: A«\uffff»B\n")),
    ("HT005", hall('    to: end\n    title: "A«\\e»[31m"\n')),
    ("HT005", hall('    to: end\n    title: "AB«\\u202e»B"\n')),
]


@pytest.mark.parametrize(("code", "files"), REFUSED)
def test_what_a_file_cannot_hold_is_refused_where_it_stands(code: str, files: dict[str, str]) -> None:
    """Keys twice, riddles, comments that swallow words, tabs, characters that a terminal obeys."""
    problem_of(code, files)


def test_words_behind_a_comments_distance_are_a_comment() -> None:
    """Two spaces before its sign and one after it, or a line of its own: that is a comment, and nothing is said."""
    files = hall("    # a line\n    to: end  # two spaces\n    title: Desk  # a comment\n    clock: D1   #\n")
    assert loaded(files).scenes["one.hall"].title == "Desk"
    quoted = hall("    to: end\n    title: 'Desk #17' # quoted words lose nothing\n")
    assert loaded(quoted).scenes["one.hall"].title == "Desk #17"


COMPLAINTS = [
    ("    title: She said: go«»\n", "second"),
    ("    title: «[»Radio] static\n", ""),
    ("    title: «*»word* is stressed\n", ""),
    ("    title: «@»home\n", ""),
    ("    title: «`»home\n", ""),
    ("    title: «%»home\n", ""),
    ('    title: "Wait." he said\n', ""),
    ("    title: 'It's'\n", ""),
    ('    title: «"»never closed\n', "never closed"),
    ("    choices: [«{»id: a, label: Desk #17}]\n", "not closed"),
    ('    title: "a \\d escape"\n', "escape"),
    ("    title: «{»a: b\n", "not closed"),
    ("    title: [a, b\n", "not closed"),
    ("    title: - a\n", "list"),
    ("   title: T\n", "does not fit"),
    ("    title: | words\n      more\n", "|"),
    ("    title\n", "colon"),
    ("    title: T\n     more: T\n", "second"),
    ("    }\n", ""),
    ("    ]\n", ""),
    ("    title: !<tag\n", ""),
    ("    title: &\n", ""),
    ("    title: *\n", ""),
    ("    ? a\n", ""),
]


@pytest.mark.parametrize(("line", "said"), COMPLAINTS)
def test_yamls_complaints_are_in_the_authors_words(line: str, said: str) -> None:
    """Every common slip has words of ours, none of the parser's jargon, and stands near its line."""
    clean = line.replace("«", "").replace("»", "")
    problems = list(load(hall("    to: end\n" + clean)).problems)
    assert problems
    for problem in problems:
        assert "YAML cannot read" not in problem.message, problem.message
        for jargon in ("token", "scalar", "node", "block", "flow", "expected <", "simple key", "mapping values"):
            assert jargon not in problem.message, problem.message
    assert said in problems[0].message
    assert 6 <= problems[0].span.line <= 9, shown(problems[0])
    if "not closed" in said or "never closed" in said:
        assert problems[0].span.column == line.index("«" if "«" in line else "[") + 1, shown(problems[0])


FORGOTTEN = [
    # Told seven lines on, in another scene, by YAML itself.
    '    choices:\n      - id: a\n        label: «"»Sweep it up.\n  yard:\n    text: |\n      "Go," she says.\n',
    # The next line has a closed text of its own.
    '    title: «"»If I had the door.\n    clock: "D1 12:00"\n',
    "    title: «'»If I had the door.\n    clock: 'D1 12:00'\n",
    # In braces.
    '    choices:\n      - {id: a, say: «"»Quiet.}\n      - {id: b, say: "Louder."}\n',
    # Closed by the next quotation mark at the end of a line, so that YAML has nothing to complain of.
    '    title: «"»The Hall\n    clock: D1 12:00\n    care: 5"\n',
    # A list.
    '    to: end\n    notes:\n    - «"»death\n    - "grief"\n',
]


@pytest.mark.parametrize("lines", FORGOTTEN)
def test_a_forgotten_quotation_mark_is_told_where_it_opens(lines: str) -> None:
    """YAML reads on to the next one, lines below; the author looks for the line on which they forgot it."""
    assert "never closed, or closed too late" in problem_of("HT007", hall(lines)).message


def test_a_quoted_text_may_take_several_lines() -> None:
    """Its lines stand further in than its key, whatever they look like."""
    files = hall('    to: end\n    title: "Three things:\n      rope: one\n      - keys"\n')
    assert loaded(files).scenes["one.hall"].title == "Three things: rope: one - keys"


@pytest.mark.parametrize("after", ["", "  yard:\n    text: A.\n    to: end\n"])
def test_a_key_without_its_colon_is_told_in_its_own_line(after: str) -> None:
    """The line beneath is right, and telling it there sends the author to the wrong place."""
    wrong = f"scenes:\n{after}  «h»all\n    text: A.\n    to: end\n"
    assert "neither a key" in problem_of("HT007", one(f"{HEAD}{wrong}")).message


STYLES = [
    ("    text: A {{ «nois» }} b\n"),
    ("    text: 'It''s {{ «nois» }} b'\n"),
    ('    text: "A \\"q\\" \\x41\\u0041 {{ «nois» }}"\n'),
    ("    text: |\n      First {{ noise }}.\n\n        More {{ «nois» }}\n"),
    ("    text: |-\n      First.\n      {{ «nois» }}\n"),
    ("    text: |2\n        Deep {{ «nois» }}\n"),
    ("    text: >\n      First {{ noise }}\n      folded {{ «nois» }}\n\n      More.\n"),
    ("    text: >-\n      First\n\n\n      {{ noise }} {{ «nois» }}\n"),
    ("    text: Plain words that\n      go on {{ noise }}\n      and {{ «nois» }} on\n"),
    ("    text: 'Quoted words that\n      go on\n\n      and {{ «nois» }} on'\n"),
    ('    text: "Quoted words \\\n      that go {{ noise }}\n      and {{ «nois» }} on"\n'),
    ("    text:\n      {{ «nois» }}\n".replace("\n      {", "\n      Below {")),
    ("    text: 온조 {{ noise }} 남온조 {{ «nois» }}\n"),
    ("    text: 😀😀 {{ «nois» }}\n"),
    ("    text: |  # a remark\n      A {{ «nois» }}\n"),
]


@pytest.mark.parametrize("text", STYLES)
def test_places_inside_a_text_are_exact_in_every_style(text: str) -> None:
    """Plain, quoted, literal, folded, over several lines: the very characters, though others like them stand before."""
    problem_of("HT205", chapter(f"  hall:\n    to: end\n{text}"))


def test_places_inside_flow_mappings_are_exact() -> None:
    """Lists and mappings in brackets, on one line and on several."""
    problem_of("HT205", chapter("  hall: {to: [{if: noise > 1 and «nois» > 1, to: end}, end], text: A.}\n"))
    problem_of("HT204", chapter("  hall: {to: [{if: noise > 1,\n           to: «edn»},\n    end], text: A.}\n"))


@pytest.mark.parametrize("change", ["\r\n", "\ufeff", "\ufeff\r\n"])
def test_windows_files_are_read_like_others(change: str) -> None:
    """A BOM and CRLF change neither what is read nor where things stand."""

    def windows(text: str) -> bytes:
        text = text.replace("\n", "\r\n") if "\r\n" in change else text
        return (("\ufeff" if "\ufeff" in change else "") + text).encode()

    text = (
        hall("    to: end\n    text_: |\n      A.\n")["one.yaml"]
        .replace("    text: A hall.\n", "")
        .replace("text_", "text")
    )
    story = loaded({"one.yaml": windows(text)})
    assert rules.read_scene(story, rules.begin(story), "A") == ("A.",)
    wrong = text.replace("to: end\n", "to: edn\n").replace("A.", "A {{ nois }}.")
    spans = [[(p.code, p.span) for p in load({"one.yaml": form}).problems] for form in (wrong, windows(wrong))]
    assert spans[0] == spans[1]
    assert len(spans[0]) == 2


def test_a_lone_carriage_return_is_refused() -> None:
    """It would move a terminal's cursor, and is no line end."""
    assert told({"one.yaml": f"{HEAD}scenes:\n  hall: {{text: A\rB., to: end}}\n  end: {{text: B., to: hall}}\n"}) == [
        "HT005"
    ]


def test_riddles_do_not_hide_what_else_is_wrong() -> None:
    """An anchor in a file is one problem; the rest of the file is read all the same."""
    assert told(hall("    to: end\n    title: &a Words\n    clock: *a\n    ttle: T\n    timer: {}\n")) == [
        "HT008",
        "HT008",
        "HT101",
        "HT102",
        "HT102",
    ]


def test_merge_keys_merge_nothing() -> None:
    """`<<` is a key like any other, and no story has it."""
    assert told(hall("    to: end\n    <<: {title: T}\n")) == ["HT101"]


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["a", "it's", '"', "\\", "{x}", "온", " ", "  ", "\n", "\n\n", "# ", ": ", "'", "-"]),
            st.just(""),
        ),
        max_size=12,
    )
)
def test_every_character_of_a_text_has_its_place(pieces: list[tuple[str, str]]) -> None:
    """However a text is written, each of its characters that is no space is found again where its place says."""
    words = "".join(piece for piece, _ in pieces).strip()
    literal = "k: |\n" + "".join(f"    {line}\n" for line in f"x{words}".split("\n"))
    single = "k: '" + f"x{words}".replace("'", "''").replace("\n", "\n  ") + "'\n"
    double = 'k: "' + f"x{words}".replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\n  ") + '"\n'
    folded = "k: >\n" + "".join(f"    {line}\n" for line in f"x{words}".split("\n"))
    for file in (literal, single, double, folded):
        root = read_yaml(file, "f.yaml", Problems()).root
        if not isinstance(root, Mapping):
            continue
        scalar = root.entries["k"]
        assert isinstance(scalar, Scalar)
        lines = file.split("\n")
        for offset, character in enumerate(scalar.text):
            if character.isspace():
                continue
            span = scalar.locate(offset)
            found = lines[span.line - 1][span.column - 1]
            assert found in {character, "\\"}, (file, offset)


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from("ab:-?[]{},#&*!|>'\"%@` \n\t\\.0~<") | st.characters(codec="utf-8"), max_size=60))
def test_no_words_as_a_file_raise(text: str) -> None:
    """Whatever a file holds, it is read or refused with problems that stand in it."""
    problems = Problems()
    problems.know_file("f.yaml", text.split("\n"))
    document = read_yaml(text, "f.yaml", problems)
    lines = text.split("\n")
    for problem in problems:
        assert problem.message
        assert "YAML cannot read" not in problem.message, problem.message
        assert 1 <= problem.span.line <= len(lines) + 1
    assert document.whole or len(problems)
