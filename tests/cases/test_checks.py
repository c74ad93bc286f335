"""Checks at intake: what is asked, what is found, who is told, what people decide, and that nobody can fish with them."""

from datetime import date, timedelta

import pytest

from backend.accounts.models import User
from backend.audit.models import AuditEntry
from backend.cases.check_choices import Question
from backend.cases.check_models import Check, Finding
from backend.cases.checks.clockwork import catch_up, check_new_colleagues
from backend.cases.checks.deciding import decide_finding
from backend.cases.checks.running import check_case
from backend.cases.handovers import ask_to_take_over
from backend.cases.offers import offer_case
from backend.cases.parties import add_new_party, correct_party
from backend.cases.policies import may_close, may_manage_team, may_read_access_log
from backend.cases.services import add_to_team, open_case
from backend.documents.handing_over import may_read
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from backend.notifications.models import Delivery
from backend.people.models import Fingerprint, Person, Survivor
from backend.people.services import register_survivor
from tests.world import NOON, begin_work

HIM = {"legal_name": "Ахметов Данияр Сабитұлы", "birth_date": date(1983, 5, 17)}
HER = {"legal_name": "Ахметова Жанар Сабитқызы", "birth_date": date(1990, 2, 3)}


@pytest.fixture
def other_case(cast):
    """Another case of the same organisation, which Asel leads and Dana knows nothing of."""
    her = register_survivor(cast.organisation, by=cast.asel, at=NOON, pseudonym="Чайка", **HER)
    return open_case(cast.organisation, her, by=cast.asel, at=NOON)


@pytest.fixture
def far_case(cast):
    """A case of another organisation."""
    her = register_survivor(cast.other_organisation, by=cast.chinara, at=NOON, pseudonym="Сова", legal_name="Ли Ольга")
    return open_case(cast.other_organisation, her, by=cast.chinara, at=NOON)


def add(case, by, role="respondent", relation="spouse", at=NOON, **facts):
    return add_new_party(case, role, relation=relation, by=by, at=at, **HIM | facts)


def asked(case):
    return sorted((row.question, row.strength) for row in Finding.objects.standing().filter(case=case))


def told(kind="check_undecided"):
    rows = Delivery.objects.filter(kind=kind, channel="inbox")
    return sorted((row.user.email.split("@")[0], row.params["case_code"]) for row in rows)


def colleague(cast, full_name, name="daniyar", role="lawyer"):
    user = User.objects.create_user(f"{name}@example.org", "twelve-letters-at-least", full_name=full_name)
    begin_work(user, cast.organisation, role, at=NOON)
    return user


def test_every_person_who_is_written_down_leaves_a_check(cast, other_case):
    party = add(other_case, cast.asel)
    check = Check.objects.get(case=other_case, person=party.person)
    assert (check.result, check.because, check.made_by, check.made_at) == ("none", "added", cast.asel, NOON)
    assert check.compared == ["born", "name"]
    assert AuditEntry.objects.filter(verb="check.made", subject=str(check.pk), case_id=other_case.pk).exists()
    assert not Finding.objects.exists()


def test_one_respondent_in_two_organisations_is_found_from_both_sides(cast, other_case, far_case):
    add(other_case, cast.asel)
    add(far_case, cast.chinara, legal_name="Daniyar Akhmetov")
    assert asked(other_case) == asked(far_case) == [("repeat", "match")]
    here, there = Finding.objects.get(case=other_case), Finding.objects.get(case=far_case)
    assert (here.mirror, there.mirror) == (there, here)
    assert told() == [("asel", other_case.code)]  # whoever set it off sees it on her page


def test_a_client_who_becomes_a_respondent_is_a_conflict_of_her_own_organisation_only(cast, other_case, far_case):
    add(cast.case, cast.asel, **HER)
    assert asked(cast.case) == [("client", "match")]
    assert asked(other_case) == [("against", "match")]
    add(far_case, cast.chinara, **HER)
    assert asked(far_case) == [("repeat", "match")]
    assert ("bek", cast.case.code) in told()
    assert ("bek", other_case.code) in told()


def test_a_respondent_who_comes_as_a_client_is_found_when_her_case_is_opened(cast):
    add(cast.case, cast.asel, **HER)
    her = register_survivor(cast.organisation, by=cast.asel, at=NOON, pseudonym="Чайка", **HER)
    case = open_case(cast.organisation, her, by=cast.asel, at=NOON)
    assert asked(case) == [("against", "match")]
    assert asked(cast.case) == [("client", "match")]


def test_his_relative_on_her_side_in_another_case_is_a_conflict_and_an_unclear_side_only_a_possible_one(
    cast, other_case
):
    add(other_case, cast.asel, role="trusted", relation="")
    add(cast.case, cast.asel, role="other", relation="")
    assert asked(cast.case) == [("side", "possible")]
    assert asked(other_case) == [("against", "possible")]
    add(cast.case, cast.asel)
    assert ("side", "match") in asked(cast.case)


def test_a_witness_raises_nothing(cast, other_case):
    add(other_case, cast.asel)
    add(cast.case, cast.asel, role="witness", relation="")
    assert not Finding.objects.exists()


def test_the_same_is_found_once_however_often_it_is_asked(cast, other_case, far_case):
    add(other_case, cast.asel)
    add(far_case, cast.chinara)
    before = set(Finding.objects.values_list("pk", flat=True))
    for minutes in (1, 2):
        made = check_case(far_case, by=cast.chinara, at=NOON + timedelta(minutes=minutes))
        assert [check.result for check in made] == ["none", "match"]
    assert set(Finding.objects.values_list("pk", flat=True)) == before
    assert len(told()) == 1


def test_a_correction_finds_and_lets_go(cast, other_case, far_case):
    add(other_case, cast.asel)
    party = add(far_case, cast.chinara, birth_date=date(1990, 1, 1))
    facts = {"expected_version": None, "expected_person_version": None, "relation": "spouse", "by": cast.chinara}
    assert asked(far_case) == []
    correct_party(party, at=NOON, birth_date=HIM["birth_date"], why_changed="typo", **facts)
    assert asked(far_case) == asked(other_case) == [("repeat", "match")]
    correct_party(party, at=NOON, birth_date=date(1991, 1, 1), why_changed="typo", **facts)
    assert asked(far_case) == asked(other_case) == []
    gone = Finding.objects.get(case=far_case)
    with pytest.raises(NotAtThisStage):
        decide_finding(gone, "same", expected_version=None, by=cast.chinara, at=NOON)


def test_nothing_is_opened_for_a_check(cast, other_case, far_case, monkeypatch):
    add(other_case, cast.asel)
    party = add(far_case, cast.chinara)
    Finding.objects.all().delete()

    def refuse(*_args, **_kwargs):
        raise AssertionError("A check has opened something.")

    for opener in ("data_key", "data_keys"):
        monkeypatch.setattr(f"backend.vault.fields.{opener}", refuse, raising=False)
    check_case(far_case, by=cast.chinara, at=NOON)
    assert Finding.objects.filter(person=party.person).exists()


# ---- decisions


@pytest.fixture
def conflict(cast, other_case):
    add(cast.case, cast.asel, **HER)
    return Finding.objects.get(case=cast.case)


def test_a_conflict_is_decided_with_a_reason_that_is_sealed(cast, conflict):
    decided = decide_finding(
        conflict, "steps_back", reason="Ведёт Асель, дело передано.", expected_version=1, by=cast.bek, at=NOON
    )
    assert (decided.decided_by, decided.version) == (cast.bek, 2)
    assert Finding.objects.get(pk=conflict.pk).reason == "Ведёт Асель, дело передано."
    assert not Finding.objects.undecided().filter(case=cast.case).exists()
    assert AuditEntry.objects.get(verb="check.decided").subject == str(conflict.pk)
    assert Finding.objects.get(question="against").is_undecided  # each side decides for itself


@pytest.mark.parametrize(
    ("decision", "reason", "field"),
    [
        ("no_conflict", " ", "reason"),
        ("same", "x", "decision"),
        ("", "x", "decision"),
        ("referred", "А" * 2001, "reason"),
    ],
)
def test_what_cannot_be_a_decision_is_refused_at_its_field(cast, conflict, decision, reason, field):
    with pytest.raises(InvalidInput) as refused:
        decide_finding(conflict, decision, reason=reason, expected_version=None, by=cast.dana, at=NOON)
    assert refused.value.errors[0].pointer == field


def test_only_lead_and_coordinators_decide_and_a_stale_page_decides_nothing(cast, conflict):
    for name in ("asel", "chinara", "ermek"):
        with pytest.raises(NotAllowed):
            decide_finding(conflict, "no_conflict", reason="x", expected_version=None, by=getattr(cast, name), at=NOON)
    decide_finding(conflict, "no_conflict", reason="x", expected_version=1, by=cast.bek, at=NOON)
    with pytest.raises(StaleVersion):
        decide_finding(conflict, "referred", reason="y", expected_version=1, by=cast.dana, at=NOON)


# ---- a colleague


def test_a_colleague_with_the_respondents_name_is_kept_off_and_not_told(cast):
    daniyar = colleague(cast, "Данияр Ахметов", role="coordinator")
    add(cast.case, cast.asel)
    finding = Finding.objects.get(case=cast.case)
    assert (finding.question, finding.strength, finding.member) == ("member", "possible", daniyar)
    assert "daniyar" not in [name for name, _code in told()]
    assert ("bek", cast.case.code) in told()
    assert not Finding.objects.visible_to(daniyar).exists()
    check = Check.objects.get(person=finding.person)
    assert (check.result, check.result_but_members) == ("possible", "none")
    with pytest.raises(InvalidInput, match=r"A check concerns|проверк"):
        add_to_team(cast.case, daniyar, "member", by=cast.dana, at=NOON)
    with pytest.raises(NotAllowed) as refused:
        add_to_team(cast.case, daniyar, "member", by=daniyar, at=NOON)
    assert "check" not in str(refused.value).casefold()
    with pytest.raises(NotAllowed):
        decide_finding(finding, "no_conflict", reason="x", expected_version=None, by=daniyar, at=NOON)


def test_once_it_is_decided_that_she_is_another_she_may_work_on_the_case(cast):
    daniyar = colleague(cast, "Данияр Ахметов")
    add(cast.case, cast.asel)
    finding = Finding.objects.get(case=cast.case)
    decide_finding(finding, "steps_back", reason="Брат.", expected_version=None, by=cast.dana, at=NOON)
    with pytest.raises(InvalidInput):
        add_to_team(cast.case, daniyar, "member", by=cast.dana, at=NOON)
    decide_finding(finding, "not_same", reason="Однофамилец.", expected_version=None, by=cast.dana, at=NOON)
    assert add_to_team(cast.case, daniyar, "member", by=cast.dana, at=NOON).user == daniyar


def test_who_joins_later_is_kept_off_at_once_and_found_by_the_clock(cast):
    add(cast.case, cast.asel)
    daniyar = colleague(cast, "Ахметов Данияр")
    with pytest.raises(InvalidInput):
        add_to_team(cast.case, daniyar, "member", by=cast.dana, at=NOON)
    joined = daniyar.memberships.get().started_at
    assert check_new_colleagues(joined) == 1
    assert check_new_colleagues(joined) == 0
    assert Finding.objects.get(case=cast.case).member == daniyar


# ---- no oracle


def test_very_many_checks_in_a_day_wait_for_a_coordinator(cast, other_case, far_case, monkeypatch):
    monkeypatch.setattr("backend.cases.checks.running.MANY", 4)
    add(far_case, cast.chinara)
    Check.objects.all().delete()
    for number in range(4):
        add(cast.case, cast.asel, legal_name=f"Иванов Номер{number}")
    party = add(cast.case, cast.asel)
    assert Check.objects.get(person=party.person).result == "held"
    assert not Finding.objects.exists()
    assert told("checks_held") == [("bek", cast.case.code)]
    check_case(cast.case, by=cast.bek, at=NOON)
    assert asked(cast.case) == [("repeat", "match")]


def test_checks_are_asked_for_by_lead_and_coordinators_and_not_all_day_long(cast):
    for name in ("asel", "chinara"):
        with pytest.raises(NotAllowed):
            check_case(cast.case, by=getattr(cast, name), at=NOON)
    for minutes in range(5):
        check_case(cast.case, by=cast.dana, at=NOON + timedelta(minutes=minutes))
    with pytest.raises(NotAtThisStage):
        check_case(cast.case, by=cast.bek, at=NOON + timedelta(minutes=9))
    check_case(cast.case, by=cast.bek, at=NOON + timedelta(days=2))


def test_a_finding_is_for_who_decides_on_that_case(cast, other_case, far_case):
    add(other_case, cast.asel)
    add(far_case, cast.chinara)
    sees = {
        name: {finding.case for finding in Finding.objects.visible_to(getattr(cast, name))}
        for name in ("asel", "bek", "dana", "chinara", "ermek")
    }
    assert sees == {"asel": {other_case}, "bek": {other_case}, "dana": set(), "chinara": {far_case}, "ermek": set()}


# ---- an upgrade


def test_after_an_upgrade_old_rows_are_indexed_and_compared_without_a_message_to_anybody(cast, other_case, far_case):
    add(other_case, cast.asel)
    add(far_case, cast.chinara)
    Finding.objects.all().delete()
    Check.objects.all().delete()
    Fingerprint.objects.all().delete()
    Delivery.objects.all().delete()
    for model in (Person, Survivor):
        model._default_manager.update(indexed_as=0)
    while catch_up(NOON):
        pass
    assert asked(other_case) == asked(far_case) == [("repeat", "match")]
    assert set(Check.objects.values_list("because", "made_by")) == {("indexed", None)}
    assert not Delivery.objects.exists()


def test_the_questions_are_those_of_the_two_sides():
    assert set(Question.values) == {"client", "side", "against", "member", "repeat"}


def test_what_a_colleague_was_asked_ends_when_a_check_concerns_her_and_she_has_no_say_in_the_case(cast):
    daniyar = colleague(cast, "Данияр Ахметов", role="coordinator")
    told_by = {"answer_by": NOON.date() + timedelta(days=3), "by": cast.dana, "at": NOON}
    offer = offer_case(cast.case, daniyar, "second", **told_by)
    handover = ask_to_take_over(cast.case, daniyar, note_text="Прими дело.", by=cast.dana, at=NOON)
    assert may_manage_team(daniyar, cast.case)
    add(cast.case, cast.asel)
    for asked in (offer, handover):
        asked.refresh_from_db()
        assert asked.state == "withdrawn"
    assert not may_read(handover, daniyar)
    for may in (may_manage_team, may_close, may_read_access_log):
        assert not may(daniyar, cast.case)
        assert may(cast.bek, cast.case)
