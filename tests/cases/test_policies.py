"""Who may do what: role × action, asked of the services themselves. What is refused leaves nothing behind."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from backend.accounts.models import Invitation, User
from backend.accounts.services import invite, withdraw_invitation
from backend.audit.models import AuditEntry
from backend.cases import incidents, parties, services, teams
from backend.cases.models import Case, Incident, Party, TeamMember
from backend.documents.models import Document
from backend.documents.services import fill_document
from backend.kernel.errors import NotAllowed, NotAtThisStage
from backend.law.models import Agency
from backend.people.models import Consent, Person, Survivor
from backend.people.services import register_survivor
from backend.proceedings.hearings import schedule_hearing
from backend.proceedings.models import Event, Hearing, Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import annul_event, record_event
from tests.world import NOON, begin_work

Act = Callable[[Any, Any], Any]


@pytest.fixture
def world(cast):
    """The cast, and beside it: a lawyer off the team, the organisation's observer (on the team and off it), and the
    administrator of the installation, who once was put on the team as a case worker."""
    people = {}
    for name, role in (
        ("saule", "observer"),
        ("raushan", "observer"),
        ("ruslan", "administrator"),
        ("timur", "lawyer"),
    ):
        people[name] = User.objects.create_user(f"{name}@example.org", "twelve-letters-at-least", full_name=name)
        begin_work(people[name], cast.organisation, role, at=NOON)
    teams.add_to_team(cast.case, people["saule"], "observer", by=cast.bek, at=NOON)
    TeamMember.objects.create(case=cast.case, user=people["ruslan"], role="member", started_at=NOON)
    act = {"by": cast.dana, "at": NOON}
    cast.proceeding = open_proceeding(
        cast.case, "criminal", agency=Agency.objects.get(key="police_almaty_bostandyk"), articles=["uk_109_1"], **act
    )
    cast.event = record_event(cast.proceeding, "report_filed", happened_at=NOON, **act)
    cast.consent = parties.give_consent(cast.case, "processing", given_on=NOON.date(), **act)
    cast.invitation, _secret = invite(cast.organisation, "open@example.org", "lawyer", by=cast.bek, at=NOON)
    for name, user in people.items():
        setattr(cast, name, user)
    return cast


def by(user: Any) -> dict[str, Any]:
    return {"by": user, "at": NOON}


ACTIONS: dict[str, Act] = {
    "open a case": lambda w, user: services.open_case(w.organisation, w.survivor, **by(user)),
    "register a survivor": lambda w, user: register_survivor(w.organisation, pseudonym="Искра", **by(user)),
    "change the case": lambda w, user: services.update_case(w.case, expected_version=1, high_risk=True, **by(user)),
    "correct the survivor": lambda w, user: parties.correct_survivor(
        w.case, expected_version=1, region="astana", **by(user)
    ),
    "correct a party": lambda w, user: parties.correct_party(
        w.respondent, expected_version=1, expected_person_version=1, relation="cohabitant", gender="m", **by(user)
    ),
    "add a party": lambda w, user: parties.add_new_party(w.case, "witness", legal_name="Соседка", **by(user)),
    "add an incident": lambda w, user: incidents.add_incident(
        w.case, happened_on=date(2026, 10, 1), kinds=["threat"], **by(user)
    ),
    "correct an incident": lambda w, user: incidents.correct_incident(
        w.case.incidents.get(), expected_version=1, weapon=True, **by(user)
    ),
    "give a consent": lambda w, user: parties.give_consent(w.case, "statistics", given_on=NOON.date(), **by(user)),
    "withdraw a consent": lambda w, user: parties.withdraw_consent(
        w.case, w.consent, withdrawn_on=NOON.date(), **by(user)
    ),
    "open a proceeding": lambda w, user: open_proceeding(w.case, "administrative_offence", **by(user)),
    "record an event": lambda w, user: record_event(
        w.proceeding, "registered_kui", happened_at=NOON, fields={"kui_number": "1"}, **by(user)
    ),
    "annul an event": lambda w, user: annul_event(w.event, reason="ошибка", **by(user)),
    "schedule a hearing": lambda w, user: schedule_hearing(
        w.proceeding, court=Agency.objects.get(key="court_almaty_bostandyk"), starts_at=NOON.replace(day=20), **by(user)
    ),
    "fill a document": lambda w, user: fill_document(
        "prosecutor_complaint_105", w.proceeding, language="ru",
        answers={"addressee": str(Agency.objects.get(key="prosecutor_almaty_bostandyk").pk)}, **by(user),
    ),
    "put on the team": lambda w, user: teams.add_to_team(w.case, w.timur, "member", **by(user)),
    "give another role": lambda w, user: teams.add_to_team(w.case, w.asel, "second", **by(user)),
    "take off the team": lambda w, user: teams.remove_from_team(w.case, w.asel, **by(user)),
    "invite": lambda w, user: invite(w.organisation, "new@example.org", "lawyer", **by(user)),
    "withdraw an invitation": lambda w, user: withdraw_invitation(w.invitation, **by(user)),
}  # fmt: skip

ON_THE_TEAM = {
    "change the case", "correct the survivor", "correct a party", "add a party", "add an incident",
    "correct an incident", "give a consent", "withdraw a consent", "open a proceeding", "record an event",
    "annul an event", "schedule a hearing", "fill a document",
}  # fmt: skip
OF_THE_TEAM = {"put on the team", "give another role", "take off the team"}
OF_THE_ORGANISATION = {"invite", "withdraw an invitation"}
OF_WHO_WORKS = {"open a case", "register a survivor"}

MAY: dict[str, set[str]] = {
    "dana": ON_THE_TEAM | OF_THE_TEAM | OF_WHO_WORKS,  # lawyer, leads the case
    "asel": ON_THE_TEAM | OF_WHO_WORKS,  # case worker, member of the team
    "bek": OF_THE_TEAM | OF_THE_ORGANISATION | OF_WHO_WORKS,  # coordinator, not on the team: the frame only
    "timur": OF_WHO_WORKS,  # lawyer, not on the team
    "saule": set(),  # observer of the organisation, observes the case
    "raushan": set(),  # observer of the organisation, not on the team
    "ruslan": OF_THE_ORGANISATION,  # administrator of the installation, though a row puts him on the team
    "chinara": set(),  # coordinator of another organisation
    "ermek": set(),  # belongs nowhere
}


def rows() -> dict[str, int]:
    models = (
        Case, Survivor, Person, Party, Incident, Consent, TeamMember, Proceeding, Event, Hearing, Document, Invitation,
        AuditEntry,
    )  # fmt: skip
    return {model.__name__: model._default_manager.count() for model in models}


def test_every_action_is_somebodys():
    assert set(ACTIONS) == set().union(*MAY.values())


@pytest.mark.parametrize("action", ACTIONS)
def test_whoever_may_does_it_and_whoever_may_not_is_refused_without_a_trace(world, action):
    for name in MAY:
        before, refused = rows(), False
        try:
            with transaction.atomic():
                ACTIONS[action](world, getattr(world, name))
                transaction.set_rollback(True)  # so that all meet the same world
        except NotAllowed:
            refused = True
        assert refused is (action not in MAY[name]), f"{name}: {action}"
        assert rows() == before


@pytest.mark.parametrize("action", sorted(ON_THE_TEAM | {"put on the team", "give another role"}))
def test_nobody_changes_a_closed_case(world, action):
    Case.objects.filter(pk=world.case.pk).update(closed_on=NOON.date())  # after the rows below were read
    before = rows()
    for name in ("dana", "bek"):
        with pytest.raises((NotAllowed, NotAtThisStage)):
            ACTIONS[action](world, getattr(world, name))
    assert rows() == before
