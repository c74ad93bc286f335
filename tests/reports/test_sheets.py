"""Lists and figures as files: what is in them, and what a spreadsheet program must never make of them."""

import csv
import io
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from backend.cases.models import Case
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from backend.reports.outcomes import outcomes
from backend.reports.sheets import Table, as_csv, as_xlsx
from backend.reports.tables import case_table, outcome_tables
from tests.world import NOON

FORMULAS = ["=1+1", "+7701", "-1", "@SUM(A1)", "\t=1", '=HYPERLINK("http://evil.example")']


def lines(table):
    text = b"".join(as_csv(table)).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


@pytest.mark.parametrize("text", FORMULAS)
def test_nothing_typed_becomes_a_formula(text):
    table = Table("Лист", ["Столбец"], [[text]])
    sheet = load_workbook(io.BytesIO(as_xlsx([table]))).active
    assert (sheet["A2"].data_type, sheet["A2"].value) == ("s", text)
    assert lines(table)[1][0].startswith("'")


def test_days_and_numbers_stay_days_and_numbers():
    table = Table("Cases/[all]:?*", ["a", "b", "c", "d"], [[date(2026, 11, 2), 36, "Ұ; «x»", None]])
    sheet = load_workbook(io.BytesIO(as_xlsx([table]))).active
    assert sheet["A2"].value.date() == date(2026, 11, 2)
    assert (sheet["B2"].value, sheet["C2"].value, sheet["D2"].value) == (36, "Ұ; «x»", None)
    assert lines(table)[1] == ["2026-11-02", "36", "Ұ; «x»", ""]


@given(rows=st.lists(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=2, max_size=2)))
def test_a_csv_is_read_back_as_it_was_written_but_for_the_apostrophes(rows):
    read = [[cell.removeprefix("'") for cell in row] for row in lines(Table("t", ["a", "b"], rows))[1:]]
    assert read == [[cell.removeprefix("'") for cell in row] for row in rows]


def test_the_list_of_cases_speaks_by_code_and_never_by_name(cast):
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    record_event(proceeding, "report_filed", happened_at=NOON, by=cast.asel, at=NOON)
    table = case_table(Case.objects.visible_to(cast.bek), NOON + timedelta(days=5))
    rows = [list(map(str, row)) for row in table.rows]
    assert [row[0] for row in rows] == [cast.case.code]
    assert rows[0][4] == "Дана Сейткали"
    assert rows[0][8] == "1"
    assert not any(word in cell for row in rows for cell in row for word in ("Смаилов", "8503", "7701"))


def test_the_list_costs_the_same_number_of_queries_however_long(cast, django_assert_max_num_queries):
    for _ in range(3):
        Case.objects.create(
            code=f"АЛ-26-9{_}", organisation=cast.organisation, office=cast.case.office, survivor=cast.survivor,
            opened_on=NOON.date(),
        )  # fmt: skip
    with django_assert_max_num_queries(8):
        assert len(list(case_table(Case.objects.visible_to(cast.bek), NOON).rows)) == 4


def test_the_figures_of_the_file_are_those_of_the_page(cast):
    figures = outcomes(cast.bek)
    sheets = outcome_tables(figures)
    assert [list(table.rows) for table in sheets] == [[], [], [], []]
    assert load_workbook(io.BytesIO(as_xlsx(sheets))).sheetnames
