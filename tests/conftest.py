"""Where the tests stand: their own data directory, their own keys, a clock that can be moved, the law loaded once."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.watched_logs import no_name_in_any_log_line  # noqa: F401 -- watches the whole run
from tests.world import Cast, make_cast


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whoever touches the database touches both: people's rows in one, their keys in the other."""
    for item in items:
        names = getattr(item, "fixturenames", ())
        if "live_server" in names:
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"], transaction=True), append=False)
        elif {"db", "cast", "client"} & set(names):
            item.add_marker(pytest.mark.django_db(databases=["default", "keys"]), append=False)


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
def clock() -> Iterator[Callable[[datetime], None]]:
    """Moves the clock of the process; it stands right again afterwards."""
    from backend.kernel.clock import travel  # noqa: PLC0415 -- see above

    yield travel
    travel(None)


@pytest.fixture
def fixtures() -> Path:
    return Path(__file__).resolve().parents[1] / "fixtures"
