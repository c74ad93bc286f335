"""An installation is saved, and comes back whole in an empty place; half of it, or out of order, never."""

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
PLAYED = ["ensure_master_key", "migrate", "migrate --database keys", "createcachetable", "load_law", "play_demo"]
LEFT_BEHIND = {"django_session", "cache_entries", "django_migrations", "sqlite_sequence"}


def manage(place: Path, *words: str, refused: bool = False, **env: str) -> str:
    """Run a command of an installation in `place`; what it says, on either stream."""
    settings = {"TIREK_DATA_DIR": str(place), "TIREK_DEMO": "1", "PATH": os.environ["PATH"], **env}
    done = subprocess.run(
        [sys.executable, "manage.py", *words], cwd=ROOT, env=settings, capture_output=True, text=True, timeout=120,
        check=False,
    )  # fmt: skip
    said = done.stdout + done.stderr
    assert (done.returncode != 0) == refused, said
    assert "Traceback" not in said, said
    return said


@pytest.fixture(scope="module")
def lived_in(tmp_path_factory) -> Path:
    place = tmp_path_factory.mktemp("lived-in")
    for command in PLAYED:
        manage(place, *command.split())
    return place


@pytest.fixture(scope="module")
def archives(lived_in, tmp_path_factory) -> tuple[Path, Path]:
    folder = tmp_path_factory.mktemp("archives")
    manage(lived_in, "backup", str(folder))
    return next(folder.glob("tirek-keys-*")), next(folder.glob("tirek-data-*"))


@pytest.fixture
def empty(lived_in, tmp_path) -> Path:
    """A new place to which the operator has brought the master key."""
    place = tmp_path / "empty"
    place.mkdir()
    shutil.copy(lived_in / "master.key", place)
    return place


def tables(file: Path) -> dict[str, list]:
    with sqlite3.connect(file) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(map(repr, connection.execute(f"SELECT * FROM {name}")))
            for name in names
            if name not in LEFT_BEHIND and not name.startswith(("auth_", "django_content", "jobs_"))
        }


def files(place: Path) -> dict[str, bytes]:
    return {str(path.relative_to(place)): path.read_bytes() for path in (place / "files").rglob("*") if path.is_file()}


def test_everything_comes_back_as_it_was(lived_in, archives, empty):
    manage(empty, "restore", *map(str, archives))
    for name in ("tirek.sqlite3", "keys.sqlite3"):
        before, after = tables(lived_in / name), tables(empty / name)
        assert before.keys() == after.keys()
        assert [table for table in before if before[table] != after[table]] == []
    assert sum(len(rows) for rows in before.values()) > 50
    assert files(lived_in) == files(empty)
    assert "as it was written" in manage(empty, "verify_audit")


def test_keys_come_before_data(archives, empty):
    keys, data = map(str, archives)
    assert "tirek-keys-" in manage(empty, "restore", data, refused=True)
    assert "archive of data" in manage(empty, "restore", keys)
    assert "has not ended" in manage(empty, "backup", str(empty / "saved"), refused=True)
    manage(empty, "restore", data)
    assert tables(empty / "tirek.sqlite3")["cases_case"]


def test_nothing_is_restored_over_what_is_there(lived_in, archives):
    before = tables(lived_in / "tirek.sqlite3")
    assert "never mixes" in manage(lived_in, "restore", *map(str, archives), refused=True)
    assert tables(lived_in / "tirek.sqlite3") == before


def test_without_the_master_key_an_archive_is_only_noise(lived_in, archives, empty):
    (empty / "master.key").write_text("other " + "QUFB" * 10 + "QUE=\n")
    said = manage(empty, "restore", *map(str, archives), refused=True)
    assert "Master key" in said
    everything = b"".join(archive.read_bytes() for archive in archives)
    for word in ("АЛ-26-0001", "asel@demo.kz", "Қорғау", "cases_case"):
        assert word.encode() not in everything


@pytest.mark.parametrize("cut", [40, 400, -1])
def test_an_archive_cut_short_is_refused_and_leaves_nothing(archives, empty, tmp_path, cut):
    keys, data = archives
    broken = tmp_path / data.name
    broken.write_bytes(data.read_bytes()[:cut])
    manage(empty, "restore", str(keys), str(broken), refused=True)
    for file in empty.glob("*.sqlite3"):
        assert not any(rows for name, rows in tables(file).items() if name.startswith(("cases", "vault", "people")))


def test_a_survivor_erased_since_stays_erased(lived_in, archives, empty):
    """Yesterday's data with today's keys."""
    keys, data = map(str, archives)
    manage(empty, "restore", keys)
    with sqlite3.connect(empty / "keys.sqlite3") as connection:
        connection.execute("DELETE FROM vault_datakey WHERE owner_id IN (SELECT owner_id FROM vault_datakey LIMIT 1)")
    assert "1 survivors have no key any more" in manage(empty, "restore", data)


def test_keys_of_another_installation_are_refused(lived_in, archives, empty, tmp_path):
    stranger = tmp_path / "stranger"
    for command in ("ensure_master_key", "migrate", "migrate --database keys"):
        manage(stranger, *command.split())
    (stranger / "master.key").write_bytes((lived_in / "master.key").read_bytes())
    code = "from backend.vault.keys import create_key; from backend.kernel.models import new_id; create_key(new_id(), 'survivor')"
    manage(stranger, "shell", "-c", code)
    manage(stranger, "backup", str(tmp_path))
    strange = next(tmp_path.glob("tirek-keys-*"))
    said = manage(empty, "restore", str(strange), str(archives[1]), refused=True)
    assert "another installation" in said


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"tirek backup 1 {}\n", b"tirek backup 1 []\n"])
def test_what_is_no_archive_is_called_so(empty, tmp_path, content):
    other = tmp_path / "holiday.zip"
    other.write_bytes(content)
    assert "not a backup" in manage(empty, "restore", str(other), refused=True)
    assert "cannot be read" in manage(empty, "restore", str(tmp_path / "nowhere"), refused=True)
