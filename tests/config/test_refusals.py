"""What cannot be started is refused in one line that says what is wrong and how to mend it."""

import base64
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from backend.config import environment as env
from backend.kernel.clock import agreed_shift, now
from backend.kernel.files import write_anew, write_once
from backend.vault.errors import VaultError
from backend.vault.fitting import fit_master_key
from backend.vault.ring import master_ring
from tests.config.installation import Installation, one_line


@pytest.mark.parametrize(
    ("read", "told", "said"),
    [
        (lambda name: env.port(name, 8000), "abc", "whole number from 1 to 65535"),
        (lambda name: env.port(name, 8000), "0", "whole number from 1 to 65535"),
        (lambda name: env.port(name, 8000), "99999", "whole number from 1 to 65535"),
        (lambda name: env.port(name, 8000), "²", "whole number from 1 to 65535"),
        (env.count, "-1", "whole number from 0 to 9"),
        (env.count, "10", "whole number from 0 to 9"),
        (lambda name: env.flag(name, True), "perhaps", "must be 1 or 0"),
        (env.moment, "yesterday", "must look like 2026-11-24T09:00:00+05:00"),
        (env.moment, "2026-11-24T09:00:00", "needs an offset"),
        (env.day, "24.11.2026", "must be a day like 2026-11-24"),
        (env.broker, "http://example.org", "must begin with redis:// or amqp://"),
        (lambda name: env.level(name, "INFO"), "LOUD", "must be one of DEBUG"),
        (lambda name: env.database(name, Path("x")), "mysql://host/name", "must look like postgresql://"),
        (lambda name: env.database(name, Path("x")), "postgresql://host:port/name", "must look like postgresql://"),
        (lambda name: env.database(name, Path("x")), "postgresql://host", "must look like postgresql://"),
        (lambda name: env.database(name, Path("x")), "postgresql://[host/name", "must look like postgresql://"),
    ],
)
def test_garbage_in_a_setting_is_named_with_what_is_expected(monkeypatch, read, told, said):
    monkeypatch.setenv("TIREK_X", told)
    with pytest.raises(ImproperlyConfigured, match=r"^TIREK_X ") as refused:
        read("TIREK_X")
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_password_in_a_wrong_database_address_is_not_told(monkeypatch):
    monkeypatch.setenv("TIREK_X", "postgres//tirek:hush@host/name")
    with pytest.raises(ImproperlyConfigured) as refused:
        env.database("TIREK_X", Path("x"))
    assert "hush" not in str(refused.value)


def test_an_empty_setting_is_as_good_as_none(monkeypatch):
    monkeypatch.setenv("TIREK_X", "")
    assert env.port("TIREK_X", 8000) == 8000
    assert env.day("TIREK_X") is None
    assert env.names("TIREK_X", "a, b") == ["a", "b"]
    assert env.folder("TIREK_X", Path("/data")) == Path("/data")
    assert env.level("TIREK_X", "INFO") == "INFO"


def test_a_secret_may_lie_in_a_file(monkeypatch, tmp_path):
    kept = tmp_path / "password"
    kept.write_text("hush\n")
    monkeypatch.setenv("TIREK_X_FILE", str(kept))
    assert env.secret("TIREK_X") == "hush"
    monkeypatch.setenv("TIREK_X", "hush")
    with pytest.raises(ImproperlyConfigured, match="not both"):
        env.secret("TIREK_X")
    monkeypatch.delenv("TIREK_X")
    monkeypatch.setenv("TIREK_X_FILE", str(tmp_path / "nowhere"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        env.secret("TIREK_X")


def test_how_many_proxies_the_limits_believe_is_a_setting():
    asked = "from backend.config import settings; print(settings.ALLAUTH_TRUSTED_PROXY_COUNT)"
    for told, expected in ((None, "0"), ("2", "2")):
        environment = {**os.environ, "TIREK_TESTING": "1"} | ({"TIREK_TRUSTED_PROXIES": told} if told else {})
        answer = subprocess.run(
            [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
        )
        assert answer.stdout.strip() == expected


def test_a_relative_directory_is_one_below_where_the_command_was_called(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TIREK_X", "some where/data")
    assert env.folder("TIREK_X", Path("/")) == tmp_path / "some where" / "data"


def test_small_files_are_whole_or_not_there(tmp_path):
    path = tmp_path / "deep" / "kept"
    assert write_once(path, "first")
    assert not write_once(path, "second")
    assert path.read_text() == "first"
    assert path.stat().st_mode & 0o777 == 0o600
    write_anew(path, "third")
    assert path.read_text() == "third"
    assert [file.name for file in path.parent.iterdir()] == ["kept"]


@pytest.mark.parametrize("variable", ["TIREK_PORT", "TIREK_BROKER_URL", "TIREK_DATABASE_URL"])
def test_a_wrong_setting_ends_the_command_with_one_line(empty: Installation, variable):
    assert one_line(empty.manage("start", **{variable: "rubbish"})).startswith(f"Error: {variable} must ")


def test_keys_are_never_left_beside_the_data_they_open(empty: Installation):
    url = "postgresql://127.0.0.1:1/tirek"
    said = one_line(empty.manage("start", TIREK_DATABASE_URL=url))
    assert "Set TIREK_KEYS_DATABASE_URL together with" in said
    said = one_line(empty.manage("start", TIREK_DATABASE_URL=url, TIREK_KEYS_DATABASE_URL=url))
    assert "must name another database" in said


def test_a_database_that_does_not_answer(empty: Installation):
    urls = {"TIREK_DATABASE_URL": "postgresql://u:hush@127.0.0.1:1/a", "TIREK_KEYS_DATABASE_URL": "postgresql:///keys"}
    said = one_line(empty.manage("start", **urls))
    assert "TIREK_DATABASE_URL cannot be opened" in said
    assert "hush" not in said


def test_a_broker_that_does_not_answer(empty: Installation):
    said = one_line(empty.manage("start", TIREK_BROKER_URL="redis://127.0.0.1:1/0"))
    assert "TIREK_BROKER_URL cannot be reached at 127.0.0.1:1" in said


def test_a_data_directory_that_cannot_be_written(empty: Installation):
    empty.data.write_text("a file stands where the directory should")
    said = one_line(empty.manage("start"))
    assert str(empty.data) in said
    assert "TIREK_DATA_DIR=/path" in said


def test_an_address_that_is_not_ours(empty: Installation):
    said = one_line(empty.manage("start", TIREK_ADDRESS="192.0.2.1"))
    assert "is not an address of this machine" in said


def test_the_clock_is_moved_in_the_demo_and_in_tests_only(empty: Installation):
    said = one_line(empty.manage("start", TIREK_DEMO="0", TIREK_NOW="2027-01-01T00:00:00+05:00"))
    assert "TIREK_NOW moves the clock" in said


def test_a_first_master_key_is_made_where_it_is_wanted_and_a_bad_place_is_told(empty: Installation, tmp_path):
    wanted = tmp_path / "vault" / "key"
    done = empty.manage("ensure_master_key", TIREK_MASTER_KEY_FILE=str(wanted))
    assert done.returncode == 0
    assert wanted.stat().st_mode & 0o777 == 0o600
    said = one_line(empty.manage("ensure_master_key", TIREK_MASTER_KEY_FILE="/proc/nowhere/key"))
    assert "cannot be made" in said


def test_a_lost_master_key_is_not_replaced_by_a_new_one(demo: Installation):
    (demo.data / "master.key").unlink()
    assert "is gone" in one_line(demo.manage("start"))
    assert not (demo.data / "master.key").exists()


FOREIGN = base64.b64encode(b"k" * 32).decode()


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (f"other {FOREIGN}\n", "lacks master key"),
        (f"OWN {FOREIGN}\n", "is not the one"),
        ("rubbish", "expected an id and a key in base64"),
        ("own dG9vIHNob3J0", "a key has 32 bytes"),
        ("", "holds no key"),
        ("\x00\xff", "is not a master key file"),
    ],
)
def test_a_master_key_that_opens_nothing_here_is_refused(cast, settings, tmp_path, content, said):
    own = master_ring().current
    settings.TIREK_MASTER_KEY_FILE = tmp_path / "master.key"
    settings.TIREK_MASTER_KEY_FILE.write_bytes(content.replace("OWN", own).encode("latin-1"))
    with pytest.raises(VaultError) as refused:
        fit_master_key()
    assert said in str(refused.value)


def test_the_right_master_key_may_lie_anywhere(cast, settings, tmp_path):
    here = Path(settings.TIREK_MASTER_KEY_FILE)
    settings.TIREK_MASTER_KEY_FILE = tmp_path / "elsewhere.key"
    settings.TIREK_MASTER_KEY_FILE.write_bytes(here.read_bytes())
    assert fit_master_key() is False


def test_a_moved_clock_begins_at_the_moment_told_and_not_before(settings, tmp_path):
    settings.TIREK_NOW, settings.TIREK_DATA_DIR = datetime(2027, 1, 1, tzinfo=UTC), tmp_path
    agreed_shift.cache_clear()
    try:
        assert settings.TIREK_NOW <= now() < settings.TIREK_NOW + timedelta(seconds=30)
    finally:
        agreed_shift.cache_clear()


def test_the_note_of_a_moved_clock_is_used_by_whoever_comes_later(monkeypatch, tmp_path):
    told, kept = datetime(2027, 1, 1, tzinfo=UTC), tmp_path / "note"
    since = datetime.now(UTC) - timedelta(hours=2)
    kept.write_text(json.dumps({"told": told.isoformat(), "since": since.isoformat()}))
    agreed_shift.cache_clear()
    assert agreed_shift(told, kept) == told - since
    agreed_shift.cache_clear()
    other = told + timedelta(days=1)
    assert abs(agreed_shift(other, kept) - (other - datetime.now(UTC))) < timedelta(seconds=5)
    kept.write_text("rubbish")
    agreed_shift.cache_clear()
    assert abs(agreed_shift(other, kept) - (other - datetime.now(UTC))) < timedelta(seconds=5)
    agreed_shift.cache_clear()
    assert date.fromisoformat(json.loads(kept.read_text())["told"][:10]) == date(2027, 1, 2)
