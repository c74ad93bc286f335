"""No page takes a day from a time in which nobody lived, and none breaks over it."""

import pytest

from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON


@pytest.mark.parametrize("typed", ["01.01.0001 00:00", "20.11.1800 10:00", "01.01.9999 10:00"])
def test_an_event_of_another_age_is_refused_with_what_was_typed(cast, client, clock, typed):
    clock(NOON)
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    client.force_login(cast.asel)
    answer = client.post(
        f"/proceedings/{proceeding.pk}/events/new/?kind=report_filed", {"kind": "report_filed", "happened_at": typed}
    )
    assert answer.status_code == 422
    assert typed in answer.content.decode()
    assert "Проверьте год" in answer.content.decode()


def test_an_event_is_not_taken_back_without_a_reason_and_the_form_comes_back(cast, client, clock):
    clock(NOON)
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)
    event = record_event(proceeding, "report_filed", happened_at=NOON, by=cast.asel, at=NOON)
    client.force_login(cast.asel)
    for reason in ("", "я" * 301):
        answer = client.post(f"/events/{event.pk}/annul/", {"reason": reason, "x": "1"})
        assert answer.status_code == 422
        assert 'name="reason"' in answer.content.decode()
    assert client.post(f"/events/{event.pk}/annul/", {"reason": "Не подавали"}).status_code == 302
