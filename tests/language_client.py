"""The editor's side of the language server protocol, over a server's standard streams."""

import json
import subprocess
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Any, Self

Message = dict[str, Any]


class LanguageClient:
    """Speaks with one server, one question after the other, and keeps what the server says on its own."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start a server."""
        self._server = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._asked = 0
        self._heard: list[Message] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._server.kill()
        self._server.communicate()

    def tell(self, method: str, parameters: object) -> None:
        """Send a notification."""
        self._send({"method": method, "params": parameters})

    def ask(self, method: str, parameters: object) -> Any:  # noqa: ANN401 - each method has a result of its own
        """Send a request and return the result. Fails if the server answers with an error."""
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": parameters})
        answer = self._hear(lambda message: "method" not in message and message.get("id") == number)
        assert "error" not in answer, answer["error"]
        return answer["result"]

    def wait_for(self, method: str, is_meant: Callable[[Any], bool]) -> Any:  # noqa: ANN401 - the same
        """Return the parameters of the first notification that is meant, heard already or still to come."""

        def is_it(message: Message) -> bool:
            return message.get("method") == method and is_meant(message["params"])

        found = next((message for message in self._heard if is_it(message)), None) or self._hear(is_it)
        return found["params"]

    def _hear(self, is_it: Callable[[Message], bool]) -> Message:
        """Read until a message comes that is meant. A server that falls silent is ended by the test's time limit."""
        while True:
            message = self._receive()
            if "id" in message and "method" in message:
                self._answer(message)
            elif is_it(message):
                return message
            else:
                self._heard.append(message)

    def _answer(self, request: Message) -> None:
        """Answer what servers ask of editors: no settings, and consent to everything else."""
        settings = request["method"] == "workspace/configuration"
        self._send({"id": request["id"], "result": [None] * len(request["params"]["items"]) if settings else None})

    def _send(self, message: Message) -> None:
        content = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._server.stdin is not None
        self._server.stdin.write(b"Content-Length: %d\r\n\r\n" % len(content) + content)
        self._server.stdin.flush()

    def _receive(self) -> Message:
        assert self._server.stdout is not None
        length = 0
        while header := self._server.stdout.readline().strip():
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        assert length, "the server has gone"
        message: Message = json.loads(self._server.stdout.read(length))
        return message
