"""A person in two organisations: each page says which one it speaks of, and a case is opened where she chooses."""

import pytest
from django.urls import reverse

from backend.accounts.services import accept_invitation, invite
from backend.cases.models import Case
from backend.cases.services import open_case
from backend.kernel import clock as the_clock
from backend.people.services import register_survivor
from tests.api.conftest import program_of
from tests.world import NOON, begin_work

PASSWORD = "twelve-letters-at-least"
TYPED = {"pseudonym": "Искра", "legal_name": "Иванова Анна", "gender": "f", "region": "almaty_city"}
TYPED |= {"respondent_gender": "m"}


@pytest.fixture
def both(cast, client):
    """Dana works in the second organisation as well."""
    begin_work(cast.dana, cast.other_organisation, "case_worker")
    client.force_login(cast.dana)
    return client


def test_the_frame_and_the_account_name_both(cast, both):
    for address in ("/", "/account/"):
        page = both.get(address).content.decode()
        assert "Қорғау" in page
        assert "Центр" in page


def test_where_a_case_is_opened_is_asked_first(cast, both):
    page = both.get("/cases/new/").content.decode()
    assert page.count("?in=") == 2
    address = f"/cases/new/?in={cast.other_organisation.pk}"
    form = both.get(address)
    assert "Кризисный центр" in form.content.decode()
    assert {user.pk for user in form.context["form"].fields["lead"].queryset} == {cast.dana.pk, cast.chinara.pk}
    assert both.post(address, TYPED).status_code == 302
    case = Case.objects.exclude(pk=cast.case.pk).get()
    assert case.organisation == cast.other_organisation
    assert case.code.startswith("ШЫ-")
    assert "Центр" in both.get(f"/cases/{case.pk}/").content.decode().split("<main")[1]


def test_who_works_in_one_is_not_asked(cast, client):
    client.force_login(cast.asel)
    page = client.get("/cases/new/").content.decode()
    assert 'name="pseudonym"' in page
    assert "другая организация" not in page


def test_only_where_she_may_open_cases_is_offered(cast, both):
    cast.dana.memberships.filter(organisation=cast.other_organisation).update(role="observer")
    assert 'name="pseudonym"' in both.get("/cases/new/").content.decode()
    assert both.get(f"/cases/new/?in={cast.other_organisation.pk}").status_code == 404


@pytest.mark.parametrize("told", ["nonsense", "01900000-0000-7000-8000-000000000000"])
def test_an_organisation_that_is_not_hers_is_unknown(cast, both, told):
    assert both.get(f"/cases/new/?in={told}").status_code == 404


def test_who_left_an_organisation_is_offered_as_a_lead_no_more(cast, client):
    cast.dana.memberships.update(ended_at=NOON)
    client.force_login(cast.asel)
    assert cast.dana.pk not in {u.pk for u in client.get("/cases/new/").context["form"].fields["lead"].queryset}


@pytest.fixture
def elsewhere(cast, both):
    """A case of Dana's in the second organisation."""
    act = {"by": cast.dana, "at": NOON}
    survivor = register_survivor(cast.other_organisation, pseudonym="Искра", legal_name="Иванова", gender="f", **act)
    return open_case(cast.other_organisation, survivor, **act)


def test_the_list_says_whose_each_case_is_and_can_be_narrowed(cast, both, elsewhere):
    page = both.get("/cases/").content.decode().split('id="rows"')[1]
    assert "Қорғау" in page
    assert "Центр" in page
    narrowed = both.get(f"/cases/?organisation={cast.other_organisation.pk}").content.decode().split('id="rows"')[1]
    assert elsewhere.code in narrowed
    assert cast.case.code not in narrowed


def test_colleagues_of_one_organisation_do_not_see_the_other_through_her(cast, both, elsewhere, client):
    client.force_login(cast.bek)
    assert client.get(f"/cases/{elsewhere.pk}/").status_code == 404
    client.force_login(cast.chinara)
    assert client.get(f"/cases/{cast.case.pk}/").status_code == 404


def test_the_api_names_the_organisation_of_each_case_and_takes_it_for_a_new_one(cast, both, elsewhere):
    robot = program_of(cast.dana)
    assert {row["organisation"] for row in robot.get("/api/v1/me/").json()["memberships"]} == {
        str(cast.organisation.pk), str(cast.other_organisation.pk),
    }  # fmt: skip
    rows = robot.get("/api/v1/cases/").json()["results"]
    assert {row["code"]: row["organisation"] for row in rows} == {
        cast.case.code: str(cast.organisation.pk), elsewhere.code: str(cast.other_organisation.pk),
    }  # fmt: skip
    told = {"organisation": str(cast.other_organisation.pk), "survivor": str(elsewhere.survivor_id)}
    assert robot.post("/api/v1/cases/", told, format="json").json()["organisation"] == str(cast.other_organisation.pk)


def test_the_figures_say_that_they_are_of_both(cast, both):
    assert "Все организации, где вы работаете: Қорғау, Центр." in " ".join(
        both.get("/outcomes/").content.decode().split()
    )


def test_an_invitation_used_twice_says_what_to_do_to_each(cast, client):
    the_clock.travel(NOON)
    try:
        _row, secret = invite(cast.other_organisation, "dana@example.org", "lawyer", by=cast.chinara, at=NOON)
        address = reverse("web:join", args=[secret])
        assert 'name="full_name"' not in client.get(address).content.decode()  # her password is enough
        accept_invitation(secret, full_name="", password=PASSWORD, at=NOON)
        stranger = client.get(address)
        assert stranger.status_code == 404
        assert "Приглашение использовано или истекло." in stranger.content.decode()
        assert "войдите со своим адресом и паролем" in stranger.content.decode()
        client.force_login(cast.dana)
        hers = client.post(address, {"password": PASSWORD})
        assert hers.status_code == 404
        assert "Вы уже воспользовались этим приглашением" in hers.content.decode()
        assert cast.dana.memberships.count() == 2
    finally:
        the_clock.travel(None)


def test_who_is_signed_in_joins_the_second_organisation_without_leaving_the_first(cast, client):
    the_clock.travel(NOON)
    try:
        client.force_login(cast.dana)
        _row, secret = invite(cast.other_organisation, "dana@example.org", "lawyer", by=cast.chinara, at=NOON)
        assert client.post(reverse("web:join", args=[secret]), {"password": PASSWORD})["Location"] == "/"
        assert client.get("/")["Location"] == reverse("web:oath")
    finally:
        the_clock.travel(None)


@pytest.mark.parametrize("role", ["observer", "administrator"])
def test_who_may_not_open_or_record_is_led_to_neither(cast, client, role):
    cast.asel.memberships.update(role=role)
    client.force_login(cast.asel)
    for address in ("/", "/cases/", "/record/", "/accounts/reauthenticate/"):
        page = client.get(address).content.decode()
        assert '<nav class="side"' in page
        assert not [door for door in ("/cases/new/", "/record/", "/find/") if f'href="{door}"' in page], address
    client.force_login(cast.dana)
    for address in ("/", "/cases/", "/record/"):
        page = client.get(address).content.decode()
        assert all(f'href="{door}"' in page for door in ("/cases/new/", "/record/", "/find/")), address
