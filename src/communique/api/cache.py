"""Answers that were given before, as long as the ledger is in the same state."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

from communique.api.guard import App, Message, Receive, Scope, Send

LARGEST = 1 << 20
"""Bytes of an answer that is kept at most."""

KEPT = 64 << 20
"""Bytes of all answers that are kept."""


@dataclass(frozen=True, slots=True)
class _Kept:
    headers: tuple[tuple[bytes, bytes], ...]
    body: bytes
    tag: bytes


class AnswerCache:
    """An ASGI application that remembers the answers of the one inside.

    Only answers of status 200 to GET are kept, under the state of the ledger, path and query; the
    least recently used go first. They carry an entity tag, so that a client that has one is told
    "not modified".
    """

    def __init__(self, app: App, *, stamp: Callable[[], str], prefixes: tuple[str, ...]) -> None:
        """Takes the application.

        Args:
            app: What answers.
            stamp: Names the state of the ledger; nothing is kept while it is empty.
            prefixes: Beginnings of paths whose answers do not depend on the ledger alone.
        """
        self._app = app
        self._stamp = stamp
        self._excluded = prefixes
        self._answers: OrderedDict[tuple[str, str, bytes, bytes], _Kept] = OrderedDict()
        self._size = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers from memory, or asks and remembers."""
        if not self._may_keep(scope):
            await self._app(scope, receive, send)
            return
        headers = {name.lower(): value for name, value in scope["headers"]}
        key = (
            self._stamp(),
            scope["path"],
            scope.get("query_string", b""),
            headers.get(b"accept", b""),
        )
        kept = self._answers.get(key) if key[0] else None
        if kept is not None:
            self._answers.move_to_end(key)
            await _give(kept, headers.get(b"if-none-match"), send)
            return
        recorder = _Recorder(send)
        await self._app(scope, receive, recorder)
        found = recorder.kept()
        if key[0] and found is not None:
            self._keep(key, found)

    def _may_keep(self, scope: Scope) -> bool:
        return (
            scope["type"] == "http"
            and scope["method"] == "GET"
            and not scope["path"].startswith(self._excluded)
        )

    def _keep(self, key: tuple[str, str, bytes, bytes], answer: _Kept) -> None:
        before = self._answers.pop(key, None)
        self._size += len(answer.body) - (len(before.body) if before else 0)
        self._answers[key] = answer
        while self._size > KEPT:
            _, oldest = self._answers.popitem(last=False)
            self._size -= len(oldest.body)


class _Recorder:
    """Passes an answer on and writes it down."""

    def __init__(self, send: Send) -> None:
        self._send = send
        self._start: Message | None = None
        self._body: list[bytes] = []
        self._size = 0
        self._complete = False

    async def __call__(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self._start = dict(message)
        elif message["type"] == "http.response.body":
            body = message.get("body", b"")
            self._size += len(body)
            if self._size <= LARGEST:
                self._body.append(body)
            self._complete = not message.get("more_body", False)
        await self._send(message)

    def kept(self) -> _Kept | None:
        if self._start is None or self._start["status"] != 200 or not self._complete:
            return None
        names = {name.lower() for name, _ in self._start["headers"]}
        if self._size > LARGEST or b"set-cookie" in names or b"cache-control" in names:
            return None
        body = b"".join(self._body)
        tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'.encode("ascii")
        headers = (*self._start["headers"], (b"etag", tag), (b"cache-control", b"no-cache"))
        return _Kept(headers, body, tag)


async def _give(kept: _Kept, has: bytes | None, send: Send) -> None:
    same = has is not None and kept.tag in (one.strip() for one in has.split(b","))
    headers = [pair for pair in kept.headers if not (same and pair[0].lower() == b"content-length")]
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": headers})
    await send({"type": "http.response.body", "body": b"" if same else kept.body})
