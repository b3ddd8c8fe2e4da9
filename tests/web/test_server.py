"""The server without a browser: who may ask what, how much of it, and what nobody is told."""

import asyncio
import contextlib
import json
import os
import re
import socket
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import aiohttp
import pytest
from command_pages import commands
from hyosan_command import Hyosan
from web_visitors import KEPT_BACK, PATIENCE, STORY, Served, until

from game.web.births import Nursery
from game.web.limits import COLUMNS, TABS, Limits, believed
from game.web.server import IDLE_CODE, WebServer, address_of, listen
from game.web.visitors import COOKIE, DAY, folder_of, forget, known_visitor, new_visitor

pytestmark = [pytest.mark.slow, pytest.mark.xdist_group("web")]

FORGED = ("", "..", "../../etc", "a" * 31, "A" * 32, "0" * 33, "0" * 31 + "\n", "0" * 31 + "٣", "%2e%2e")


@contextlib.asynccontextmanager
async def somebody(address: str, visitor: str | None = None) -> AsyncIterator[aiohttp.ClientSession]:
    """Give what somebody asks with; without an id they have none."""
    jar = aiohttp.CookieJar(unsafe=True)
    timeout = aiohttp.ClientTimeout(PATIENCE)
    cookies = {COOKIE: visitor} if visitor is not None else {}
    async with aiohttp.ClientSession(address, cookie_jar=jar, cookies=cookies, timeout=timeout) as session:
        yield session


def own(address: str) -> dict[str, str]:
    """Return the header by which a browser says that the game's own page asks."""
    return {"Origin": address.rstrip("/")}


async def status_of(session: aiohttp.ClientSession, path: str, headers: dict[str, str] | None = None) -> int:
    """Return how the server answers."""
    async with session.get(path, headers=headers) as answer:
        return answer.status


async def heard(page: aiohttp.ClientWebSocketResponse, words: bytes) -> bytes:
    """Receive until some words have come, and return all that was received."""
    received = b""
    async with asyncio.timeout(PATIENCE):
        while words not in received:
            message = await page.receive()
            assert message.type in {aiohttp.WSMsgType.BINARY, aiohttp.WSMsgType.TEXT}, received[-300:]
            received += message.data if isinstance(message.data, bytes) else message.data.encode()
    return received


@pytest.mark.parametrize("sent", FORGED)
def test_only_our_ids_are_known(sent: str, tmp_path: Path) -> None:
    """Protects every file of the server: what is no id of ours never becomes part of a path."""
    assert known_visitor(sent) is None
    with pytest.raises(ValueError, match="visitor"):
        folder_of(tmp_path, sent)


def test_an_id_leads_to_one_folder_that_does_not_tell_it(tmp_path: Path) -> None:
    """Protects runs from whoever can list the folders: the cookie cannot be told from them."""
    ids = {new_visitor() for _ in range(100)}
    folders = {folder_of(tmp_path, visitor) for visitor in ids}
    assert len(ids) == len(folders) == 100
    assert {folder.parent for folder in folders} == {tmp_path}
    assert not ids & {folder.name for folder in folders}


def test_only_who_stayed_away_is_forgotten(tmp_path: Path) -> None:
    """Protects recent visitors, and whatever else lies in the folder, when old runs are deleted."""
    old, recent = (folder_of(tmp_path, new_visitor()) for _ in range(2))
    other = tmp_path / "notes"
    for folder, days in ((old, 31), (recent, 29), (other, 400)):
        folder.mkdir()
        (folder / "runs.sqlite3").touch()
        os.utime(folder, (1_000_000_000 - days * DAY,) * 2)
    assert forget(tmp_path, 30, now=1_000_000_000) == 1
    assert sorted(tmp_path.iterdir()) == sorted([recent, other])


@pytest.mark.parametrize(
    ("sent", "is_taken_as"),
    [("120", 120), (120, 120), ("999999999", 400), (10**9, 400), ("1", 20), ("-5", 80), ("x", 80), (None, 80)],
)
def test_sizes_are_believed_within_bounds(sent: object, is_taken_as: int) -> None:
    """Protects memory: every cell of a terminal is drawn, and a browser can send any number."""
    assert believed(sent, 80, COLUMNS) == is_taken_as


def test_nobody_without_an_id_or_from_elsewhere_gets_a_process(served: Served) -> None:
    """Protects runs from other sites' scripts, and the server from whoever never opened its page."""
    before = served.games()

    async def ask() -> list[int]:
        answers = []
        for path in ("ws", "ws/read"):
            for visitor, headers in (
                (None, own(served.address)),
                ("../../etc", own(served.address)),
                (new_visitor(), {"Origin": "https://elsewhere.example"}),
                (new_visitor(), {}),
            ):
                async with somebody(served.address, visitor) as session:
                    asked = {"Connection": "Upgrade", "Upgrade": "websocket"} | headers
                    answers.append(await status_of(session, path, asked))
        return answers

    assert asyncio.run(ask()) == [403] * 8
    assert served.games() == before


def test_exports_are_their_visitors_alone(served: Served) -> None:
    """Protects a visitor's files: another's cookie, a path, or no cookie do not reach them."""
    owner, other = new_visitor(), new_visitor()
    exports = served.folder(owner) / "exports"
    exports.mkdir(parents=True)
    (exports / "Hae-in 해인.md").write_text("# The Record", encoding="utf-8")
    (exports.parent / "runs.sqlite3").touch()

    async def ask(visitor: str | None, name: str) -> int:
        async with somebody(served.address, visitor) as session:
            return await status_of(session, f"exports/{name}")

    assert asyncio.run(ask(owner, "Hae-in 해인.md")) == 200
    assert asyncio.run(ask(owner, "..%2Fruns.sqlite3")) == 404
    assert asyncio.run(ask(other, "Hae-in 해인.md")) == 404
    assert asyncio.run(ask(None, "Hae-in 해인.md")) == 403


def test_pages_say_what_browsers_may_do_with_them(served: Served) -> None:
    """Protects visitors from other sites, and their id from scripts."""

    async def ask() -> None:
        async with somebody(served.address) as session:
            async with session.get("", headers={"X-Forwarded-Proto": "https"}) as answer:
                cookie = answer.headers["Set-Cookie"]
            assert all(word in cookie for word in ("HttpOnly", "SameSite=Lax", "Secure", "Path=/", "Max-Age="))
            assert "frame-ancestors 'none'" in answer.headers["Content-Security-Policy"]
            assert answer.headers["Cache-Control"] == "no-store"
            assert await status_of(session, "static/") == 403

    asyncio.run(ask())


def test_nonsense_is_passed_over(served: Served) -> None:
    """Protects a game from what its page would never send: it goes on, at a size that can be drawn."""

    async def ask() -> None:
        async with (
            somebody(served.address, new_visitor()) as session,
            session.ws_connect("ws?width=9999999999&height=no", headers=own(served.address)) as page,
        ):
            await heard(page, b"screen reader?")
            for nonsense in ("", "{", "[]", "[1]", '["resize"]', '["resize", {"width": 1e99, "height": "many"}]'):
                await page.send_str(nonsense)
            for message in (["stdin", 5], ["stdin", "\ud800"], ["stdin"], ["quit"], {"type": "quit"}, ["open", "/etc"]):
                await page.send_json(message)
            await page.send_bytes(b"M\xff\xff\xff\xff")
            await page.send_json(["stdin", "\x1a\x1c"])
            await page.send_json(["stdin", "1"])
            await heard(page, b"New run")

    asyncio.run(ask())


def test_a_game_knows_little_of_the_server(served: Served) -> None:
    """Protects what the server knows: a game has neither its environment nor its signals' group."""
    environment = Path(f"/proc/{served.nursery}/environ").read_bytes()
    assert b"TEXTUAL_DRIVER" in environment
    assert KEPT_BACK.encode() not in environment
    assert b"HOME=" not in environment
    assert os.getpgid(served.nursery) != os.getpgid(served.process.pid)


def test_one_visitor_has_a_few_pages_and_no_more(served: Served) -> None:
    """Protects the others' places from one who opens page after page."""

    async def ask() -> None:
        async with somebody(served.address, new_visitor()) as session, contextlib.AsyncExitStack() as pages:
            for _ in range(TABS):
                connecting = session.ws_connect("ws/read", headers=own(served.address))
                await heard(await pages.enter_async_context(connecting), b"Lamp Room")
            with pytest.raises(aiohttp.WSServerHandshakeError) as refused:
                await session.ws_connect("ws/read", headers=own(served.address))
            assert refused.value.status == 503

    asyncio.run(ask())
    until(lambda: served.games() == [], "processes live on")


def test_a_full_house_and_an_idle_page(tmp_path: Path) -> None:
    """Protects the machine: no more pages than it was told, and none that nobody touches for long."""
    listener = listen("127.0.0.1", 0)
    address = address_of(listener)
    nursery = Nursery(STORY)
    server = WebServer(nursery, tmp_path, listener, Limits(visitors=1, idle=5.0))

    async def ask() -> None:
        async with serving(server, listener), somebody(address) as session:
            assert await status_of(session, "") == 200
            async with session.ws_connect("ws/read", headers=own(address)) as page:
                await heard(page, b"Lamp Room")
                async with session.get("") as full:
                    assert full.status == 503
                    assert "Every place is taken" in await full.text()
                assert await status_of(session, "ws", own(address)) == 503
                while (await page.receive(PATIENCE)).type is aiohttp.WSMsgType.TEXT:
                    pass
                assert page.close_code == IDLE_CODE
            async with asyncio.timeout(PATIENCE):
                while await status_of(session, "") != 200:
                    pass

    asyncio.run(ask())
    nursery.close()


@contextlib.asynccontextmanager
async def serving(server: WebServer, listener: socket.socket) -> AsyncIterator[None]:
    """Serve in this process for a while."""
    runner = aiohttp.web.AppRunner(await server._make_app())  # noqa: SLF001 - `serve` would not come back
    await runner.setup()
    await aiohttp.web.SockSite(runner, listener).start()
    yield
    await runner.cleanup()


def test_what_is_missing_is_named(hyosan: Hyosan, monkeypatch: pytest.MonkeyPatch) -> None:
    """Protects a player who has only the game: they are told what to install."""
    monkeypatch.setitem(sys.modules, "textual_serve.server", None)
    monkeypatch.delitem(sys.modules, "game.web.server", raising=False)
    code, out, complaint = hyosan("web")
    assert (code, out) == (2, "")
    assert "needs the Python package textual_serve" in complaint
    assert 'pip install "hyosan[web]"' in complaint


def test_a_port_that_is_taken_is_said(hyosan: Hyosan) -> None:
    """Protects whoever starts it twice: what is wrong, and what to do."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        code, _, complaint = hyosan("web", "--port", str(taken.getsockname()[1]))
    assert code == 2
    assert "already in use" in complaint
    assert "--port 0" in complaint


def test_a_story_that_cannot_be_played_is_said_at_once(hyosan: Hyosan, tmp_path: Path) -> None:
    """Protects authors: the fault is told where the server was started, not to the first visitor."""
    code, _, complaint = hyosan("web", tmp_path, "--port", "0")
    assert code != 0
    assert str(tmp_path) in complaint
    assert "story.yaml" in complaint


def test_the_files_for_servers_call_the_command_as_it_is() -> None:
    """Protects whoever copies them: an option that is renamed or gone would be found out on their machine."""
    deploy = Path(__file__).parents[2] / "deploy"
    container = re.findall(r"^(?:ENTRYPOINT|CMD) (\[.*])$", (deploy / "Containerfile").read_text("utf-8"), re.MULTILINE)
    called: list[list[str]] = [[word for words in container for word in json.loads(words)]]
    called += [
        line.split()
        for line in re.findall("^ExecStart=(.*)$", (deploy / "hyosan.service").read_text("utf-8"), re.MULTILINE)
    ]
    assert len(called) == 2
    for program, name, *arguments in called:
        assert (Path(program).name, name) == ("hyosan", "web")
        commands()["web"].make_context("web", arguments)
