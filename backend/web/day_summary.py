"""The day in a sentence or three. Each sentence is translated whole: no language is built from another's pieces."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.web.moments import how_soon, local_day, short_day
from backend.web.sittings import Sitting


def summary(
    sittings: Sequence[Sitting], moment: datetime, *, ours_late: int, ours_today: int, theirs_late: int
) -> list[SafeString]:
    """What the day holds: its hearings with the nearest, what of ours is missed or ends today, who of them is late."""
    said = [_hearings(sittings, moment)]
    if ours_late:
        words = ngettext(
            "<b>{n} deadline of ours</b> is missed.", "<b>{n} deadlines of ours</b> are missed.", ours_late
        )
        said.append(format_html(words, n=ours_late))
    if ours_today:
        words = ngettext(
            "<b>{n} deadline of ours</b> ends today.", "<b>{n} deadlines of ours</b> end today.", ours_today
        )
        said.append(format_html(words, n=ours_today))
    if theirs_late:
        words = ngettext(
            "<b>{n} deadline</b> is missed by an authority.",
            "<b>{n} deadlines</b> are missed by authorities.",
            theirs_late,
        )
        said.append(format_html(words, n=theirs_late))
    return said


def _hearings(sittings: Sequence[Sitting], moment: datetime) -> SafeString:
    today = [sitting for sitting in sittings if sitting.is_today]
    ahead = [sitting for sitting in sittings if sitting.row.starts_at > moment]
    number = len(today)
    if not today and not ahead:
        return format_html("{}", _("No hearings in the next seven days."))
    if not today:
        day = short_day(local_day(ahead[0].row.starts_at))
        return format_html(
            "{}", _("No hearings today; the nearest: {day}, {time}.").format(day=day, time=ahead[0].time)
        )
    if not ahead or not ahead[0].is_today:
        words = ngettext("<b>{n} hearing</b> today, already begun.", "<b>{n} hearings</b> today, all begun.", number)
        return format_html(words, n=number)
    words = ngettext("<b>{n} hearing</b> today, {soon}.", "<b>{n} hearings</b> today, the nearest {soon}.", number)
    return format_html(words, n=number, soon=how_soon(ahead[0].row.starts_at, moment))
