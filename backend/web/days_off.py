"""Days on which the reader's organisations do not work, and what that means for a term of ours that ends on one."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.office_models import DayOff
from backend.accounts.settings import Settings
from backend.deadlines.plan import last_day_of, safe_day
from backend.web.moments import local_day, short_day

DaysOff = Mapping[Any, frozenset[date]]


def days_off_ahead(user: Any, moment: datetime) -> DaysOff:
    """The days off still to come of each organisation of the user, in one query."""
    found: dict[Any, set[date]] = defaultdict(set)
    rows = DayOff.objects.visible_to(user).filter(day__gte=local_day(moment))
    for organisation_id, day in rows.values_list("organisation", "day"):
        found[organisation_id].add(day)
    return {organisation_id: frozenset(days) for organisation_id, days in found.items()}


def act_before(deadline: Any, now: datetime, days_off: DaysOff) -> str:
    """The last day before the end of our term on which we work, where the end itself is a day off; else nothing.

    The term stands where the law puts it: this is only when we had better act.
    """
    if deadline.act_by is None:
        return ""
    settings = Settings(days_off=days_off.get(deadline.proceeding.case.organisation_id, frozenset()))
    day = safe_day(deadline.act_by, settings)
    if day == last_day_of(deadline.act_by) or day < local_day(now):
        return ""
    return _("we do not work then: act by %(day)s") % {"day": short_day(day)}
