"""How long a delivery may take, and how long it waits before the next try."""

from datetime import timedelta

from django.conf import settings

WAITS = tuple(timedelta(minutes=minutes) for minutes in (1, 5, 30, 120, 720))
MOST_ATTEMPTS = len(WAITS) + 1


def lease() -> timedelta:
    """For how long a row that was handed out, or is being sent, belongs to whoever has it.

    Longer than any sending may take (`tasks` cuts one off before), so that two never send the same row unaware.
    """
    return timedelta(seconds=settings.TIREK_LEASE)
