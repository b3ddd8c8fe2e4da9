"""The language that is spoken: its catalogue is whole and fresh, its particles are right, and nothing stays unsaid."""

import gettext
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pytest
from hyosan_command import Hyosan
from pseudo import pseudo, unmarked
from translations import ill_filled, po_file, read, template, untranslated
from unlettered import unlettered

from game.language import LANGUAGES, SOURCE, _, ngettext, pgettext, use, with_particles
from game.language.choosing import chosen, of_system
from game.language.widths import columns_of, padded, wrapped
from game.plain import read as read_aloud
from game.plain.reader import Manner
from game.plain.typed import meant
from game.plain.words import WORDS
from game.saves.library import Library
from game.story.loader import load_story

STORY = Path(__file__).parent / "stories" / "night_duty"
OTHERS = [language for language in LANGUAGES if language != SOURCE]


@pytest.fixture
def korean() -> Iterator[None]:
    """Speak Korean."""
    use("ko")
    yield
    use(SOURCE)


@pytest.mark.parametrize("language", OTHERS)
def test_every_message_is_translated(language: str) -> None:
    """Protects a player from a screen in two languages. `make translations` brings a catalogue up to date."""
    catalogue = read(language)
    ours = {(message.context, message.id) for message in template() if message.id}
    theirs = {(message.context, message.id) for message in catalogue if message.id}
    assert ours - theirs == set(), "not in the catalogue: make translations"
    assert theirs - ours == set(), "no longer said: make translations"
    assert [message.id for message in untranslated(catalogue)] == []
    assert ill_filled(catalogue) == []


@pytest.mark.parametrize("language", OTHERS)
def test_what_is_read_is_what_was_translated(language: str) -> None:
    """Protects the compiled catalogue, which is what the game reads, from being yesterday's."""
    with po_file(language).with_suffix(".mo").open("rb") as file:
        compiled = gettext.GNUTranslations(file)
    catalogue = read(language)
    left = {message.id for message in untranslated(catalogue)}
    for message in catalogue:
        match message.id if message.id not in left else None, message.context:
            case ("" | None, _):
                continue
            case (str(one), None):
                assert compiled.gettext(one) == message.string
            case (str(one), str(context)):
                assert compiled.pgettext(context, one) == message.string
            case ((str(one), str(several)), _):
                assert isinstance(message.string, tuple | list)
                assert compiled.ngettext(one, several, 2) == message.string[0]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("온조은(는) 간다.", "온조는 간다."),
        ("이삭은(는) 간다.", "이삭은 간다."),
        ("이삭이(가), 온조이(가)", "이삭이, 온조가"),
        ("“이삭”을(를) 본다.", "“이삭”을 본다."),
        ("*온조*을(를) 본다.", "*온조*를 본다."),
        ("은수아(야)! 하람아(야)!", "은수야! 하람아!"),
        ("서울(으)로, 학교(으)로, 교문(으)로", "서울로, 학교로, 교문으로"),
        ("설(이)라고, 온조(이)라고", "설이라고, 온조라고"),
        ("설이에요(예요). 온조이에요(예요).", "설이에요. 온조예요."),
        ("7과(와) 9과(와) 10과(와)", "7과 9와 10과"),
        ("Ann이(가), Seung-ho이(가), Bill(으)로", "Ann이, Seung-ho가, Bill로"),
        ("은(는) 앞이 없다.", "은(는) 앞이 없다."),
        ("괄호(이것)", "괄호(이것)"),
    ],
)
def test_particles_follow_the_sound_before_them(written: str, said: str) -> None:
    """Protects Korean sentences into which a name is filled: what it ends in decides the particle."""
    assert with_particles(written) == said


@pytest.mark.usefixtures("korean")
def test_what_is_filled_in_takes_its_particle() -> None:
    """Particles are chosen where a value is filled in, and nothing comes of nothing."""
    assert _("{name} remembers", name="이삭") == "이삭의 기억"
    assert _("“{name}” will not do as a name.", name="설") == "“설”은 이름으로 쓸 수 없어요."
    assert ngettext("{number} move", "{number} moves", 3) == "3걸음"
    assert (pgettext("typed", "record"), _("record")) == ("기록", "녹음")
    assert _("") == ""
    assert _("{braces} without values") == "{braces} without values"


@pytest.mark.parametrize(
    ("arguments", "environment", "setting", "spoken"),
    [
        ([], {}, "auto", "en"),
        ([], {"LANG": "ko_KR.UTF-8"}, "auto", "ko"),
        ([], {"LANG": "ko_KR.UTF-8", "LC_ALL": "C"}, "auto", "en"),
        ([], {"LANGUAGE": "de:ko", "LANG": "de_DE"}, "auto", "ko"),
        ([], {"LANG": "de_DE"}, "ko", "ko"),
        ([], {"LANG": "ko_KR", "HYOSAN_LANGUAGE": "en"}, "ko", "en"),
        (["play", "--language", "ko"], {"HYOSAN_LANGUAGE": "en"}, "en", "ko"),
        (["--language=ko"], {}, "en", "ko"),
        (["read", "--", "--language", "ko"], {}, "auto", "en"),
    ],
)
def test_whoever_asks_most_clearly_is_heard(
    arguments: list[str], environment: dict[str, str], setting: str, spoken: str
) -> None:
    """Protects the order: what is typed, the variable, the setting, the system."""
    assert chosen(arguments, environment, setting) == (spoken, "")


def test_an_unknown_language_is_told() -> None:
    """A misspelt language is no reason to be silent about it."""
    assert chosen(["--language", "kr"], {"LANG": "ko"}, "auto") == ("ko", "kr")
    assert of_system({"LC_MESSAGES": "ko"}) == "ko"


def test_the_command_speaks_korean(hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch) -> None:
    """From its help to its complaints, and the story as far as it is told in it."""
    _code, out, _err = hyosan("--language", "ko", "saves", "--help")
    assert "회차" in out
    assert [line for line in out.splitlines() if line.isascii() and line[:1].strip()] == []
    assert "--nonsense라는 옵션은 없어요." in hyosan("--language", "ko", "read", "--nonsense")[2]
    monkeypatch.setenv("LANG", "ko_KR.UTF-8")
    code, _out, err = hyosan("--language", "kr", "read")
    assert (code, err.partition("\n")[0]) == (2, "게임이 `kr` 언어를 몰라요.")
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\n"))
    _code, out, _err = hyosan("read", "--language", "ko", "--new")
    assert out.startswith("효산 테이프\n")
    assert '1. "사람들이 진짜로는 어떻게 말하는지 듣는 게 좋아서요."' in out
    assert "7번 버스가 앞문을 열어 놓고" in out


def test_nothing_the_reader_says_is_unmarked(tmp_path: Path) -> None:
    """Protects the reader's every answer: what is neither the story's nor in brackets was never marked."""
    story = load_story(STORY).story
    assert story is not None
    words = [word.names[0] for word in WORDS if word.names[0] not in {"new", "wait", "clip", "skip"}]
    asked = "why 1;why 2;who x;paths 9;paths 1;rewind 9;save 9;load nothing;record html;nonsense;what is it;skip"
    manners = "timers on;timers off;pace all;width narrow;hard ask;skip off"
    played = "clip;1;2;;1;survivors;;map;record;1;1;1;;;why;endings;journal;rewind 1;yes;restore;paths;new;;;wait;notes"
    answers = ["", *words, *asked.split(";"), *manners.split(";"), *played.split(";")]
    out = io.StringIO()
    with pseudo(), Library(tmp_path / "runs.sqlite3") as library:
        lines = io.StringIO("".join(f"{answer}\n" for answer in answers))
        read_aloud(unlettered(story), library, lines, out, Manner(is_interactive=True, width=400, exports=tmp_path))
    told = out.getvalue().replace(str(tmp_path), "")
    story_numbers = {"none", "one", "two", "three"}
    assert [word for word in unmarked(told) if word not in story_numbers] == []
    assert told.count("⟦") > 200


@pytest.mark.usefixtures("korean")
@pytest.mark.parametrize(
    ("typed", "word"),
    [("생존자", "survivors"), ("지도", "map"), (normalize("NFD", "지도"), "map"), ("map", "map"), ("MAP", "map")],
)
def test_words_are_typed_in_korean_or_english(typed: str, word: str) -> None:
    """Whoever plays in Korean types Korean, composed or not; English is understood as well."""
    assert meant(typed, [one.names[0] for one in WORDS]) == word


@pytest.mark.usefixtures("korean")
def test_no_two_words_are_typed_alike() -> None:
    """Protects a word from hiding another one in Korean."""
    said = [pgettext("typed", word.names[0]) for word in WORDS]
    assert len(said) == len(set(said))


def test_hangul_takes_two_columns() -> None:
    """Protects columns and wrapped lines; a mark that sits on a letter takes none."""
    assert [columns_of(words) for words in ("abc", "가나", "é", "●", "")] == [3, 4, 1, 1, 0]
    assert columns_of(padded("신뢰", 8)) == 8
    assert wrapped("가나다 라마 바사", 7) == ["가나다", "라마", "바사"]
    assert wrapped("- 가나 다라", 8, "  ") == ["- 가나", "  다라"]
    assert all(columns_of(line) <= 10 for line in wrapped("가" * 30, 10))
    assert wrapped("a b c", 3) == ["a b", "c"]


def test_what_typer_complains_of_is_still_what_it_says(hyosan: Hyosan) -> None:
    """Protects the translated complaints from another version of typer, which would say them otherwise."""
    asked = (["--nonsense"], ["nonsense"], ["read", "a", "b"], ["saves", "export"], ["read", "--run"])
    for arguments in asked:
        first = hyosan("--language", "ko", *arguments)[2].partition("\n")[0]
        assert not first.isascii(), first
