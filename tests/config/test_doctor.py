"""`manage.py doctor` as an operator meets it: on a house that runs, one that stands, and one whose database is away."""

import json
import sqlite3

from tests.config.installation import Installation, eventually


def told(installation: Installation, **env: str) -> dict:
    done = installation.manage("doctor", "--json", "--language", "en", **env)
    assert "Traceback" not in done.stderr
    said = json.loads(done.stdout)
    assert done.returncode == said["severity"]
    return said | {"by_name": {check["name"]: check for check in said["checks"]}}


def test_a_house_that_runs_is_fine_and_one_that_stands_still_is_not(demo: Installation):
    with demo.running():
        eventually(lambda: not told(demo)["by_name"]["clock_ticks"]["findings"], "the clock to tick", within=60)
        said = told(demo)
        broken = [each for check in said["checks"] for each in check["findings"] if each["severity"] == "broken"]
        assert broken == []
        assert said["severity"] <= 1
        assert len(said["checks"]) >= 25
    with sqlite3.connect(demo.data / "tirek.sqlite3") as database:
        database.execute("UPDATE jobs_periodicslot SET slot = slot / 2")
    said = told(demo)
    assert said["severity"] == 2
    assert said["by_name"]["clock_ticks"]["findings"][0]["severity"] == "broken"


def test_it_speaks_the_language_it_is_asked_in_and_changes_nothing(demo: Installation):
    before = {path: path.stat().st_mtime_ns for path in demo.data.rglob("*") if "sqlite" not in path.name}
    said = {language: demo.manage("doctor", "--language", language).stdout for language in ("ru", "kk", "en")}
    assert "Календарь рабочих дней" in said["ru"]
    assert "күнтізбесі" in said["kk"]
    assert "The calendar of working days" in said["en"]
    assert demo.manage("doctor").stdout.partition("\n")[2] == said["ru"].partition("\n")[2]
    assert {path: path.stat().st_mtime_ns for path in demo.data.rglob("*") if "sqlite" not in path.name} == before


def test_without_its_databases_it_still_says_what_can_be_said(demo: Installation):
    (demo.data / "tirek.sqlite3").write_bytes(b"not a database, whatever its name says, for it was overwritten")
    said = told(demo)
    assert said["severity"] == 2
    assert said["by_name"]["database_default"]["findings"][0]["severity"] == "broken"
    assert said["by_name"]["log_is_intact"]["skipped"]
    assert not said["by_name"]["keys_open"]["skipped"]
    assert not said["by_name"]["papers_open"]["skipped"]


def test_a_database_that_was_not_brought_up_to_date_is_named(demo: Installation):
    with sqlite3.connect(demo.data / "tirek.sqlite3") as database:
        database.execute("DELETE FROM django_migrations WHERE app = 'people' AND name LIKE '0003%'")
    finding = told(demo)["by_name"]["database_default"]["findings"][0]
    assert "people.0003" in finding["what"]
    assert finding["do"] == "manage.py set_up"
    with sqlite3.connect(demo.data / "tirek.sqlite3") as database:
        database.execute("INSERT INTO django_migrations (app, name, applied) VALUES ('people', '0003_x', '2026-01-01')")
        database.execute(
            "INSERT INTO django_migrations (app, name, applied) VALUES ('cases', '9999_next', '2026-01-01')"
        )
    what = [each["what"] for each in told(demo)["by_name"]["database_default"]["findings"]]
    assert any("newer version (cases.9999_next)" in each for each in what)


def test_one_check_alone(demo: Installation):
    done = demo.manage("doctor", "--only", "papers_open", "--json")
    assert [check["name"] for check in json.loads(done.stdout)["checks"]] == ["papers_open"]
    assert demo.manage("doctor", "--only", "nonsense").returncode != 0


def test_a_backup_leaves_a_note_of_itself(demo: Installation, tmp_path):
    real = {"TIREK_DEMO": "0"}
    assert "Nothing has been saved" in told(demo, **real)["by_name"]["backup_is_recent"]["findings"][0]["what"]
    assert demo.manage("backup", str(tmp_path / "saved")).returncode == 0
    assert told(demo, **real)["by_name"]["backup_is_recent"]["findings"] == []
