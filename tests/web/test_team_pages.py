"""Offers, hand-overs and a colleague who leaves, on their pages."""

import re
from datetime import timedelta

import pytest

from backend.accounts.models import User
from backend.cases.handovers import ask_to_take_over
from backend.cases.offers import offer_case
from backend.cases.team_choices import ToRead
from backend.cases.team_models import Handover, Offer
from tests.busy import LATER, make_busy
from tests.world import NOON, begin_work

SECRETS = ("Ласточка", "Смаилов", "Ударил", "Гематома", "Тайная", "850314450129", "Смаилов Ержан")


WRITTEN = "Дописала всё, что она рассказала утром."


@pytest.fixture
def zarina(cast, clock) -> User:
    clock(NOON)
    user = User.objects.create_user("zarina@example.org", "twelve-letters-at-least", full_name="Зарина Ли")
    begin_work(user, cast.organisation, "lawyer", at=NOON)
    return user


def page_of(client, user, address: str) -> str:
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def words(html: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


def sent_as(html: str) -> str:
    return re.search(r'name="sent_as" value="(\w+)"', html)[1]


def offered(cast, zarina, **told) -> Offer:
    told = {"answer_by": NOON.date() + timedelta(days=4), "by": cast.dana, "at": NOON, "hours_a_week": 3} | told
    return offer_case(cast.case, zarina, "second", message="Возьмёшь?", **told)


def test_a_coordinator_offers_a_case_without_seeing_what_is_in_it(cast, zarina, client):
    page = page_of(client, cast.bek, f"/cases/{cast.case.pk}/offers/new/")
    told = {
        "user": zarina.pk,
        "role": "second",
        "answer_by": "06.11.2026",
        "message": "Возьмёшь?",
        "sent_as": sent_as(page),
    }
    address = f"/cases/{cast.case.pk}/offers/new/"
    assert client.post(address, told | {"answer_by": "01.11.2026"}).status_code == 422
    for _twice in range(2):  # the double press makes one
        assert client.post(address, told).status_code == 302
    assert Offer.objects.open().count() == 1
    team = words(client.get(f"/cases/{cast.case.pk}/team/").content.decode())
    assert "Зарина Л." in team
    assert "второй" in team.lower()


def test_she_sees_a_sober_frame_and_never_the_content(cast, zarina, client, clock):
    make_busy(cast)
    offer = offered(cast, zarina)
    clock(LATER)
    day = page_of(client, zarina, "/")
    assert f"/offers/{offer.pk}/" in day
    page = page_of(client, zarina, f"/offers/{offer.pk}/")
    said = words(page)
    for shown in (cast.case.code, "Алматы", "побои", "Русский", "Возьмёшь?", "3"):
        assert shown.lower() in said.lower(), shown
    assert not [secret for secret in SECRETS if secret in page + day]
    for closed in ("", "work/", "people/", "team/", "handover/"):
        assert client.get(f"/cases/{cast.case.pk}/{closed}").status_code == 404


def test_accepting_opens_the_case_and_pressing_twice_is_once(cast, zarina, client):
    offer = offered(cast, zarina)
    key = sent_as(page_of(client, zarina, f"/offers/{offer.pk}/"))
    for _twice in range(2):
        answer = client.post(f"/offers/{offer.pk}/", {"sent_as": key})
        assert answer["Location"] == f"/cases/{cast.case.pk}/"
    assert client.get(f"/cases/{cast.case.pk}/").status_code == 200
    again = client.post(f"/offers/{offer.pk}/", {"sent_as": "another"})
    assert again.status_code == 422
    assert "Вы уже приняли это предложение." in again.content.decode()


@pytest.mark.parametrize("how", ["withdrawn", "expired"])
def test_an_offer_that_is_over_says_so_and_shows_nothing_more(cast, zarina, client, clock, how):
    offer = offered(cast, zarina)
    key = sent_as(page_of(client, zarina, f"/offers/{offer.pk}/"))
    if how == "withdrawn":
        client.force_login(cast.dana)
        assert client.post(f"/offers/{offer.pk}/withdraw/").status_code == 302
        said = "Предложение отозвано"
    else:
        clock(offer.expires_at)
        said = "Срок ответа на это предложение истёк"
    client.force_login(zarina)
    late = client.post(f"/offers/{offer.pk}/", {"sent_as": key})  # her page was open meanwhile
    assert late.status_code == 422
    assert said in late.content.decode()
    page = client.get(f"/offers/{offer.pk}/").content.decode()
    assert said in page
    assert "побои" not in page
    assert f"/offers/{offer.pk}/" not in client.get("/").content.decode().split('id="told"')[0]


def test_declining_needs_a_reason_and_whoever_asked_reads_it(cast, zarina, client):
    offer = offered(cast, zarina)
    client.force_login(zarina)
    assert client.post(f"/offers/{offer.pk}/decline/", {"reason": ""}).status_code == 422
    assert client.post(f"/offers/{offer.pk}/decline/", {"reason": "Уезжаю на месяц"}).status_code == 302
    assert "Уезжаю на месяц" in page_of(client, cast.dana, f"/cases/{cast.case.pk}/team/")


def handing_over(cast, zarina, **told) -> Handover:
    return ask_to_take_over(cast.case, zarina, note_text="Жалоба обещана в пятницу.", by=cast.dana, at=NOON, **told)


def test_the_lead_hands_over_on_one_form_and_nothing_typed_is_lost(cast, zarina, client):
    address = f"/cases/{cast.case.pk}/handover/"
    page = page_of(client, cast.dana, address)
    told = {"user": "", "note": "Жалоба обещана в пятницу.", "staying": "second", "sent_as": sent_as(page)}
    refused = client.post(address, told)
    assert refused.status_code == 422
    assert "Жалоба обещана в пятницу." in refused.content.decode()
    assert client.post(address, told | {"user": zarina.pk})["Location"] == f"/cases/{cast.case.pk}/team/"
    assert Handover.objects.get().staying == "second"
    client.force_login(cast.asel)
    assert client.get(address).status_code == 403
    client.force_login(cast.bek)
    assert client.get(address).status_code == 403


def test_the_receiver_reads_the_note_and_the_list_and_ticks_all_of_it(cast, zarina, client, clock):
    make_busy(cast)
    handover = handing_over(cast, zarina)
    clock(LATER)
    assert f"/handovers/{handover.pk}/" in page_of(client, zarina, "/")
    page = page_of(client, zarina, f"/handovers/{handover.pk}/")
    assert "Жалоба обещана в пятницу." in page
    assert "Как ваша библиотека?" not in page
    rules = page_of(client, zarina, f"/handovers/{handover.pk}/?contact")
    assert "Как ваша библиотека?" in rules
    told = {"read": list(ToRead.values)[:4], "sent_as": sent_as(page)}
    refused = client.post(f"/handovers/{handover.pk}/", told)
    assert refused.status_code == 422
    assert refused.content.decode().count("checked") == 4
    accepted = client.post(f"/handovers/{handover.pk}/", told | {"read": list(ToRead.values)})
    assert accepted["Location"] == f"/cases/{cast.case.pk}/"
    assert cast.case.team.get(role="lead", ended_at=None).user == zarina
    log = words(page_of(client, zarina, f"/cases/{cast.case.pk}/log/"))
    assert "принял(а) дело у коллеги" in log


def test_after_declining_she_no_longer_reads_the_note(cast, zarina, client):
    handover = handing_over(cast, zarina)
    client.force_login(zarina)
    assert client.post(f"/handovers/{handover.pk}/decline/", {"reason": "Отпуск"}).status_code == 302
    assert "Жалоба обещана" not in page_of(client, zarina, f"/handovers/{handover.pk}/")
    assert "Отпуск" in page_of(client, cast.dana, f"/handovers/{handover.pk}/")


def test_a_coordinator_may_withdraw_what_she_may_not_read(cast, zarina, client):
    handover = handing_over(cast, zarina)
    client.force_login(cast.bek)
    assert client.get(f"/handovers/{handover.pk}/").status_code == 404


def confirmed(client, user) -> None:
    """Signed in, and the password given once more a moment ago."""
    client.force_login(user)
    client.post("/accounts/reauthenticate/", {"password": "twelve-letters-at-least"})


def test_switching_off_shows_what_she_holds_and_asks_who_takes_each_case(cast, zarina, client, clock):
    make_busy(cast)
    membership = cast.dana.memberships.get()
    clock(None)  # signing in and asking for the password go by the real clock
    confirmed(client, cast.bek)
    assert f"/members/{membership.pk}/switch-off/" in client.get("/colleagues/").content.decode()
    page = client.get(f"/members/{membership.pk}/switch-off/").content.decode()
    assert cast.case.code in page
    assert not [secret for secret in SECRETS if secret in page]
    told = {"sent_as": sent_as(page)}
    refused = client.post(f"/members/{membership.pk}/switch-off/", told)
    assert refused.status_code == 422
    told[f"takers.{cast.case.pk}"] = str(zarina.pk)
    for _twice in range(2):
        answer = client.post(f"/members/{membership.pk}/switch-off/", told)
        assert answer["Location"] == f"/colleagues/?in={cast.organisation.pk}"
    assert cast.case.team.get(role="lead", ended_at=None).user == zarina
    assert client.get(f"/members/{membership.pk}/switch-off/").status_code == 409


@pytest.mark.parametrize(("who", "status"), [("asel", {403, 404}), ("chinara", {404})])
def test_taken_off_the_team_while_she_writes_she_gets_her_text_back(cast, client, who, status):
    client.force_login(getattr(cast, who))
    cast.case.team.filter(user=cast.asel).update(ended_at=NOON)
    notes, incidents = f"/cases/{cast.case.pk}/notes/new/", f"/cases/{cast.case.pk}/incidents/new/"
    before = cast.case.incidents.count()
    for address, field in ((notes, "text"), (incidents, "narrative")):
        told = {field: WRITTEN, "password": "a secret of several words", "taker": str(cast.dana.pk), "readers": "team"}
        late = client.post(address, told)
        page = late.content.decode()
        assert late.status_code in status
        assert late["Cache-Control"] == "no-store"
        assert "Вот что вы набрали: скопируйте, если нужно" in page
        assert f">{WRITTEN}</textarea>" in page
        assert page.count("<textarea") == 1
        assert "a secret of several words" not in page
    assert (cast.case.notes.count(), cast.case.incidents.count()) == (0, before)
    assert WRITTEN not in client.post(notes, {"text": WRITTEN}, headers={"hx-request": "true"}).content.decode()


def test_with_her_form_still_open_the_next_submit_says_what_happened(cast, zarina, client):
    from django.test import Client  # noqa: PLC0415 -- two browsers

    hers = Client()
    hers.force_login(cast.dana)
    assert hers.get(f"/cases/{cast.case.pk}/notes/new/").status_code == 200
    confirmed(client, cast.bek)
    page = client.get(f"/members/{cast.dana.memberships.get().pk}/switch-off/").content.decode()
    told = {"sent_as": sent_as(page), f"takers.{cast.case.pk}": "none"}
    client.post(f"/members/{cast.dana.memberships.get().pk}/switch-off/", told)
    late = hers.post(f"/cases/{cast.case.pk}/notes/new/", {"text": "Дописала.", "readers": "team"}, follow=True)
    assert "Ваш сеанс завершён" in late.content.decode()
    longer = hers.post(f"/cases/{cast.case.pk}/notes/new/", {"text": WRITTEN, "readers": "team"})
    page = longer.content.decode()
    assert (longer.status_code, longer["Cache-Control"]) == (403, "no-store")
    assert "Ваш сеанс завершён" in page
    assert f">{WRITTEN}</textarea>" in page
    assert 'href="/accounts/login/"' in page
    by_htmx = hers.post(f"/cases/{cast.case.pk}/notes/new/", {"text": "x"}, headers={"hx-request": "true"})
    assert by_htmx["HX-Redirect"].endswith("?ended")
    cast.dana.refresh_from_db()
    confirmed(hers, cast.dana)
    nowhere = hers.get("/")
    assert nowhere.status_code == 403
    assert cast.case.code not in nowhere.content.decode()
    assert cast.case.notes.count() == 0
