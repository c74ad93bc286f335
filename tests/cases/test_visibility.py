"""Who sees what: a case's frame, its content, its people, through the doors that pages and programs use."""

from datetime import timedelta

import pytest

from backend.accounts.models import Invitation, Membership, Organisation, User
from backend.accounts.services import invite
from backend.cases import teams
from backend.cases.models import Case, Incident, Party, TeamMember
from backend.cases.queries import persons_visible_to, survivors_visible_to
from backend.proceedings.models import Event, Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON, begin_work

# name: (sees the frame, sees the content)
SEES = {
    "dana": (True, True),  # leads the case
    "asel": (True, True),  # is on its team
    "bek": (True, False),  # coordinates the organisation
    "saule": (True, True),  # observer whom the coordinator let onto the team
    "raushan": (False, False),  # observer off the team
    "timur": (False, False),  # lawyer off the team
    "ruslan": (False, False),  # administrator of the installation, though a row puts him on the team
    "gone": (False, False),  # still on the team by a row, but no longer in the organisation
    "left": (False, False),  # was on the team and left it
    "chinara": (False, False),  # coordinates another organisation
    "ermek": (False, False),  # belongs nowhere
}


@pytest.fixture
def world(cast):
    for name, role in (
        ("saule", "observer"), ("raushan", "observer"), ("timur", "lawyer"), ("ruslan", "administrator"),
        ("gone", "lawyer"), ("left", "case_worker"),
    ):  # fmt: skip
        user = User.objects.create_user(f"{name}@example.org", "twelve-letters-at-least", full_name=name)
        begin_work(user, cast.organisation, role, at=NOON)
        setattr(cast, name, user)
    act = {"by": cast.bek, "at": NOON}
    teams.add_to_team(cast.case, cast.saule, "observer", **act)
    for name in ("gone", "left"):
        teams.add_to_team(cast.case, getattr(cast, name), "member", **act)
    TeamMember.objects.create(case=cast.case, user=cast.ruslan, role="member", started_at=NOON)
    Membership.objects.filter(user=cast.gone).update(ended_at=NOON)
    teams.leave_team(cast.case, by=cast.left, at=NOON)
    proceeding = open_proceeding(cast.case, "criminal", by=cast.dana, at=NOON)
    record_event(proceeding, "report_filed", happened_at=NOON, by=cast.dana, at=NOON)
    return cast


@pytest.mark.parametrize("name", SEES)
def test_frame_and_content_are_seen_by_those_of_the_table_and_nobody_else(world, name):
    user, (frame, content) = getattr(world, name), SEES[name]
    for model in (Case, Party, Incident, TeamMember, Proceeding, Event):
        assert model.objects.visible_to(user).exists() is frame, model
        assert model.objects.content_visible_to(user).exists() is content, model
    assert survivors_visible_to(user).exists() is content
    assert persons_visible_to(user).exists() is content


@pytest.mark.parametrize("name", SEES)
def test_the_page_of_the_case_says_as_much(world, client, name):
    client.force_login(getattr(world, name))
    frame, content = SEES[name]
    belongs = name not in ("ermek", "gone")
    assert client.get(f"/cases/{world.case.pk}/").status_code == (200 if frame else 404 if belongs else 403)
    assert client.get(f"/cases/{world.case.pk}/people/").status_code == (
        200 if content else 403 if frame or not belongs else 404
    )
    shown = client.get("/cases/").content.decode()
    assert (world.case.code in shown) is frame


def test_an_observer_reads_and_meets_no_verb(world, client):
    client.force_login(world.saule)
    text = client.get(f"/cases/{world.case.pk}/people/").content.decode()
    assert f'href="/cases/{world.case.pk}/survivor/"' not in text
    for address in ("survivor/", "parties/new/", "incidents/new/", "consents/new/"):
        assert client.get(f"/cases/{world.case.pk}/{address}").status_code == 403
        assert client.post(f"/cases/{world.case.pk}/{address}", {"version": 1}).status_code == 403


def test_colleagues_are_seen_within_an_organisation_and_never_across(world):
    assert set(User.objects.visible_to(world.chinara)) == {world.chinara}
    assert set(User.objects.visible_to(world.ermek)) == {world.ermek}
    seen = set(User.objects.visible_to(world.dana))
    assert {world.bek, world.asel, world.ruslan} <= seen
    assert not {world.chinara, world.ermek, world.gone} & seen
    assert set(Organisation.objects.visible_to(world.dana)) == {world.organisation}


def test_invitations_are_seen_by_those_who_may_invite(world):
    invite(world.organisation, "new@example.org", "lawyer", by=world.bek, at=NOON)
    sees = {name: Invitation.objects.visible_to(getattr(world, name)).exists() for name in SEES}
    assert {name for name, seen in sees.items() if seen} == {"bek", "ruslan"}


def test_who_returns_to_the_team_sees_the_case_again_and_history_keeps_both_stays(world):
    teams.add_to_team(world.case, world.left, "member", by=world.dana, at=NOON + timedelta(days=1))
    assert Case.objects.content_visible_to(world.left).exists()
    assert world.case.team.filter(user=world.left).count() == 2
