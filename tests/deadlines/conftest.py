"""A proceeding with an ignored report, and reminders of it that are due."""

import pytest

from backend.deadlines.models import Deadline, Reminder
from backend.law.models import Agency
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON


def ignored_report(cast):
    """A report to the police that nobody registers; the deadline that the police miss."""
    police = Agency.objects.get(key="police_almaty_bostandyk")
    criminal = open_proceeding(cast.case, "criminal", by=cast.asel, at=NOON, agency=police, articles=["uk_109_1"])
    record_event(criminal, "report_filed", happened_at=NOON, by=cast.asel, at=NOON)
    return Deadline.objects.get(rule_key="erdr_register_24h")


@pytest.fixture
def late_police(cast) -> Reminder:
    """Dana's reminder that the police are late; the only one there is."""
    reminder = ignored_report(cast).reminders.get()
    Reminder.objects.exclude(pk=reminder.pk).delete()
    return reminder
