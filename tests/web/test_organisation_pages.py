"""The settings of an organisation on pages: for coordinators, after the password where rights change, nothing typed lost."""

import re

import pytest
from django.urls import reverse

from backend.accounts.keeping import change_settings
from backend.accounts.office_models import DayOff, Office
from backend.accounts.offices import open_office
from backend.accounts.policies import may_open_cases
from backend.accounts.rights import Right
from backend.accounts.settings import DEFAULTS, settings_of
from backend.cases.models import Case
from tests.world import NOON

PASSWORD = "twelve-letters-at-least"
WORK = {"our_days": "7, 2", "hearing_hours": "48 3", "overdue_days": "0", "retention_years": "10", "version": "0"}


@pytest.fixture
def bek(cast, client, clock):
    clock(NOON)
    client.force_login(cast.bek)
    return client


def address(name, row):
    return reverse(f"web:{name}", args=[row.pk])


def test_the_page_shows_all_that_is_set(cast, bek):
    text = bek.get("/organisation/").content.decode()
    for words in ("Настройки организации", "АЛ", "3, 1, 0", "24, 2", "Дату по закону они не сдвигают"):
        assert words in text
    assert not re.search(r"\sstyle=|\son\w+=\"|<style|<script>", text)
    assert "Настройки организации" in bek.get("/colleagues/").content.decode()


def test_lead_times_are_saved_as_typed_and_nonsense_comes_back(cast, bek):
    page = address("organisation-work", cast.organisation)
    answer = bek.post(page, WORK | {"our_days": "три"})
    assert answer.status_code == 422
    assert 'value="три"' in answer.content.decode()
    assert bek.post(page, WORK | {"retention_years": "100"}).status_code == 422
    assert bek.post(page, WORK).status_code == 302
    settings = settings_of(cast.organisation)
    assert (settings.our_days, settings.hearing_hours, settings.retention_years) == ((7, 2), (48, 3), 10)
    assert 'value="7, 2"' in bek.get(page).content.decode()


def test_who_saves_second_keeps_her_words_and_sees_what_changed(cast, bek):
    change_settings(cast.organisation, our_days=[9], expected_version=0, by=cast.bek, at=NOON)
    page = address("organisation-work", cast.organisation)
    answer = bek.post(page, WORK)
    text = answer.content.decode()
    assert answer.status_code == 412
    assert 'value="7, 2"' in text
    assert re.search(r"</b>: 9\s", text)
    version = re.search(r'name="version" value="(\d+)"', text)[1]
    assert bek.post(page, WORK | {"version": version}).status_code == 302


def test_rights_change_after_the_password_only_and_what_was_ticked_survives_it(cast, bek):
    page = address("organisation-rights", cast.organisation)
    ticked = {f"{right}.lawyer": "on" for right in Right.values} | {"version": "0"}
    answer = bek.post(page, ticked)
    assert answer.url.startswith("/accounts/reauthenticate/")
    assert settings_of(cast.organisation) == DEFAULTS
    assert bek.post(answer.url, {"password": PASSWORD, "next": page}).status_code == 302
    assert not may_open_cases(cast.asel, cast.organisation.pk)
    assert may_open_cases(cast.dana, cast.organisation.pk)
    text = bek.get(page).content.decode()
    assert "Координатор отвечает за организацию" in text
    assert re.search(r'name="open_cases\.coordinator"[^>]*(checked[^>]*disabled|disabled[^>]*checked)', text)


def test_name_and_contacts_are_corrected(cast, bek):
    page = address("organisation-name", cast.organisation)
    told = {"name": "Фонд «Қорғау»", "short_name": "Қорғау", "version": "1"}
    assert bek.post(page, told | {"short_name": ""}).status_code == 422
    assert bek.post(page, told).status_code == 302
    assert "Фонд «Қорғау»" in bek.get("/organisation/").content.decode()


def test_an_office_is_opened_corrected_closed_and_cases_are_opened_at_it(cast, bek):
    page = address("office-open", cast.organisation)
    told = {"name": "Астана", "prefix": "АС", "region": "astana"}
    assert bek.post(page, told | {"prefix": "ШЫ"}).status_code == 422
    assert bek.post(page, told).status_code == 302
    office = Office.objects.get(prefix="АС")
    assert bek.post(address("office-edit", office), {"name": "Астана, центр", "version": "1"}).status_code == 302
    form = bek.get("/cases/new/").content.decode()
    assert "АС · Астана, центр" in form
    bek.post(address("office-close", office))
    assert "АС · Астана, центр" not in bek.get("/cases/new/").content.decode()
    bek.post(address("office-reopen", office))
    office.refresh_from_db()
    assert (office.closed_at, office.version) == (None, 4)


def test_a_case_opened_on_the_page_has_the_code_of_the_office_chosen(cast, bek):
    office = open_office(cast.organisation, name="Астана", prefix="АС", by=cast.bek, at=NOON)
    told = {
        "pseudonym": "Река", "legal_name": "Иванова Мария", "gender": "f", "region": "astana", "respondent_gender": "m",
        "office": str(office.pk),
    }  # fmt: skip
    assert bek.post("/cases/new/", told).status_code == 302
    assert Case.objects.filter(code="АС-26-0001", office=office).exists()


def test_a_day_off_is_entered_and_taken_back(cast, bek):
    page = address("day-off-add", cast.organisation)
    assert bek.post(page, {"day": "01.11.2026"}).status_code == 422
    assert bek.post(page, {"day": "13.11.2026", "name": "День фонда"}).status_code == 302
    assert "День фонда" in bek.get("/organisation/").content.decode()
    assert bek.post(address("day-off-remove", DayOff.objects.get())).status_code == 302
    assert not DayOff.objects.exists()


def test_a_closed_door_to_whoever_does_not_coordinate(cast, client):
    client.force_login(cast.dana)
    assert client.get("/organisation/").status_code == 403
    assert "Настройки организации" not in client.get("/colleagues/").content.decode()
    assert client.post(address("organisation-work", cast.organisation), WORK).status_code == 403


@pytest.mark.parametrize("name", ["cases/?region=almaty_city&state=open", "outcomes/?year=2026&region=astana"])
def test_the_export_button_of_a_page_sends_the_filters_that_stand_in_its_form(bek, name):
    text = bek.get(f"/{name}").content.decode()
    form = re.search(r'<form class="filters" method="get">(.*?)</form>', text, re.S)[1]
    page = name.split("/")[0]
    assert f'formaction="/{page}/export/xlsx/"' in form
    assert f'formaction="/{page}/export/csv/"' in form
    for asked in name.split("?")[1].split("&"):
        field, value = asked.split("=")
        assert re.search(rf'<select[^>]*name="{field}".*?value="{value}" selected.*?</select>', form, re.S)
