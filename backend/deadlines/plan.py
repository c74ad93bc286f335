"""When who is reminded: pure arithmetic over due moments, no rows and no clock of its own.

How long before is the organisation's setting. On its days off nobody is there to be reminded, so a reminder of days
comes earlier; the term itself stands where the law puts it.
"""

from datetime import UTC, date, datetime, time, timedelta

from backend.accounts.settings import DEFAULTS, Settings
from backend.kernel.clock import ALMATY

MORNING = time(9, 0)
DAYS_BEFORE_A_LIMIT = (30, 7)  # besides those set, for a limit whose passing nothing mends


def last_day_of(act_by: datetime) -> date:
    """The day just before an exclusive end."""
    return (act_by - timedelta(microseconds=1)).astimezone(ALMATY).date()


def safe_day(act_by: datetime, settings: Settings) -> date:
    """The last day on which the organisation works within a term that ends at `act_by`: by then it had better act."""
    return settings.working_before(last_day_of(act_by))


def before_our_deadline(
    act_by: datetime, now: datetime, settings: Settings = DEFAULTS, *, early: bool = False
) -> list[datetime]:
    """The mornings (09:00 Almaty) on which we are reminded of a deadline of ours, by default 3 days and 1 day before
    and on the day; `early` a month and a week before, too.

    They are counted from the last day on which the organisation works, and a morning of its own day off moves to the
    working day before. Mornings that have passed at `now` are left out, except that at least one reminder always
    remains: at once, if need be.
    """
    last_day = safe_day(act_by, settings)
    before = (*(DAYS_BEFORE_A_LIMIT if early else ()), *settings.our_days)
    days = {settings.working_before(last_day - timedelta(days=number)) for number in before}
    ahead = [morning for day in sorted(days) if now <= (morning := _morning(day)) < act_by]
    return ahead or ([now] if now < act_by else [])


def before_hearing(starts_at: datetime, now: datetime, settings: Settings = DEFAULTS) -> list[datetime]:
    """By default a day before a sitting and two hours before it, as far as these lie ahead; at once when all have passed.

    What would fall on a day off a day or more ahead is told on the working day before, at the same hour.
    """
    moments = set()
    for hours in settings.hearing_hours:
        moment = starts_at - timedelta(hours=hours)
        if hours >= 24:
            day = moment.astimezone(ALMATY).date()
            moment -= day - settings.working_before(day)
        moments.add(moment)
    ahead = sorted(moment for moment in moments if moment >= now)
    return ahead or ([now] if now < starts_at else [])


def once_overdue(due_at: datetime, settings: Settings = DEFAULTS) -> list[datetime]:
    """When we are told that an authority is late, by default at once; on a day off, on the next working morning."""
    moments = set()
    for days in settings.overdue_days:
        moment = due_at + timedelta(days=days)
        day = moment.astimezone(ALMATY).date()
        moments.add(moment if settings.works_on(day) else _morning(settings.working_after(day)))
    return sorted(moments)


def _morning(day: date) -> datetime:
    return datetime.combine(day, MORNING, ALMATY).astimezone(UTC)
