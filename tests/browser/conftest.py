"""A real Chromium against a live server; any script error, CSP violation or outside request fails the test."""

import os
import shutil
from collections.abc import Callable, Iterator
from importlib import import_module
from typing import Any

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from django.db import connection

from tests.busy import LATER, Busy, make_busy
from tests.world import NOON, Cast, make_cast

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or ""
NEUTRAL = "https://neutral.example/"
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
    ours = (live_server.url, "data:", "blob:", NEUTRAL)
    harmless = ("Failed to load", "Response Status Error Code", "htmx:")
    page.on(
        "console",
        lambda m: bad.append(m.text) if m.type == "error" and not any(one in m.text for one in harmless) else None,
    )
    page.on("pageerror", lambda error: bad.append(str(error)))
    page.on("request", lambda r: None if r.url.startswith(ours) else bad.append(f"outside: {r.url}"))
    page.set_default_timeout(15000)
    yield page
    assert not bad, bad


@pytest.fixture
def living(transactional_db: None, clock: Any) -> Iterator[tuple[Cast, Busy]]:
    """The cast in the middle of a working day, in a database that the live server sees too."""
    from backend.vault.keys import key_session  # noqa: PLC0415 -- Django is not set up when this file is read

    call_command("load_law", verbosity=0)
    with key_session():
        cast = make_cast(NOON)
        busy = make_busy(cast)
    clock(LATER)
    yield cast, busy
    _empty_the_log()


def _empty_the_log() -> None:
    """The log refuses to be emptied, so the end of a live test takes its guard off for a moment."""
    migration = import_module("backend.audit.migrations.0002_only_ever_added_to")
    with connection.schema_editor() as editor:
        migration.unguard(None, editor)
        editor.execute("DELETE FROM audit_auditentry")
        migration.guard(None, editor)


@pytest.fixture
def signed_in(page: Any, live_server: Any, living: tuple[Cast, Busy]) -> Callable[..., Any]:
    """Puts a session of somebody into the browser; the form of signing in has a test of its own."""

    def sign(user: Any, language: str = "ru") -> Any:
        session = SessionStore()
        session[SESSION_KEY] = str(user.pk)
        session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
        session[HASH_SESSION_KEY] = user.get_session_auth_hash()
        session.save()
        cookies = {settings.SESSION_COOKIE_NAME: session.session_key, settings.LANGUAGE_COOKIE_NAME: language}
        page.context.add_cookies(
            [{"name": name, "value": value, "url": live_server.url} for name, value in cookies.items()]
        )
        return page

    return sign


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "browser" in item.path.parts and not CHROMIUM:
            item.add_marker(pytest.mark.skip(reason="Chromium is not installed here"))
