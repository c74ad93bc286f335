"""The pages of coordinators: the load of each colleague, the lists of cases that need a look, who came in by a reason."""

import io
from datetime import timedelta

import pytest
from openpyxl import load_workbook

from backend.accounts.models import User
from backend.audit.models import AuditEntry
from backend.cases.access import break_glass
from backend.cases.services import open_case
from backend.cases.teams import add_to_team
from backend.web.coordination import SIZE
from tests.busy import LATER, make_busy
from tests.world import NOON, begin_work

PASSWORD = "twelve-letters-at-least"
WHY = "Команда не отвечает, нужен адрес."


@pytest.fixture
def bek(cast, client, clock):
    clock(NOON)
    client.force_login(cast.bek)
    return client


def page(client, address):
    answer = client.get(address)
    assert answer.status_code == 200
    return answer


def test_the_overview_counts_each_list_and_names_nobody_of_the_case(cast, bek):
    open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON)
    answer = page(bek, "/coordination/")
    assert [(kind, number) for kind, _title, _meaning, number in answer.context["lists"]] == [
        ("no_lawyer", 1), ("no_next_date", 2), ("not_opened", 0),
    ]  # fmt: skip
    assert "Смаилов" not in answer.content.decode()


def test_the_table_says_what_each_carries(cast, client, clock):
    make_busy(cast)
    clock(LATER)
    client.force_login(cast.bek)
    rows = page(client, "/coordination/").content.decode().split("<tbody>")[1].split("</tr>")
    dana = next(row for row in rows if "Дана С." in row)
    assert 'data-label="Ведёт">1<' in dana
    assert 'data-label="Наши сроки, 14 дней">1<' in dana
    assert 'data-label="Заседания, 14 дней">1<' in dana


@pytest.mark.parametrize("address", ["/coordination/", "/coordination/no_lawyer/", "/coordination/access/"])
def test_whoever_coordinates_nothing_is_refused_in_words(cast, client, address):
    client.force_login(cast.dana)
    answer = client.get(address)
    assert answer.status_code == 403
    assert "для координаторов" in answer.content.decode()


def test_only_coordinators_find_the_way_there(cast, client):
    for name, finds in (("bek", True), ("dana", False)):
        client.force_login(getattr(cast, name))
        assert ('href="/coordination/"' in client.get("/").content.decode()) is finds


def test_beside_a_case_without_a_lawyer_stands_where_to_put_one_on(cast, bek):
    case = open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON)
    shown = page(bek, "/coordination/no_lawyer/").content.decode()
    assert case.code in shown
    assert cast.case.code not in shown.split("<main")[1]
    assert "в команде нет юриста" in shown
    assert f'href="/cases/{case.pk}/team/"' in shown


def test_beside_a_case_of_ones_own_without_a_date_stands_the_task(cast, bek):
    assert f'href="/cases/{cast.case.pk}/team/"' in page(bek, "/coordination/no_next_date/").content.decode()
    add_to_team(cast.case, cast.bek, "member", by=cast.dana, at=NOON)
    assert f'href="/cases/{cast.case.pk}/tasks/new/"' in page(bek, "/coordination/no_next_date/").content.decode()


def test_what_nobody_opened_says_since_when(cast, bek, clock):
    clock(NOON + timedelta(days=41))
    assert "открывали 41 день назад" in page(bek, "/coordination/not_opened/").content.decode()


def test_an_unknown_list_is_not_there(bek):
    assert bek.get("/coordination/nonsense/").status_code == 404


def test_lists_come_by_pages(cast, bek):
    for _ in range(SIZE):
        open_case(cast.organisation, cast.survivor, by=cast.dana, at=NOON)
    first = page(bek, "/coordination/no_next_date/")
    second = page(bek, f"/coordination/no_next_date/{first.context['after']}")
    assert (len(first.context["rows"]), len(second.context["rows"])) == (SIZE, 1)


def test_a_list_leaves_as_a_file_after_the_password_and_the_log_knows(cast, bek):
    assert bek.get("/coordination/no_next_date/export/xlsx/").url.startswith("/accounts/reauthenticate/")
    bek.post("/accounts/reauthenticate/", {"password": PASSWORD})
    answer = bek.get("/coordination/no_next_date/export/xlsx/")
    sheet = load_workbook(io.BytesIO(answer.content)).active
    assert [row[0].value for row in sheet.iter_rows(min_row=2)] == [cast.case.code]
    assert AuditEntry.objects.get(verb="list.exported").detail == {"list": "no_next_date", "form": "xlsx"}


def test_who_came_in_by_a_reason_is_listed_without_the_reason(cast, bek):
    aigul = User.objects.create_user("aigul@example.org", PASSWORD, full_name="Айгуль Сейт")
    begin_work(aigul, cast.organisation, "coordinator", at=NOON)
    cases = [open_case(cast.organisation, cast.survivor, by=cast.dana, at=NOON) for _ in range(3)]
    for case in cases[:2]:
        break_glass(case, WHY, by=aigul, at=NOON)
    shown = page(bek, "/coordination/access/").content.decode()
    assert cases[0].code in shown
    assert "Айгуль С." in shown
    assert WHY not in shown
    assert "за сутки" not in shown
    break_glass(cases[2], WHY, by=aigul, at=NOON)
    assert "Айгуль С.: за сутки 3 дела открыты" in page(bek, "/coordination/access/").content.decode()


def test_another_organisation_sees_none_of_it(cast, client, clock):
    clock(NOON)
    break_glass(cast.case, WHY, by=cast.bek, at=NOON)
    client.force_login(cast.chinara)
    for address in ("", "no_lawyer/", "no_next_date/", "not_opened/", "access/"):
        shown = page(client, f"/coordination/{address}").content.decode()
        assert cast.case.code not in shown
        assert "Бек" not in shown
