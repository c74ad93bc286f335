"""The list of cases of a large organisation over HTTP, as page and as API, beside SQL and JSON by hand on that server."""

import http.client
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client

from bench.crowd import CASES
from bench.measuring import Work, line, measure
from bench.starting import free_port

ONCE = 10  # requests in each round
PAGE, API = 25, 50
PATIENCE = 60


@contextmanager
def served(port: int) -> Iterator[None]:
    """The web server of the house, with the floors among its addresses."""
    web = subprocess.Popen(
        [sys.executable, "-m", "backend.config.serving"], cwd=settings.ROOT,
        env=os.environ | {"TIREK_PORT": str(port), "DJANGO_SETTINGS_MODULE": "bench.settings"},
    )  # fmt: skip
    try:
        until = time.monotonic() + PATIENCE
        while True:
            try:
                http.client.HTTPConnection("127.0.0.1", port, timeout=5).connect()
                break
            except OSError:
                if time.monotonic() > until or web.poll() is not None:
                    raise
                time.sleep(0.05)
        yield
    finally:
        web.terminate()
        web.wait()


def lines() -> Iterator[tuple[str, ...]]:
    coordinator = get_user_model()._default_manager.get(email="u0@example.org")
    browser = Client(headers={"host": "127.0.0.1"})
    browser.force_login(coordinator)
    cookie = f"{settings.SESSION_COOKIE_NAME}={browser.cookies[settings.SESSION_COOKIE_NAME].value}"
    port = free_port()
    with served(port):

        def get(path: str) -> Callable[[], None]:
            def doing() -> None:
                asking = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
                for _again in range(ONCE):
                    asking.request("GET", path, headers={"Cookie": cookie})
                    answer = asking.getresponse()
                    told = answer.read()
                    assert answer.status == 200, (path, answer.status)
                    assert len(told) > 1000, path
                asking.close()

            return doing

        for title, path, size in (
            ("API", f"/api/v1/cases/?page_size={API}", API),
            ("page", "/cases/", PAGE),
        ):
            work = Work(
                f"list {size} of {CASES:,} cases, {title} ({connection.vendor})", get(path),
                "SQL and JSON by hand on the same server", get(f"/bench/cases/?size={size}"), "≤ 2×",
                lambda measured: measured.ratio <= 2, times=ONCE,
            )  # fmt: skip
            yield line(work, measure(work))
