"""How days and spans of time are said on pages. Near ones in words, all of them day first, in the page's language.

Django's own `timesince` speaks Russian on a Kazakh page, so nothing here uses it.
"""

from datetime import date, datetime

from django.utils import formats, translation
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.kernel.clock import ALMATY

# Kazakh months have no genitive, Russian ones do; English and Kazakh use the plain name.
_PATTERNS = {
    "short": {"ru": "D, j E", "kk": "D, j F", "en": "D, j F"},
    "long": {"ru": "l, j E", "kk": "l, j F", "en": "l, j F"},
    "brief": {"ru": "j b", "kk": "j b", "en": "j M"},
}


def _said(day: date, pattern: str) -> str:
    language = translation.get_language() or "ru"
    text = str(formats.date_format(day, _PATTERNS[pattern].get(language, _PATTERNS[pattern]["en"])))
    return text if language == "en" else text.lower()


def short_day(day: date) -> str:
    """«сб, 17 октября»: within a sentence or under a due moment."""
    return _said(day, "short")


def long_day(day: date) -> str:
    """«Среда, 14 октября»: above a page."""
    return capfirst(_said(day, "long"))


def brief_day(day: date) -> str:
    """«14 окт»: beside a line of events."""
    return _said(day, "brief").rstrip(".")


def full_day(day: date) -> str:
    """«14 октября 2026 г.»: a day with its year, as the language writes it."""
    return str(formats.date_format(day, "DATE_FORMAT"))


def local_day(moment: datetime) -> date:
    """The day of a moment in Almaty."""
    return moment.astimezone(ALMATY).date()


def clock_time(moment: datetime) -> str:
    """«16:00» in Almaty."""
    return f"{moment.astimezone(ALMATY):%H:%M}"


def end_time(end: datetime) -> str:
    """The hour of an exclusive end: midnight is the 24:00 of the day before."""
    said = clock_time(end)
    return "24:00" if said == "00:00" else said


def days(number: int) -> str:
    """«3 дня»."""
    return ngettext("%(n)d day", "%(n)d days", number) % {"n": number}


def how_soon(moment: datetime, now: datetime) -> str:
    """«через 48 мин», «через 2 ч 10 мин»: how far a moment of today lies ahead."""
    minutes = max(1, round((moment - now).total_seconds() / 60))
    if minutes < 60:
        return _("in %(minutes)d min") % {"minutes": minutes}
    hours, rest = divmod(minutes, 60)
    if not rest:
        return _("in %(hours)d h") % {"hours": hours}
    return _("in %(hours)d h %(minutes)d min") % {"hours": hours, "minutes": rest}
