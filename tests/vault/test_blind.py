"""Equal values meet within one organisation; the tokens say nothing else."""

import pytest

from backend.kernel.models import new_id
from backend.vault.blind import KEPT, tokens
from backend.vault.models import Pepper

pytestmark = pytest.mark.django_db(databases=["default", "keys"])


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("name", "Айгүл Смаилова", "СМАИЛОВА  Айгуль"),
        ("phone", "+7 701 123-45-67", "87011234567"),
        ("iin", "850314 450129", "850314450129"),
        ("number", "№ 7599-26", "7599 26"),
    ],
)
def test_one_value_however_it_is_spelt_gives_one_token(kind, one, other):
    organisation = new_id()
    assert set(tokens(kind, one, organisation)) == set(tokens(kind, other, organisation))
    assert all(len(token) == KEPT for token in tokens(kind, one, organisation))


def test_another_organisation_or_kind_gives_another_token():
    mine, theirs = new_id(), new_id()
    assert tokens("iin", "850314450129", mine) != tokens("iin", "850314450129", theirs)
    assert tokens("iin", "850314450129", mine) != tokens("number", "850314450129", mine)


@pytest.mark.parametrize("kind", ["name", "phone", "iin", "number"])
@pytest.mark.parametrize("nothing", ["", "   "])
def test_nothing_gives_no_token_and_makes_no_pepper(kind, nothing):
    organisation = new_id()
    assert tokens(kind, nothing, organisation) == []
    assert not Pepper.objects.filter(pk=organisation).exists()
