"""A match is opened by the consent of both leads and closed by either; until then neither learns whose case it is."""

from datetime import date, timedelta

import pytest

from backend.audit.models import AuditEntry
from backend.cases.check_models import Finding, MatchRequest
from backend.cases.checks.clockwork import end_unanswered_requests
from backend.cases.checks.deciding import decide_finding
from backend.cases.checks.opening import answer_request, ask_to_open, end_consent, withdraw_request
from backend.cases.parties import add_new_party, correct_party
from backend.cases.services import leave_team, open_case
from backend.kernel.errors import NotAllowed, NotAtThisStage
from backend.notifications.models import Delivery
from backend.people.services import register_survivor
from backend.proceedings.matches import opened_match
from backend.proceedings.opening import open_proceeding
from tests.world import NOON

HIM = {"legal_name": "Ахметов Данияр Сабитұлы", "birth_date": date(1983, 5, 17)}
LATER = NOON + timedelta(days=3)


@pytest.fixture
def far_case(cast):
    her = register_survivor(cast.other_organisation, by=cast.chinara, at=NOON, pseudonym="Сова", legal_name="Ли Ольга")
    return open_case(cast.other_organisation, her, by=cast.chinara, at=NOON)


@pytest.fixture
def match(cast, far_case):
    """The finding in the case that Dana leads; its mirror is in the one that Chinara leads."""
    add_new_party(cast.case, "respondent", relation="spouse", by=cast.asel, at=NOON, **HIM)
    cast.far_party = add_new_party(far_case, "respondent", relation="parent", by=cast.chinara, at=NOON, **HIM)
    open_proceeding(far_case, "criminal", by=cast.chinara, at=NOON)
    open_proceeding(far_case, "authority_complaint", by=cast.chinara, at=NOON)
    return Finding.objects.select_related("case", "mirror__case").get(case=cast.case)


@pytest.fixture
def asked(cast, match):
    return ask_to_open(match, note_text="Тот же человек, экспертиза назначена.", by=cast.dana, at=NOON)


def told(kind):
    rows = Delivery.objects.filter(kind=kind, channel="inbox")
    return [(row.user.email.split("@")[0], row.params["case_code"]) for row in rows]


def log_of(case, verb):
    return [entry.by for entry in AuditEntry.objects.filter(case_id=case.pk, verb=verb)]


def sees(user, finding):
    try:
        return opened_match(Finding.objects.get(pk=finding.pk), by=user, at=LATER)
    except NotAllowed:
        return None


def test_nobody_sees_before_both_consent(cast, match, asked):
    for user in (cast.dana, cast.chinara, cast.bek, cast.asel):
        assert sees(user, match) is None
        assert sees(user, match.mirror) is None
    assert told("match_asked") == [("chinara", match.mirror.case.code)]
    assert log_of(match.case, "match.asked") == [cast.dana]
    assert log_of(match.mirror.case, "match.asked") == [None]


def test_with_both_consents_each_lead_sees_the_others_case_and_nothing_of_her(cast, match, asked):
    answer_request(asked, accept=True, by=cast.chinara, at=LATER)
    shown = sees(cast.dana, match)
    assert (shown.code, shown.organisation, shown.lead_name, shown.lead_email) == (
        match.mirror.case.code, "Центр", "Чинара Абдиева", "chinara@example.org",
    )  # fmt: skip
    assert [track.route for track in shown.tracks] == ["criminal"]
    assert not {"Сова", "Ли"} & set(repr(shown).replace("'", " ").split())
    assert sees(cast.chinara, match.mirror).code == cast.case.code
    for user in (cast.bek, cast.asel, cast.ermek):
        assert sees(user, match) is None
    assert told("match_accepted") == [("dana", cast.case.code)]
    assert log_of(cast.case, "match.viewed")[0] == cast.dana
    assert log_of(match.mirror.case, "match.viewed")[0] is None


def test_either_may_end_it_and_then_neither_sees(cast, match, asked):
    answer_request(asked, accept=True, by=cast.chinara, at=LATER)
    end_consent(asked, by=cast.dana, at=LATER)
    assert sees(cast.dana, match) is sees(cast.chinara, match.mirror) is None
    assert told("match_ended") == [("chinara", match.mirror.case.code)]
    again = ask_to_open(match, by=cast.dana, at=LATER)
    assert again.pk != asked.pk


def test_who_declines_is_not_asked_again_at_once_but_may_ask_herself(cast, match, asked):
    answer_request(asked, accept=False, by=cast.chinara, at=LATER)
    assert told("match_declined") == [("dana", cast.case.code)]
    with pytest.raises(NotAtThisStage):
        ask_to_open(match, by=cast.dana, at=LATER + timedelta(days=6))
    ask_to_open(match.mirror, by=cast.chinara, at=LATER)
    assert MatchRequest.objects.live().count() == 1


def test_what_nobody_answers_ends(cast, match, asked):
    with pytest.raises(NotAtThisStage):
        answer_request(asked, accept=True, by=cast.chinara, at=NOON + timedelta(days=14))
    assert end_unanswered_requests(NOON + timedelta(days=13)) == 0
    assert end_unanswered_requests(NOON + timedelta(days=14)) == 1
    assert told("match_unanswered") == [("dana", cast.case.code)]
    ask_to_open(match, by=cast.dana, at=NOON + timedelta(days=15))


def test_a_request_is_taken_back_until_it_is_answered(cast, match, asked):
    with pytest.raises(NotAllowed):
        withdraw_request(asked, by=cast.chinara, at=LATER)
    withdraw_request(asked, by=cast.dana, at=LATER)
    assert withdraw_request(asked, by=cast.dana, at=LATER).state == "withdrawn"
    with pytest.raises(NotAtThisStage):
        answer_request(asked, accept=True, by=cast.chinara, at=LATER)


def test_two_leads_who_ask_at_once_meet_in_one_request(cast, match, asked):
    with pytest.raises(NotAtThisStage):
        ask_to_open(match.mirror, by=cast.chinara, at=NOON)
    assert MatchRequest.objects.count() == 1


def test_a_second_press_changes_nothing(cast, match, asked):
    for _press in range(2):
        answer_request(asked, accept=True, by=cast.chinara, at=LATER)
    assert log_of(cast.case, "match.accepted") == [None]
    with pytest.raises(NotAtThisStage):
        answer_request(asked, accept=False, by=cast.chinara, at=LATER)


@pytest.mark.parametrize("name", ["asel", "bek", "chinara", "ermek"])
def test_only_the_lead_asks(cast, match, name):
    with pytest.raises(NotAllowed):
        ask_to_open(match, by=getattr(cast, name), at=NOON)


@pytest.mark.parametrize("name", ["dana", "asel", "bek", "ermek"])
def test_only_the_other_lead_answers(cast, asked, name):
    with pytest.raises(NotAllowed):
        answer_request(asked, accept=True, by=getattr(cast, name), at=NOON)


def test_while_there_is_no_lead_the_coordinators_stand_in(cast, match, asked):
    leave_team(cast.case, by=cast.dana, at=LATER, without_lead=True)
    answer_request(asked, accept=True, by=cast.chinara, at=LATER)
    assert sees(cast.dana, match) is None
    assert sees(cast.bek, match).code == match.mirror.case.code
    assert told("match_accepted") == [("bek", cast.case.code)]
    assert sees(cast.chinara, match.mirror).lead_name == ""


def test_a_correction_that_parts_them_closes_what_was_open(cast, match, asked):
    answer_request(asked, accept=True, by=cast.chinara, at=LATER)
    correct_party(
        cast.far_party, expected_version=None, expected_person_version=None, relation="parent", by=cast.chinara,
        at=LATER, birth_date=date(1990, 1, 1), why_changed="typo",
    )  # fmt: skip
    assert sees(cast.dana, match) is None
    assert MatchRequest.objects.get().state == "ended"


def test_whom_one_knows_to_be_another_is_not_asked_about(cast, match):
    decide_finding(match, "not_same", expected_version=None, by=cast.dana, at=NOON)
    with pytest.raises(NotAtThisStage):
        ask_to_open(match, by=cast.dana, at=NOON)
