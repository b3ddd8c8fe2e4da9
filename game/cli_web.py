"""``hyosan web``: the game in a browser."""

import os
from pathlib import Path
from typing import Annotated

import typer

from game.boundary import complain
from game.errors import CannotBegin, ExitCode
from game.language import _
from game.locations import saves_folder, story_folder

serving = typer.Typer()

_THIS_MACHINE = {"127.0.0.1", "::1", "localhost"}
MOST = 100_000


@serving.command()
def web(  # noqa: PLR0913, PLR0917 - typer makes an option of each
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="The story's folder; else the game's own.")
    ] = None,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; by default only this machine can come.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(metavar="N", min=0, max=65535, help="The port; 0 for any that is free.")] = 8000,
    visitors: Annotated[
        int, typer.Option(metavar="N", min=1, max=MOST, help="How many pages may be open at once.")
    ] = 50,
    idle: Annotated[
        int, typer.Option(metavar="MINUTES", min=0, max=MOST, help="Close a page untouched for so long; 0 for never.")
    ] = 0,
    forget: Annotated[
        int, typer.Option(metavar="DAYS", min=0, max=MOST, help="Delete runs not opened for so long; 0 for never.")
    ] = 0,
    saves: Annotated[
        Path | None, typer.Option(metavar="DIR", help="Where the visitors' runs are kept; else beside your own.")
    ] = None,
    *,
    browser: Annotated[bool, typer.Option("--browser", help="Open it in your browser.")] = False,
) -> int:
    """Play in a browser, on this machine.

    Each browser has runs of its own. To serve others, read docs/hosting.md first.
    """
    if not hasattr(os, "fork"):
        raise CannotBegin(_("`hyosan web` cannot run on this system: it needs Linux, macOS, or Windows' own Linux."))
    try:
        from game.web.births import Nursery  # noqa: PLC0415
        from game.web.limits import Limits  # noqa: PLC0415
        from game.web.server import WebServer, address_of, listen  # noqa: PLC0415
    except ModuleNotFoundError as error:
        if error.name is None or error.name.partition(".")[0] == "game":
            raise
        raise CannotBegin(
            _(
                "`hyosan web` needs the Python package {name}, which is not installed.",
                name=error.name.partition(".")[0],
            ),
            _('Install it: python -m pip install "hyosan[web]", or in a checkout: make web'),
        ) from error
    with listen(host, port) as listener:
        nursery = Nursery((folder or story_folder()).absolute())
        address = address_of(listener)
        typer.echo(_("{title} is at {address} until you press Ctrl+C.", title=nursery.title, address=address))
        if host not in _THIS_MACHINE:
            complain(
                _("Whoever can reach this machine can play, and nothing on the way is secret: see docs/hosting.md.")
            )
        if browser:
            typer.launch(address)
        limits = Limits(visitors, idle * 60.0, forget)
        WebServer(nursery, (saves or saves_folder() / "visitors").absolute(), listener, limits).serve()
        nursery.close()
    return ExitCode.OK
