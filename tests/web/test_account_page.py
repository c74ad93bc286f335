"""One's own account: language and mail are chosen, what must never be missed is not."""

import pytest
from rest_framework.test import APIClient

from backend.kernel.errors import InvalidInput
from backend.notifications.choices import ALWAYS, OPTIONAL, choose_mail
from backend.notifications.models import Delivery
from backend.notifications.outbox import notify
from backend.notifications.texts import KINDS
from tests.api.conftest import pointers, problem, program_of
from tests.world import NOON

PARAMS = {"case_code": "АЛ-26-0001", "case_id": "1", "due_at": NOON.isoformat(), "act_by": NOON.isoformat()}
PARAMS |= {"starts_at": NOON.isoformat()}


def told(cast, kind: str) -> set[str]:
    """The channels by which Dana is told."""
    notify(cast.dana, kind=kind, params=PARAMS, dedup_key=kind, due_at=NOON, organisation_id=cast.organisation.pk)
    return set(Delivery.objects.filter(user=cast.dana, kind=kind).values_list("channel", flat=True))


@pytest.fixture
def dana(cast, client):
    client.force_login(cast.dana)
    return client


def test_who_never_chose_gets_everything_by_mail(cast):
    assert all(told(cast, kind) == {"inbox", "email"} for kind in KINDS)


def test_what_was_left_out_stands_in_the_inbox_only(cast, dana):
    dana.post("/account/", {"language": "ru", "by_mail": "on", "kinds": ["task_due"]})
    assert told(cast, "task_due") == {"inbox", "email"}
    assert told(cast, "authority_overdue") == {"inbox"}


def test_with_mail_off_deadlines_hearings_and_the_safety_of_the_account_still_come(cast, dana):
    dana.post("/account/", {"language": "ru", "kinds": list(OPTIONAL)})
    assert {kind for kind in KINDS if told(cast, kind) == {"inbox"}} == set(OPTIONAL)
    assert set(ALWAYS) <= set(KINDS)
    assert not set(ALWAYS) & set(OPTIONAL)


def test_the_page_says_what_cannot_be_switched_off(dana):
    page = dana.get("/account/").content.decode()
    assert "наш срок, который нельзя вернуть; заседание" in page
    assert 'value="hearing_reminder"' not in page


def test_a_kind_that_may_not_be_left_out_is_refused(cast, dana):
    answer = dana.post("/account/", {"language": "ru", "by_mail": "on", "kinds": ["hearing_reminder"]})
    assert answer.status_code == 422
    with pytest.raises(InvalidInput):
        choose_mail(cast.dana, by_mail=True, kinds=["hearing_reminder"])


def test_the_language_holds_from_the_next_page_on(cast, dana):
    answer = dana.post("/account/", {"language": "kk", "by_mail": "on"}, follow=True)
    assert '<html lang="kk"' in answer.content.decode()
    cast.dana.refresh_from_db()
    assert cast.dana.language == "kk"


def test_the_same_through_the_api(cast):
    robot: APIClient = program_of(cast.dana)
    assert robot.get("/api/v1/me/settings/").json()["mail_kinds"] == list(OPTIONAL)
    changed = robot.patch("/api/v1/me/settings/", {"mail_kinds": ["task_due"], "language": "en"}, format="json")
    assert changed.json() == {"language": "en", "by_mail": True, "mail_kinds": ["task_due"]}
    assert told(cast, "note_mention") == {"inbox"}
    refused = robot.patch("/api/v1/me/settings/", {"mail_kinds": ["hearing_reminder"]}, format="json")
    problem(refused, 422)
    assert pointers(refused) == ["/mail_kinds/0"]
