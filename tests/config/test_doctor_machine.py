"""The doctor finds what is wrong with the machine, the settings and the backups."""

from datetime import timedelta

from django.db import connection

from backend.kernel.clock import now
from backend.kernel.health import Severity
from backend.vault.backups.record import note_backup
from tests.config.examining import found, only
from tests.config.installation import free_port


def test_a_data_directory_that_others_read_or_nobody_writes(settings, tmp_path):
    settings.TIREK_DATA_DIR = tmp_path
    for mode, words, severity in ((0o755, "755", Severity.WARNING), (0o500, "cannot be written", Severity.BROKEN)):
        tmp_path.chmod(mode)
        only("data_directory", words, severity)
    tmp_path.chmod(0o700)
    assert not found("data_directory")
    settings.TIREK_DATA_DIR = tmp_path / "nowhere"
    only("data_directory", "cannot be read")


def test_a_disk_that_is_nearly_full(settings, tmp_path, monkeypatch):
    settings.TIREK_DATA_DIR = tmp_path
    for free, severity in ((500, Severity.WARNING), (5, Severity.BROKEN)):
        monkeypatch.setattr("shutil.disk_usage", lambda _path, free=free: _Disk(free << 20))
        only("disk_space", f"{free} MB", severity)


class _Disk:
    def __init__(self, free):
        self.free = free


def test_a_database_whose_clock_is_wrong(db):
    assert not found("clocks_agree")

    def ten_minutes_ago(execute, sql, params, many, context):
        sql = sql.replace("'now'", "'now', '-10 minutes'").replace(
            "_timestamp()", "_timestamp() - interval '10 minutes'"
        )
        return execute(sql, params, many, context)

    with connection.execute_wrapper(ten_minutes_ago):
        only("clocks_agree", "600 seconds apart", Severity.WARNING)


def test_a_broker_that_is_away(settings):
    settings.TIREK_BROKER_URL = f"redis://127.0.0.1:{free_port()}/0"
    only("broker", "does not answer")


def test_translations_that_were_not_written(settings, tmp_path):
    settings.LOCALE_PATHS = [tmp_path]
    only("catalogues", "translations", Severity.WARNING)


def test_dangerous_settings_are_told_in_its_own_words(settings):
    settings.ALLOWED_HOSTS = ["*"]
    settings.TIREK_DEMO = True
    said = dict((what, severity) for severity, what in found("settings"))
    assert said["TIREK_HOSTS lets every host name in."] is Severity.BROKEN
    assert said["The demo can be reached from other machines."] is Severity.WARNING


def test_backups_that_were_never_made_or_are_old_or_lack_their_keys(settings, tmp_path):
    settings.TIREK_DATA_DIR, settings.TIREK_DEMO = tmp_path, False
    only("backup_is_recent", "Nothing has been saved", Severity.WARNING)
    note_backup("data", now())
    only("backup_is_recent", "without its keys")
    note_backup("keys", now())
    assert not found("backup_is_recent")
    only("backup_is_recent", "5 days old", Severity.WARNING, at=now() + timedelta(days=5, hours=1))
    (tmp_path / "last-backup.json").write_text("[]")
    only("backup_is_recent", "Nothing has been saved", Severity.WARNING)


def test_a_restore_that_has_not_ended(settings, tmp_path):
    settings.TIREK_DATA_DIR = tmp_path
    assert not found("restore_has_ended")
    (tmp_path / "restore-unfinished").write_text("half")
    only("restore_has_ended", "has not ended")
