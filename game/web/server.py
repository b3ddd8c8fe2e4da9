"""The server: its pages, who may open them, and a process for each that is open."""

import asyncio
import logging
import signal
import socket
from collections import Counter
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import aiohttp_jinja2
import jinja2
from aiohttp import WSMsgType, web
from textual_serve.server import Server

from game.errors import CannotBegin, GameError
from game.language import _
from game.web.births import Nursery, Wanted
from game.web.limits import COLUMNS, LONGEST_MESSAGE, ROWS, TABS, Limits, believed
from game.web.reading import ReadingService
from game.web.service import GameService
from game.web.visitors import COOKIE, COOKIE_AGE, DAY, EXPORTS_NAME, folder_of, forget, known_visitor, new_visitor
from game.web.words import asked_for, page_words

log = logging.getLogger("hyosan.web")
PAGES = Path(__file__).parent / "pages"
HEARTBEAT = 15.0
"""Seconds after which a browser that is gone without a word is noticed."""
IDLE_CODE = 4000
"""How a websocket is closed on a page nobody has touched for long."""
_HEADERS = {
    # xterm lays its letters out with styles of its own; nothing else comes from anywhere but here.
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
}
LAST_WORDS = 1.0
"""Seconds in which open pages may end what they are at when the server is stopped; every move is kept before that."""
Service = GameService | ReadingService


class WebServer(Server):
    """Serves one story to visitors, each with a folder of their own."""

    def __init__(self, nursery: Nursery, visitors: Path, listener: socket.socket, limits: Limits) -> None:
        """Serve what the nursery has loaded at an address that is already ours; keep runs in ``visitors``."""
        host, port, *_ = listener.getsockname()
        super().__init__("", host=host, port=port, title=nursery.title, templates_path=PAGES)
        self._nursery = nursery
        self._visitors = visitors
        self._listener = listener
        self._limits = limits
        self._open: Counter[str] = Counter()
        """Pages open now, by visitor."""
        self._leaving: dict[str, set[asyncio.Event]] = {}
        """By visitor, the pages that are closed and whose processes have not ended yet."""

    def serve(self, debug: bool = False) -> None:  # noqa: FBT001, FBT002 - as textual-serve has it
        """Serve until interrupted."""
        del debug
        loop = asyncio.new_event_loop()
        for number in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(number, self.request_exit)
        web.run_app(
            self._make_app(),
            sock=self._listener,
            handle_signals=False,
            loop=loop,
            print=None,
            access_log=None,
            shutdown_timeout=LAST_WORDS,
        )

    async def _make_app(self) -> web.Application:
        app = web.Application()
        # The name is textual-serve's, and the template's: `url` makes an address of a route.
        aiohttp_jinja2.setup(app, loader=jinja2.FileSystemLoader(self.templates_path))
        app.add_routes(
            [
                web.get("/", self._game_page),
                web.get("/read", self._reading_page),
                web.get("/ws", self._game),
                web.get("/ws/read", self._reading),
                web.get("/exports/{name}", self._export),
                web.static("/static", self.statics_path),
                web.static("/pages", PAGES / "static"),
            ]
        )
        app.on_response_prepare.append(_add_headers)
        if self._limits.forget:
            app.cleanup_ctx.append(self._forgetting)
        return app

    async def _forgetting(self, _: web.Application) -> Any:  # noqa: ANN401 - as aiohttp's contexts are
        async def every_day() -> None:
            while True:
                gone = await asyncio.to_thread(forget, self._visitors, self._limits.forget)
                if gone:
                    log.info("The runs of %d visitors were deleted.", gone)
                await asyncio.sleep(DAY)

        task = asyncio.create_task(every_day())
        yield
        task.cancel()

    # Pages.

    async def _game_page(self, request: web.Request) -> web.Response:
        return self._page("game.html", request)

    async def _reading_page(self, request: web.Request) -> web.Response:
        return self._page("read.html", request)

    def _page(self, template: str, request: web.Request) -> web.Response:
        """Return a page, and see to it that its reader has an id."""
        is_full = self._is_full
        said = {"title": self.title, "words": page_words(_language_of(request))}
        response = aiohttp_jinja2.render_template(
            "full.html" if is_full else template, request, said, status=503 if is_full else 200
        )
        if is_full:
            response.headers["Retry-After"] = "60"
        response.headers["Cache-Control"] = "no-store"
        response.set_cookie(
            COOKIE,
            known_visitor(request.cookies.get(COOKIE)) or new_visitor(),
            max_age=COOKIE_AGE,
            httponly=True,
            # Sent when a link from elsewhere leads here, but not with what another site's scripts ask for.
            samesite="Lax",
            secure=request.scheme == "https" or request.headers.get("X-Forwarded-Proto") == "https",
        )
        return response

    @property
    def _is_full(self) -> bool:
        return self._open.total() >= self._limits.visitors

    async def _export(self, request: web.Request) -> web.StreamResponse:
        """Send a visitor one of their own files."""
        folder = folder_of(self._visitors, _visitor_of(request)) / EXPORTS_NAME
        name = request.match_info["name"]
        for path in folder.iterdir() if folder.is_dir() else ():
            if path.name == name:
                disposition = f"attachment; filename*=UTF-8''{quote(name)}"
                return web.FileResponse(path, headers={"Content-Disposition": disposition, "Cache-Control": "no-store"})
        raise web.HTTPNotFound

    # Processes.

    async def _game(self, request: web.Request) -> web.StreamResponse:
        width = believed(request.query.get("width"), 80, COLUMNS)
        height = believed(request.query.get("height"), 24, ROWS)

        async def begin(visitor: str, page: web.WebSocketResponse) -> Service:
            wanted = Wanted("play", folder_of(self._visitors, visitor), _language_of(request), width, height)
            service = GameService(await self._nursery.birth(wanted), page, self.download_manager)
            await service.start(width, height)
            return service

        return await self._carry(request, begin)

    async def _reading(self, request: web.Request) -> web.StreamResponse:
        async def begin(visitor: str, page: web.WebSocketResponse) -> Service:
            wanted = Wanted("read", folder_of(self._visitors, visitor), _language_of(request))
            service = ReadingService(await self._nursery.birth(wanted), page)
            await service.start()
            return service

        return await self._carry(request, begin)

    async def _carry(
        self, request: web.Request, begin: Callable[[str, web.WebSocketResponse], Awaitable[Service]]
    ) -> web.StreamResponse:
        """Carry words between a page and a process of its own until one of them ends."""
        visitor = _visitor_of(request)
        if urlsplit(request.headers.get("Origin", "")).netloc != request.host:
            raise web.HTTPForbidden(text="This can be asked by the game's own page only.")
        if self._is_full or self._open[visitor] >= TABS:
            raise web.HTTPServiceUnavailable(headers={"Retry-After": "60"})
        page = web.WebSocketResponse(heartbeat=HEARTBEAT, max_msg_size=LONGEST_MESSAGE)
        self._open[visitor] += 1
        left = asyncio.Event()
        try:
            await page.prepare(request)
            # Who loads the page anew should not be told that somebody else plays their run: it is they, just now gone.
            for other in tuple(self._leaving.get(visitor, ())):
                await other.wait()
            service = await begin(visitor, page)
            try:
                await self._listen(page, service)
            finally:
                self._leaving.setdefault(visitor, set()).add(left)
                await service.stop()
        except GameError as error:
            log.error("No process could be had: %s %s", error.message, error.hint)  # noqa: TRY400 - said in words
        finally:
            left.set()
            self._open -= Counter([visitor])
            if visitor not in self._open:
                self._leaving.pop(visitor, None)
            await page.close()
        return page

    async def _listen(self, page: web.WebSocketResponse, service: Service) -> None:
        """Do what a page asks until it is closed, or nobody has touched it for long."""
        while True:
            try:
                # Not receive's own limit: a browser's answer to a heartbeat would begin that anew.
                async with asyncio.timeout(self._limits.idle or None):
                    message = await page.receive()
            except TimeoutError:
                await page.close(code=IDLE_CODE)
                return
            if message.type is WSMsgType.TEXT:
                await service.obey(message.data)
            elif message.type is not WSMsgType.BINARY:
                return


def _language_of(request: web.Request) -> str:
    return asked_for(request.headers.get("Accept-Language", ""))


def _visitor_of(request: web.Request) -> str:
    """Return the id of whoever asks. Raises HTTPForbidden if they have none: each of our pages gives one."""
    visitor = known_visitor(request.cookies.get(COOKIE))
    if visitor is None:
        raise web.HTTPForbidden(text="Open the game's page first, and let it keep a cookie.")
    return visitor


async def _add_headers(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)


def listen(host: str, port: int) -> socket.socket:
    """Return a socket that listens. Raises CannotBegin if it cannot; a port of 0 takes any that is free."""
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        return socket.create_server((host, port), family=family)
    except OSError as error:
        hint = (
            _("Choose another with --port, or --port 0 for any that is free.") if port else _("Choose another --host.")
        )
        why = error.strerror or str(error)
        raise CannotBegin(
            _("Nothing can listen at {host}, port {port}: {why}.", host=host, port=port, why=why), hint
        ) from error
    except OverflowError as error:
        raise CannotBegin(_("{port} is no port.", port=port), _("A port is a number from 0 to 65535.")) from error


def address_of(listener: socket.socket) -> str:
    """Return the address to open in a browser on this machine."""
    host, port, *_ = listener.getsockname()
    if host in {"0.0.0.0", "::"}:  # noqa: S104 - compared with, not listened at
        host = "localhost"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
