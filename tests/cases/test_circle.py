"""Children, trusted contacts, what is known of a respondent, what she needs: by her team, for her team."""

from datetime import date, timedelta

import pytest

from backend.audit.models import AuditEntry
from backend.cases import circle
from backend.cases.finding import find_people
from backend.cases.models import Case
from backend.cases.queries import (
    dependants_visible_to,
    other_cases,
    persons_visible_to,
    respondent_facts_visible_to,
    trusted_visible_to,
)
from backend.cases.services import open_case
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from backend.people.life_models import Dependant, TrustedContact
from backend.people.services import register_person, register_survivor
from tests.world import NOON


@pytest.fixture
def act(cast):
    return {"by": cast.asel, "at": NOON}


@pytest.fixture
def child(cast, act):
    return circle.add_dependant(
        cast.case, relation="child", legal_name="Смаилов Алихан", birth_date=date(2018, 5, 4), lives_with="her",
        other_parent=cast.respondent.person, school="Школа № 15", special_needs="Астма", **act,
    )  # fmt: skip


@pytest.fixture
def sister(cast, act):
    return circle.add_trusted_contact(
        cast.case, relation="sibling", legal_name="Гүлжан", phone="8 701 555 01 42", may_be_said="Знает всё", **act
    )


def test_a_child_is_written_down_and_is_no_party_of_the_case(cast, child):
    assert (child.person.legal_name, child.school, child.other_parent) == (
        "Смаилов Алихан", "Школа № 15", cast.respondent.person,
    )  # fmt: skip
    assert cast.case.parties.count() == 1
    assert not circle.appears_in(cast.case, child)


def test_a_child_who_was_harmed_too_becomes_a_party_once(cast, act, child):
    circle.correct_dependant(cast.case, child, expected_version=1, in_the_case=True, **act)
    assert cast.case.parties.get(role="child").person == child.person
    circle.correct_dependant(cast.case, child, expected_version=None, in_the_case=True, **act)
    assert cast.case.parties.count() == 2
    with pytest.raises(NotAtThisStage):
        circle.bring_into_case(cast.case, child, **act)


def test_the_parent_of_a_child_is_somebody_of_the_same_file(cast, act):
    survivor = register_survivor(cast.organisation, pseudonym="Ива", **act)
    stranger = register_person(survivor, legal_name="Некто", **act)
    with pytest.raises(InvalidInput) as refused:
        circle.add_dependant(cast.case, relation="child", legal_name="Али", other_parent=stranger, **act)
    assert refused.value.errors[0].pointer == "other_parent"
    assert not Dependant.objects.exists()


def test_a_child_born_tomorrow_is_refused_and_nothing_is_left(cast, act):
    with pytest.raises(InvalidInput) as refused:
        circle.add_dependant(
            cast.case, relation="child", legal_name="Али", birth_date=NOON.date() + timedelta(days=1), **act
        )
    assert refused.value.errors[0].pointer == "birth_date"
    assert not Dependant.objects.exists()


def test_two_people_correcting_one_child_do_not_overwrite_each_other(cast, act, child):
    circle.correct_dependant(cast.case, child, expected_version=1, school="Школа № 16", **act)
    with pytest.raises(StaleVersion):
        circle.correct_dependant(cast.case, child, expected_version=1, school="Лицей", by=cast.dana, at=NOON)
    assert Dependant.objects.get().school == "Школа № 16"


def test_a_trusted_contact_ends_once_and_stays_in_the_file(cast, act, sister):
    assert sister.person.phone == "+77015550142"
    circle.end_trusted_contact(cast.case, sister, **act)
    with pytest.raises(NotAtThisStage):
        circle.end_trusted_contact(cast.case, sister, **act)
    with pytest.raises(NotAtThisStage):
        circle.correct_trusted_contact(cast.case, sister, expected_version=None, contact_hours="утром", **act)
    assert TrustedContact.objects.get().ended_at == NOON


def test_what_is_known_is_kept_of_respondents_and_a_lost_update_is_seen(cast, act):
    row = circle.keep_respondent_facts(cast.respondent, expected_version=0, workplace_kind="police", **act)
    assert (row.version, row.workplace_kind) == (1, "police")
    with pytest.raises(StaleVersion):
        circle.keep_respondent_facts(cast.respondent, expected_version=0, weapons="service", by=cast.dana, at=NOON)
    with pytest.raises(InvalidInput):
        circle.keep_respondent_facts(cast.respondent, expected_version=1, weapons="a bow", **act)


def test_needs_are_kept_once_for_all_her_cases(cast, act):
    circle.keep_needs(cast.case, expected_version=0, interpreter="sign", health="Диабет", **act)
    other = open_case(cast.organisation, cast.survivor, **act)
    row = circle.keep_needs(other, expected_version=1, step_free=True, **act)
    assert (row.interpreter, row.health, row.step_free, row.version) == ("sign", "Диабет", True, 2)


ACTS = {
    "a child": lambda w, user: circle.add_dependant(w.case, relation="child", legal_name="Али", by=user, at=NOON),
    "a trusted contact": lambda w, user: circle.add_trusted_contact(
        w.case, relation="friend", legal_name="Гүлжан", by=user, at=NOON
    ),
    "facts": lambda w, user: circle.keep_respondent_facts(
        w.respondent, expected_version=0, weapons="service", by=user, at=NOON
    ),
    "needs": lambda w, user: circle.keep_needs(w.case, expected_version=0, step_free=True, by=user, at=NOON),
}


@pytest.mark.parametrize("what", ACTS)
@pytest.mark.parametrize("who", ["bek", "chinara", "ermek"])
def test_whoever_is_not_on_the_team_writes_nothing_down(cast, what, who):
    with pytest.raises(NotAllowed):
        ACTS[what](cast, getattr(cast, who))


@pytest.mark.parametrize("what", ACTS)
def test_nothing_is_written_down_in_a_closed_case(cast, what):
    Case.objects.filter(pk=cast.case.pk).update(closed_on=NOON.date())
    with pytest.raises(NotAllowed):
        ACTS[what](cast, cast.asel)


@pytest.mark.parametrize("who", ["bek", "chinara", "ermek"])
def test_whoever_may_not_read_the_content_learns_of_nobody(cast, act, child, sister, who):
    circle.keep_respondent_facts(cast.respondent, expected_version=0, weapons="service", **act)
    user = getattr(cast, who)
    for rows in (dependants_visible_to, trusted_visible_to, respondent_facts_visible_to, persons_visible_to):
        assert not rows(user).exists()
    assert dependants_visible_to(cast.dana).get() == child
    assert trusted_visible_to(cast.dana).get() == sister


def test_a_child_of_one_case_is_known_in_her_other_case_too(cast, act, child):
    circle.bring_into_case(cast.case, child, **act)
    open_case(cast.organisation, cast.survivor, by=cast.bek, at=NOON)
    assert persons_visible_to(cast.bek).get() == child.person
    assert dependants_visible_to(cast.bek).get() == child


def test_a_call_about_a_child_leads_to_the_case_and_is_not_taken_for_hers(cast, child, sister):
    for asked in ({"name": "Алихан"}, {"phone": "87015550142"}):
        found = find_people(cast.dana, **asked, at=NOON)
        assert [(each.case, each.as_survivor) for each in found.mine] == [(cast.case, False)]
        assert find_people(cast.bek, **asked, at=NOON).others == 1


def test_her_other_cases_are_shown_as_far_as_one_may_know_of_them(cast, act):
    other = open_case(cast.organisation, cast.survivor, **act)
    assert other_cases(cast.case, cast.asel).shown == [other]
    hidden = other_cases(cast.case, cast.dana)
    assert (hidden.shown, hidden.hidden) == ([], 1)
    assert other_cases(cast.case, cast.bek).shown == [other]  # its frame, as a coordinator


def test_the_log_names_the_fields_and_never_what_stands_in_them(cast, act, child):
    circle.correct_dependant(cast.case, child, expected_version=1, school="Лицей", **act)
    entry = AuditEntry.objects.get(verb="dependant.updated")
    assert (entry.case_id, entry.detail) == (cast.case.pk, {"fields": ["school"], "version": 2})
