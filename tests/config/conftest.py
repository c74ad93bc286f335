"""Installations for the tests of starting; the slow first start is done once for the run."""

import contextlib
import os
import shutil
import signal
import sqlite3
from pathlib import Path

import pytest

from tests.config.installation import PATIENCE, Installation, eventually


@pytest.fixture(scope="session")
def static(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Static files, collected by whoever comes first."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def empty(tmp_path: Path, static: Path) -> Installation:
    return Installation(tmp_path / "data", static)


@pytest.fixture(scope="session")
def begun_three_times(tmp_path_factory: pytest.TempPathFactory, static: Path) -> Installation:
    """A demo whose first start was killed among the tables, whose second in the story, and whose third was let be."""
    made = Installation(tmp_path_factory.mktemp("an installation with spaces") / "data dir", static)
    for moment in ((made.data / "tirek.sqlite3").exists, lambda: _in_the_story(made)):
        process = made.begin()
        eventually(lambda moment=moment, process=process: moment() or process.poll() is not None, "when to kill it")
        assert process.poll() is None
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
    with made.running() as process:
        process.send_signal(signal.SIGTERM)
        process.wait(PATIENCE)
    return made


def _in_the_story(made: Installation) -> bool:
    """Whether keys of survivors are made while no survivor is committed yet."""
    try:
        with contextlib.closing(sqlite3.connect(made.data / "keys.sqlite3")) as connection:
            return bool(connection.execute("select count(*) > 5 from vault_datakey").fetchone()[0])
    except sqlite3.Error:
        return False


@pytest.fixture
def demo(begun_three_times: Installation, tmp_path: Path) -> Installation:
    """A demo that was set up before, with data and port of its own."""
    shutil.copytree(begun_three_times.data, tmp_path / "data")
    return Installation(tmp_path / "data", begun_three_times.static)
