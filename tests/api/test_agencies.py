"""The bodies of the state over HTTP."""

import pytest

from tests.api.conftest import made, pointers, problem


@pytest.mark.parametrize(
    ("asked", "keys"),
    [
        ("key=court_almaty_bostandyk", {"court_almaty_bostandyk"}), ("name=бостандыкск&kind=court", {"court_almaty_bostandyk"}),
        ("name=БОСТАНДЫКСК&kind=court", {"court_almaty_bostandyk"}), ("name=.*", set()), ("kind=court&key=police_almaty_bostandyk", set()),
    ],
)  # fmt: skip
def test_bodies_are_found_by_kind_key_and_part_of_their_name(api, cast, asked, keys):
    found = made(api(cast.ermek).ask(f"agencies/?{asked}"), 200)["results"]
    assert keys <= {row["key"] for row in found}
    assert keys or not found


def test_a_kind_or_region_that_there_is_not_is_refused(dana):
    assert pointers(dana.ask("agencies/?kind=ministry")) == ["kind"]
    assert pointers(dana.ask("agencies/?region=atlantis")) == ["region"]


def test_a_body_is_read_by_its_id(dana, lived):
    court = made(dana.ask(f"agencies/{lived.court.pk}/"), 200)
    assert (court["kind"], court["name_ru"]) == ("court", lived.court.name_ru)
    problem(dana.ask("agencies/court_almaty_bostandyk/"), 404)
