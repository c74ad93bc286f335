"""Every address × every visitor. An address without a row here fails the run."""

import uuid
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

from backend.accounts.services import invite
from backend.cases.notes import write_note
from backend.cases.parties import give_consent
from backend.cases.tasks import make_task
from backend.documents.attachments import attach
from backend.documents.services import fill_document
from backend.law.models import Agency
from backend.notifications.models import Delivery
from backend.proceedings.hearings import schedule_hearing
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON

PHOTO = Path(__file__).parents[1] / "documents" / "samples" / "phone.jpg"

# address: (method, what it needs, what Dana on the team, Bek the coordinator, Chinara the stranger, Ermek who belongs
# nowhere, and somebody not signed in get)
ACCESS = {
    "web:day": ("get", {}, (200, 200, 200, 403, 302)),
    "web:message-read": ("post", {"pk": "message"}, (302, 404, 404, 403, 302)),
    "web:record": ("get", {}, (200, 200, 200, 403, 302)),
    "web:kit": ("get", {}, (200, 200, 200, 403, 302)),
    "web:case-list": ("get", {}, (200, 200, 200, 403, 302)),
    "web:find": ("get", {}, (200, 200, 200, 403, 302)),
    "api:match": ("get", {}, (405, 405, 405, 405, 401)),
    "web:case-export": ("get", {"form": "=xlsx"}, (302, 302, 302, 403, 302)),  # to the password first
    "web:outcomes-export": ("get", {"form": "=csv"}, (302, 302, 302, 403, 302)),
    "web:case-open": ("get", {}, (200, 200, 200, 403, 302)),
    "web:case": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),
    "web:access-log": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:proceeding-open": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:reveal": ("post", {"kind": "=survivor", "pk": "survivor", "field": "=legal_name"}, (200, 404, 404, 403, 302)),
    "web:proceeding-body": ("get", {"pk": "proceeding"}, (200, 403, 404, 403, 302)),
    "web:event-record": ("get", {"pk": "proceeding"}, (200, 403, 404, 403, 302)),
    "web:deadline-day": ("get", {"pk": "deadline"}, (200, 403, 404, 403, 302)),
    "web:event-annul": ("get", {"pk": "event"}, (200, 403, 404, 403, 302)),
    "web:hearing-schedule": ("get", {"pk": "proceeding"}, (200, 403, 404, 403, 302)),
    "web:hearing-result": ("get", {"pk": "hearing"}, (200, 403, 404, 403, 302)),
    "web:document-generate": ("get", {"pk": "proceeding", "key": "=police_report"}, (200, 403, 404, 403, 302)),
    "web:document-file": ("get", {"pk": "document"}, (200, 403, 404, 403, 302)),
    "web:document-filed": ("post", {"pk": "document"}, (302, 403, 404, 403, 302)),
    "web:case-work": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:contact-record": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:note-write": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:note-correct": ("get", {"pk": "note"}, (200, 404, 404, 403, 302)),
    "web:task-make": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:task-change": ("get", {"pk": "task"}, (200, 404, 404, 403, 302)),
    "web:task-done": ("post", {"pk": "task"}, (302, 404, 404, 403, 302)),
    "web:task-cancel": ("get", {"pk": "task"}, (200, 404, 404, 403, 302)),
    "web:task-reopen": ("post", {"pk": "task"}, (302, 404, 404, 403, 302)),
    "web:attachments": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:attachment-add": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:attachment-file": ("get", {"pk": "attachment"}, (200, 404, 404, 403, 302)),
    "web:attachment-withdraw": ("get", {"pk": "attachment"}, (200, 404, 404, 403, 302)),
    "web:outcomes": ("get", {}, (200, 200, 200, 403, 302)),
    "web:exit": ("post", {}, (204, 204, 204, 204, 204)),
    "web:set-language": ("post", {}, (302, 302, 302, 302, 302)),
    "web:join": ("get", {"secret": "=no-such-invitation"}, (404, 404, 404, 404, 404)),
    "api:reference": ("get", {}, (200, 200, 200, 200, 200)),
    "api:me": ("get", {}, (200, 200, 200, 200, 401)),
    "api:organisation-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:organisation-detail": ("get", {"pk": "organisation"}, (200, 200, 404, 404, 401)),
    "api:user-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:user-detail": ("get", {"pk": "colleague"}, (200, 200, 404, 404, 401)),
    "api:membership-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:membership-detail": ("get", {"pk": "membership"}, (200, 200, 404, 404, 401)),
    "api:invitation-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:invitation-detail": ("get", {"pk": "invitation"}, (404, 200, 404, 404, 401)),
    "web:people": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:survivor-edit": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:party-add": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:party-edit": ("get", {"pk": "party"}, (200, 403, 404, 403, 302)),
    "web:consent-give": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:consent-withdraw": ("get", {"pk": "case", "consent": "consent"}, (200, 403, 404, 403, 302)),
    "web:incidents": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:incident-add": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:incident-edit": ("get", {"pk": "incident"}, (200, 403, 404, 403, 302)),
    "web:team": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),
    "web:team-leave": ("get", {"pk": "case"}, (200, 409, 404, 403, 302)),
    "web:team-remove": ("get", {"pk": "case", "member": "member"}, (200, 200, 404, 403, 302)),
    "web:colleagues": ("get", {}, (200, 200, 200, 403, 302)),
    "web:invitation-withdraw": ("post", {"pk": "invitation"}, (404, 302, 404, 403, 302)),
    "web:lock": ("get", {}, (200, 200, 200, 200, 302)),
    "web:lock-close": ("post", {}, (204, 204, 204, 204, 302)),
    "web:lock-draft": ("get", {}, (200, 200, 200, 200, 302)),  # what `lock-close` above was told
    "web:lock-alive": ("post", {}, (204, 204, 204, 204, 302)),
    "api:invitation-withdraw": ("post", {"pk": "invitation"}, (404, 200, 404, 404, 401)),
    "api:case-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:case-detail": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:case-team": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:case-team-member": ("get", {"pk": "case", "user": "colleague"}, (405, 405, 405, 405, 401)),
    "api:case-party": ("get", {"pk": "case", "party": "party"}, (200, 403, 404, 404, 401)),
    "api:case-parties": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:case-incidents": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:case-incident": ("get", {"pk": "case", "incident": "incident"}, (200, 403, 404, 404, 401)),
    "api:case-timeline": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:case-access-log": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:agency-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:agency-detail": ("get", {"pk": "court"}, (200, 200, 200, 200, 401)),
    "api:survivor-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:survivor-detail": ("get", {"pk": "survivor"}, (200, 404, 404, 404, 401)),
    "api:person-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:person-detail": ("get", {"pk": "person"}, (200, 404, 404, 404, 401)),
    "api:consent-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:consent-detail": ("get", {"pk": "consent"}, (200, 404, 404, 404, 401)),
    "api:consent-withdraw": ("post", {"pk": "consent"}, (422, 404, 404, 404, 401)),
    "api:proceeding-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:proceeding-detail": ("get", {"pk": "proceeding"}, (200, 200, 404, 404, 401)),
    "api:proceeding-events": ("get", {"pk": "proceeding"}, (200, 403, 404, 404, 401)),
    "api:proceeding-event": ("get", {"pk": "proceeding", "event": "event"}, (200, 403, 404, 404, 401)),
    "api:proceeding-next-steps": ("get", {"pk": "proceeding"}, (200, 403, 404, 404, 401)),
    "api:proceeding-annul": ("post", {"pk": "proceeding", "event": "event"}, (422, 403, 404, 404, 401)),
    "api:hearing-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:hearing-detail": ("get", {"pk": "hearing"}, (200, 200, 404, 404, 401)),
    "api:hearing-result": ("post", {"pk": "hearing"}, (422, 403, 404, 404, 401)),
    "api:deadline-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:deadline-detail": ("get", {"pk": "deadline"}, (200, 200, 404, 404, 401)),
    "api:deadline-day": ("post", {"pk": "deadline"}, (422, 403, 404, 404, 401)),
    "api:deadline-waive": ("post", {"pk": "deadline"}, (422, 403, 404, 404, 401)),
    "api:reminder-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:reminder-detail": ("get", {"pk": "reminder"}, (200, 200, 404, 404, 401)),
    "api:reminder-acknowledge": ("post", {"pk": "reminder"}, (200, 403, 404, 404, 401)),
    "api:document-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:document-detail": ("get", {"pk": "document"}, (200, 404, 404, 404, 401)),
    "api:document-file": ("get", {"pk": "document"}, (200, 404, 404, 404, 401)),
    "api:document-filed": ("post", {"pk": "document"}, (422, 404, 404, 404, 401)),
    "api:document-template-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:document-template-detail": ("get", {"key": "=police_report"}, (200, 200, 200, 200, 401)),
    "api:case-contacts": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:case-notes": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:note-detail": ("get", {"pk": "note"}, (200, 404, 404, 404, 401)),
    "api:case-tasks": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:task-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:task-detail": ("get", {"pk": "task"}, (200, 404, 404, 404, 401)),
    "api:task-done": ("post", {"pk": "task"}, (200, 404, 404, 404, 401)),
    "api:task-cancel": ("post", {"pk": "task"}, (422, 404, 404, 404, 401)),
    "api:task-reopen": ("post", {"pk": "task"}, (200, 404, 404, 404, 401)),
    "api:case-attachments": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:attachment-detail": ("get", {"pk": "attachment"}, (200, 404, 404, 404, 401)),
    "api:attachment-file": ("get", {"pk": "attachment"}, (200, 404, 404, 404, 401)),
    "api:attachment-withdraw": ("post", {"pk": "attachment"}, (422, 404, 404, 404, 401)),
    "api:outcomes": ("get", {}, (200, 200, 200, 200, 401)),
    "api:schema": ("get", {}, (200, 200, 200, 200, 200)),
}
OF_ALLAUTH = {"account_login", "account_logout", "account_inactive", "account_reauthenticate"}
VISITORS = ("dana", "bek", "chinara", "ermek", None)


def named_urls(resolver=None, prefix: str = "") -> set[str]:
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found |= named_urls(pattern, space)
        elif pattern.name:
            found.add(f"{prefix}{pattern.name}")
    return found


def test_every_address_has_a_row_in_the_table():
    assert named_urls() == set(ACCESS) | OF_ALLAUTH


@pytest.fixture
def world(cast):
    police = Agency.objects.get(key="police_almaty_bostandyk")
    act = {"by": cast.asel, "at": NOON}
    proceeding = open_proceeding(cast.case, "criminal", agency=police, **act)
    event = record_event(proceeding, "report_filed", happened_at=NOON, **act)
    court = Agency.objects.get(key="court_almaty_bostandyk")
    hearing = schedule_hearing(proceeding, court=court, starts_at=NOON.replace(day=20), **act)
    prosecutor = Agency.objects.get(key="prosecutor_almaty_bostandyk")
    document = fill_document(
        "prosecutor_complaint_105", proceeding, language="ru", answers={"addressee": str(prosecutor.pk)}, **act
    )
    message = Delivery.objects.create(
        organisation=cast.organisation, user=cast.dana, channel="inbox", kind="hearing_reminder", dedup_key="x",
        params={"case_code": cast.case.code, "case_id": str(cast.case.pk), "starts_at": NOON.isoformat()},
        state="sent", next_at=NOON,
    )  # fmt: skip
    invitation, _secret = invite(cast.organisation, "somebody@example.org", "lawyer", by=cast.bek, at=NOON)
    note = write_note(cast.case, "Заметка.", by=cast.dana, at=NOON)
    task = make_task(cast.case, "Задача.", due_on=NOON.date(), by=cast.dana, at=NOON)
    attachment = attach(cast.case, PHOTO.read_bytes(), kind="talon", by=cast.dana, at=NOON)
    return {
        "note": note, "task": task, "attachment": attachment,
        "case": cast.case, "survivor": cast.survivor, "proceeding": proceeding, "event": event, "hearing": hearing,
        "document": document, "message": message, "court": court, "person": cast.respondent.person,
        "deadline": proceeding.deadlines.first(), "reminder": hearing.reminders.first(), "colleague": cast.asel,
        "organisation": cast.organisation, "membership": cast.asel.memberships.get(), "party": cast.respondent,
        "incident": cast.case.incidents.get(), "invitation": invitation, "member": cast.case.team.get(user=cast.asel),
        "consent": give_consent(cast.case, "processing", given_on=NOON.date(), **act),
    }  # fmt: skip


@pytest.mark.parametrize("visitor", VISITORS)
def test_each_visitor_gets_what_the_table_says(cast, world, client, visitor):
    client.raise_request_exception = False
    leaked = []
    for address, (method, needs, answers) in ACCESS.items():
        client.logout()  # each address is met afresh: one of them closes the screen for all that follows
        if visitor:
            client.force_login(getattr(cast, visitor))
        arguments = {name: what[1:] if what.startswith("=") else str(world[what].pk) for name, what in needs.items()}
        told = {"case": str(cast.case.pk)} if method == "post" else {}
        as_json = {"content_type": "application/json"} if method == "post" and address.startswith("api:") else {}
        got = getattr(client, method)(reverse(address, kwargs=arguments), told, **as_json).status_code
        if got != answers[VISITORS.index(visitor)]:
            leaked.append((address, got, answers[VISITORS.index(visitor)]))
    assert not leaked


def test_nobody_but_the_team_finds_a_name_in_a_page_or_an_answer(cast, world, client):
    for visitor in ("dana", "bek"):
        client.force_login(getattr(cast, visitor))
        for address in (f"/cases/{cast.case.pk}/", "/cases/", "/", f"/api/v1/cases/{cast.case.pk}/", "/api/v1/cases/"):
            text = client.get(address).content.decode()
            for secret in ("Смаилов", "850314450129", "7701123", "Тайная", "Гематома"):
                assert secret not in text


def test_an_invitation_lets_in_once(cast, client):
    _row, secret = invite(cast.organisation, "New@example.org", "lawyer", by=cast.bek, at=NOON)
    client.raise_request_exception = False
    address = reverse("web:join", args=[secret])
    from backend.kernel import clock as the_clock  # noqa: PLC0415 -- moved for this test only

    the_clock.travel(NOON)
    try:
        told = {"full_name": "Новая Коллега", "password": "twelve-letters-or-more"}
        assert client.post(address, told).status_code == 302
        assert client.get("/").status_code == 200
        assert client.post(address, told).status_code == 404
    finally:
        the_clock.travel(None)


def test_a_malformed_id_is_as_unknown_as_a_strangers(cast, client):
    client.force_login(cast.dana)
    assert client.get(f"/cases/{uuid.uuid4()}/").status_code == 404
    assert client.get("/api/v1/cases/not-a-code/").status_code == 404
