"""Small wordings of papers in their two languages: lateness, moments, people's own words. Pure."""

import re
from datetime import datetime, timedelta

from backend.kernel.clock import ALMATY
from backend.language.dates import short_date

_FORMER = re.compile(r" \((?:прежняя|бұрынғы) редакция\)$")
_LATE = {"ru": ("{} сут.", "{} ч", "менее часа"), "kk": ("{} тәулік", "{} сағат", "бір сағаттан аз")}
_DONE = {"ru": ("не исполнено", "исполнено {}"), "kk": ("орындалмады", "{} орындалды")}


def offence_title(title: str) -> str:
    """The title of an article without our own note that its wording is a former one: the day of the act says that."""
    return _FORMER.sub("", title)


def last_moment(due_at: datetime) -> str:
    """The last moment of a term whose exclusive end is `due_at`: «05.11.2026, 24:00» for a midnight, else its minute."""
    local = due_at.astimezone(ALMATY)
    if (local.hour, local.minute) == (0, 0):
        return f"{short_date((local - timedelta(days=1)).date())}, 24:00"
    return f"{short_date(local.date())}, {local:%H:%M}"


def lateness(due_at: datetime, until: datetime, language: str) -> str:
    """By how much a term is exceeded, in whole days, or in hours while it is less than one."""
    days, hours, less = _LATE[language]
    passed = until - due_at
    if passed >= timedelta(days=1):
        return days.format(passed.days)
    return hours.format(passed.seconds // 3600) if passed >= timedelta(hours=1) else less


def done_or_not(met_at: datetime | None, language: str) -> str:
    """Whether what was due has been done, and when."""
    not_done, done = _DONE[language]
    return done.format(short_date(met_at.astimezone(ALMATY).date())) if met_at else not_done


def phrase(text: str) -> str:
    """People's words for the middle of our sentence: one line, no full stop of their own."""
    return " ".join(text.split()).rstrip(" .,;:")


def unbroken(phone: str) -> str:
    """A phone number that no line end parts."""
    return "\N{NO-BREAK SPACE}".join(phone.split())


def story(text: str) -> list[dict[str, str]]:
    """People's own account, paragraph by paragraph, each ending as a sentence does. Empty when there is none."""
    lines = [" ".join(line.split()) for line in re.split(r"[\n\r\v\f\x85\u2028\u2029]", text)]
    return [{"text": line if line[-1] in ".!?…»)" else line.rstrip(",;:- ") + "."} for line in lines if line]


def inside(title: str) -> str:
    """A title as it stands inside a sentence: a small first letter, unless it begins with an abbreviation."""
    return title[:1].lower() + title[1:] if title[1:2].islower() else title
