"""Opening a proceeding of a case, from nothing or out of another one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.at_work import working_team_only
from backend.cases.models import Case
from backend.cases.services import note
from backend.kernel.errors import InvalidInput, StaleVersion
from backend.law.models import Agency, Article
from backend.law.queries import law_book
from backend.proceedings.models import ParentReason, Proceeding


@transaction.atomic
def open_proceeding(
    case: Case,
    route: str,
    *,
    by: User,
    at: datetime,
    agency: Agency | None = None,
    articles: Sequence[str] = (),
    parent: Proceeding | None = None,
    parent_reason: str = "",
) -> Proceeding:
    """Open one legal track of the case at the first stage of its route."""
    working_team_only(by, case)
    routes = law_book().routes
    if route not in routes:
        raise InvalidInput(_("There is no such route: %(route)s.") % {"route": route}, field="route")
    if unknown := set(articles) - set(Article.objects.filter(key__in=articles).values_list("key", flat=True)):
        words = {"articles": ", ".join(sorted(unknown))}
        raise InvalidInput(_("The law book has no such article: %(articles)s.") % words, field="articles")
    if parent is not None and parent.case_id != case.pk:
        raise InvalidInput(_("A proceeding can grow only out of one of the same case."), field="parent")
    if parent is not None and parent_reason not in ParentReason.values:
        raise InvalidInput(_("Say why this proceeding grew out of the other."), field="parent_reason")
    proceeding = Proceeding.objects.create(
        case=case,
        route=route,
        agency=agency,
        articles=list(articles),
        stage=routes[route].first_stage,
        opened_at=at,
        parent=parent,
        parent_reason=parent_reason if parent else "",
    )
    note(case, "proceeding.opened", by=by, at=at, subject=proceeding.pk, route=route)
    return proceeding


@transaction.atomic
def name_body(
    proceeding: Proceeding, agency: Agency, *, by: User, at: datetime, expected_version: int | None = None
) -> Proceeding:
    """Say which body handles the proceeding now; it may have been opened without one, or been passed on."""
    proceeding = Proceeding.objects.select_for_update(of=("self",)).select_related("case").get(pk=proceeding.pk)
    working_team_only(by, proceeding.case)
    if expected_version is not None and proceeding.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    proceeding.agency = agency
    proceeding.version += 1
    proceeding.save(update_fields=["agency", "version"])
    note(proceeding.case, "proceeding.body_named", by=by, at=at, subject=proceeding.pk)
    return proceeding


def respondents_of(proceeding: Proceeding) -> Any:
    """The respondents of the case, among whom an event's field `respondent` may choose."""
    return proceeding.case.parties.filter(role="respondent")
