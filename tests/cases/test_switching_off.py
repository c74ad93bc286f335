"""A volunteer leaves: one step ends every way in, and nothing that was hers is left to nobody."""

from datetime import date, timedelta

import pytest
from knox.models import AuthToken

from backend.accounts.models import Membership
from backend.accounts.services import accept_invitation, invite
from backend.audit.models import AuditEntry
from backend.cases.handovers import ask_to_take_over
from backend.cases.leaving import switch_off
from backend.cases.models import Case
from backend.cases.offers import offer_case
from backend.cases.services import add_to_team, open_case, update_case
from backend.cases.tasks import make_task, tasks_due
from backend.deadlines.clockwork import send_due_reminders
from backend.deadlines.holdings import holdings_of
from backend.deadlines.models import Reminder
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.notifications.models import Delivery
from backend.proceedings.models import Hearing
from tests.busy import make_busy
from tests.web.second_factors import sign_in
from tests.world import NOON, begin_work

LATER = NOON + timedelta(hours=1)


@pytest.fixture
def danas(cast) -> Membership:
    return cast.dana.memberships.get()


def off(membership, cast, takers=None, by=None):
    takers = {cast.case.pk: cast.asel} if takers is None else takers
    return switch_off(membership, takers=takers, by=by or cast.bek, at=LATER)


def test_the_preview_counts_what_would_be_orphaned(cast, danas, client):
    make_busy(cast)
    make_task(cast.case, "Позвонить", due_on=NOON.date(), by=cast.dana, at=NOON)
    sign_in(client, cast.dana.email)
    AuthToken.objects.create(cast.dana, expiry=timedelta(days=9))
    held = holdings_of(danas, NOON)
    assert [(place.case.pk, place.role, place.needs_a_taker) for place in held.places] == [(cast.case.pk, "lead", True)]
    assert held.tasks == 1
    assert held.hearings == Hearing.objects.scheduled().filter(attendee=cast.dana).count() > 0
    assert held.reminders == Reminder.objects.waiting().filter(user=cast.dana, due_at__gt=NOON).count() > 0
    assert (held.entrances.sessions, held.entrances.tokens, held.entrances.elsewhere) == (1, 1, False)


def test_one_step_ends_sessions_tokens_membership_and_places(cast, danas, client):
    sign_in(client, cast.dana.email)
    assert client.get("/").status_code == 200
    AuthToken.objects.create(cast.dana, expiry=timedelta(days=9))
    ended = off(danas, cast)
    assert (ended.sessions, ended.tokens) == (1, 1)
    assert client.get("/").status_code == 302
    assert not AuthToken.objects.filter(user=cast.dana).exists()
    assert not Case.objects.visible_to(cast.dana).exists()
    assert not cast.case.team.filter(user=cast.dana, ended_at=None).exists()
    line = AuditEntry.objects.get(verb="user.switched_off")
    assert (line.by, line.subject) == (cast.bek, str(cast.dana.pk))


def test_whoever_takes_her_case_gets_its_tasks_hearings_and_reminders(cast, danas):
    make_busy(cast)
    task = make_task(cast.case, "Позвонить", due_on=NOON.date(), by=cast.dana, at=NOON)
    off(danas, cast)
    task.refresh_from_db()
    assert task.assignee == cast.asel
    assert cast.case.team.get(role="lead", ended_at=None).user == cast.asel
    assert not Hearing.objects.scheduled().filter(attendee=cast.dana).exists()
    assert not Reminder.objects.waiting().filter(user=cast.dana, due_at__gt=LATER).exists()
    assert Reminder.objects.waiting().filter(user=cast.asel, due_at__gt=LATER).exists()
    assert Delivery.objects.filter(kind="case_leads_now", user=cast.asel, channel="inbox").count() == 1


def test_with_no_one_yet_the_coordinator_is_reminded_and_the_next_lead_gets_it_all(cast, danas):
    make_busy(cast)
    make_task(cast.case, "Позвонить", due_on=NOON.date(), by=cast.dana, at=NOON)
    off(danas, cast, {cast.case.pk: None})
    assert cast.case.lead is None
    hearing = Hearing.objects.scheduled().filter(proceeding__case=cast.case).order_by("starts_at").first()
    assert hearing.attendee is None
    send_due_reminders(hearing.starts_at)
    assert {
        row.user for row in Delivery.objects.filter(dedup_key__startswith="reminder:", kind="hearing_reminder")
    } == {cast.bek}
    add_to_team(cast.case, cast.asel, "lead", by=cast.bek, at=LATER)
    hearing.refresh_from_db()
    assert hearing.attendee == cast.asel
    assert [task.assignee for task in tasks_due(cast.asel, LATER)] == [cast.dana]  # shown to the lead


def test_every_case_she_leads_needs_a_decision(cast, danas):
    another = open_case(cast.organisation, cast.survivor, by=cast.dana, at=NOON, opened_on=date(2026, 11, 2))
    with pytest.raises(InvalidInput) as refusal:
        off(danas, cast)
    assert [error.pointer for error in refusal.value.errors] == [f"takers.{another.pk}"]
    danas.refresh_from_db()
    assert danas.ended_at is None
    off(danas, cast, {cast.case.pk: cast.asel, another.pk: None})
    assert another.lead is None


def test_a_taker_works_on_cases_here(cast, danas):
    for nobody in (cast.chinara, cast.ermek, cast.dana):
        with pytest.raises(InvalidInput):
            off(danas, cast, {cast.case.pk: nobody})


def test_what_was_asked_of_her_and_by_her_is_withdrawn(cast, danas):
    handover = ask_to_take_over(cast.case, cast.asel, note_text="Прими дело.", by=cast.dana, at=NOON)
    hers = open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON, opened_on=date(2026, 11, 2))
    offer = offer_case(hers, cast.dana, "second", answer_by=date(2026, 11, 9), by=cast.asel, at=NOON)
    assert holdings_of(danas, NOON).open_asks == 1
    off(danas, cast)
    handover.refresh_from_db()
    offer.refresh_from_db()
    assert (handover.state, offer.state) == ("withdrawn", "withdrawn")


def test_in_another_organisation_her_account_lives_on(cast, danas):
    begin_work(cast.dana, cast.other_organisation, "lawyer", at=NOON)
    theirs = open_case(cast.other_organisation, _survivor_of(cast), by=cast.dana, at=NOON, opened_on=date(2026, 11, 2))
    assert off(danas, cast).elsewhere
    assert list(Case.objects.content_visible_to(cast.dana)) == [theirs]
    assert theirs.lead == cast.dana


def _survivor_of(cast):
    from backend.people.services import register_survivor  # noqa: PLC0415

    return register_survivor(cast.other_organisation, by=cast.chinara, at=NOON, pseudonym="Роза", legal_name="Ли Ольга")


def test_with_a_form_still_open_she_is_refused(cast, danas):
    off(danas, cast)
    with pytest.raises(NotAllowed):
        update_case(cast.case, expected_version=None, by=cast.dana, at=LATER, summary="Дописала")


def test_only_another_coordinator_and_only_once(cast, danas):
    for somebody in (cast.asel, cast.dana, cast.chinara):
        with pytest.raises(NotAllowed):
            off(danas, cast, by=somebody)
    with pytest.raises(NotAllowed):
        off(cast.bek.memberships.get(), cast, {}, by=cast.bek)
    off(danas, cast)
    with pytest.raises(NotAtThisStage):
        off(danas, cast)


def test_the_way_back_is_a_new_invitation(cast, danas):
    off(danas, cast)
    _row, secret = invite(cast.organisation, cast.dana.email, "lawyer", by=cast.bek, at=LATER)
    accept_invitation(secret, full_name="", password="twelve-letters-at-least", at=LATER)
    assert cast.dana.role_in(cast.organisation.pk) == "lawyer"
    assert not Case.objects.visible_to(cast.dana).exists()
