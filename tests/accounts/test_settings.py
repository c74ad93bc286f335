"""What an organisation sets for itself: offices, lead times, rights, days off; and who may set it."""

from datetime import date, timedelta

import pytest

from backend.accounts.founding import found_organisation
from backend.accounts.keeping import add_day_off, change_organisation, change_settings, remove_day_off
from backend.accounts.models import Organisation
from backend.accounts.office_models import DayOff, Office
from backend.accounts.offices import change_office, close_office, first_office, open_office, reopen_office
from backend.accounts.policies import may, may_open_cases
from backend.accounts.rights import Right
from backend.accounts.settings import DEFAULTS, settings_of
from backend.audit.models import AuditEntry
from backend.cases.policies import may_hand_over, may_keep_records_of, may_manage_team
from backend.cases.services import open_case
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from tests.world import NOON


@pytest.fixture
def by_bek(cast):
    return {"by": cast.bek, "at": NOON}


def test_while_nothing_is_set_the_defaults_count(cast):
    assert settings_of(cast.organisation) == DEFAULTS
    assert settings_of(cast.organisation.pk) == DEFAULTS


def test_what_is_left_out_stays_and_the_log_names_fields_only(cast, by_bek):
    change_settings(cast.organisation, our_days=[1, 5, 5], expected_version=0, **by_bek)
    change_settings(cast.organisation, retention_years=10, expected_version=1, **by_bek)
    settings = settings_of(cast.organisation)
    assert (settings.our_days, settings.hearing_hours, settings.retention_years, settings.version) == (
        (5, 1), (24, 2), 10, 2,
    )  # fmt: skip
    details = AuditEntry.objects.filter(verb="organisation.settings_changed").values_list("detail", flat=True)
    assert [each["fields"] for each in details] == [["our_days"], ["retention_years"]]
    assert settings_of(cast.other_organisation) == DEFAULTS


def test_a_second_one_who_read_older_settings_is_told(cast, by_bek):
    change_settings(cast.organisation, retention_years=10, expected_version=0, **by_bek)
    with pytest.raises(StaleVersion):
        change_settings(cast.organisation, retention_years=7, expected_version=0, **by_bek)
    with pytest.raises(StaleVersion):
        change_organisation(cast.organisation, short_name="К", expected_version=99, **by_bek)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"our_days": []}, "our_days"), ({"our_days": [31]}, "our_days"), ({"hearing_hours": [0]}, "hearing_hours"),
        ({"overdue_days": [-1]}, "overdue_days"), ({"our_days": [1, 2, 3, 4, 5, 6]}, "our_days"),
        ({"retention_years": 0}, "retention_years"), ({"retention_years": 76}, "retention_years"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(cast, by_bek, facts, field):
    with pytest.raises(InvalidInput) as refused:
        change_settings(cast.organisation, expected_version=0, **facts, **by_bek)
    assert refused.value.errors[0].pointer == field
    assert settings_of(cast.organisation) == DEFAULTS


@pytest.mark.parametrize("who", ["dana", "asel", "chinara", "ermek"])
def test_only_a_coordinator_of_the_organisation_sets_anything(cast, who):
    act = {"by": getattr(cast, who), "at": NOON}
    office = first_office(cast.organisation)
    for attempt in (
        lambda: change_settings(cast.organisation, retention_years=7, expected_version=0, **act),
        lambda: change_organisation(cast.organisation, expected_version=1, short_name="К", **act),
        lambda: open_office(cast.organisation, name="Астана", prefix="АС", **act),
        lambda: change_office(office, expected_version=1, name="Астана", **act),
        lambda: close_office(office, **act),
        lambda: add_day_off(cast.organisation, NOON.date(), **act),
    ):
        with pytest.raises(NotAllowed):
            attempt()


def test_name_and_contacts_are_corrected(cast, by_bek):
    change_organisation(cast.organisation, expected_version=1, short_name=" Қорғау  қоры ", email="a@b.kz", **by_bek)
    row = Organisation.objects.get(pk=cast.organisation.pk)
    assert (row.short_name, row.email, row.version) == ("Қорғау қоры", "a@b.kz", 2)
    for facts in ({"name": " "}, {"email": "nobody"}, {"phone": "7" * 41}):
        with pytest.raises(InvalidInput):
            change_organisation(row, expected_version=2, **facts, **by_bek)


def test_a_case_takes_the_prefix_of_its_office_and_keeps_it(cast, by_bek):
    office = open_office(cast.organisation, name="Астана", prefix="ас", region="astana", **by_bek)
    act = {"by": cast.asel, "at": NOON}
    there = open_case(cast.organisation, cast.survivor, office=office, **act)
    here = open_case(cast.organisation, cast.survivor, **act)
    assert (there.code, here.code, cast.case.code) == ("АС-26-0001", "АЛ-26-0002", "АЛ-26-0001")
    close_office(office, **by_bek)
    with pytest.raises(InvalidInput):
        open_case(cast.organisation, cast.survivor, office=office, **act)
    reopen_office(office, **by_bek)
    assert open_case(cast.organisation, cast.survivor, office=office, **act).code == "АС-26-0002"


def test_at_anothers_office_no_case_is_opened(cast):
    with pytest.raises(InvalidInput):
        open_case(cast.organisation, cast.survivor, office=first_office(cast.other_organisation), by=cast.asel, at=NOON)


@pytest.mark.parametrize("prefix", ["ШЫ", "АЛ", "A1", "", "СЛИШКОМ"])
def test_a_prefix_is_letters_and_nobody_elses(cast, by_bek, prefix):
    with pytest.raises(InvalidInput) as refused:
        open_office(cast.organisation, name="Астана", prefix=prefix, **by_bek)
    assert refused.value.errors[0].pointer == "prefix"


@pytest.mark.parametrize(("prefix", "taken"), [("AL", "АЛ"), ("AЛ", "АЛ"), ("AC", "АС")])
def test_a_prefix_in_latin_letters_is_not_mistaken_for_anothers(cast, by_bek, prefix, taken):
    open_office(cast.organisation, name="Астана", prefix="АС", **by_bek)
    open_office(cast.organisation, name="Тараз", prefix="AR", **by_bek)
    open_office(cast.organisation, name="Павлодар", prefix="AP", **by_bek)  # neither is a letter of the other alphabet
    with pytest.raises(InvalidInput, match=taken):
        open_office(cast.organisation, name="Алматы", prefix=prefix, **by_bek)


def test_the_last_office_stays_open(cast, by_bek):
    with pytest.raises(NotAtThisStage):
        close_office(first_office(cast.organisation), **by_bek)


def test_a_new_organisation_has_its_first_office(db):
    organisation = found_organisation("НҰ", name="Фонд", short_name="Фонд", at=NOON)
    assert Office.objects.get(organisation=organisation).prefix == "НҰ"
    with pytest.raises(InvalidInput):
        found_organisation("НҰ", name="Центр", short_name="Центр", at=NOON)


def test_rights_are_given_and_taken_by_role_and_count_at_once(cast, by_bek):
    assert may_open_cases(cast.asel, cast.organisation.pk)
    assert may_manage_team(cast.dana, cast.case)
    assert not may(cast.dana, cast.organisation.pk, Right.SEE_LOAD)
    rights = {right: ["coordinator"] for right in Right.values} | {"open_cases": ["lawyer"], "see_load": ["lawyer"]}
    change_settings(cast.organisation, rights=rights, expected_version=0, **by_bek)
    assert not may_open_cases(cast.asel, cast.organisation.pk)
    assert may_open_cases(cast.dana, cast.organisation.pk)
    assert may(cast.dana, cast.organisation.pk, Right.SEE_LOAD)
    assert not may_manage_team(cast.dana, cast.case)  # though she leads it
    assert not may_hand_over(cast.dana, cast.case)
    assert may_manage_team(cast.bek, cast.case)
    assert may_keep_records_of(cast.asel, cast.survivor)  # she works on an open case of hers
    assert AuditEntry.objects.filter(verb="organisation.rights_changed").count() == 1


def test_fixed_cells_stay_as_they_are(cast, by_bek):
    rights = {right: ["administrator", "observer"] for right in Right.values}
    change_settings(cast.organisation, rights=rights, expected_version=0, **by_bek)
    for right in Right.values:
        assert may(cast.bek, cast.organisation.pk, right)
    told = settings_of(cast.organisation).rights
    assert not [right for right, roles in told.items() if "administrator" in roles]
    assert [right for right, roles in told.items() if "observer" in roles] == ["export", "see_load"]


def test_a_day_off_is_entered_once_and_taken_back(cast, by_bek):
    day = NOON.date() + timedelta(days=10)
    row = add_day_off(cast.organisation, day, name="День фонда", **by_bek)
    assert add_day_off(cast.organisation, day, **by_bek) == row
    assert settings_of(cast.organisation).days_off == {day}
    remove_day_off(row, **by_bek)
    assert not DayOff.objects.exists()
    for wrong in (NOON.date() - timedelta(days=1), date(2040, 1, 1)):
        with pytest.raises(InvalidInput):
            add_day_off(cast.organisation, wrong, **by_bek)
