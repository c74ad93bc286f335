"""Access by stating a reason: who takes it, what it opens and for how long, who is told, who ends it."""

from datetime import timedelta

import pytest
from django.utils import translation

from backend.accounts.models import Membership, User
from backend.audit.models import AuditEntry
from backend.audit.queries import first_broken_line
from backend.cases.access import break_glass, end_access, open_access
from backend.cases.access_models import AccessGrant
from backend.cases.models import Case, Incident, Party
from backend.cases.notes import write_note
from backend.cases.policies import may_work_on
from backend.cases.queries import persons_visible_to, survivors_known_to, survivors_to_open_for, survivors_visible_to
from backend.cases.services import open_case, update_case
from backend.cases.tasks import make_task
from backend.cases.teams import add_to_team, remove_from_team
from backend.cases.work_models import Note, Task
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.notifications.models import Delivery
from backend.notifications.texts import message
from tests.world import NOON, begin_work

WHY = "Звонит её сестра: муж нашёл адрес, а Дана в суде и не отвечает."
HOUR = timedelta(hours=1)


@pytest.fixture
def noon(clock):
    clock(NOON)


@pytest.fixture
def grant(cast, noon):
    return break_glass(cast.case, WHY, by=cast.bek, at=NOON)


def coordinator(cast, name):
    user = User.objects.create_user(f"{name}@example.org", "twelve-letters-at-least", full_name=name.title())
    begin_work(user, cast.organisation, "coordinator", at=NOON)
    return user


def told(kind, user):
    return Delivery.objects.filter(kind=kind, user=user, channel="inbox").count()


def reads(user):
    return {model: model.objects.content_visible_to(user).exists() for model in (Case, Party, Incident, Note, Task)}


def test_it_opens_the_content_until_its_moment_and_not_a_second_longer(cast, grant, clock):
    assert grant.until == NOON + 4 * HOUR
    assert Case.objects.content_visible_to(cast.bek).get() == cast.case
    assert survivors_visible_to(cast.bek).exists()
    assert persons_visible_to(cast.bek).exists()
    clock(NOON + 4 * HOUR)
    assert not any(reads(cast.bek).values())
    assert not survivors_visible_to(cast.bek).exists()
    assert Case.objects.visible_to(cast.bek).exists()  # the frame, as before


def test_only_that_case_and_only_for_her(cast, grant):
    other = open_case(cast.organisation, cast.survivor, by=cast.dana, at=NOON)
    aigul = coordinator(cast, "aigul")
    assert list(Case.objects.content_visible_to(cast.bek)) == [cast.case]
    assert other in Case.objects.visible_to(cast.bek)
    for stranger in (aigul, cast.chinara, cast.ermek):
        assert not Case.objects.content_visible_to(stranger).exists()


@pytest.mark.parametrize("name", ["asel", "dana", "chinara", "ermek"])
def test_nobody_but_a_coordinator_of_the_organisation_takes_it(cast, noon, name):
    with pytest.raises(NotAllowed):
        break_glass(cast.case, WHY, by=getattr(cast, name), at=NOON)


@pytest.mark.parametrize("role", ["lawyer", "case_worker", "observer", "administrator"])
def test_no_other_role_of_the_organisation_takes_it(cast, noon, role):
    user = User.objects.create_user("x@example.org", "twelve-letters-at-least", full_name="X")
    begin_work(user, cast.organisation, role, at=NOON)
    with pytest.raises(NotAllowed):
        break_glass(cast.case, WHY, by=user, at=NOON)
    assert not AccessGrant.objects.exists()


def test_who_stops_coordinating_looks_in_no_more(cast, grant):
    Membership.objects.filter(user=cast.bek).update(role="administrator")
    assert not Case.objects.content_visible_to(cast.bek).exists()
    Membership.objects.filter(user=cast.bek).update(role="coordinator", ended_at=NOON)
    assert not Case.objects.content_visible_to(cast.bek).exists()


def test_it_gives_reading_and_no_writing(cast, grant):
    assert not may_work_on(cast.bek, cast.case)
    with pytest.raises(NotAllowed):
        update_case(cast.case, expected_version=None, summary="…", by=cast.bek, at=NOON)
    with pytest.raises(NotAllowed):
        make_task(cast.case, "Позвонить", due_on=NOON.date(), by=cast.bek, at=NOON)
    assert survivors_known_to(cast.bek).exists()
    assert not survivors_to_open_for(cast.bek).exists()


def test_notes_for_the_leads_and_for_their_author_stay_theirs(cast, grant):
    for readers in ("team", "leads", "author"):
        write_note(cast.case, readers, readers=readers, by=cast.dana, at=NOON)
    assert [note.text for note in Note.objects.content_visible_to(cast.bek)] == ["team"]


def test_the_lead_is_told_at_once_by_code_alone(cast, grant):
    row = Delivery.objects.get(kind="access_by_reason", user=cast.dana, channel="inbox")
    assert row.next_at == NOON
    assert row.params == {"case_code": cast.case.code, "case_id": str(cast.case.pk)}
    text = message(row.kind, row.params, "ru").text
    assert cast.case.code in text
    assert "Бек" not in text
    assert not Delivery.objects.filter(user__in=[cast.asel, cast.bek]).exists()


def test_where_nobody_leads_all_other_coordinators_are_told(cast, noon):
    aigul, saule = coordinator(cast, "aigul"), coordinator(cast, "saule")
    remove_from_team(cast.case, cast.dana, by=cast.bek, at=NOON)
    break_glass(cast.case, WHY, by=cast.bek, at=NOON)
    assert {user: told("access_by_reason", user) for user in (aigul, saule, cast.bek, cast.asel)} == {
        aigul: 1, saule: 1, cast.bek: 0, cast.asel: 0,
    }  # fmt: skip


def test_where_she_is_the_only_coordinator_the_rest_of_the_team_is_told(cast, noon):
    remove_from_team(cast.case, cast.dana, by=cast.bek, at=NOON)
    break_glass(cast.case, WHY, by=cast.bek, at=NOON)
    assert told("access_by_reason", cast.asel) == 1


def test_the_log_of_the_case_says_that_it_happened_and_not_why(cast, grant):
    entry = AuditEntry.objects.get(verb="access.opened")
    assert (entry.chain, entry.by, entry.subject, entry.detail) == (
        f"case:{cast.case.pk}", cast.bek, str(grant.pk), {"hours": 4},
    )  # fmt: skip
    assert first_broken_line(entry.chain) is None


@pytest.mark.parametrize(
    ("reason", "hours", "field"), [("  надо ", 4, "reason"), ("я" * 1001, 4, "reason"), (WHY, 5, "hours")]
)
def test_without_a_reason_or_for_another_time_nothing_opens(cast, noon, reason, hours, field):
    with pytest.raises(InvalidInput) as refused:
        break_glass(cast.case, reason, hours=hours, by=cast.bek, at=NOON)
    assert refused.value.errors[0].pointer == field
    assert not AccessGrant.objects.exists()


def test_what_is_open_already_is_not_opened_twice(cast, grant):
    with pytest.raises(NotAtThisStage):
        break_glass(cast.case, WHY, by=cast.bek, at=NOON + HOUR)
    add_to_team(cast.case, cast.bek, "member", by=cast.dana, at=NOON)
    with pytest.raises(NotAtThisStage):
        break_glass(cast.case, WHY, by=cast.bek, at=NOON + 5 * HOUR)


def test_she_gives_it_back_early_and_may_take_it_again(cast, grant, clock):
    end_access(grant, by=cast.bek, at=NOON + HOUR)
    clock(NOON + HOUR)
    assert not Case.objects.content_visible_to(cast.bek).exists()
    assert AuditEntry.objects.filter(verb="access.given_back", by=cast.bek).count() == 1
    end_access(grant, by=cast.bek, at=NOON + 2 * HOUR)  # a second press
    assert AuditEntry.objects.filter(verb="access.given_back").count() == 1
    break_glass(cast.case, WHY, by=cast.bek, at=NOON + HOUR)
    assert Case.objects.content_visible_to(cast.bek).exists()


def test_the_lead_ends_it_and_a_member_does_not(cast, grant):
    with pytest.raises(NotAllowed):
        end_access(grant, by=cast.asel, at=NOON + HOUR)
    with pytest.raises(NotAllowed):
        end_access(grant, by=coordinator(cast, "aigul"), at=NOON + HOUR)
    end_access(grant, by=cast.dana, at=NOON + HOUR)
    assert not open_access(cast.bek, cast.case, NOON + HOUR)
    assert AuditEntry.objects.get(verb="access.ended").subject == str(cast.bek.pk)


def test_where_nobody_leads_another_coordinator_ends_it(cast, grant):
    aigul = coordinator(cast, "aigul")
    remove_from_team(cast.case, cast.dana, by=cast.bek, at=NOON)
    end_access(grant, by=aigul, at=NOON + HOUR)
    assert not Case.objects.content_visible_to(cast.bek).exists()


def test_the_third_case_within_a_day_is_told_to_all_other_coordinators_once(cast, noon):
    aigul = coordinator(cast, "aigul")
    cases = [cast.case] + [open_case(cast.organisation, cast.survivor, by=cast.dana, at=NOON) for _ in range(3)]
    for number, case in enumerate(cases):
        break_glass(case, WHY, by=cast.bek, at=NOON + number * HOUR)
        assert told("many_accesses", aigul) == (0, 0, 1, 1)[number]
    assert not told("many_accesses", cast.bek)
    assert not told("many_accesses", cast.chinara)
    row = Delivery.objects.filter(kind="many_accesses").first()
    assert row.params == {"case_code": cases[2].code, "case_id": str(cases[2].pk), "number": "3"}


def test_three_cases_in_three_days_alarm_nobody(cast, noon):
    aigul = coordinator(cast, "aigul")
    for number in range(3):
        case = open_case(cast.organisation, cast.survivor, by=cast.dana, at=NOON)
        break_glass(case, WHY, by=cast.bek, at=NOON + timedelta(days=number))
    assert not told("many_accesses", aigul)


def test_the_reason_is_sealed_and_read_by_those_to_whom_the_content_is_open(cast, grant):
    aigul = coordinator(cast, "aigul")
    assert AccessGrant.objects.content_visible_to(cast.dana).get().reason == WHY
    assert AccessGrant.objects.content_visible_to(cast.bek).get().reason == WHY
    assert AccessGrant.objects.visible_to(aigul).exists()
    for user in (aigul, cast.asel, cast.chinara):
        assert not AccessGrant.objects.content_visible_to(user).exists()
    stored = bytes(AccessGrant.objects.values_list("reason", flat=True).get())
    assert "сестра".encode() not in stored


@pytest.mark.parametrize("language", ["ru", "kk"])
def test_the_messages_are_translated(language):
    params = {"case_code": "АЛ-26-0001", "case_id": "x", "number": "3"}
    with translation.override("en"):
        english = {kind: message(kind, params, "en").text for kind in ("access_by_reason", "many_accesses")}
    for kind, text in english.items():
        assert message(kind, params, language).text != text
