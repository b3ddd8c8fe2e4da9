"""What visitors of `hyosan web` cost: time to open, memory and processor time of each, and so how many a machine holds.

Linux alone tells how much of its memory a process shares; elsewhere nothing is measured. VISITORS pages are opened and
a run is begun in each; then nobody touches them. The first number to trust is "private": what one more visitor takes.
"""

import argparse
import asyncio
import contextlib
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path
from statistics import median

import aiohttp

SETTLED = 4.0
"""Seconds until everything that began with a page has come to rest."""
WATCHED = 10.0
"""Seconds in which idle pages are watched."""
KEYS = ("1", "n", "1", "1", " ", " ", "1", " ", "1", " ", "2", "s")
"""What each visitor presses: no screen reader, a new run, its first moves, the survivors."""
MEBIBYTE = 1024


def children(process: int) -> list[int]:
    """Return the processes that one has made."""
    listed = Path(f"/proc/{process}/task/{process}/children").read_text(encoding="ascii")
    return [int(number) for number in listed.split()]


def memory(process: int) -> tuple[float, float]:
    """Return what a process holds alone, and its fair share of all it uses, in MiB."""
    found = dict(
        re.findall(r"^(\w+): +(\d+) kB", Path(f"/proc/{process}/smaps_rollup").read_text("ascii"), re.MULTILINE)
    )
    private = int(found["Private_Clean"]) + int(found["Private_Dirty"])
    return private / MEBIBYTE, int(found["Pss"]) / MEBIBYTE


def ticks(processes: Iterable[int]) -> float:
    """Return the processor time of processes, in seconds."""
    fields = [Path(f"/proc/{one}/stat").read_text(encoding="ascii").rpartition(")")[2].split() for one in processes]
    return sum(int(own[11]) + int(own[12]) for own in fields) / os.sysconf("SC_CLK_TCK")


async def measure(address: str, server: int, visitors: int) -> None:
    """Open pages and print what they cost."""
    (nursery,) = children(server)
    before = memory(nursery)[1] + memory(server)[1]
    waits = []
    async with contextlib.AsyncExitStack() as stack:
        pages = []
        for _ in range(visitors):
            session = await stack.enter_async_context(aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)))
            await (await session.get(address)).read()
            began = time.perf_counter()
            page = await stack.enter_async_context(
                session.ws_connect(f"{address}ws?width=120&height=36", headers={"Origin": address.rstrip("/")})
            )
            while len((await page.receive()).data) < 1000:  # noqa: PLR2004 - a whole screen is thousands of bytes
                pass
            waits.append(time.perf_counter() - began)
            pages.append(page)
            task = asyncio.create_task(drain(page))
            stack.callback(task.cancel)
        print(f"opening a page: {median(waits) * 1000:.0f} ms")
        games = children(nursery)
        used = ticks([*games, nursery, server])
        for key in KEYS:
            for page in pages:
                await page.send_json(["stdin", key])
            await asyncio.sleep(1 + visitors * 0.05)
        await asyncio.sleep(SETTLED)
        a_key = (ticks([*games, nursery, server]) - used) / len(games) / len(KEYS)
        print(f"processor for a key: {a_key * 1000:.0f} ms")
        began, used = time.monotonic(), ticks([*games, nursery, server])
        await asyncio.sleep(WATCHED)
        share = (ticks([*games, nursery, server]) - used) / (time.monotonic() - began)
        private, fair = zip(*map(memory, games), strict=True)
        print(f"{len(games)} visitors: {median(private):.1f} MiB private each, {median(fair):.1f} MiB with their share")
        print(f"server and nursery before the first: {before:.0f} MiB")
        print(f"all together: {sum(fair) + memory(nursery)[1] + memory(server)[1]:.0f} MiB")
        print(f"processor while idle: {share / len(games) * 100:.2f} % of a core each")


async def drain(page: aiohttp.ClientWebSocketResponse) -> None:
    """Take what a page is sent, as a browser does."""
    async for _ in page:
        pass


def main() -> None:
    """Serve in a folder of its own, measure, and end the server."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("visitors", type=int, nargs="?", default=10)
    visitors = parser.parse_args().visitors
    if not Path("/proc/self/smaps_rollup").exists():
        print("web: what processes share cannot be told on this system")
        return
    saves = tempfile.mkdtemp()
    command = [sys.executable, "-m", "game", "web", "--port", "0", "--saves", saves, "--visitors", str(visitors)]
    began = time.perf_counter()
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        try:
            said = server.stdout.readline() if server.stdout is not None else ""
            print(f"server ready: {time.perf_counter() - began:.1f} s")
            (address,) = re.findall(r"http://\S+", said)
            asyncio.run(measure(address, server.pid, visitors))
        finally:
            server.terminate()
    shutil.rmtree(saves)


if __name__ == "__main__":
    main()
