"""A phone that sends a form twice changes things once, and a page that was refused can be sent again."""

import re

import pytest

from backend.documents.models import Document
from backend.kernel.clock import ALMATY
from backend.law.models import Agency
from backend.proceedings.models import Event, Hearing, Proceeding
from backend.proceedings.opening import open_proceeding
from tests.world import NOON


def key_of(page) -> str:
    return re.search(r'name="sent_as" value="([0-9a-f]{32})"', page.content.decode()).group(1)


@pytest.fixture
def proceeding(cast):
    return open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)


def report(address, client, **changed):
    told = {"kind": "report_filed", "happened_at": "02.11.2026 11:00", "sent_as": key_of(client.get(address))}
    return told | changed


def test_an_event_sent_twice_is_recorded_once_and_both_answers_lead_to_the_case(cast, client, proceeding, clock):
    clock(NOON)
    client.force_login(cast.asel)
    address = f"/proceedings/{proceeding.pk}/events/new/?kind=report_filed"
    told = report(address, client)
    first, second = client.post(address, told), client.post(address, told)
    assert (first.status_code, first.url) == (second.status_code, second.url) == (302, f"/cases/{cast.case.pk}/")
    assert Event.objects.count() == 1


def test_another_day_typed_into_a_page_already_sent_asks_for_a_fresh_one(cast, client, proceeding, clock):
    clock(NOON)
    client.force_login(cast.asel)
    address = f"/proceedings/{proceeding.pk}/events/new/?kind=report_filed"
    told = report(address, client)
    client.post(address, told)
    answer = client.post(address, told | {"happened_at": "01.11.2026 11:00"})
    assert answer.status_code == 422
    assert "01.11.2026 11:00" in answer.content.decode()
    assert Event.objects.count() == 1


def test_what_was_refused_may_be_mended_and_sent_again(cast, client, proceeding, clock):
    clock(NOON)
    client.force_login(cast.asel)
    address = f"/proceedings/{proceeding.pk}/events/new/?kind=report_filed"
    told = report(address, client, happened_at="03.11.2026 11:00")
    assert client.post(address, told).status_code == 422
    assert client.post(address, told | {"happened_at": "02.11.2026 11:00"}).status_code == 302


def test_a_proceeding_and_a_sitting_sent_twice_are_there_once(cast, client, proceeding, clock):
    clock(NOON)
    client.force_login(cast.asel)
    address = f"/cases/{cast.case.pk}/proceedings/new/"
    told = {"route": "administrative_offence", "sent_as": key_of(client.get(address))}
    client.post(address, told)
    client.post(address, told)
    assert Proceeding.objects.filter(route="administrative_offence").count() == 1
    address = f"/proceedings/{proceeding.pk}/hearings/new/"
    court = Agency.objects.get(key="court_almaty_bostandyk")
    told = {"court": court.pk, "starts_at": "05.11.2026 10:00", "sent_as": key_of(client.get(address))}
    client.post(address, told)
    client.post(address, told)
    assert Hearing.objects.get().starts_at.astimezone(ALMATY).hour == 10


def test_a_case_sent_twice_is_opened_once(cast, client, clock):
    clock(NOON)
    client.force_login(cast.asel)
    told = {
        "pseudonym": "Искра", "legal_name": "Оспанова Динара", "gender": "f", "region": "almaty_city",
        "respondent_gender": "m", "lead": str(cast.dana.pk), "sent_as": key_of(client.get("/cases/new/")),
    }  # fmt: skip
    first, second = client.post("/cases/new/", told), client.post("/cases/new/", told)
    assert first.status_code == second.status_code == 302
    assert first.url == second.url
    assert cast.organisation.cases.count() == 2  # the cast's own, and this one


def test_a_paper_sent_twice_is_filled_once(cast, client, clock):
    clock(NOON)
    client.force_login(cast.asel)
    police = Agency.objects.get(key="police_almaty_bostandyk")
    proceeding = open_proceeding(cast.case, "criminal", agency=police, by=cast.asel, at=NOON)
    address = f"/proceedings/{proceeding.pk}/documents/police_report/"
    told = {"language": "ru", "addressee": police.pk, "sent_as": key_of(client.get(address))}
    assert [client.post(address, told).status_code for _ in range(2)] == [302, 302]
    assert Document.objects.count() == 1


def test_a_page_sent_again_with_something_else_says_what_to_do(cast, client, proceeding, clock):
    clock(NOON)
    client.force_login(cast.asel)
    address = f"/proceedings/{proceeding.pk}/events/new/?kind=report_filed"
    told = report(address, client)
    client.post(address, told)
    text = client.post(address, told | {"happened_at": "01.11.2026 11:00"}).content.decode()
    assert "откройте её заново" in text
    assert "Idempotency" not in text
