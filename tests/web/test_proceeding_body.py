"""A proceeding opened without a body gets one: from the first paper's addressee, or on a page of its own."""

import pytest

from backend.law.models import Agency
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON


@pytest.fixture
def proceeding(cast):
    return open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)


@pytest.fixture
def police(db):
    return Agency.objects.get(key="police_almaty_bostandyk")


def test_whoever_the_report_went_to_handles_it(cast, proceeding, police):
    told = {"addressee": str(police.pk)}
    record_event(proceeding, "report_filed", happened_at=NOON, fields=told, by=cast.asel, at=NOON)
    proceeding.refresh_from_db()
    assert proceeding.agency == police


def test_a_paper_that_lacks_the_body_leads_to_the_page_that_sets_it(cast, client, clock, proceeding, police):
    clock(NOON)
    record_event(proceeding, "report_filed", happened_at=NOON, by=cast.asel, at=NOON)
    client.force_login(cast.dana)
    prosecutor = Agency.objects.get(key="prosecutor_almaty_bostandyk")
    paper = f"/proceedings/{proceeding.pk}/documents/prosecutor_complaint_105/"
    asked = {"language": "ru", "addressee": prosecutor.pk}
    refused = client.post(paper, asked)
    page = f"/proceedings/{proceeding.pk}/body/"
    assert refused.status_code == 422
    assert f'href="{page}"' in refused.content.decode()
    assert client.post(page, {"agency": police.pk}).status_code == 302
    assert client.post(paper, asked).status_code == 302


def test_only_the_team_says_which_body_it_is(cast, client, proceeding, police):
    client.force_login(cast.bek)
    assert client.post(f"/proceedings/{proceeding.pk}/body/", {"agency": police.pk}).status_code == 403
