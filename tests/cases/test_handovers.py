"""Handing a case over: until it is accepted nothing changes, and then everything moves, or nothing does."""

from datetime import timedelta

import pytest

from backend.accounts.models import User
from backend.audit.models import AuditEntry
from backend.cases import signals
from backend.cases.handovers import accept_handover, ask_to_take_over, decline_handover, withdraw_handover
from backend.cases.models import Case
from backend.cases.services import add_to_team
from backend.cases.tasks import make_task
from backend.cases.team_choices import ToRead
from backend.cases.team_models import Handover
from backend.deadlines.models import Reminder
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.notifications.models import Delivery
from backend.proceedings.models import Hearing
from tests.busy import make_busy
from tests.world import NOON, begin_work

LATER = NOON + timedelta(hours=1)
ALL = list(ToRead.values)


@pytest.fixture
def zarina(cast) -> User:
    user = User.objects.create_user("zarina@example.org", "twelve-letters-at-least", full_name="Зарина Ли")
    begin_work(user, cast.organisation, "lawyer", at=NOON)
    return user


@pytest.fixture
def handover(cast, zarina) -> Handover:
    return asked(cast, zarina)


def asked(cast, user, **told) -> Handover:
    told = {"note_text": "Обещано: жалоба в пятницу.", "by": cast.dana, "at": NOON} | told
    return ask_to_take_over(cast.case, user, **told)


def roles(cast) -> dict[str, str]:
    team = cast.case.team.filter(ended_at=None).select_related("user")
    return {member.user.email.split("@")[0]: member.role for member in team}


def test_until_it_is_accepted_the_old_lead_stays(cast, zarina, handover):
    assert roles(cast) == {"asel": "member", "dana": "lead"}
    assert not Case.objects.content_visible_to(zarina).exists()
    assert list(Handover.objects.visible_to(zarina)) == [handover]
    decline_handover(handover, reason="Отпуск", by=zarina, at=LATER)
    assert roles(cast) == {"asel": "member", "dana": "lead"}
    assert Delivery.objects.filter(kind="handover_declined", user=cast.dana, channel="inbox").count() == 1


def test_at_acceptance_tasks_hearings_and_reminders_go_over_together(cast, zarina):
    busy = make_busy(cast)
    task = make_task(cast.case, "Позвонить", due_on=NOON.date(), by=cast.dana, at=NOON)
    for_asel = make_task(cast.case, "Дело Асели", due_on=NOON.date(), by=cast.dana, assignee=cast.asel, at=NOON)
    sittings = Hearing.objects.scheduled().filter(attendee=cast.dana)
    count = sittings.count()
    assert count
    waiting = Reminder.objects.waiting().filter(due_at__gt=LATER)
    assert waiting.filter(user=cast.dana).exists()
    before = waiting.filter(user=cast.dana).count()
    accept_handover(asked(cast, zarina), read=ALL, by=zarina, at=LATER)
    assert roles(cast) == {"asel": "member", "zarina": "lead"}
    assert not sittings.exists()
    assert Hearing.objects.scheduled().filter(attendee=zarina).count() == count
    assert not waiting.filter(user=cast.dana).exists()
    assert waiting.filter(user=zarina).count() == before
    task.refresh_from_db()
    for_asel.refresh_from_db()
    assert (task.assignee, for_asel.assignee) == (zarina, cast.asel)
    assert busy


@pytest.mark.parametrize(
    ("staying", "expected"),
    [("gone", None), ("second", "second"), ("member", "member")],
)
def test_the_old_lead_stays_as_what_she_asked_for(cast, zarina, staying, expected):
    accept_handover(asked(cast, zarina, staying=staying), read=ALL, by=zarina, at=LATER)
    assert roles(cast).get("dana") == expected
    assert Case.objects.content_visible_to(cast.dana).exists() == (expected is not None)


def test_a_second_place_that_is_taken_leaves_the_old_lead_a_member(cast, zarina):
    add_to_team(cast.case, cast.asel, "second", by=cast.dana, at=NOON)
    accept_handover(asked(cast, zarina, staying="second"), read=ALL, by=zarina, at=LATER)
    assert roles(cast) == {"asel": "second", "dana": "member", "zarina": "lead"}


def test_every_point_is_ticked_first(cast, zarina, handover):
    with pytest.raises(InvalidInput) as refusal:
        accept_handover(handover, read=ALL[1:], by=zarina, at=LATER)
    assert refusal.value.errors[0].pointer == "read"
    assert roles(cast)["dana"] == "lead"


def test_should_one_step_fail_none_has_happened(cast, zarina, handover):
    def breaks(**_kwargs):
        raise ConnectionError

    task = make_task(cast.case, "Позвонить", due_on=NOON.date(), by=cast.dana, at=NOON)
    signals.team_changed.connect(breaks)
    try:
        with pytest.raises(ConnectionError):
            accept_handover(handover, read=ALL, by=zarina, at=LATER)
    finally:
        signals.team_changed.disconnect(breaks)
    task.refresh_from_db()
    handover.refresh_from_db()
    assert (task.assignee, handover.state) == (cast.dana, "open")
    assert roles(cast) == {"asel": "member", "dana": "lead"}


def test_the_note_is_sealed_and_the_history_tells_who_took_it_over(cast, zarina, handover):
    accept_handover(handover, read=ALL, by=zarina, at=LATER)
    entry = AuditEntry.objects.get(verb="handover.accepted")
    assert (entry.by, entry.subject, entry.case_id) == (zarina, str(cast.dana.pk), cast.case.pk)
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("SELECT note FROM cases_handover")
        assert "жалоба".encode() not in bytes(cursor.fetchone()[0])


def test_one_at_a_time_and_by_the_lead_alone(cast, zarina, handover):
    with pytest.raises(NotAtThisStage):
        asked(cast, cast.asel)
    withdraw_handover(handover, by=cast.dana, at=LATER)
    withdraw_handover(handover, by=cast.bek, at=LATER)
    with pytest.raises(NotAtThisStage):
        accept_handover(handover, read=ALL, by=zarina, at=LATER)
    with pytest.raises(NotAllowed):
        asked(cast, zarina, by=cast.bek)
    with pytest.raises(NotAllowed):
        asked(cast, zarina, by=cast.asel)
    assert asked(cast, cast.asel).state == "open"


def test_taking_over_twice_says_that_it_is_done(cast, zarina, handover):
    accept_handover(handover, read=ALL, by=zarina, at=LATER)
    with pytest.raises(NotAtThisStage):
        accept_handover(handover, read=ALL, by=zarina, at=LATER)


@pytest.mark.parametrize(("who", "field"), [("dana", "user"), ("chinara", "user"), ("ermek", "user")])
def test_who_cannot_take_it_over_is_not_asked(cast, who, field):
    with pytest.raises(InvalidInput) as refusal:
        asked(cast, getattr(cast, who))
    assert refusal.value.errors[0].pointer == field


def test_another_lead_meanwhile_closes_it(cast, zarina, handover):
    add_to_team(cast.case, cast.asel, "lead", by=cast.bek, at=LATER)
    handover.refresh_from_db()
    assert handover.state == "withdrawn"
    assert Delivery.objects.filter(kind="handover_withdrawn", user=zarina, channel="inbox").count() == 1
