"""Codes of cases: from a locked counter, one after the other, whoever opens them and however many at once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date

import pytest
from django.db import IntegrityError, connections, transaction

from backend.accounts.offices import first_office
from backend.cases.filters import cases_called
from backend.cases.models import Case, CaseSeries
from backend.cases.services import next_code, open_case
from backend.kernel.errors import InvalidInput
from backend.people.services import register_survivor
from backend.vault.keys import key_session
from tests.world import NOON

OPENERS, EACH = 6, 5


def at_once(openers: int, work: Callable[[int], list[str]]) -> list[str]:
    """What each of the openers, begun in the same moment and each on a connection of its own, brought back."""
    ready = threading.Barrier(openers)

    def opener(number: int) -> list[str]:
        try:
            with key_session():
                ready.wait(timeout=30)
                return work(number)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(openers) as pool:
        return [code for codes in pool.map(opener, range(openers)) for code in codes]


def test_a_code_says_office_year_and_number(cast):
    assert cast.case.code == "АЛ-26-0001"
    older = open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON, opened_on=date(2025, 12, 30))
    newer = open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON)
    assert (older.code, newer.code) == ("АЛ-25-0001", "АЛ-26-0002")


def test_past_ten_thousand_a_code_grows_by_a_digit(cast):
    CaseSeries.objects.filter(office=first_office(cast.organisation), year=2026).update(last=9999)
    assert open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON).code == "АЛ-26-10000"


def test_an_opening_that_fails_leaves_no_gap(cast):
    with pytest.raises(InvalidInput):
        open_case(cast.organisation, cast.survivor, by=cast.asel, lead=cast.chinara, at=NOON)
    with transaction.atomic():
        assert next_code(first_office(cast.organisation), 2026) == "АЛ-26-0002"
        transaction.set_rollback(True)  # the power went
    assert open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON).code == "АЛ-26-0002"


def test_a_code_is_one_cases_only_in_the_whole_installation(cast):
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.create(
            code=cast.case.code, organisation=cast.other_organisation, office=first_office(cast.other_organisation),
            survivor=cast.survivor, opened_on=NOON.date(),
        )  # fmt: skip


def test_openers_at_once_make_no_gap_and_no_double(committed_cast):
    cast = committed_cast

    def work(number: int) -> list[str]:
        by = (cast.asel, cast.dana)[number % 2]
        return [open_case(cast.organisation, cast.survivor, by=by, at=NOON).code for _time in range(EACH)]

    opened = at_once(OPENERS, work)
    wanted = [f"АЛ-26-{number:04d}" for number in range(2, OPENERS * EACH + 2)]
    assert sorted(opened) == wanted
    assert sorted(Case.objects.values_list("code", flat=True)) == ["АЛ-26-0001", *wanted]


def test_the_first_case_of_a_year_is_opened_by_two_at_once(committed_cast):
    cast = committed_cast
    survivor = register_survivor(cast.other_organisation, pseudonym="Река", by=cast.chinara, at=NOON)

    def work(_number: int) -> list[str]:
        return [open_case(cast.other_organisation, survivor, by=cast.chinara, at=NOON).code]

    assert sorted(at_once(4, work)) == [f"ШЫ-26-{number:04d}" for number in range(1, 5)]


def test_organisations_do_not_share_a_counter(committed_cast):
    cast = committed_cast
    survivor = register_survivor(cast.other_organisation, pseudonym="Река", by=cast.chinara, at=NOON)
    whose = ((cast.organisation, cast.survivor, cast.asel), (cast.other_organisation, survivor, cast.chinara))

    def work(number: int) -> list[str]:
        organisation, hers, by = whose[number % 2]
        return [open_case(organisation, hers, by=by, at=NOON).code for _time in range(3)]

    assert sorted(at_once(2, work)) == [
        "АЛ-26-0002", "АЛ-26-0003", "АЛ-26-0004", "ШЫ-26-0001", "ШЫ-26-0002", "ШЫ-26-0003",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "typed", ["al-26-0030", "AL-26-0030", "АЛ260030", "ал 26 30", "АЛ-26-30", "al", "Al-26", "0030"]
)
def test_a_code_is_found_however_it_is_typed(cast, typed):
    CaseSeries.objects.filter(office=first_office(cast.organisation), year=2026).update(last=29)
    opened = open_case(cast.organisation, cast.survivor, by=cast.asel, at=NOON)
    assert opened in Case.objects.filter(cases_called(typed))


@pytest.mark.parametrize("typed", ["ab-26-0001", "АЛ-25-1", "АЛ260002", "shy 26 1", "x" * 5000])
def test_what_is_no_code_of_hers_finds_nothing(cast, typed):
    assert not Case.objects.filter(cases_called(typed)).exists()
