"""The doctor finds what is broken: each test breaks one thing, sees it named with a remedy, and nothing else."""

import shutil
import socketserver
import threading
from datetime import date, timedelta

import pytest
from django.db import connection

from backend.accounts.drafts import keep_draft
from backend.audit.models import AuditEntry
from backend.cases.models import TeamMember
from backend.config.doctor import checks, examine, severity_of
from backend.deadlines.models import Reminder
from backend.documents import catalogue
from backend.jobs.clock import claim_slot, periodic_jobs
from backend.jobs.models import QueuedMessage
from backend.kernel.clock import now
from backend.kernel.health import Asked, Severity
from backend.law.models import LawEdition
from backend.notifications.models import Delivery
from backend.notifications.outbox import notify
from backend.notifications.texts import KINDS
from backend.people.models import SearchCarrier
from backend.people.orphans import sweep_keys
from backend.vault import ring
from backend.vault.files import file_path, store_file
from backend.vault.keys import create_key, destroy_key
from backend.vault.models import DataKey
from tests.config.examining import found, only
from tests.config.installation import free_port
from tests.deadlines.conftest import ignored_report

NAMES = [check.name for check in checks()]


@pytest.fixture
def ticking(cast):
    """A house whose clock has just ticked."""
    for job in periodic_jobs():
        claim_slot(job.name, int(now().timestamp()) // job.every)


def test_in_a_house_that_is_well_nothing_is_found(cast, ticking, settings):
    settings.TIREK_DATA_DIR.chmod(0o700)
    expected = {"calendar_is_sure"}  # the days of next year are not told yet
    for everything in (False, True):
        looked = examine(Asked(now(), everything))
        told = {each.name: [finding.what for finding in each.findings] for each in looked if each.findings}
        assert set(told) <= expected | {"somebody_coordinates", "settings", "reminders_leave", "deliveries_move"}, told


def test_names_of_checks_are_one_of_a_kind_and_every_app_that_keeps_something_has_its_own():
    assert len(NAMES) == len(set(NAMES)) >= 25


def test_a_check_that_fails_is_told_and_hides_no_other(cast, monkeypatch):
    monkeypatch.setattr("backend.law.health.LawEdition", None)
    looked = {each.name: each for each in examine(Asked(now()))}
    assert "law_loaded" in looked["law_loaded"].findings[0].what
    assert not looked["papers_open"].findings
    assert severity_of(list(looked.values())) == 2


# keys and files


def test_a_key_that_the_ring_does_not_open(cast):
    DataKey.objects.filter(pk=cast.survivor.pk).update(wrapped=b"\x01" + bytes(60))
    only("keys_open", "1 key does not open")


def test_a_master_key_that_is_gone_from_the_ring(cast, settings, tmp_path):
    before = settings.TIREK_MASTER_KEY_FILE
    assert not found("keys_open")
    settings.TIREK_MASTER_KEY_FILE = tmp_path / "other.key"
    assert ring.ensure_master_key()
    assert all("lacks master key" in what for _severity, what in found("keys_open"))
    settings.TIREK_MASTER_KEY_FILE.write_text("nonsense\n")
    ring._read.cache_clear()
    only("master_key", "cannot be used")
    settings.TIREK_MASTER_KEY_FILE = before


def test_a_survivor_whose_key_is_gone(cast):
    destroy_key(cast.survivor.pk)
    only("survivors_have_keys", "1 survivor has no key", Severity.WARNING)
    assert not found("people_are_found", everything=True)  # it cannot be said of her


def test_a_key_of_nobody_is_told_after_a_day_and_can_be_swept(cast):
    create_key(cast.other_organisation.pk, "survivor")
    assert not found("keys_have_survivors")
    tomorrow = now() + timedelta(days=2)
    only("keys_have_survivors", "1 key belongs to nobody", Severity.WARNING, at=tomorrow)
    assert sweep_keys(at=tomorrow) == 1
    assert not found("keys_have_survivors", at=tomorrow)
    assert DataKey.objects.filter(pk=cast.survivor.pk).exists()


def test_a_draft_whose_key_is_gone(cast):
    keep_draft(cast.asel, "/cases/", {"q": ["x"]}, at=now())
    assert not found("drafts_have_keys")
    destroy_key(cast.asel.pk)
    only("drafts_have_keys", "1 draft has no key")


def test_a_file_that_is_gone_and_one_that_is_damaged(cast):
    row = store_file(cast.survivor.pk, b"photo " * 100)
    path = file_path(row.pk)
    assert not found("files_open", everything=True)
    path.write_bytes(path.read_bytes()[:-1] + b"x")
    assert not found("files_open")
    only("files_open", "1 stored file does not open", everything=True)
    path.unlink()
    only("files_open", "1 stored file is not on the disk")


# people and cases


def test_a_person_whom_a_search_would_miss(cast):
    SearchCarrier.objects.filter(survivor=cast.survivor).first().delete()
    only("people_are_found", "1 person would be missed", Severity.WARNING)


def test_a_case_without_a_lead(cast):
    TeamMember._default_manager.filter(case=cast.case, role="lead").update(ended_at=now())
    only("cases_have_a_lead", cast.case.code, Severity.WARNING)


def test_a_case_whose_lead_may_not_sign_in_any_more(cast):
    cast.dana.is_active = False
    cast.dana.save()
    only("cases_have_a_lead", cast.case.code, Severity.WARNING)


def test_an_organisation_without_a_coordinator(cast):
    assert not found("somebody_coordinates")
    cast.bek.is_active = False
    cast.bek.save()
    only("somebody_coordinates", "АЛ", Severity.WARNING)


def test_colleagues_without_a_second_factor_where_it_is_asked_for(cast, settings):
    assert not found("everybody_has_a_second_factor")
    settings.TIREK_SECOND_FACTOR = True
    cast.dana.authenticator_set.create(type="totp", data={})
    cast.asel.authenticator_set.create(type="recovery_codes", data={})
    only("everybody_has_a_second_factor", "3 colleagues", Severity.WARNING)


# the log, the law, the papers


def test_a_log_that_was_altered_past_its_guard(cast):
    assert not found("log_is_guarded")
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("DROP TRIGGER audit_no_update")
        else:
            cursor.execute(
                "SET CONSTRAINTS ALL IMMEDIATE"
            )  # what waits for the end of the transaction forbids the next
            cursor.execute("ALTER TABLE audit_auditentry DISABLE TRIGGER audit_only_added_to")
    only("log_is_guarded", "not guarded")
    AuditEntry.objects.filter(chain=f"case:{cast.case.pk}", seq=1).update(verb="case.viewed")
    only("log_is_intact", "line 1")


def test_a_law_that_is_not_the_one_of_the_files(cast):
    assert not found("law_loaded")
    LawEdition.objects.update(version="older")
    only("law_loaded", "not the law that is loaded", Severity.WARNING)
    LawEdition.objects.all().delete()
    only("law_loaded", "No law")


def test_law_files_that_cannot_be_read(cast, settings, tmp_path):
    settings.TIREK_FIXTURES = tmp_path
    shutil.copytree(settings.ROOT / "fixtures" / "law", tmp_path / "law")
    (tmp_path / "law" / "calendar.yaml").write_text("days: [")
    only("law_loaded", "cannot be read")


@pytest.mark.parametrize(("ahead", "severity"), [(200, None), (30, Severity.WARNING), (-1, Severity.BROKEN)])
def test_a_calendar_that_ends(cast, ahead, severity):
    LawEdition.objects.update(calendar_confirmed_until=date.today() + timedelta(days=ahead))  # noqa: DTZ011
    assert [each for each, _what in found("calendar_is_sure")] == ([severity] if severity else [])


def test_a_template_that_is_damaged_or_gone(cast, settings, tmp_path):
    settings.TIREK_DOC_TEMPLATES = tmp_path / "papers"
    shutil.copytree(settings.ROOT / "doc_templates", settings.TIREK_DOC_TEMPLATES)
    assert not found("papers_open")
    (settings.TIREK_DOC_TEMPLATES / "police_report" / "kk.docx").write_bytes(b"not a package")
    only("papers_open", "police_report/kk.docx")
    settings.TIREK_DOC_TEMPLATES = tmp_path / "nothing"
    only("papers_open", "no template")
    catalogue._read.cache_clear()


# clock, workers, messages


def test_a_clock_that_stands_still(cast):
    only("clock_ticks", "not ticked yet", Severity.WARNING)
    for job in periodic_jobs():
        claim_slot(job.name, int(now().timestamp()) // job.every)
    assert not found("clock_ticks")
    only("clock_ticks", "stands still", at=now() + timedelta(days=3))


def test_dead_letters_and_a_queue_that_nobody_works_on(cast):
    def letter(**facts):
        return QueuedMessage.objects.create(queue="default", actor="deliver", body="{}", **facts)

    letter(enqueued_at=now())
    assert not found("dead_letters") + found("queue_moves")
    letter(enqueued_at=now() - timedelta(hours=1))
    only("queue_moves", "1 message has waited")
    letter(enqueued_at=now(), dead_at=now())
    only("dead_letters", "1 message", Severity.WARNING)


def test_messages_that_do_not_leave_or_do_not_arrive(cast):
    told = {"kind": sorted(KINDS)[0], "params": {}, "organisation_id": cast.organisation.pk}
    notify(cast.asel, dedup_key="one", due_at=now(), **told)
    Delivery.objects.update(state="pending", next_at=now())
    assert not found("deliveries_move")
    only("deliveries_move", "overdue", at=now() + timedelta(hours=1))
    Delivery.objects.update(state="failed")
    assert [severity for severity, _what in found("deliveries_arrive")] == [Severity.WARNING]


def test_a_reminder_that_was_not_handed_over(cast):
    ignored_report(cast)
    Reminder.objects.filter(pk__in=Reminder.objects.values("pk")[1:]).delete()
    Reminder.objects.update(due_at=now() - timedelta(hours=1))
    only("reminders_leave", "1 reminder")


class _Mail(socketserver.StreamRequestHandler):
    def handle(self):
        self.wfile.write(b"220 here\r\n")
        for line in self.rfile:
            word = line.split()[0].upper() if line.split() else b""
            self.wfile.write(
                {b"EHLO": b"250-here\r\n250 AUTH PLAIN\r\n", b"AUTH": b"535 no\r\n"}.get(word, b"250 ok\r\n")
            )


def test_a_mail_server_that_is_away_or_refuses_the_password(cast, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "127.0.0.1", free_port(), False
    only("mail_server", "does not take us")
    socketserver.ThreadingTCPServer.daemon_threads = True
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Mail) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        settings.EMAIL_PORT = server.server_address[1]
        assert not found("mail_server")
        settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "tirek", "wrong"
        only("mail_server", "name or password")
