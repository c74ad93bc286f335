"""She calls: her case is found by whatever she says, for those whose case it is; the others learn a number."""

from datetime import date

import pytest

from backend.audit.models import AuditEntry
from backend.cases.finding import find_people
from backend.cases.services import open_case
from backend.kernel.errors import InvalidInput, NotAllowed
from backend.people.services import register_survivor
from tests.world import NOON


@pytest.fixture
def seitkalieva(cast):
    """A survivor of a case that only Asel is on."""
    survivor = register_survivor(
        cast.organisation, pseudonym="Ива", legal_name="Сейткалиева Ләззат Маратқызы", phone="8 701 765 43 21",
        iin="900101400123", birth_date=date(1990, 1, 1), by=cast.asel, at=NOON,
    )  # fmt: skip
    return open_case(cast.organisation, survivor, by=cast.asel, at=NOON)


@pytest.mark.parametrize(
    "asked",
    [
        {"name": "Ляззат Сейткалиева"},
        {"name": "Lazzat Seitkalieva"},
        {"name": "сейткалива"},
        {"phone": "+7 (701) 765-43-21"},
        {"iin": "900101 400123"},
        {"name": "Сейткалиева", "born": date(1990, 1, 1)},
        {"name": "Сейткалиева Ж."},
        {"name": "Л.М. Сейткалиева"},
        {"name": "ива"},
        {"name": "Ива", "phone": "+7 (701) 765-43-21"},
    ],
)
def test_her_case_is_found_by_what_she_says(cast, seitkalieva, asked):
    found = find_people(cast.asel, **asked, at=NOON)
    assert [(each.case, each.as_survivor) for each in found.mine] == [(seitkalieva, True)]
    assert found.others == 0


def test_a_colleague_off_the_team_learns_that_there_is_a_case_and_no_more(cast, seitkalieva):
    for colleague in (cast.dana, cast.bek):
        found = find_people(colleague, name="Сейткалиева", at=NOON)
        assert (found.mine, found.others) == ([], 1)


def test_another_organisation_learns_nothing(cast, seitkalieva):
    assert find_people(cast.chinara, name="Сейткалиева", at=NOON).others == 0


def test_the_respondent_leads_to_the_case_and_is_not_taken_for_her(cast):
    found = find_people(cast.dana, name="Смаилов Ержан", at=NOON)
    assert [each.as_survivor for each in found.mine if each.case == cast.case] in ([False], [])
    found = find_people(cast.dana, name=cast.respondent.person.legal_name, at=NOON)
    assert [(each.case, each.as_survivor) for each in found.mine] == [(cast.case, False)]


@pytest.mark.parametrize("asked", [{}, {"name": "  "}, {"name": "", "iin": " "}])
def test_a_question_that_asks_nothing_is_refused(cast, asked):
    with pytest.raises(InvalidInput):
        find_people(cast.asel, **asked, at=NOON)


@pytest.mark.parametrize(
    ("asked", "fields"),
    [
        ({"phone": "7654321"}, ["phone"]),
        ({"iin": "900101"}, ["iin"]),
        ({"phone": "8701", "iin": "1"}, ["phone", "iin"]),
    ],
)
def test_a_part_of_a_number_is_not_answered_with_nobody(cast, seitkalieva, asked, fields):
    with pytest.raises(InvalidInput) as refused:
        find_people(cast.asel, **asked, at=NOON)
    assert [error.pointer for error in refused.value.errors] == fields


def test_a_pseudonym_with_the_number_of_somebody_else_finds_nobody(cast, seitkalieva):
    found = find_people(cast.asel, name="Ива", phone="+77011234567", at=NOON)
    assert (found.mine, found.others) == ([], 0)


def test_who_works_nowhere_searches_nothing(cast):
    with pytest.raises(NotAllowed):
        find_people(cast.ermek, name="Сейткалиева", at=NOON)


def test_the_log_knows_that_and_for_what_was_searched_and_not_for_whom(cast, seitkalieva):
    find_people(cast.asel, name="Сейткалиева", phone="+77017654321", at=NOON)
    entry = AuditEntry.objects.filter(verb="people.searched").latest("seq")
    assert (entry.by, entry.detail) == (cast.asel, {"fields": ["name", "phone"], "met": 1})
