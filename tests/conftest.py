"""Where the tests stand: their own data directory, their own keys, a clock that can be moved, the law loaded once."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from tests.watched_logs import no_name_in_any_log_line  # noqa: F401 -- watches the whole run
from tests.world import Cast, make_cast

COMMITS = {"live_server", "transactional_db"}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Whoever touches the database touches both: people's rows in one, their keys in the other.

    On PostgreSQL only those run: what needs no database has been tried on SQLite's turn.
    """
    for item in items:
        names = getattr(item, "fixturenames", ())
        if COMMITS & set(names):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"], transaction=True), append=False)
        elif {"db", "cast", "client"} & set(names):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]), append=False)
    # What commits comes last, whatever its marker said when pytest-django put the tests in order: it empties the tables.
    items.sort(key=_commits)
    settings = import_module("django.conf").settings  # Django is not set up when this file is read
    if "postgresql" in settings.DATABASES["default"]["ENGINE"]:
        left_out = [item for item in items if not item.get_closest_marker("django_db")]
        items[:] = [item for item in items if item.get_closest_marker("django_db")]
        config.hook.pytest_deselected(items=left_out)


def _commits(item: pytest.Item) -> bool:
    marker = item.get_closest_marker("django_db")
    return bool(marker and marker.kwargs.get("transaction"))


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker) -> None:
    """The law book and a master key, once for the whole run."""
    from django.core.management import call_command  # noqa: PLC0415 -- Django is not set up when this file is read

    with django_db_blocker.unblock():
        call_command("ensure_master_key", verbosity=0)
        call_command("load_law", verbosity=0)


@pytest.fixture
def cast(db: None) -> Cast:
    """Who lives in every test: Asel works on the case, Bek coordinates, Dana leads it, Chinara is a stranger to them."""
    return make_cast()


@pytest.fixture
def committed(transactional_db: None) -> None:
    """Rows are really written, so that other threads and processes see them too: for the few tests that need that.

    Such tests come last, and each ends with every table emptied; so the law is loaded again.
    """
    from django.core.management import call_command  # noqa: PLC0415 -- see above

    call_command("load_law", verbosity=0)


@pytest.fixture
def committed_cast(committed: None) -> Iterator[Cast]:
    """The cast in rows that everybody sees."""
    from backend.vault.keys import key_session  # noqa: PLC0415 -- see above

    with key_session():
        yield make_cast()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """The log refuses to be emptied, so its guard is off while that is done after a test with committed rows."""
    if "committed" not in getattr(item, "fixturenames", ()):
        return (yield)
    blocker = item.config.stash[import_module("pytest_django.plugin").blocking_manager_key]
    _guard_of_the_log("unguard", blocker)
    try:
        return (yield)
    finally:
        if nextitem:  # after the last test of all, the database is gone too
            _guard_of_the_log("guard", blocker)


def _guard_of_the_log(put_on_or_off: str, blocker: Any) -> None:
    guard = import_module("backend.audit.migrations.0002_only_ever_added_to")
    with blocker.unblock(), import_module("django.db").connection.schema_editor() as editor:
        getattr(guard, put_on_or_off)(None, editor)


@pytest.fixture
def drain(django_capture_on_commit_callbacks) -> Iterator[Callable[[], AbstractContextManager[None]]]:
    """`with drain(): …` does what is inside, then runs what it queued, in the test's own thread and transaction."""
    import dramatiq  # noqa: PLC0415 -- see above

    broker: Any = dramatiq.get_broker()

    @contextmanager
    def drained() -> Iterator[None]:
        broker.flush_all()
        with django_capture_on_commit_callbacks(execute=True):
            yield
        for queue in list(broker.queues.values()):
            while not queue.empty():
                message = dramatiq.Message.decode(queue.get())
                queue.task_done()
                broker.get_actor(message.actor_name)(*message.args, **message.kwargs)

    yield drained
    broker.flush_all()


@pytest.fixture
def clock() -> Iterator[Callable[[datetime], None]]:
    """Moves the clock of the process; it stands right again afterwards."""
    from backend.kernel.clock import travel  # noqa: PLC0415 -- see above

    yield travel
    travel(None)


@pytest.fixture
def fixtures() -> Path:
    return Path(__file__).resolve().parents[1] / "fixtures"
