"""Whether the law in the database is the law in the files, and how far the calendar is sure: for `manage.py doctor`."""

from collections.abc import Iterator
from datetime import timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from backend.kernel.clock import ALMATY
from backend.kernel.health import Asked, Check, Finding, broken, warning
from backend.law.book import read_law
from backend.law.loading import version_of
from backend.law.models import LawEdition
from backend.law.reading import LawError

AHEAD = timedelta(days=60)  # the longest term that is counted in working days, and some


def law_loaded(asked: Asked) -> Iterator[Finding]:
    edition = LawEdition.objects.first()
    if edition is None:
        yield broken(
            _("No law is loaded."), _("No proceeding can be opened and no term counted."), "manage.py load_law"
        )
        return
    try:
        version = version_of(read_law(settings.TIREK_FIXTURES / "law"))
    except LawError as error:
        yield broken(
            _("The files of the law cannot be read: %(error)s") % {"error": error},
            _("The next start is refused."), _("Correct the file, then: manage.py load_law"),
        )  # fmt: skip
        return
    if edition.version != version:
        yield warning(
            _("The law in the files is not the law that is loaded."),
            _("Terms are counted by the older wording."), "manage.py load_law",
        )  # fmt: skip


def calendar_is_sure(asked: Asked) -> Iterator[Finding]:
    edition = LawEdition.objects.first()
    if edition is None:
        return
    until, today = edition.calendar_confirmed_until, asked.at.astimezone(ALMATY).date()
    told = {"day": f"{until:%d.%m.%Y}"}
    todo = _("Add the days off and moved working days to fixtures/law/calendar.yaml, then: manage.py load_law")
    if until < today:
        yield broken(
            _("The calendar of working days ended on %(day)s.") % told,
            _("Terms that fall on a holiday are counted wrong."), todo,
        )  # fmt: skip
    elif until < today + AHEAD:
        yield warning(
            _("The calendar of working days is sure until %(day)s only.") % told,
            _("Terms that end later are marked as unsure."), todo,
        )  # fmt: skip


CHECKS = (Check("law_loaded", law_loaded), Check("calendar_is_sure", calendar_is_sure))
