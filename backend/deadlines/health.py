"""Whether reminders leave when they are due: for `manage.py doctor`."""

from collections.abc import Iterator
from datetime import timedelta

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.deadlines.models import Reminder
from backend.kernel.health import Asked, Check, Finding, broken

LATE = timedelta(minutes=15)


def reminders_leave(asked: Asked) -> Iterator[Finding]:
    if count := Reminder.objects.waiting().filter(due_at__lt=asked.at - LATE).count():
        yield broken(
            ngettext(
                "%(n)d reminder is due and has not been handed over.",
                "%(n)d reminders are due and have not been handed over.", count,
            ) % {"n": count},
            _("The clock does not run, or the case has nobody who can be told."),
            _("manage.py start; give the case a team, or the organisation a coordinator"),
        )  # fmt: skip


CHECKS = (Check("reminders_leave", reminders_leave),)
