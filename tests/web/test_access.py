"""The pages of access by stating a reason, and the log of access: what each reader sees and can do there."""

import time
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session

from backend.accounts.models import User
from backend.audit.services import record
from backend.cases.access import break_glass
from backend.cases.access_models import AccessGrant
from backend.cases.teams import add_to_team
from tests.world import NOON, begin_work

PASSWORD = "twelve-letters-at-least"
WHY = "Звонит её сестра Сауле: муж нашёл адрес, Дана в суде."


@pytest.fixture
def noon(clock):
    clock(NOON)


@pytest.fixture
def bek(cast, client, noon):
    """Bek is signed in and gave his password a moment ago."""
    client.force_login(cast.bek)
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    return client


def address(cast, page="open/"):
    return f"/cases/{cast.case.pk}/access/{page}"


def minutes_pass(client):
    """The password was given longer ago than it holds."""
    session = client.session
    for record_of_it in session["account_authentication_methods"]:
        record_of_it["at"] = time.time() - 3600
    session.save()


def test_the_frame_of_a_case_offers_it_to_a_coordinator_alone(cast, client, noon):
    client.force_login(cast.bek)
    assert address(cast) in client.get(f"/cases/{cast.case.pk}/").content.decode()
    client.force_login(cast.dana)
    assert address(cast) not in client.get(f"/cases/{cast.case.pk}/").content.decode()


def test_with_a_reason_the_case_opens_and_says_until_when(cast, bek):
    answer = bek.post(address(cast), {"reason": WHY, "hours": "8"}, follow=True)
    page = answer.content.decode()
    assert answer.redirect_chain == [(f"/cases/{cast.case.pk}/", 302)]
    assert "до 20:00" in page
    assert f"/cases/{cast.case.pk}/people/" in page
    grant = AccessGrant.objects.get()
    assert grant.until - grant.granted_at == timedelta(hours=8)


def test_four_hours_are_chosen_unless_she_chooses_otherwise(cast, bek):
    page = bek.get(address(cast)).content.decode()
    chosen = page.split('value="4"')[1].split(">")[0]
    assert "checked" in chosen


def test_without_the_password_given_again_the_form_is_not_shown(cast, client, noon):
    client.force_login(cast.bek)
    answer = client.get(address(cast))
    assert answer.status_code == 302
    assert answer.url.startswith("/accounts/reauthenticate/?next=")


def test_who_thought_for_long_gives_the_password_beside_the_reason_and_loses_nothing(cast, bek):
    bek.get(address(cast))
    minutes_pass(bek)
    answer = bek.post(address(cast), {"reason": WHY, "hours": "4"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert WHY in page
    assert 'name="password"' in page
    assert not AccessGrant.objects.exists()
    wrong = bek.post(address(cast), {"reason": WHY, "hours": "4", "password": "not-this-one-at-all"})
    assert wrong.status_code == 422
    assert "not-this-one-at-all" not in wrong.content.decode()
    assert bek.post(address(cast), {"reason": WHY, "hours": "4", "password": PASSWORD}).status_code == 302
    assert AccessGrant.objects.exists()


def test_what_was_typed_is_kept_in_no_session(cast, bek):
    minutes_pass(bek)
    bek.post(address(cast), {"reason": WHY, "hours": "4"})
    assert not any("Сауле" in str(session.get_decoded()) for session in Session.objects.all())


@pytest.mark.parametrize(("told", "words"), [({"reason": "надо"}, "одним предложением"), ({"hours": "5"}, "")])
def test_a_refusal_stands_beside_its_field_with_what_was_typed(cast, bek, told, words):
    answer = bek.post(address(cast), {"reason": WHY, "hours": "4", **told})
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert (told.get("reason") or WHY) in answer.content.decode()
    assert not AccessGrant.objects.exists()


def test_a_double_press_opens_it_once(cast, bek):
    told = {"reason": WHY, "hours": "4", "sent_as": "a" * 32}
    assert [bek.post(address(cast), told).status_code for _ in range(2)] == [302, 302]
    assert AccessGrant.objects.count() == 1


def test_who_has_it_open_is_led_to_the_case(cast, bek):
    break_glass(cast.case, WHY, by=cast.bek, at=NOON)
    assert bek.get(address(cast)).url == f"/cases/{cast.case.pk}/"


def test_given_back_by_the_button_the_case_is_a_frame_again(cast, bek):
    grant = break_glass(cast.case, WHY, by=cast.bek, at=NOON)
    assert bek.post(f"/access/{grant.pk}/end/").url == f"/cases/{cast.case.pk}/"
    assert bek.get(f"/cases/{cast.case.pk}/people/").status_code == 403


def test_the_lead_reads_why_and_ends_it(cast, client, noon):
    grant = break_glass(cast.case, WHY, by=cast.bek, at=NOON)
    client.force_login(cast.dana)
    page = client.get(address(cast, "")).content.decode()
    assert WHY in page
    assert f"/access/{grant.pk}/end/" in page
    assert client.post(f"/access/{grant.pk}/end/").url == address(cast, "")
    page = client.get(address(cast, "")).content.decode()
    assert f"/access/{grant.pk}/end/" not in page
    assert "доступ закрыт, Дана С.: 12:00" in page


def test_another_coordinator_sees_who_and_when_and_not_why_nor_at_what(cast, client, noon):
    break_glass(cast.case, WHY, by=cast.bek, at=NOON)
    act = {"by": cast.asel, "at": NOON, "case_id": cast.case.pk}
    record(f"case:{cast.case.pk}", "person.revealed", field="iin", **act)
    aigul = User.objects.create_user("aigul@example.org", PASSWORD, full_name="Айгуль Сейт")
    begin_work(aigul, cast.organisation, "coordinator", at=NOON)
    client.force_login(aigul)
    page = client.get(address(cast, "")).content.decode()
    assert "Бек О." in page
    assert "Асель Н." in page
    assert WHY not in page
    assert "ИИН" not in page.split("<main")[1]
    client.force_login(cast.dana)
    assert "ИИН" in client.get(address(cast, "")).content.decode().split("<main")[1]


def test_a_member_who_does_not_lead_is_refused_in_words(cast, client, noon):
    client.force_login(cast.asel)
    answer = client.get(address(cast, ""))
    assert answer.status_code == 403
    assert "ведущая и координаторы" in answer.content.decode()


def test_looks_are_sifted_by_person_and_kind_and_changes_are_not_among_them(cast, client, noon):
    act = {"case_id": cast.case.pk, "at": NOON}
    chain = f"case:{cast.case.pk}"
    record(chain, "case.viewed", by=cast.asel, **act)
    record(chain, "person.revealed", by=cast.dana, field="phone", **act)
    add_to_team(cast.case, cast.bek, "observer", by=cast.dana, at=NOON)
    client.force_login(cast.dana)

    def shown(query):
        return client.get(address(cast, query)).content.decode().count('class="log-line"')

    assert shown("") == 2
    assert shown(f"?by={cast.asel.pk}") == 1
    assert shown("?kind=revealed") == 1
    assert shown(f"?kind=revealed&by={cast.asel.pk}") == 0
    assert shown("?kind=nonsense&by=nobody") == 2


def test_pages_of_the_log_follow_one_another_without_a_gap(cast, client, noon):
    for minute in range(60):
        at = NOON + timedelta(minutes=minute // 3)  # three at one moment
        record(f"case:{cast.case.pk}", "case.viewed", by=cast.asel, at=at, case_id=cast.case.pk)
    client.force_login(cast.dana)
    first = client.get(address(cast, "?kind=looked"))
    second = client.get(address(cast, "") + first.context["after"])
    assert [len(first.context["lines"]), len(second.context["lines"])] == [50, 10]
    assert second.context["after"] == ""
    moments = [line.at for page in (first, second) for line in page.context["lines"]]
    assert moments == sorted(moments, reverse=True)
    back = client.get(address(cast, "") + second.context["before"])
    assert [line.at for line in back.context["lines"]] == [line.at for line in first.context["lines"]]
    for nonsense in ("x", "2026-11-02_1", "0001-01-01T00:00:00+00:00_1", f"2026-11-02T00:00:00+00:00_{'9' * 30}"):
        assert client.get(address(cast, ""), {"after": nonsense}).status_code == 200


def test_no_reason_and_no_name_stands_in_an_address_or_a_title(cast, bek):
    page = bek.get(address(cast)).content.decode()
    assert f"<title>{cast.case.code}, Открыть с указанием причины" in page


def test_asking_for_the_password_once_more_says_what_is_true_of_breaking_the_glass_too(cast, client):
    client.force_login(cast.bek)
    page = client.get("/accounts/reauthenticate/").content.decode()
    assert "открывает или выгружает данные либо меняет, кому что разрешено" in page
    assert "Вы выгружаете данные" not in page
