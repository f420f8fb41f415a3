"""Counts of requests and times, in the text format that Prometheus reads."""

from __future__ import annotations

import threading
import time
from collections import Counter

from communique.api.guard import App, Message, Receive, Scope, Send

BOUNDS = (0.005, 0.025, 0.1, 0.3, 1.0, 5.0)
"""Upper ends, in seconds, of the classes of the histogram."""


class Metrics:
    """Numbers since the server started.

    Attributes:
        answered: Set once the first request is answered.
    """

    def __init__(self) -> None:
        self.answered = threading.Event()
        self._lock = threading.Lock()
        self._started = time.time()
        self._requests: Counter[int] = Counter()
        self._within: Counter[float] = Counter()
        self._seconds = 0.0

    def count(self, status: int, seconds: float) -> None:
        """Counts one answered request."""
        with self._lock:
            self._requests[status] += 1
            self._seconds += seconds
            self._within.update(bound for bound in BOUNDS if seconds <= bound)
        self.answered.set()

    def text(self) -> str:
        """Gives all numbers in Prometheus' text format, version 0.0.4."""
        with self._lock:
            total = sum(self._requests.values())
            lines = [
                "# HELP communique_requests_total Answered requests by status.",
                "# TYPE communique_requests_total counter",
                *(
                    f'communique_requests_total{{status="{status}"}} {number}'
                    for status, number in sorted(self._requests.items())
                ),
                "# HELP communique_request_seconds Time from request to answer.",
                "# TYPE communique_request_seconds histogram",
                *(
                    f'communique_request_seconds_bucket{{le="{bound:g}"}} {self._within[bound]}'
                    for bound in BOUNDS
                ),
                f'communique_request_seconds_bucket{{le="+Inf"}} {total}',
                f"communique_request_seconds_sum {self._seconds:.6f}",
                f"communique_request_seconds_count {total}",
                "# HELP communique_up_seconds Time since the server started.",
                "# TYPE communique_up_seconds gauge",
                f"communique_up_seconds {time.time() - self._started:.0f}",
            ]
        return "\n".join(lines) + "\n"


class Measured:
    """An ASGI application that times the one inside."""

    def __init__(self, app: App, *, metrics: Metrics) -> None:
        """Takes the application and where to count."""
        self._app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers and counts."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        started, status = time.perf_counter(), 500

        async def send_noted(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            await send(message)

        try:
            await self._app(scope, receive, send_noted)
        finally:
            self._metrics.count(status, time.perf_counter() - started)
