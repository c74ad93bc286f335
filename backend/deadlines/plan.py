"""When who is reminded: pure arithmetic over due moments, no rows and no clock of its own."""

from datetime import UTC, datetime, time, timedelta

from backend.kernel.clock import ALMATY

MORNING = time(9, 0)
DAYS_BEFORE_OURS = (3, 1, 0)
DAYS_BEFORE_A_LIMIT = (30, 7)  # besides these, for a limit whose passing nothing mends
BEFORE_HEARING = (timedelta(days=1), timedelta(hours=2))


def before_our_deadline(act_by: datetime, now: datetime, *, early: bool = False) -> list[datetime]:
    """The mornings (09:00 Almaty) on which we are reminded of a deadline of ours: 3 days and 1 day before, and on the day;
    `early` a month and a week before, too.

    `act_by` is an exclusive end, so the last day is the one just before it. Mornings that have passed at `now`
    are left out, except that at least one reminder always remains: at once, if need be.
    """
    last_day = (act_by - timedelta(microseconds=1)).astimezone(ALMATY).date()
    mornings = [
        datetime.combine(last_day - timedelta(days=days), MORNING, ALMATY).astimezone(UTC)
        for days in (*(DAYS_BEFORE_A_LIMIT if early else ()), *DAYS_BEFORE_OURS)
    ]
    ahead = [morning for morning in mornings if now <= morning < act_by]
    return ahead or ([now] if now < act_by else [])


def before_hearing(starts_at: datetime, now: datetime) -> list[datetime]:
    """A day before a sitting and two hours before it, as far as these lie ahead; at once when both have passed."""
    ahead = [starts_at - earlier for earlier in BEFORE_HEARING if starts_at - earlier >= now]
    return ahead or ([now] if now < starts_at else [])
