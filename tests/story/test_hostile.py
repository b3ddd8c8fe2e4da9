"""Hostile files: nothing runs code, nothing hangs, nothing is a traceback.

Each case is run in a process of its own under a limit of processor time that is far above what it needs, and far below
what it would take without the limits that are tested here; so no test depends on how busy the machine is.
"""

import resource
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small_story import BASE, HEAD, hall, load

MIB2 = 2 * 1024 * 1024 - 1000
SECONDS = 10
MEGABYTES = 500
LOAD = """
import sys
from pathlib import Path
from game.story.loader import load_story
result = load_story(Path(sys.argv[1]))
print(result.story is not None, *sorted({problem.code for problem in result.problems}))
"""


def within(text: str) -> dict[str, str]:
    """Return a chapter whose hall has a text of so many lines."""
    return {
        "one.yaml": f"{HEAD}scenes:\n  hall:\n    to: end\n    text: |\n      {text}\n  end: {{text: B., to: hall}}\n"
    }


def many(line: str, size: int = MIB2) -> str:
    """Return a line again and again, each with its number, up to a size."""
    count = size // (len(line) + 4)
    return "".join(line.replace("#", str(number)) for number in range(count))


ALIASES = "a0: &a0 [x, x]\n" + "".join(f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]\n" for n in range(1, 60))
HOSTILE = {
    "brackets": ({"two.yaml": "[" * MIB2}, "False HT011"),
    "braces": ({"two.yaml": "{" * MIB2}, "False HT011 HT018"),
    "nested keys": ({"two.yaml": "".join(" " * n + "a:\n" for n in range(1500))}, "False HT011"),
    "dashes": ({"two.yaml": "- " * (MIB2 // 2)}, "False HT011"),
    "question marks": ({"two.yaml": "? " * (MIB2 // 2)}, "False HT011 HT018"),
    "billion laughs": ({"two.yaml": ALIASES}, "False HT008 HT101 HT102"),
    "keys": ({"two.yaml": BASE["two.yaml"] + many("k#: v\n", 200_000)}, "False HT101"),
    "more keys": ({"two.yaml": BASE["two.yaml"] + many("k#: v\n")}, "False HT003"),
    "the same key": ({"two.yaml": BASE["two.yaml"] + "k: v\n" * 20_000}, "False HT012 HT101"),
    "the same key more often": ({"two.yaml": BASE["two.yaml"] + "k: v\n" * 400_000}, "False HT003 HT012 HT101"),
    "facts": ({"two.yaml": BASE["two.yaml"].replace("facts:\n", "facts:\n" + many("  f#: {}\n", 300_000))}, "True"),
    "many full files": (
        {
            "story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[" + many("f#.yaml, ", 400) + "]"),
            **{f"f{number}.yaml": "chapter: f\n" + many("k#: v\n", 260_000) for number in range(40)},
        },
        "False HT003 HT101 HT102",
    ),
    "unknown people": (hall("    to: end\n    with: [" + many("p#, ", 400_000) + "]\n"), "False HT202"),
    "unknown scenes": (hall("    to: [" + many("s#, ", 400_000) + "]\n"), "False HT204 HT407"),
    "files": (
        {"story.yaml": BASE["story.yaml"].replace("[two.yaml]", "[" + many("f#.yaml, ", 500_000) + "]")},
        "False HT001 HT013",
    ),
    "a long line": ({"two.yaml": "x" * MIB2}, "False HT103"),
    "spaces": ({"two.yaml": BASE["two.yaml"].replace("A roof.", "'A" + " " * 190_000 + "{{ nois }}'")}, "False HT205"),
    "parentheses": (hall("    to: [{if: '" + "(" * 1_000_000 + "', to: end}, end]\n"), "False HT306"),
    "short parentheses": (hall("    to: [{if: '" + "(" * 990 + "', to: end}, end]\n"), "False HT306"),
    "not": (hall("    to: [{if: '" + "not " * 240 + "promised', to: end}, end]\n"), "False HT306"),
    "dots": (hall("    to: [{if: 'a" + ".a" * 490 + "', to: end}, end]\n"), "False HT306"),
    "powers": (hall("    to: [{if: 'noise == " + "9**" * 300 + "9', to: end}, end]\n"), "False HT306"),
    "a huge number": (hall("    to: [{if: 'count(alive) > " + "9" * 900 + "', to: end}, end]\n"), "True"),
    "a huge effect": (hall("    to: end\n    enter: {noise: +" + "9" * 1_000_000 + "}\n"), "False HT312"),
    "a huge value": (hall("    to: end\n    enter: {noise: " + "9" * 1_000_000 + "}\n"), "False HT312"),
    "a huge range": (
        {"world.yaml": BASE["world.yaml"].replace("range: 12", "range: " + "9" * 1_000_000)},
        "False HT105",
    ),
    "open braces": (within("{{" * 99_000), "False HT307"),
    "open tags": (within("{%" * 99_000), "False HT307"),
    "insertions": (within("{{ noise }}" * 18_000), "False HT307"),
    "unknown insertions": (within(many("{{ n# }}", 40_000)), "False HT205"),
    "ifs": (within("{% if promised %}" * 11_000), "False HT307 HT309"),
    "deep insertion": (within("{{ " + "(" * 190_000 + " }}"), "False HT307"),
    "remarks": (within("{# x #}" * 28_000), "True"),
    "stars": (within("*" * 199_000), "True"),
    "a long text": (within("*" * MIB2), "False HT003"),
    "odd characters": ({"two.yaml": "\x1b" * 200_000}, "False HT005"),
    "an identifier": ({"two.yaml": BASE["two.yaml"].replace("roof:", "r" * 500_000 + ":")}, "False HT007"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_nothing_hangs_or_breaks(name: str, tmp_path: Path) -> None:
    """Megabytes of brackets, keys, aliases, braces and digits are read or refused in a moment, and told as problems."""
    files, expected = HOSTILE[name]
    for file, content in {**BASE, **hall("    to: end\n"), **files}.items():
        (tmp_path / file).write_text(content, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", LOAD, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=_limited,  # no threads here
    )
    assert (done.returncode, done.stderr[-2000:]) == (0, "")
    assert done.stdout.strip() == expected


def _limited() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    # Of addresses, which are more than memory: what cannot be had is a traceback, and seen.
    resource.setrlimit(resource.RLIMIT_AS, (2 * MEGABYTES * 1024 * 1024, 2 * MEGABYTES * 1024 * 1024))


CODE = [
    "{{ ''.__class__.__mro__ }}",
    "{{ on_jo.__class__ }}",
    "{{ cycler.__init__.__globals__.os.system('touch PWNED') }}",
    "{% if ''.join(['a']) %}A{% endif %}",
    "{% import 'os' %}",
    "{{ self }}",
    "{{ names.__globals__ }}",
]


@pytest.mark.parametrize("code", CODE)
def test_nothing_in_a_text_is_code(code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What would be code to Jinja2 is refused as something a text cannot do."""
    monkeypatch.chdir(tmp_path)
    assert load(within(code)).story is None
    assert not list(tmp_path.glob("PWNED"))


def test_nothing_in_yaml_is_code(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag that would make an object makes a problem."""
    monkeypatch.chdir(tmp_path)
    for tag in ("!!python/object/apply:os.mkdir [PWNED]", "!!python/name:os.mkdir x", "!!binary aGk="):
        assert load(hall(f"    to: end\n    note: {tag}\n")).story is None
    assert not list(tmp_path.iterdir())


@settings(max_examples=150, deadline=None)
@given(st.sampled_from([*BASE, "one.yaml", "record.yaml", "laws.yaml"]), st.binary(max_size=200))
def test_no_bytes_in_any_file_raise(file: str, content: bytes) -> None:
    """Any bytes as any file are a story or problems."""
    load({file: content or b"\n"})


_ALL = {
    **BASE,
    **hall("    to: end\n"),
    "record.yaml": "lines: [{id: a, if: promised, happened: A.}]\nepilogues: [{id: b, text: B.}]\n",
    "laws.yaml": "- never: promised\n- at_least: {scenes: 1}\n",
}


@settings(max_examples=200, deadline=None)
@given(st.data())
def test_no_small_change_of_a_file_raises(data: st.DataObject) -> None:
    """A stretch of a good file taken out, doubled or replaced: what an author's slips do, and more."""
    name = data.draw(st.sampled_from(sorted(_ALL)))
    text = _ALL[name]
    begin = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(begin, min(len(text), begin + 30)))
    words = data.draw(
        st.sampled_from(
            [
                "",
                "[",
                "{}",
                "x",
                ": ",
                "them",
                "you",
                "\n",
                "  ",
                '""',
                "- ",
                "each: [on_jo]",
                "0",
                "true",
                text[begin:end] * 2,
            ]
        )
    )
    result = load({**_ALL, name: text[:begin] + words + text[end:] or "\n"})
    assert result.story is not None or any(problem.is_error for problem in result.problems)
    for problem in result.problems:
        assert problem.span.line >= 1
        assert problem.span.file in _ALL
