"""An event that was taken back leaves nothing behind: not in the stage, the deadlines, the outcomes, the next steps."""

from datetime import timedelta

import pytest

from backend.deadlines.models import Deadline
from backend.proceedings.models import Outcome
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import annul_event, record_event
from backend.proceedings.replaying import state_of
from tests.world import NOON

LATER = NOON + timedelta(days=90)
HISTORY = [
    (0, "report_filed", {}),
    (1, "registered_erdr", {"erdr_number": "26751"}),
    (5, "petition_filed", {"subject": "экспертиза"}),
    (30, "sent_to_court", {"case_number": "7599-26"}),
]


@pytest.mark.parametrize(
    ("days", "kind", "fields"),
    [
        (0.2, "registered_kui", {"kui_number": "1804"}),
        (2, "complaint_of_victim_filed", {}),
        (6, "petition_answered", {"answer": "rejected"}),
        (20, "petition_filed", {"subject": "очная ставка"}),
        (33, "trial_appointed", {}),
        (60, "verdict_announced", {"result": "convicted"}),
    ],
)
def test_an_annulled_event_leaves_no_trace(cast, days, kind, fields):
    proceeding = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON)

    def record(after, kind_, told):
        at = NOON + timedelta(days=after)
        if kind_ == "verdict_announced":
            told = told | {"respondent": str(cast.respondent.pk)}
        return record_event(proceeding, kind_, happened_at=at, fields=told, by=cast.asel, at=LATER)

    def stored():
        rows = Deadline.objects.exclude(state="cancelled").order_by("act_by", "rule_key")
        return (
            list(rows.values_list("rule_key", "trigger", "state", "due_at", "act_by", "met_by")),
            list(Outcome.objects.values_list("outcome", "respondent")),
        )

    for told in HISTORY:
        record(*told)
    before, rows_before = state_of(proceeding, LATER), stored()
    mistaken = record(days, kind, fields)
    assert state_of(proceeding, LATER) != before
    annul_event(mistaken, reason="Другое дело", by=cast.dana, at=LATER)
    assert state_of(proceeding, LATER) == before
    assert stored() == rows_before
