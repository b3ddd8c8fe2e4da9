"""The game in a real browser: keys, the mouse, a reload, a closed tab, a narrow window, and the page that is read."""

import os
import signal
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser
from web_visitors import Served, Visitor, until

# One server and one browser for all of them, so one process of pytest's.
pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("web")]


def test_the_page_is_whole_and_comes_from_here_alone(visitor: Visitor, served: Served) -> None:
    """Protects privacy, and play without the internet: no letter, script or picture is fetched from elsewhere."""
    tab = visitor.open()
    tab.wait_for("New run", "T h e".upper())
    assert tab.page.title() == "The Lamp Room"
    assert tab.page.evaluate("document.documentElement.lang") == "en"
    icon = tab.page.locator("link[rel=icon]").get_attribute("href")
    assert icon is not None
    assert visitor.context.request.get(served.address.rstrip("/") + icon).headers["content-type"] == "image/svg+xml"
    assert {urlsplit(url).netloc for url in tab.asked_for} == {urlsplit(served.address).netloc}
    assert tab.page.evaluate("document.fonts.check('16px \"Roboto Mono\"')")
    drawn = """() => { const it = document.querySelector('canvas.xterm-text-layer');
        return it.getContext('2d').getImageData(0, 0, it.width, it.height).data.some(value => value > 0) }"""
    assert tab.page.evaluate(drawn), "nothing is drawn"
    assert tab.errors == []


def test_choices_are_made_by_keyboard(visitor: Visitor) -> None:
    """Protects play by keys alone: the keyboard is the game's from the beginning, and a move is kept."""
    tab = visitor.begin()
    tab.press("1")
    tab.wait_for("It takes both hands", "The bell rings once")
    assert visitor.moves() == ("shut_it",)
    assert tab.errors == []


def test_choices_are_made_by_mouse(visitor: Visitor) -> None:
    """Protects play by mouse alone, from the title on."""
    tab = visitor.open()
    tab.wait_for("New run")
    tab.click("New run")
    tab.wait_for("Ye-won")
    tab.click("Ye-won")
    tab.wait_for("shut the window")
    tab.click("shut the window")
    tab.wait_for("The bell rings once")
    assert visitor.moves() == ("shut_it",)


def test_a_reload_comes_back_to_the_same_place(visitor: Visitor, served: Served) -> None:
    """Protects whoever presses F5: the same scene of the same run, what was chosen before, and one process still."""
    tab = visitor.begin()
    tab.press("1")
    tab.wait_for("The bell rings once")
    tab.page.reload()
    tab.wait_for("The bell rings once", "D1 22:30")
    assert visitor.moves() == ("shut_it",)
    until(lambda: len(served.games()) == 1, "the process of the old page lives on")


def test_a_closed_tab_ends_its_process_and_loses_nothing(visitor: Visitor, served: Served) -> None:
    """Protects the server's memory, and the visitor's run, even in the middle of a key."""
    tab = visitor.begin()
    tab.press("4")
    tab.wait_for("I had it at nine")
    tab.page.close()
    until(lambda: served.games() == [], "the process of a closed tab lives on")
    visitor.open().wait_for("I had it at nine")
    assert visitor.moves() == ("ask",)


def test_two_tabs_do_each_other_no_harm(visitor: Visitor) -> None:
    """Protects a run that is open twice: the second tab asks, and the first says that it is played elsewhere."""
    first = visitor.begin()
    second = visitor.open()
    second.wait_for("This run is being played", "a browser")
    second.press("2")
    second.wait_for("shut the window")
    first.press("3")
    first.wait_for("is played elsewhere now")
    assert visitor.moves() == ()
    second.press("1")
    second.wait_for("The bell rings once")
    assert visitor.moves() == ("shut_it",)


def test_visitors_do_not_meet(visitors: Callable[..., Visitor]) -> None:
    """Protects each visitor's runs from the others."""
    one, other = visitors(), visitors()
    one.begin()
    tab = other.open()
    tab.wait_for("New run")
    assert "Continue" not in tab.text()
    assert one.folder != other.folder


def test_a_phone_has_its_sixty_columns(visitors: Callable[..., Visitor]) -> None:
    """Protects narrow windows: the letters become as small as the game needs, and a choice can be touched."""
    visitor = visitors(390, 720)
    tab = visitor.begin()
    assert tab.screen.columns >= 60
    assert tab.screen.lines >= 20
    box = tab.page.locator(".xterm-screen").bounding_box()
    assert box is not None
    assert box["width"] <= 390
    tab.click("shut the window")
    tab.wait_for("The bell rings once")


def test_a_window_made_narrow_stays_in_the_scene(visitor: Visitor) -> None:
    """Protects whoever drags the window: the page is drawn anew with smaller letters, in the same place."""
    tab = visitor.begin()
    tab.press("1")
    tab.wait_for("The bell rings once")
    with tab.page.expect_navigation():
        tab.page.set_viewport_size({"width": 420, "height": 640})
    tab.wait_for("The bell rings once")
    assert tab.screen.columns >= 60


def test_leaving_says_that_all_is_kept_and_goes_on_at_a_key(visitor: Visitor) -> None:
    """Protects whoever presses q: they are told, by the page, and Enter is enough to come back."""
    tab = visitor.begin()
    tab.press("q")
    tab.wait_for("Continue")
    tab.press("q")
    tab.page.get_by_text("Every choice you made is kept.").wait_for()
    with tab.page.expect_navigation():
        tab.press("Enter")
    tab.wait_for("shut the window")


def test_an_export_goes_to_the_browser_and_no_path_leaks(visitor: Visitor, served: Served) -> None:
    """Protects what is the visitor's, and the server's: the file arrives, and nothing tells where it lay."""
    tab = visitor.begin()
    tab.press("t")
    tab.wait_for("The Record")
    tab.press("x")
    tab.wait_for("Export the Record")
    with visitor.context.expect_page() as opened, tab.page.expect_popup():
        tab.press("1")
    assert opened.value is not None
    tab.wait_for("Your browser has it")
    (name,) = [path.name for path in (visitor.folder / "exports").iterdir()]
    sent = visitor.context.request.get(f"{served.address}exports/{name}")
    assert sent.headers["content-disposition"].startswith("attachment")
    assert "The Lamp Room" in sent.text()
    tab.press("Escape", "o")
    assert str(served.saves).encode() not in tab.received
    assert os.fsencode(Path.cwd()) not in tab.received


def test_a_screen_reader_is_led_to_the_page_that_can_be_read(visitors: Callable[..., Visitor]) -> None:
    """Protects who cannot see the drawing: a yes at the first start leads to plain text, which plays the same game."""
    visitor = visitors()
    (visitor.folder / "settings.toml").unlink()
    tab = visitor.open()
    tab.wait_for("Do you use a screen reader?")
    with tab.page.expect_navigation(url="**/read"):
        tab.press("2")
    told = tab.page.get_by_role("log")
    told.get_by_text("Choose: Seung-ho, Ye-won").wait_for()
    answer = tab.page.get_by_label("Name")
    answer.fill("2")
    answer.press("Enter")
    answer = tab.page.get_by_role("textbox")
    answer.fill("Ye-won")
    answer.press("Enter")
    told.get_by_text("Cross the room and shut the window.").wait_for()
    answer.fill("1")
    answer.press("Enter")
    told.get_by_text("The bell rings once.").wait_for()
    assert visitor.moves() == ("shut_it",)
    answer.fill("record md")
    answer.press("Enter")
    link = told.get_by_role("link")
    assert (
        "The Lamp Room" in visitor.context.request.get(tab.page.evaluate("it => it.href", link.element_handle())).text()
    )
    answer.fill("quit")
    answer.press("Enter")
    tab.page.get_by_text("The tape is stopped.").wait_for()


def test_a_page_speaks_what_its_browser_asks_for(visitors: Callable[..., Visitor]) -> None:
    """Protects visitors from each other's language: the page and the game speak each visitor's own."""
    korean, english = visitors(language="ko-KR"), visitors()
    tab = korean.open()
    tab.wait_for("새 회차")
    assert tab.page.locator("html").get_attribute("lang") == "ko"
    english.open().wait_for("New run")
    tab.press("q")
    tab.page.get_by_text("테이프가 멈췄어요.").wait_for()


def test_a_nursery_that_dies_is_replaced(visitor: Visitor, served: Served) -> None:
    """Protects a server nobody watches: whatever ends the process that games come from, the next visitor can play."""
    before = served.nursery
    os.kill(before, signal.SIGKILL)
    visitor.begin()
    assert served.nursery != before


def test_a_server_that_is_stopped_waits_for_no_page(chromium: Browser, tmp_path: Path) -> None:
    """Protects whoever presses Ctrl+C: an open page holds nothing up, and what was chosen on it is kept."""
    served = Served(tmp_path)
    visitor = Visitor(served, chromium)
    tab = visitor.begin()
    tab.press("1")
    tab.wait_for("The bell rings once")
    served.close()
    assert visitor.moves() == ("shut_it",)
    visitor.context.close()
