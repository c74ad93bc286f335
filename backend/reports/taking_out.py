"""Taking lists and figures out as files: for whoever may, of the organisations where she may, and logged. Both faces call it."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import Organisation, User
from backend.accounts.policies import may
from backend.accounts.rights import Right
from backend.audit.services import record
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed
from backend.reports.outcomes import outcomes
from backend.reports.sheets import CSV, XLSX, Table, as_csv, as_xlsx, one_table
from backend.reports.tables import case_table, outcome_tables

FORMS = {"xlsx": XLSX, "csv": CSV}


@dataclass(frozen=True, slots=True)
class TakenOut:
    """A file: its neutral name, what it is, its bytes."""

    name: str
    content_type: str
    body: bytes

    @property
    def disposition(self) -> str:
        return f'attachment; filename="{self.name}"'


def take_out_cases(cases: Any, form: str, *, by: User, at: datetime, name: str = "cases") -> TakenOut:
    """The cases of an already scoped and filtered queryset, newest first, as `xlsx` or `csv`, under a neutral name."""
    allowed = _allowed(by, form)
    cases = cases.filter(organisation__in=allowed).select_related("survivor").defer("summary")
    return _file(name, form, [case_table(cases.order_by("-opened_on", "-id"), at)], allowed, by=by, at=at)


def take_out_outcomes(
    form: str, *, by: User, at: datetime, since: date | None = None, until: date | None = None, region: str = ""
) -> TakenOut:
    """The figures of the outcomes page for a period and a region, as `xlsx` or `csv`."""
    allowed = _allowed(by, form)
    figures = outcomes(by, since=since, until=until, region=region, organisations=allowed)
    return _file("outcomes", form, outcome_tables(figures), allowed, by=by, at=at)


def _allowed(by: User, form: str) -> list[Any]:
    """The ids of the organisations whose lists she may take out. Raises NotAllowed when there is none."""
    if form not in FORMS:
        raise InvalidInput(_("Choose one of: {choices}.").format(choices=", ".join(FORMS)), field="format")
    found = Organisation.objects.visible_to(by).values_list("pk", flat=True)
    allowed = [organisation_id for organisation_id in found if may(by, organisation_id, Right.EXPORT)]
    if not allowed:
        raise NotAllowed(
            _("Your role may not take lists out. A coordinator decides that in the settings of the organisation.")
        )
    return allowed


def _file(name: str, form: str, tables: list[Table], allowed: list[Any], *, by: User, at: datetime) -> TakenOut:
    body = as_xlsx(tables) if form == "xlsx" else b"".join(as_csv(one_table(tables)))
    for organisation_id in allowed:
        record(
            f"organisation:{organisation_id}", "list.exported", by=by, at=at, organisation_id=organisation_id,
            list=name, form=form,
        )  # fmt: skip
    return TakenOut(f"{name}-{at.astimezone(ALMATY):%Y-%m-%d}.{form}", FORMS[form], body)
