"""The demo is saved, restored into an empty place, started there, and is the same house: every row, file and name."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
import pytest

from tests import services
from tests.config.installation import Installation, one_line
from tests.config.restored import EVERY_ROW, SOMEBODY, Visitor, asked


@pytest.fixture(scope="module")
def saved(begun_three_times: Installation, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The archives of the demo: keys and data."""
    folder = tmp_path_factory.mktemp("saved")
    photo = (
        "from backend.people.models import Survivor; from backend.vault.files import store_file\n"
        "store_file(Survivor._default_manager.order_by('pk').first().pk, b'a photo of a slip ' * 9000)\n"
    )
    assert begun_three_times.manage("shell", "-c", photo).returncode == 0
    done = begun_three_times.manage("backup", str(folder))
    assert done.returncode == 0, done.stderr
    return next(folder.glob("tirek-keys-*")), next(folder.glob("tirek-data-*"))


@pytest.fixture
def place(begun_three_times: Installation, tmp_path: Path) -> Installation:
    """An empty place to which the operator has brought the master key."""
    (tmp_path / "restored").mkdir()
    shutil.copy(begun_three_times.data / "master.key", tmp_path / "restored")
    return Installation(tmp_path / "restored", begun_three_times.static)


@pytest.fixture
def postgres() -> Iterator[dict[str, str]]:
    """Two empty databases on the server of this machine, and the settings that name them."""
    server, reason = services.postgres()
    if reason:
        pytest.skip(f"PostgreSQL: {reason}")
    names = {part: f"tirek_restored_{part}_{uuid.uuid4().hex[:8]}" for part in ("data", "keys")}
    with psycopg.connect(server, autocommit=True) as connection:
        for name in names.values():
            connection.execute(f"CREATE DATABASE {name}")
        url = {part: urlsplit(server)._replace(path=f"/{name}").geturl() for part, name in names.items()}
        yield {"TIREK_DATABASE_URL": url["data"], "TIREK_KEYS_DATABASE_URL": url["keys"]}
        for name in names.values():
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def is_the_same_house(before: Installation, after: Installation, **env: str) -> None:
    rows = asked(before, EVERY_ROW)
    assert sum(count for count, _hash in rows.values()) > 500
    assert asked(after, EVERY_ROW, **env) == rows
    somebody = asked(after, SOMEBODY, **env)
    assert somebody == asked(before, SOMEBODY)
    assert somebody["files"]
    assert all(somebody["files"].values())
    with after.running(**env):
        asel = Visitor(after)
        asel.signs_in("asel@demo.kz")
        people = asel.page(f"/cases/{somebody['case']}/people/")
        assert somebody["name"] not in people
        shown = asel.page(f"/reveal/survivor/{somebody['survivor']}/legal_name/", case=somebody["case"])
        assert somebody["name"] in shown
    said = after.manage("verify_audit", **env)
    assert "as it was written" in said.stdout
    doctor = after.manage("doctor", "--all", "--language", "en", **env).stdout
    assert "BROKEN" not in doctor, doctor


def test_the_demo_comes_back_in_an_empty_place(begun_three_times, saved, place):
    done = place.manage("restore", *map(str, saved))
    assert done.returncode == 0, done.stderr
    is_the_same_house(begun_three_times, place)


def test_what_sqlite_saved_comes_back_on_postgresql(begun_three_times, saved, place, postgres):
    done = place.manage("restore", *map(str, saved), **postgres)
    assert done.returncode == 0, done.stderr
    is_the_same_house(begun_three_times, place, **postgres)


def test_half_a_restore_does_not_start_and_the_doctor_says_why(saved, place):
    keys, data = map(str, saved)
    assert place.manage("restore", keys).returncode == 0
    assert "has not ended" in one_line(place.manage("start"))
    said = place.manage("doctor", "--only", "restore_has_ended", "--language", "en")
    assert said.returncode == 2
    assert "has not ended" in said.stdout
    assert place.manage("restore", data).returncode == 0
    assert place.manage("doctor", "--only", "restore_has_ended").returncode == 0


@pytest.mark.parametrize("together", [True, False])
def test_todays_data_with_yesterdays_keys_is_refused(demo, saved, place, tmp_path, together):
    """Given in one command or in two: the survivor registered since would be there, and could not be read."""
    register = (
        "from backend.accounts.models import User; from backend.kernel.clock import now\n"
        "from backend.people.services import register_survivor\n"
        "asel = User.objects.get(email='asel@demo.kz'); where = asel.memberships.get().organisation\n"
        "register_survivor(where, pseudonym='Новая', by=asel, at=now())\n"
    )
    assert demo.manage("shell", "-c", register).returncode == 0
    assert demo.manage("backup", str(tmp_path / "today")).returncode == 0
    yesterday, today = str(saved[0]), str(next((tmp_path / "today").glob("tirek-data-*")))
    if together:
        refused = place.manage("restore", yesterday, today)
    else:
        assert place.manage("restore", yesterday).returncode == 0
        refused = place.manage("restore", today)
    assert "The keys were saved before the data, and 1 survivors are missing" in one_line(refused)
    todays = str(next((tmp_path / "today").glob("tirek-keys-*")))
    if together:  # nothing is left of the attempt, and the right pair is taken
        assert place.manage("restore", todays, today).returncode == 0


def test_yesterdays_data_with_todays_keys_comes_back_and_says_what_is_left_over(demo, saved, place, tmp_path):
    """Keys of survivors who came since open nothing yet; they are kept, for the newer data may still be found."""
    key = "from backend.vault.keys import create_key; from backend.kernel.models import new_id; create_key(new_id(), 'survivor')"
    assert demo.manage("shell", "-c", key).returncode == 0
    assert demo.manage("backup", str(tmp_path / "today")).returncode == 0
    today = str(next((tmp_path / "today").glob("tirek-keys-*")))
    assert place.manage("restore", today, str(saved[1])).returncode == 0
    assert asked(place, EVERY_ROW)["cases.Case"] == asked(demo, EVERY_ROW)["cases.Case"]
    assert asked(place, EVERY_ROW)["vault.DataKey"] == asked(demo, EVERY_ROW)["vault.DataKey"]
