"""The page on which whoever leads the case names the day of a deadline that the law leaves open."""

from datetime import timedelta

import pytest
from django.urls import reverse

from backend.deadlines.models import Deadline
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON

NOW = NOON + timedelta(days=20)


@pytest.fixture
def notice(cast, clock):
    clock(NOW)
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    for days, kind, fields in (
        (0, "report_filed", {}),
        (1, "registered_erdr", {"erdr_number": "1"}),
        (8, "terminated", {"ground": "no_proof"}),
        (9, "termination_approved", {}),
    ):
        record_event(proceeding, kind, happened_at=NOON + timedelta(days=days), fields=fields, by=cast.asel, at=NOW)
    return Deadline.objects.get(rule_key="termination_notice")


def test_the_case_offers_to_name_the_day_and_shows_it_once_named(cast, client, notice):
    client.force_login(cast.dana)
    case, page = reverse("web:case", args=[cast.case.pk]), reverse("web:deadline-day", args=[notice.pk])
    assert page in client.get(case).content.decode()
    form = client.get(page).context["form"]
    told = {"until": "01.12.2026", "why": "by_hand", "reason": "Разумный срок", "sent_as": form["sent_as"].value()}
    answer = client.post(page, told)
    assert answer.status_code == 302, answer.context["form"].errors
    notice.refresh_from_db()
    assert notice.due_at is not None
    assert page not in client.get(case).content.decode()


def test_what_was_typed_stays_when_it_is_refused(cast, client, notice):
    page = reverse("web:deadline-day", args=[notice.pk])
    client.force_login(cast.asel)
    form = client.get(page).context["form"]
    told = {"until": "01.12.2026", "why": "by_hand", "reason": "Разумный срок", "sent_as": form["sent_as"].value()}
    answer = client.post(page, told)
    assert answer.status_code == 422
    assert "Разумный срок" in answer.content.decode()
    notice.refresh_from_db()
    assert notice.due_at is None
