"""Taking a list out: what the page shows, for whom the page shows it, after the password, and logged."""

import io

import pytest
from openpyxl import load_workbook

from backend.audit.models import AuditEntry

PASSWORD = "twelve-letters-at-least"


@pytest.fixture
def signed_in(cast, client):
    """Signed in, and the password given once more a moment ago."""

    def sign_in(name):
        client.force_login(getattr(cast, name))
        client.post("/accounts/reauthenticate/", {"password": PASSWORD})
        return client

    return sign_in


def rows(response):
    return [[cell.value for cell in row] for row in load_workbook(io.BytesIO(response.content)).active.iter_rows()]


def test_the_list_of_cases_leaves_with_the_filters_of_its_address_and_the_log_knows(cast, signed_in):
    client = signed_in("bek")
    response = client.get("/cases/export/xlsx/?region=almaty_city")
    assert [row[0] for row in rows(response)[1:]] == [cast.case.code]
    assert "Смаилов" not in str(rows(response))
    assert rows(client.get("/cases/export/xlsx/?region=astana"))[1:] == []
    entry = AuditEntry.objects.filter(verb="list.exported").first()
    assert (entry.by, entry.detail) == (cast.bek, {"list": "cases", "form": "xlsx"})


def test_a_stranger_takes_out_what_is_hers_alone(signed_in):
    assert rows(signed_in("chinara").get("/cases/export/xlsx/"))[1:] == []


@pytest.mark.parametrize("form", ["xlsx", "csv"])
def test_the_figures_leave_as_a_file(signed_in, form):
    response = signed_in("bek").get(f"/outcomes/export/{form}/?year=2026")
    assert response.status_code == 200
    assert response["Content-Disposition"].startswith('attachment; filename="outcomes-')
    assert response["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    ("page", "asked", "said"),
    [
        ("cases", "state=zz", "error-summary"),
        ("outcomes", "year=12", "За такой год"),
        ("outcomes", "region=zz", "Такого региона"),
    ],
)
def test_a_wrong_filter_leads_back_to_its_page_which_says_so(signed_in, page, asked, said):
    client = signed_in("bek")
    answer = client.get(f"/{page}/export/csv/?{asked}")
    assert (answer.status_code, answer.url) == (302, f"/{page}/?{asked}")
    assert said in client.get(answer.url).content.decode()
    assert not AuditEntry.objects.filter(verb="list.exported").exists()


def test_an_open_session_alone_takes_nothing_out(cast, client):
    client.force_login(cast.bek)
    response = client.get("/cases/export/xlsx/?region=astana")
    assert response.status_code == 302
    assert response.url.startswith("/accounts/reauthenticate/?next=")
    assert "Введите пароль ещё раз" in client.get(response.url).content.decode()
    back = client.post(response.url, {"password": PASSWORD, "next": "/cases/export/xlsx/?region=astana"})
    assert back.url == "/cases/export/xlsx/?region=astana"


def test_an_unknown_kind_of_file_is_not_there(signed_in):
    assert signed_in("bek").get("/cases/export/docx/").status_code == 404
