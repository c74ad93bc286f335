"""Closing a case: nothing is left that nobody saw, a right is not lost in silence, reminders stop and come back."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import date, timedelta

import pytest
from django.db import connections

from backend.accounts.keeping import change_settings
from backend.accounts.models import Membership
from backend.audit.queries import entries_of_case
from backend.cases.closing import archive_case, change_retention, close_case, reopen_case, years_after
from backend.cases.closing_models import CaseTurn
from backend.cases.models import Case
from backend.cases.notes import write_note
from backend.cases.noting import CaseIsClosed
from backend.cases.still_open import still_open
from backend.cases.tasks import make_task
from backend.cases.teams import remove_from_team
from backend.deadlines.clockwork import send_due_reminders
from backend.deadlines.models import Deadline, Reminder
from backend.deadlines.services import waive_deadline
from backend.documents.services import fill_document
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.notifications.models import Delivery
from backend.proceedings.hearings import schedule_hearing
from backend.proceedings.recording import record_event
from backend.vault.keys import key_session
from tests.busy import LATER, make_busy
from tests.world import NOON


def seen(case, at=LATER):
    return {group.key: group.seen for group in still_open(case, at)}


def close(cast, by=None, *, at=LATER, leave=None, because="Всё передано.", reason="referred", **told):
    leave = seen(cast.case, at) if leave is None else leave
    return close_case(cast.case, reason, leave=leave, left_because=because, by=by or cast.dana, at=at, **told)


def ours(case):
    return Deadline.objects.running().filter(proceeding__case=case, obligor="us")


@pytest.fixture
def busy(cast):
    return make_busy(cast)


@pytest.fixture
def waived(cast, busy):
    """A case without any term of ours that can still be met."""
    for deadline in ours(cast.case).filter(act_by__gt=LATER):
        waive_deadline(deadline, reason="Передано адвокату.", by=cast.dana, at=LATER)
    make_task(cast.case, "Забрать справку", due_on=LATER.date(), by=cast.dana, at=LATER)
    return cast


def test_a_case_with_nothing_open_is_closed_by_its_lead_and_kept_for_five_years(cast):
    case = close(cast, reason="defended", words="Обвинительный приговор.")
    assert (case.closed_on, case.retain_until) == (date(2026, 11, 5), date(2031, 11, 5))
    turn = CaseTurn.objects.get()
    assert (turn.kind, turn.reason, turn.words, turn.left, turn.by) == (
        "closed", "defended", "Обвинительный приговор.", {}, cast.dana,
    )  # fmt: skip
    assert entries_of_case(case.pk).first().detail == {"closed_because": "defended", "left": []}


def test_years_of_keeping_are_the_organisations(cast):
    change_settings(cast.organisation, retention_years=10, expected_version=0, by=cast.bek, at=NOON)
    assert close(cast).retain_until == date(2036, 11, 5)
    assert years_after(date(2028, 2, 29), 5) == date(2033, 2, 28)


def test_what_is_still_open_is_listed_first_with_what_must_not_be_left_on_top(cast, busy):
    make_task(cast.case, "Забрать справку", due_on=LATER.date(), by=cast.dana, at=LATER)
    groups = still_open(cast.case, LATER)
    assert groups[0].key == "our_deadlines"
    assert {group.key for group in groups} == {
        "our_deadlines", "hearings_ahead", "hearings_without_result", "their_deadlines", "tasks", "unsent_papers",
    }  # fmt: skip


def test_a_term_of_ours_that_can_still_be_met_is_not_closed_over(cast, busy):
    assert ours(cast.case).filter(act_by__gt=LATER).exists()
    with pytest.raises(NotAtThisStage) as refused:
        close(cast)
    assert refused.value.code == "must_not_be_left"
    assert refused.value.errors[0].pointer == "leave.our_deadlines"
    assert Case.objects.get(pk=cast.case.pk).closed_on is None


def test_once_waived_with_a_reason_it_stands_in_the_way_no_more(waived):
    assert close(waived).closed_on == date(2026, 11, 5)
    assert set(CaseTurn.objects.get().left) == {
        "hearings_ahead", "hearings_without_result", "their_deadlines", "tasks", "unsent_papers",
    }  # fmt: skip


def test_each_group_is_left_by_a_tick_of_its_own_and_with_a_reason(waived):
    with pytest.raises(InvalidInput) as refused:
        close(waived, leave={"tasks": seen(waived.case)["tasks"]}, because=" ")
    assert {error.pointer for error in refused.value.errors} == {
        "leave.hearings_ahead", "leave.hearings_without_result", "leave.their_deadlines", "leave.unsent_papers",
        "left_because",
    }  # fmt: skip


def test_a_task_made_while_the_page_was_open_is_not_left_unseen(waived):
    shown = seen(waived.case)
    make_task(waived.case, "Ещё одно", due_on=LATER.date(), by=waived.asel, at=LATER)
    with pytest.raises(InvalidInput) as refused:
        close(waived, leave=shown)
    assert [error.pointer for error in refused.value.errors] == ["leave.tasks"]
    assert close(waived).closed_on


@pytest.mark.parametrize("reason", ["", "because"])
def test_a_case_is_not_closed_without_a_reason_of_the_list(cast, reason):
    with pytest.raises(InvalidInput):
        close(cast, reason=reason)


def test_who_is_second_is_told_that_it_is_closed(cast):
    close(cast)
    with pytest.raises(NotAtThisStage):
        close(cast, cast.bek)
    assert CaseTurn.objects.count() == 1


@pytest.mark.parametrize("who", ["asel", "chinara", "ermek"])
def test_others_than_the_lead_and_the_coordinators_close_nothing_and_open_nothing(cast, who):
    with pytest.raises(NotAllowed):
        close(cast, getattr(cast, who))
    close(cast)
    with pytest.raises(NotAllowed):
        reopen_case(cast.case, "Вернулась.", by=getattr(cast, who), at=LATER)
    with pytest.raises(NotAllowed):
        archive_case(cast.case, by=getattr(cast, who), at=LATER)


def test_every_write_into_a_closed_case_is_refused_in_words_of_its_own(waived, busy):
    close(waived)
    act = {"by": waived.dana, "at": LATER}
    writes = [
        lambda: write_note(waived.case, "Ещё.", **act),
        lambda: make_task(waived.case, "Ещё", due_on=LATER.date(), **act),
        lambda: record_event(busy.criminal, "registered_erdr", happened_at=LATER, **act),
        lambda: fill_document("police_report", busy.criminal, language="ru", answers={}, **act),
    ]
    for write in writes:
        with pytest.raises(CaseIsClosed) as refused:
            write()
        assert refused.value.status == 409


def test_a_closed_case_reminds_nobody_until_it_is_opened_again(waived, busy):
    act = {"by": waived.dana, "at": LATER}
    schedule_hearing(busy.criminal, court=busy.ahead.court, starts_at=LATER + timedelta(days=10), **act)
    waiting = set(Reminder.objects.waiting().filter(due_at__gt=LATER).values_list("pk", flat=True))
    assert waiting
    close(waived)
    assert not Reminder.objects.waiting().exists()
    assert send_due_reminders(LATER + timedelta(days=30)) == 0
    reopen_case(waived.case, "Снова угрозы.", by=waived.dana, at=LATER + timedelta(hours=1))
    assert waiting <= set(Reminder.objects.waiting().values_list("pk", flat=True))


def test_opened_again_it_has_its_team_without_those_who_left_and_a_lead(waived):
    close(waived)
    Membership.objects.filter(user=waived.dana).update(ended_at=LATER)
    with pytest.raises(InvalidInput) as refused:
        reopen_case(waived.case, "Снова угрозы.", by=waived.bek, at=LATER)
    assert refused.value.errors[0].pointer == "lead"
    assert Case.objects.get(pk=waived.case.pk).closed_on
    case = reopen_case(waived.case, "Снова угрозы.", lead=waived.asel, by=waived.bek, at=LATER)
    assert (case.closed_on, case.archived_on, case.retain_until) == (None, None, None)
    assert {(each.user, each.role) for each in case.team.filter(ended_at=None)} == {(waived.asel, "lead")}
    assert Delivery.objects.filter(kind="case_reopened", user=waived.asel).count() == 2  # inbox and e-mail
    write_note(case, "Работаем дальше.", by=waived.asel, at=LATER)


def test_a_case_is_not_opened_again_without_a_reason_nor_twice(cast):
    close(cast)
    with pytest.raises(InvalidInput):
        reopen_case(cast.case, " ", by=cast.dana, at=LATER)
    reopen_case(cast.case, "Снова угрозы.", by=cast.dana, at=LATER)
    with pytest.raises(NotAtThisStage):
        reopen_case(cast.case, "Снова угрозы.", by=cast.dana, at=LATER)


def test_a_case_without_anybody_on_its_team_is_closed_by_a_coordinator(cast):
    for user in (cast.asel, cast.dana):
        remove_from_team(cast.case, user, by=cast.bek, at=NOON)
    assert close(cast, cast.bek, reason="contact_lost").closed_on


def test_only_a_closed_case_is_archived_and_a_second_time_changes_nothing(cast):
    with pytest.raises(NotAtThisStage):
        archive_case(cast.case, by=cast.dana, at=LATER)
    close(cast)
    archive_case(cast.case, by=cast.dana, at=LATER)
    case = archive_case(cast.case, by=cast.bek, at=LATER + timedelta(days=1))
    assert case.archived_on == date(2026, 11, 5)
    assert CaseTurn.objects.filter(kind="archived").count() == 1


def test_a_coordinator_changes_the_day_of_keeping_with_a_reason(cast):
    close(cast)
    with pytest.raises(NotAllowed):
        change_retention(cast.case, date(2040, 1, 1), "Ждём пересмотра.", by=cast.dana, at=LATER)
    for until, words, field in ((date(2040, 1, 1), " ", "words"), (date(2026, 1, 1), "Да.", "until")):
        with pytest.raises(InvalidInput) as refused:
            change_retention(cast.case, until, words, by=cast.bek, at=LATER)
        assert refused.value.errors[0].pointer == field
    case = change_retention(cast.case, date(2040, 1, 1), "Ждём пересмотра.", by=cast.bek, at=LATER)
    assert case.retain_until == date(2040, 1, 1)
    assert list(Case.objects.kept_long_enough(date(2040, 1, 1))) == []
    assert list(Case.objects.kept_long_enough(date(2040, 1, 2))) == [case]


def test_of_two_who_close_at_once_one_does_and_the_other_is_told(committed_cast):
    cast = committed_cast
    ready, told = threading.Barrier(2), []

    def closer(by):
        try:
            with key_session():
                ready.wait(timeout=30)
                close_case(cast.case, "defended", by=by, at=LATER)
                told.append("closed")
        except NotAtThisStage:
            told.append("told")
        finally:
            connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        list(pool.map(closer, (cast.dana, cast.bek)))
    assert sorted(told) == ["closed", "told"]
    assert CaseTurn.objects.count() == 1


def test_a_task_made_while_the_case_closes_is_either_left_knowingly_or_refused(committed_cast):
    cast = committed_cast
    ready, told = threading.Barrier(2), []

    def acts(work):
        try:
            with key_session():
                ready.wait(timeout=30)
                work()
                told.append("done")
        except (InvalidInput, CaseIsClosed):
            told.append("refused")
        finally:
            connections.close_all()

    works = (
        lambda: close_case(cast.case, "defended", by=cast.dana, at=LATER),
        lambda: make_task(cast.case, "Ещё", due_on=LATER.date(), by=cast.asel, at=LATER),
    )
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(acts, works))
    assert sorted(told) == ["done", "refused"]
