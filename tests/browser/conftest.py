"""A real Chromium against a live server; any script error, CSP violation or outside request fails the test."""

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
QUIET = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    return {**browser_type_launch_args, "executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture
def page(page: Any, live_server: Any) -> Iterator[Any]:
    bad: list[str] = []
    page.on("console", lambda m: bad.append(m.text) if m.type == "error" and "Failed to load" not in m.text else None)
    page.on("pageerror", lambda error: bad.append(str(error)))
    page.on(
        "request",
        lambda r: None if r.url.startswith((live_server.url, "data:", "blob:")) else bad.append(f"outside: {r.url}"),
    )
    page.set_default_timeout(15000)
    yield page
    assert not bad, bad


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed here"))
