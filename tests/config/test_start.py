"""`make run` as a process: it starts, keeps its data, stops when told, and leaves nobody behind."""

import os
import signal
import subprocess

import pytest

from tests.config.installation import PATIENCE, Installation, eventually, free_port, one_line, stop


def web_of(process: subprocess.Popen[str]) -> int:
    """The process id of the web server that `start` began."""
    children = f"/proc/{process.pid}/task/{process.pid}/children"
    with open(children, encoding="ascii") as file:
        return int(file.read().split()[0])


def test_a_first_start_killed_halfway_is_made_good_by_the_next(begun_three_times: Installation):
    assert begun_three_times.ask("select count(*) from accounts_organisation") == 2
    assert begun_three_times.ask("select count(distinct id) from cases_case") >= 55
    done = begun_three_times.manage("verify_audit")
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_second_start_takes_seconds_and_keeps_the_data(demo: Installation):
    before = demo.ask("select group_concat(code) from cases_case")
    with demo.running() as process:
        code, said, _took = stop(process)
    assert code == 0
    assert "Playing the demo story" not in said
    assert f"http://127.0.0.1:{demo.port}" in said
    assert "asel@demo.kz" in said
    assert demo.ask("select group_concat(code) from cases_case") == before


def test_ctrl_c_stops_it_quietly(demo: Installation):
    with demo.running() as process:
        code, said, _took = stop(process, signal.SIGINT)
        assert code == 0
        assert "Traceback" not in said
        assert not demo.listens()


def test_it_can_be_stopped_before_it_serves(empty: Installation):
    process = empty.begin(TIREK_DEMO="0")
    eventually((empty.data / "keys.sqlite3").exists, "the first table")
    code, said, _took = stop(process)
    assert code == 0
    assert "Traceback" not in said


def test_when_the_web_server_dies_the_whole_ends_with_an_error(demo: Installation):
    with demo.running() as process:
        os.kill(web_of(process), signal.SIGKILL)
        said, _nothing = process.communicate(timeout=PATIENCE)
        assert process.returncode != 0
        assert "The web server ended by itself" in said
        assert "Traceback" not in said
        eventually(lambda: not demo.listens(), "the port to be free")


def test_when_the_parent_is_killed_nobody_keeps_the_port(demo: Installation):
    with demo.running() as process:
        process.kill()
        eventually(lambda: not demo.listens(), "the port to be free", within=60)


def test_a_second_start_on_the_same_data_is_refused(demo: Installation):
    with demo.running():
        other = Installation(demo.data, demo.static, free_port())
        assert "already running" in one_line(other.manage("start"))
        assert demo.answers()


def test_a_taken_port_is_told_with_a_way_out(demo: Installation):
    with demo.running():
        other = Installation(demo.data.parent / "other", demo.static, demo.port)
        said = one_line(other.manage("start", TIREK_DEMO="0"))
        assert f"Port {demo.port} is taken" in said
        assert "TIREK_PORT=" in said


def test_the_clock_of_all_processes_is_moved_and_does_not_run_back_at_a_restart(demo: Installation):
    moved = {"TIREK_NOW": "2027-03-15T10:00:00+05:00"}
    asked = ("shell", "-v0", "-c", "from backend.kernel.clock import now; print(now().isoformat())")
    with demo.running(**moved) as process:
        served = demo.get("/accounts/login/")
        seen = demo.manage(*asked, **moved).stdout.strip()
        eventually(lambda: demo.ask("select max(slot) from jobs_periodicslot") > 1_000_000, "the clock's first tick")
        code, said, _took = stop(process)
    later = demo.manage(*asked, **moved).stdout.strip()
    assert served.startswith("200")
    assert code == 0
    assert "The clock is moved" in said
    assert "2027-03-15T05:00" <= seen < later < "2027-03-15T05:10"


def test_an_installation_without_the_demo_says_how_its_first_person_comes_in(empty: Installation):
    with empty.running(TIREK_DEMO="0") as process:
        founded = empty.manage("create_organisation", "ТР", "--name", "Фонд", "--short-name", "Ф", TIREK_DEMO="0")
        assert founded.returncode == 0, founded.stderr
        who = ("create_user", "one@example.org", "--organisation", "ТР", "--role", "coordinator", "--name", "Айжан")
        added = empty.manage(*who, told="a-long-enough-password\n", TIREK_DEMO="0")
        assert added.returncode == 0, added.stderr
        assert "password is too short" in one_line(empty.manage(*who, told="short\n", TIREK_DEMO="0"))
        _code, said, _took = stop(process)
    assert "manage.py create_organisation" in said
    assert "demo.kz" not in said
    assert empty.ask("select count(*) from accounts_membership where role = 'coordinator'") == 1
    assert empty.ask("select count(*) from audit_auditentry where verb = 'user.joined'") == 1


@pytest.mark.services
def test_it_starts_on_postgresql_and_redis(empty: Installation):
    names = [f"tirek_house_{os.getpid()}", f"tirek_house_keys_{os.getpid()}"]
    made = [subprocess.run(["createdb", "-h", "127.0.0.1", name], capture_output=True, check=False) for name in names]
    if any(done.returncode for done in made):
        pytest.skip("no PostgreSQL at 127.0.0.1 that would make a database")
    try:
        env = {
            "TIREK_DEMO": "0",
            "TIREK_DATABASE_URL": f"postgresql://127.0.0.1/{names[0]}",
            "TIREK_KEYS_DATABASE_URL": f"postgresql://127.0.0.1/{names[1]}",
        }
        with empty.running(**env) as process:
            assert not (empty.data / "tirek.sqlite3").exists()
            assert stop(process)[0] == 0
    finally:
        for name in names:
            subprocess.run(["dropdb", "-h", "127.0.0.1", "--if-exists", "--force", name], check=False)


def test_nothing_starts_on_a_place_that_is_restored_by_half(empty: Installation):
    empty.data.mkdir()
    (empty.data / "restore-unfinished").write_text("A restore has begun here and has not ended.\n", encoding="utf-8")
    assert "A restore has begun" in one_line(empty.manage("start"))
    assert empty.ask("select count(*) from sqlite_master") == 0
