"""A paper was handed in on a day, which need not be the day on which somebody says so."""

from datetime import timedelta

import pytest

from backend.documents.services import fill_document
from backend.kernel.clock import ALMATY
from backend.law.models import Agency
from backend.proceedings.models import Event
from backend.proceedings.opening import open_proceeding
from tests.world import NOON


@pytest.fixture
def send(cast, client, clock):
    clock(NOON + timedelta(days=2))
    police = Agency.objects.get(key="police_almaty_bostandyk")
    proceeding = open_proceeding(cast.case, "criminal", agency=police, by=cast.asel, at=NOON)
    answers = {"addressee": str(police.pk)}
    paper = fill_document("police_report", proceeding, language="ru", answers=answers, by=cast.asel, at=NOON)
    client.force_login(cast.asel)
    return lambda **told: client.post(f"/documents/{paper.pk}/filed/", told)


def test_the_terms_begin_on_the_day_that_is_told(send):
    assert send(filed_on="02.11.2026", incoming_number="ЗУ-7").status_code == 302
    event = Event.objects.get()
    assert event.happened_at.astimezone(ALMATY).date() == NOON.date()
    assert event.fields["incoming_number"] == "ЗУ-7"


def test_without_a_day_it_is_now(send):
    send()
    assert Event.objects.get().happened_at == pytest.approx(NOON + timedelta(days=2), abs=timedelta(minutes=5))


@pytest.mark.parametrize("day", ["вчера", "01.01.0001", "31.12.2026"])
def test_a_day_that_cannot_be_is_refused_and_nothing_is_filed(send, day):
    assert send(filed_on=day).status_code == 422
    assert not Event.objects.exists()
