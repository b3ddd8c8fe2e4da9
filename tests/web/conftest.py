"""A server, a browser and visitors, for every test of the web."""

import shutil
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Playwright, sync_playwright
from web_visitors import Served, Visitor

CHROMIUM = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


@pytest.fixture(scope="session")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Return a server for all tests: each of its visitors is alone anyway."""
    server = Served(tmp_path_factory.mktemp("served"))
    yield server
    server.close()


@pytest.fixture(scope="module")
def playwright() -> Iterator[Playwright]:
    """Return what drives browsers. Its event loop stands in the way of others, so it goes when its module is done."""
    with sync_playwright() as driver:
        yield driver


@pytest.fixture(scope="module")
def chromium(playwright: Playwright) -> Iterator[Browser]:
    """Return a real browser, or skip the test: none is downloaded."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        pytest.skip("There is no Chromium here, so the page is not tried in a browser.")
    browser = playwright.chromium.launch(executable_path=found, args=CHROMIUM)
    yield browser
    browser.close()


@pytest.fixture
def visitors(served: Served, chromium: Browser) -> Iterator[Callable[..., Visitor]]:
    """Return a function that brings another visitor. All leave at the end."""
    come: list[Visitor] = []

    def another(width: int = 1000, height: int = 640, language: str = "en-GB") -> Visitor:
        come.append(Visitor(served, chromium, width, height, language))
        return come[-1]

    yield another
    for visitor in come:
        visitor.context.close()


@pytest.fixture
def visitor(visitors: Callable[..., Visitor]) -> Visitor:
    """Return a visitor."""
    return visitors()
