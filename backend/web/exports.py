"""Taking lists and figures out: what the page shows, as a file, within the same rights, and logged."""

from collections.abc import Callable
from datetime import date
from typing import Any

from allauth.account.decorators import reauthentication_required
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from backend.accounts.models import Organisation
from backend.audit.services import record
from backend.cases.filters import CaseFilter
from backend.cases.models import Case
from backend.kernel.clock import now, today
from backend.reports.attention import KINDS, cases_needing
from backend.reports.outcomes import outcomes
from backend.reports.sheets import CSV, XLSX, Table, as_csv, as_xlsx
from backend.reports.tables import case_table, outcome_tables
from backend.web.outcomes import asked_of

View = Callable[..., HttpResponse]
after_the_password: Callable[[View], View] = reauthentication_required  # allauth's, which has no types


@login_required
@require_safe
@after_the_password
def case_export(request: HttpRequest, form: str) -> HttpResponse:
    """The cases of the list with the filters of its address, all pages of it."""
    cases = Case.objects.visible_to(request.user).select_related("survivor").defer("summary")
    asked = CaseFilter(request.GET, cases, request=request)
    return _file(request, form, "cases", [case_table(asked.qs.order_by("-opened_on", "-id"), now())])


@login_required
@require_safe
@after_the_password
def attention_export(request: HttpRequest, kind: str, form: str) -> HttpResponse:
    """One of the coordinators' lists of cases that need a look; empty for whoever coordinates nothing."""
    if kind not in KINDS:
        raise Http404
    cases = cases_needing(kind, request.user, now()).select_related("survivor").defer("summary")
    return _file(request, form, kind, [case_table(cases.order_by("-opened_on", "-id"), now())])


@login_required
@require_safe
@after_the_password
def outcomes_export(request: HttpRequest, form: str) -> HttpResponse:
    """The figures of the outcomes page for its year and region."""
    year, region = asked_of(request.GET)
    period = {"since": date(int(year), 1, 1), "until": date(int(year), 12, 31)} if year else {}
    return _file(request, form, "outcomes", outcome_tables(outcomes(request.user, region=region, **period)))


def _file(request: HttpRequest, form: str, name: str, tables: list[Table]) -> HttpResponse:
    if form not in ("xlsx", "csv"):
        raise Http404
    body: Any = as_xlsx(tables) if form == "xlsx" else b"".join(as_csv(_one(tables)))
    for organisation in Organisation.objects.visible_to(request.user):
        record(
            f"organisation:{organisation.pk}", "list.exported", by=request.user, at=now(),
            organisation_id=organisation.pk, list=name, form=form,
        )  # fmt: skip
    response = HttpResponse(body, content_type=XLSX if form == "xlsx" else CSV)
    response["Content-Disposition"] = f'attachment; filename="{name}-{today():%Y-%m-%d}.{form}"'
    return response


def _one(tables: list[Table]) -> Table:
    """Several tables as one, each row led by the name of its table: a CSV has no sheets."""
    if len(tables) == 1:
        return tables[0]
    widest = max(len(table.columns) for table in tables)
    rows = [
        [table.name, *row[:-1], *[""] * (widest - len(row)), row[-1]]  # the number stands in the last column
        for table in tables
        for row in table.rows
    ]
    longest = max(tables, key=lambda table: len(table.columns))
    return Table(tables[0].name, ["", *longest.columns], rows)
