"""Protection and civil proceedings on the pages: opened, recorded, and what the law book offers next."""

from datetime import timedelta

import pytest
from django.urls import reverse

from backend.proceedings.models import Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON


@pytest.fixture
def page(cast, client, clock):
    clock(NOON + timedelta(days=3))
    client.force_login(cast.dana)
    return lambda: client.get(reverse("web:case", args=[cast.case.pk])).content.decode()


def happens(cast, proceeding, *told):
    for days, kind, fields in told:
        at = NOON + timedelta(days=days)
        record_event(proceeding, kind, happened_at=at, fields=fields, by=cast.dana, at=NOON + timedelta(days=3))


def test_the_form_offers_every_route_and_comes_filled_in_with_the_one_asked_for(cast, client, page):
    form = client.get(f"{reverse('web:proceeding-open', args=[cast.case.pk])}?route=protection").context["form"]
    routes = {"criminal", "administrative_offence", "authority_complaint", "civil", "protection"}
    assert {key for key, _title in form.fields["route"].choices} == routes
    assert form["route"].value() == "protection"
    told = {"route": "protection", "sent_as": form["sent_as"].value()}
    assert client.post(reverse("web:proceeding-open", args=[cast.case.pk]), told).status_code == 302
    assert Proceeding.objects.filter(route="protection", case=cast.case).exists()


def test_a_refused_protection_leads_to_a_complaint(cast, page):
    proceeding = open_proceeding(cast.case, "protection", by=cast.dana, at=NOON)
    happens(cast, proceeding, (0, "measure_asked", {"measure": "order"}), (1, "measure_refused", {}))
    shown = page()
    assert "Обжаловать отказ в защите" in shown
    assert f"{reverse('web:proceeding-open', args=[cast.case.pk])}?route=authority_complaint" in shown


def test_a_served_order_shows_until_when_it_protects(cast, page):
    proceeding = open_proceeding(cast.case, "protection", by=cast.dana, at=NOON)
    happens(cast, proceeding, (0, "order_issued", {}), (0, "order_served", {}))
    assert "Защитное предписание действует" in page()


def test_a_civil_claim_shows_what_the_court_owes(cast, page):
    proceeding = open_proceeding(cast.case, "civil", by=cast.dana, at=NOON)
    happens(cast, proceeding, (0, "claim_filed", {"about": "alimony"}))
    assert "Суд решает о принятии иска" in page()


def test_a_kazakh_page_names_articles_in_kazakh(cast, client, page):
    client.cookies["language"] = "kk"
    form = client.get(reverse("web:proceeding-open", args=[cast.case.pk])).context["form"]
    names = [str(name) for _key, name in form.fields["articles"].choices]
    assert any(name.startswith("ҚК 106-бабы ") for name in names)
    assert not [name for name in names if name.startswith(("УК ", "КоАП ")) or "Умышленн" in name]
    proceeding = open_proceeding(cast.case, "criminal", by=cast.dana, at=NOON)
    happens(cast, proceeding, (0, "private_complaint_filed", {"article": "УК 115"}))
    assert "ҚК 115-бабы" in page()
