"""The team of a case: one lead at most, each place held once, and a case that says when nobody leads it."""

from datetime import timedelta

import pytest

from backend.accounts.models import User
from backend.audit.models import AuditEntry
from backend.cases import teams
from backend.cases.services import open_case
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.notifications.models import Delivery
from tests.world import NOON, begin_work

LATER = NOON + timedelta(hours=1)


def roles(cast) -> dict[str, str]:
    team = cast.case.team.filter(ended_at=None).select_related("user")
    return {member.user.email.split("@")[0]: member.role for member in team}


def test_a_new_lead_takes_the_place_of_the_old_one_who_stays(cast):
    teams.add_to_team(cast.case, cast.asel, "lead", by=cast.dana, at=LATER)
    assert roles(cast) == {"asel": "lead", "dana": "member"}
    teams.add_to_team(cast.case, cast.dana, "second", by=cast.asel, at=LATER)
    teams.add_to_team(cast.case, cast.bek, "second", by=cast.asel, at=LATER)
    assert roles(cast) == {"asel": "lead", "dana": "member", "bek": "second"}


def test_a_coordinator_puts_herself_on_a_team_only_while_nobody_leads_the_case(cast):
    with pytest.raises(NotAllowed, match=r"указанием причины|stating a reason"):
        teams.add_to_team(cast.case, cast.bek, "observer", by=cast.bek, at=LATER)
    teams.remove_from_team(cast.case, cast.dana, by=cast.bek, at=LATER)
    teams.add_to_team(cast.case, cast.bek, "lead", by=cast.bek, at=LATER)
    assert roles(cast)["bek"] == "lead"


def test_whoever_gets_or_loses_a_place_is_told_unless_she_did_it_herself(cast):
    teams.add_to_team(cast.case, cast.asel, "lead", by=cast.bek, at=LATER)
    teams.remove_from_team(cast.case, cast.dana, by=cast.asel, at=LATER)
    told = Delivery.objects.filter(channel="inbox").values_list("kind", "user__email")
    assert set(told) == {
        ("case_leads_now", "asel@example.org"), ("team_place_changed", "dana@example.org"), ("team_left", "dana@example.org"),
    }  # fmt: skip


def test_a_lead_taken_off_leaves_the_coordinators_word_of_it(cast):
    other = User.objects.create_user("aigul@example.org", "twelve-letters-at-least", full_name="Айгуль Сейт")
    begin_work(other, cast.organisation, "coordinator", at=NOON)
    teams.remove_from_team(cast.case, cast.dana, by=cast.bek, at=LATER)
    told = Delivery.objects.filter(channel="inbox", kind="case_without_lead").values_list("user__email", flat=True)
    assert set(told) == {"aigul@example.org"}


def test_asking_for_what_is_so_already_changes_nothing(cast):
    before = AuditEntry.objects.count()
    member = teams.add_to_team(cast.case, cast.dana, "lead", by=cast.bek, at=LATER)
    assert member.started_at == NOON
    assert AuditEntry.objects.count() == before


def test_without_its_lead_a_case_says_that_it_has_none(cast, client):
    teams.remove_from_team(cast.case, cast.dana, by=cast.bek, at=LATER)
    assert cast.case.lead is None
    assert roles(cast) == {"asel": "member"}
    client.force_login(cast.bek)
    assert "Дело никто не ведёт" in client.get(f"/cases/{cast.case.pk}/team/").content.decode()


def test_anybody_may_leave_and_then_sees_no_more_of_it(cast):
    teams.leave_team(cast.case, by=cast.asel, at=LATER)
    assert roles(cast) == {"dana": "lead"}
    with pytest.raises(NotAtThisStage):
        teams.leave_team(cast.case, by=cast.asel, at=LATER)
    assert [entry.verb for entry in AuditEntry.objects.filter(verb__startswith="team.")] == ["team.member_left"]


def test_a_lead_does_not_slip_out_unnoticed_and_is_not_trapped(cast):
    with pytest.raises(teams.LeavesNoLead):
        teams.leave_team(cast.case, by=cast.dana, at=LATER)
    assert roles(cast)["dana"] == "lead"
    teams.leave_team(cast.case, by=cast.dana, at=LATER, without_lead=True)
    assert roles(cast) == {"asel": "member"}
    told = Delivery.objects.filter(kind="case_without_lead", channel="inbox")
    assert [row.user for row in told] == [cast.bek]


def test_from_a_closed_case_its_lead_leaves_without_more_ado(cast):
    cast.case.closed_on = NOON.date()
    cast.case.save()
    teams.leave_team(cast.case, by=cast.dana, at=LATER)
    assert roles(cast) == {"asel": "member"}


def test_from_a_closed_case_one_may_be_taken_off_but_nobody_put_on(cast):
    cast.case.closed_on = NOON.date()
    cast.case.save()
    with pytest.raises(NotAtThisStage):
        teams.add_to_team(cast.case, cast.bek, "member", by=cast.bek, at=LATER)
    teams.remove_from_team(cast.case, cast.asel, by=cast.bek, at=LATER)
    assert roles(cast) == {"dana": "lead"}


@pytest.mark.parametrize(
    ("role_in_organisation", "role", "refused"),
    [
        ("administrator", "member", "user"),
        ("administrator", "observer", "user"),
        ("observer", "member", "role"),
        ("observer", "lead", "role"),
        ("observer", "observer", None),
        ("lawyer", "boss", "role"),
        ("lawyer", "second", None),
        (None, "member", "user"),
    ],
)
def test_a_place_on_the_team_needs_a_role_that_goes_with_it(cast, role_in_organisation, role, refused):
    user = User.objects.create_user("new@example.org", "twelve-letters-at-least", full_name="Новая")
    if role_in_organisation:
        begin_work(user, cast.organisation, role_in_organisation, at=NOON)
    if refused is None:
        assert teams.add_to_team(cast.case, user, role, by=cast.dana, at=LATER).role == role
        return
    with pytest.raises(InvalidInput) as refusal:
        teams.add_to_team(cast.case, user, role, by=cast.dana, at=LATER)
    assert refusal.value.errors[0].pointer == refused
    assert "new" not in roles(cast)


def test_an_account_that_is_switched_off_joins_no_team(cast):
    cast.bek.is_active = False
    cast.bek.save()
    with pytest.raises(InvalidInput):
        teams.add_to_team(cast.case, cast.bek, "member", by=cast.dana, at=LATER)


def test_an_observer_does_not_lead_a_case_she_is_given_at_its_opening(cast):
    observer = User.objects.create_user("saule@example.org", "twelve-letters-at-least", full_name="Сауле")
    begin_work(observer, cast.organisation, "observer", at=NOON)
    with pytest.raises(InvalidInput):
        open_case(cast.organisation, cast.survivor, by=cast.asel, lead=observer, at=NOON)
    with pytest.raises(NotAllowed):
        open_case(cast.organisation, cast.survivor, by=observer, at=NOON)
    assert cast.organisation.cases.count() == 1
