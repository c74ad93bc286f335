"""Lists and figures as files over HTTP: the bytes of the page, within rights, logged, and the password for sessions."""

import io

import pytest
from openpyxl import load_workbook

from backend.accounts.keeping import change_settings
from backend.accounts.models import User
from backend.audit.models import AuditEntry
from backend.reports.sheets import CSV, XLSX
from tests.api.conftest import problem, program_of
from tests.world import NOON, begin_work

PASSWORD = "twelve-letters-at-least"


def codes(answer):
    return [row[0].value for row in load_workbook(io.BytesIO(answer.content)).active.iter_rows(min_row=2)]


def test_the_list_leaves_with_its_filters_and_the_log_knows(cast, bek):
    answer = bek.ask("cases/?format=xlsx&region=almaty_city&state=open")
    assert (answer.status_code, answer["Content-Type"], codes(answer)) == (200, XLSX, [cast.case.code])
    assert codes(bek.ask("cases/?format=xlsx&region=astana")) == []
    entry = AuditEntry.objects.filter(verb="list.exported").first()
    assert (entry.by, entry.detail) == (cast.bek, {"list": "cases", "form": "xlsx"})


def test_page_and_api_give_the_same_file(cast, bek, client):
    client.force_login(cast.bek)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    for page, api in (
        ("cases/export/csv/?region=almaty_city", "cases/?format=csv&region=almaty_city"),
        ("outcomes/export/csv/?year=2026", "reports/outcomes/?format=csv&since=2026-01-01&until=2026-12-31"),
    ):
        answer = bek.ask(api, HTTP_ACCEPT=CSV)
        assert answer["Content-Type"] == CSV
        assert answer.content == client.get(f"/{page}").content


@pytest.mark.parametrize("asked", ["cases/?format=csv&state=zz", "reports/outcomes/?format=csv&region=zz"])
def test_a_wrong_filter_is_refused_and_nothing_leaves(bek, asked):
    problem(bek.ask(asked), 422)
    assert not AuditEntry.objects.filter(verb="list.exported").exists()


def test_a_stranger_takes_out_nothing_of_ours(chinara):
    assert codes(chinara.ask("cases/?format=xlsx")) == []


@pytest.mark.parametrize("address", ["cases/", "reports/outcomes/"])
def test_who_has_not_the_right_is_refused(cast, address):
    reader = User.objects.create_user("aliya@example.org", PASSWORD, full_name="Алия Т.")
    begin_work(reader, cast.organisation, "observer", at=NOON)
    problem(program_of(reader).ask(f"{address}?format=csv"), 403)
    rights = {"export": ["observer"]}
    change_settings(cast.organisation, rights=rights, expected_version=0, by=cast.bek, at=NOON)
    assert program_of(reader).ask(f"{address}?format=csv").status_code == 200
    problem(program_of(cast.dana).ask(f"{address}?format=csv"), 403)


@pytest.mark.parametrize("address", ["cases/", "reports/outcomes/"])
def test_a_session_gives_its_password_first(cast, client, address):
    client.force_login(cast.bek)
    refused = client.get(f"/api/v1/{address}?format=csv")
    assert problem(refused, 403)["type"] == "urn:tirek:problem:reauthentication_required"
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    assert client.get(f"/api/v1/{address}?format=csv").status_code == 200


@pytest.mark.parametrize("address", ["cases/", "reports/outcomes/"])
def test_an_unknown_form_is_refused_and_json_is_json(bek, address):
    problem(bek.ask(f"{address}?format=docx"), 422)
    assert bek.ask(f"{address}?format=json").status_code == 200
