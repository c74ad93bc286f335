"""Sessions and tokens: told on one page, ended one by one or all at once, by oneself or by a coordinator."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.cache import cache
from django.core.management import call_command
from django.test import Client
from django.urls import reverse
from knox.models import AuthToken
from rest_framework.test import APIClient

from backend.accounts.locking_out import lock_out
from backend.accounts.passwords import owner_of_link
from backend.accounts.sessions import coarse, sessions_of
from backend.audit.models import AuditEntry
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed
from backend.notifications.models import Delivery
from tests.web.second_factors import PASSWORD, sign_in
from tests.world import NOON, begin_work

FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"
PHONE = "Mozilla/5.0 (Linux; Android 14) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0 Mobile Safari/537.36"


@pytest.fixture(autouse=True)
def fresh_limits():
    cache.clear()
    yield
    cache.clear()


def browser(user, agent: str = FIREFOX, address: str = "194.39.67.201") -> Client:
    client = Client(HTTP_USER_AGENT=agent, REMOTE_ADDR=address)
    assert sign_in(client, user.email).status_code == 302
    return client


def program(user) -> APIClient:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {AuthToken.objects.create(user, timedelta(days=30))[1]}")
    return client


def confirmed(client: Client) -> Client:
    """A browser in which the password was entered once more, a moment ago."""
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client


def is_in(client: Client) -> bool:
    return client.get("/").status_code == 200


def test_the_page_tells_device_and_coarse_network_and_which_one_this_is(cast):
    browser(cast.dana, PHONE, "2a00:1450:4010:c0e::71")
    here = browser(cast.dana)
    page = here.get(reverse("web:access")).content.decode()
    assert "Firefox, Windows" in page
    assert "Chrome, Android" in page
    assert "194.39.67.0" in page
    assert "194.39.67.201" not in page
    assert "2a00:1450:4010::" in page
    assert page.count("это устройство") == 1
    assert not cast.dana.usersession_set.filter(ip="194.39.67.201").exists()


@pytest.mark.parametrize(
    ("address", "net"),
    [("10.1.2.3", "10.1.2.0"), ("2a00:1450:4010:c0e::71", "2a00:1450:4010::"), ("nonsense", "0.0.0.0")],
)
def test_an_address_is_kept_without_its_end(address, net):
    assert coarse(address) == net


def test_one_session_is_ended_and_the_others_go_on(cast):
    here, phone = browser(cast.dana), browser(cast.dana, PHONE)
    row = next(one for one in sessions_of(cast.dana) if "Android" in one.device)
    assert here.post(reverse("web:session-end", args=[row.pk])).status_code == 302
    assert is_in(here)
    assert not is_in(phone)
    assert here.post(reverse("web:session-end", args=[row.pk])).status_code == 404


def test_a_strangers_session_cannot_be_ended(cast):
    here, hers = browser(cast.asel), browser(cast.dana)
    row = sessions_of(cast.dana)[0]
    assert here.post(reverse("web:session-end", args=[row.pk])).status_code == 404
    assert is_in(hers)


def test_all_others_end_those_nobody_knows_of_too_and_this_one_stays_listed(cast):
    here, phone, unknown = browser(cast.dana), browser(cast.dana, PHONE), browser(cast.dana)
    cast.dana.usersession_set.filter(session_key=unknown.session.session_key).delete()
    assert here.post(reverse("web:sessions-end-others")).status_code == 302
    assert is_in(here)
    assert not is_in(phone)
    assert not is_in(unknown)
    assert here.get(reverse("web:access")).content.decode().count("это устройство") == 1


def test_a_closed_screen_that_is_opened_again_stays_in_the_list(cast):
    here = browser(cast.dana)
    here.get(reverse("web:lock"))
    here.post(reverse("web:lock"), {"password": PASSWORD})
    assert is_in(here)
    assert here.get(reverse("web:access")).content.decode().count("это устройство") == 1


def test_a_token_is_made_after_the_password_told_once_and_revoked(cast):
    here = browser(cast.dana)
    assert here.get(reverse("web:token-make"))["Location"].startswith(reverse("account_reauthenticate"))
    made = confirmed(here).post(reverse("web:token-make"), {"days": 30})
    token = made.context["token"]
    assert token in made.content.decode()
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    assert client.get("/api/v1/cases/").status_code == 200
    page = here.get(reverse("web:access")).content.decode()
    assert token[:8] in page
    assert token[:20] not in page
    here.post(reverse("web:token-revoke"), {"token": AuthToken.objects.get().pk})
    assert client.get("/api/v1/cases/").status_code == 401
    assert here.post(reverse("web:token-revoke"), {"token": "gone"}).status_code == 302


def test_a_strangers_token_is_not_revoked(cast):
    hers = program(cast.dana)
    browser(cast.asel).post(reverse("web:token-revoke"), {"token": AuthToken.objects.get().pk})
    assert hers.get("/api/v1/cases/").status_code == 200


def test_a_life_that_cannot_be_is_told_at_its_field(cast):
    assert confirmed(browser(cast.dana)).post(reverse("web:token-make"), {"days": 4000}).status_code == 422
    assert not AuthToken.objects.exists()


def test_a_coordinator_ends_everything_of_a_colleague_at_once(cast, drain):
    laptop, phone, robot = browser(cast.dana), browser(cast.dana, PHONE), program(cast.dana)
    bek = confirmed(browser(cast.bek))
    address = reverse("web:lock-out", args=[cast.dana.pk])
    assert address in bek.get(reverse("web:colleagues")).content.decode()
    assert bek.get(address).status_code == 200
    with drain():
        answer = bek.post(address)
    assert "Отозван 1 токен" in answer.content.decode()
    assert not is_in(laptop)
    assert not is_in(phone)
    assert robot.get("/api/v1/me/").status_code == 401
    assert is_in(bek)
    assert AuditEntry.objects.get(verb="user.locked_out").by == cast.bek
    assert {row.channel for row in Delivery.objects.filter(user=cast.dana, kind="access_ended")} == {"inbox", "email"}
    assert Session.objects.count() == 1
    again = browser(cast.dana)
    assert is_in(again)
    Delivery.objects.update(state="sent", sent_at=now())
    assert "Координатор завершил все ваши сеансы" in again.get("/").content.decode()


def test_links_for_a_new_password_die_with_the_sessions(cast, client, drain, mailoutbox):
    with drain():
        client.post(reverse("account_reset_password"), {"email": cast.dana.email})
    secret = mailoutbox[0].body.split("/reset/")[1].split("/")[0]
    assert owner_of_link(secret, at=now()) == cast.dana
    lock_out(cast.dana, by=cast.bek, at=now())
    assert owner_of_link(secret, at=now()) is None


@pytest.mark.parametrize("who", ["dana", "asel", "ermek", "chinara"])
def test_nobody_else_may_lock_anybody_out(cast, who):
    robot = program(cast.asel)
    with pytest.raises(NotAllowed):
        lock_out(cast.asel, by=getattr(cast, who), at=NOON)
    assert robot.get("/api/v1/me/").status_code == 200


def test_an_administrator_may_and_a_coordinator_who_left_may_not(cast):
    begin_work(cast.ermek, cast.organisation, "administrator")
    assert lock_out(cast.asel, by=cast.ermek, at=NOON) == 0
    cast.bek.memberships.update(ended_at=NOON)
    with pytest.raises(NotAllowed):
        lock_out(cast.asel, by=cast.bek, at=NOON)


def test_the_same_through_the_api(cast):
    laptop, robot, bek = browser(cast.dana), program(cast.dana), program(cast.bek)
    (session,) = robot.get("/api/v1/me/sessions/").json()["results"]
    assert (session["device"], session["network"], session["is_this"]) == ("Firefox, Windows", "194.39.67.0", False)
    assert robot.delete(f"/api/v1/me/sessions/{session['id']}/").status_code == 204
    assert robot.delete(f"/api/v1/me/sessions/{session['id']}/").status_code == 404
    assert not is_in(laptop)
    program(cast.dana)
    first, second = robot.get("/api/v1/me/tokens/").json()["results"]
    assert robot.delete(f"/api/v1/me/tokens/{first['id']}/").status_code == 204
    assert robot.delete("/api/v1/me/tokens/nonsense/").status_code == 404
    assert [row["id"] for row in robot.get("/api/v1/me/tokens/").json()["results"]] == [second["id"]]
    assert bek.post(f"/api/v1/users/{cast.dana.pk}/lock-out/").json() == {"tokens_revoked": 1}
    assert robot.get("/api/v1/me/").status_code == 401
    assert bek.post(f"/api/v1/users/{cast.chinara.pk}/lock-out/").status_code == 404


def test_a_new_password_from_the_command_line_ends_sessions_too(cast):
    laptop = browser(cast.dana)
    call_command("new_password", cast.dana.email, stdout=StringIO())
    assert not is_in(laptop)
    assert not Session.objects.exists()
