"""Measure what an author waits for: each answer of the language server on the whole story, while somebody types.

A real client speaks with `hyosan lsp` over its standard streams and asks, one after the other, for all that an editor
asks for, at places of its own choosing in every chapter. Each answer is measured beside an empty request that is
answered in turn with it: what the streams and the scheduler cost anyway. Once with nothing else going on, and once with
a letter typed before every round, so that the story is being read and judged all the time. Run by `make bench`.
"""

import asyncio
import random
import re
import statistics
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

from lsprotocol import types
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

STORY = Path(__file__).parents[1] / "story"
ROUNDS = 60
SEED = 7
QUIET_PAUSE = 0.02
TYPING_PAUSE = 0.12
"""As fast as people type. The server begins to read when they pause, which here they do every few rounds."""
EVERY = 6
BREATH = 0.6
_WORDS = re.compile(r"(?:to|with|place|if|maybe): \[?(\w+)")

Ask = Callable[[types.TextDocumentIdentifier, types.Position], Awaitable[object]]


def requests_of(client: LanguageClient, *, typing: bool) -> dict[str, Ask]:
    """Return what is asked, by its name.

    A rename waits until what was typed has been read, so it is asked only where nothing is: half of it would be worse.
    """
    whole = types.CodeActionContext([])
    asked: dict[str, Ask] = {
        "completion": lambda d, p: client.text_document_completion_async(types.CompletionParams(d, p)),
        "definition": lambda d, p: client.text_document_definition_async(types.DefinitionParams(d, p)),
        "references": lambda d, p: client.text_document_references_async(
            types.ReferenceParams(types.ReferenceContext(include_declaration=True), d, p)
        ),
        "hover": lambda d, p: client.text_document_hover_async(types.HoverParams(d, p)),
        "prepare rename": lambda d, p: client.text_document_prepare_rename_async(types.PrepareRenameParams(d, p)),
        "document symbols": lambda d, _: client.text_document_document_symbol_async(types.DocumentSymbolParams(d)),
        "code actions": lambda d, p: client.text_document_code_action_async(
            types.CodeActionParams(d, types.Range(p, p), whole)
        ),
    }
    if not typing:
        asked["rename"] = lambda d, p: renamed(client, d, p)
    return asked


async def renamed(client: LanguageClient, document: types.TextDocumentIdentifier, place: types.Position) -> object:
    """Ask for another name, and take no for an answer."""
    try:
        return await client.text_document_rename_async(types.RenameParams(document, place, "another_name"))
    except JsonRpcException as error:
        return error


async def milliseconds(answer: Awaitable[object]) -> float:
    """Return how long an answer is waited for."""
    begin = time.perf_counter()
    await answer
    return (time.perf_counter() - begin) * 1000


async def measure(client: LanguageClient, texts: dict[Path, str], *, typing: bool) -> None:
    """Ask everything many times and print the distributions."""
    dice = random.Random(SEED)
    asked = requests_of(client, typing=typing)
    found: dict[str, list[float]] = {name: [] for name in asked}
    empty: list[float] = []
    for number in range(ROUNDS):
        path = dice.choice(list(texts))
        document = types.TextDocumentIdentifier(path.as_uri())
        lines = texts[path].split("\n")
        places = [(at, match) for at, line in enumerate(lines) if (match := _WORDS.search(line)) and line.isascii()]
        at, match = dice.choice(places)
        if typing:
            lines[at] += " "
            texts[path] = "\n".join(lines)
            change = types.TextDocumentContentChangeWholeDocument(texts[path])
            client.text_document_did_change(
                types.DidChangeTextDocumentParams(types.VersionedTextDocumentIdentifier(number, document.uri), [change])
            )
        position = types.Position(at, match.start(1) + 1)
        for name, ask in asked.items():
            found[name].append(await milliseconds(ask(document, position)))
            stray = types.HoverParams(types.TextDocumentIdentifier("file:///nowhere.yaml"), position)
            empty.append(await milliseconds(client.text_document_hover_async(stray)))
        pause = TYPING_PAUSE if typing else QUIET_PAUSE
        await asyncio.sleep(BREATH if typing and number % EVERY == 0 else pause)
    yardstick = percentile(empty)
    for name, times in found.items():
        late = percentile(times)
        print(
            f"{name:<18} {statistics.median(times):8.1f} ms {late:8.1f} ms {max(times):8.1f} ms"
            f"   {late / yardstick:6.1f} times an empty answer ({yardstick:.1f} ms)"
        )


def percentile(times: list[float]) -> float:
    """Return the 95th percentile."""
    return statistics.quantiles(times, n=20)[-1]


async def run() -> None:
    """Start the server, wait until the story has been judged once, and measure."""
    client = LanguageClient("bench", "1")
    judged = asyncio.Event()

    @client.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)  # type: ignore[untyped-decorator]
    def hear(_: types.PublishDiagnosticsParams) -> None:
        judged.set()

    begin = time.perf_counter()
    await client.start_io(sys.executable, "-m", "game", "lsp")
    await client.initialize_async(
        types.InitializeParams(capabilities=types.ClientCapabilities(), root_uri=STORY.as_uri())
    )
    client.initialized(types.InitializedParams())
    texts = {path: path.read_text(encoding="utf-8") for path in sorted(STORY.glob("season-*/*.yaml"))}
    for path, text in texts.items():
        item = types.TextDocumentItem(path.as_uri(), "yaml", 1, text)
        client.text_document_did_open(types.DidOpenTextDocumentParams(item))
    first = next(iter(texts))
    # Typed so that there is something to tell.
    document = types.VersionedTextDocumentIdentifier(2, first.as_uri())
    change = types.TextDocumentContentChangeWholeDocument(texts[first] + "\nnonsense: 1\n")
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    await judged.wait()
    print(f"{'told of the first mistake after':<34} {time.perf_counter() - begin:6.2f} s, with the start of Python\n")
    change = types.TextDocumentContentChangeWholeDocument(texts[first])
    client.text_document_did_change(types.DidChangeTextDocumentParams(document, [change]))
    await asyncio.sleep(10)
    for title, typing in (("with nothing else going on", False), ("while somebody types", True)):
        print(f"{title:<18}\n{'':<18} {'median':>11} {'95 %':>11} {'longest':>11}")
        await measure(client, texts, typing=typing)
        print()
    await client.shutdown_async(None)
    client.exit(None)
    await client.stop()  # type: ignore[no-untyped-call]


def main() -> None:
    """Print every figure."""
    asyncio.run(run())


if __name__ == "__main__":
    main()
