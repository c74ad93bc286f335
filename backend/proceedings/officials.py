"""Who has a proceeding in hand: investigators, inspectors, prosecutors, judges, experts, one after another.

A former one is never overwritten: who had it when is what a complaint about delay is made of.
"""

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.services import note
from backend.kernel.clock import ALMATY
from backend.kernel.errors import FieldError, InvalidInput, NotAtThisStage, StaleVersion
from backend.law.models import Agency
from backend.proceedings.models import Official, OfficialRole, Proceeding
from backend.proceedings.recording import team_only

LONGEST = {"name": 200, "phone": 40, "remark": 1000}
FACTS = {"role", "name", "agency", "phone", "since", "remark"}
ONE_AT_A_TIME = frozenset(OfficialRole.values) - {OfficialRole.EXPERT, OfficialRole.OTHER}


@transaction.atomic
def name_official(
    proceeding: Proceeding, role: str, *, name: str, by: User, at: datetime, agency: Agency | None = None,
    phone: str = "", since: date | None = None, remark: str = "",
) -> Official:  # fmt: skip
    """Say who has the proceeding in hand now. Whoever had the same role before (an expert aside) left it that day."""
    proceeding = (
        Proceeding.objects.select_for_update(of=("self",)).select_related("case__survivor").get(pk=proceeding.pk)
    )
    team_only(by, proceeding)
    kept = _fitting(at, role=role, name=name, phone=phone, since=since, remark=remark)
    before = list(proceeding.officials.filter(role=role, until=None, left=False)) if role in ONE_AT_A_TIME else []
    for each in before:
        if since and each.since and each.since > since:
            raise InvalidInput(_("Whoever has this role now had it later than that: check the day."), field="since")
        _leave(each, since, by=by, at=at)
    row = Official.objects.create(proceeding=proceeding, agency=agency or proceeding.agency, **kept)
    note(proceeding.case, "official.named", by=by, at=at, subject=row.pk, official=role)
    return row


@transaction.atomic
def correct_official(row: Official, *, expected_version: int | None, by: User, at: datetime, **facts: Any) -> Official:
    """Correct what was written down wrongly of an official; somebody new is named instead, never typed over."""
    if unknown := facts.keys() - FACTS:
        raise TypeError(f"Not a fact of an official: {', '.join(sorted(unknown))}")
    row = _locked(row, by, expected_version)
    now_told = {field: getattr(row, field) for field in ("role", "name", "phone", "since", "remark")}
    kept = _fitting(at, **(now_told | {key: value for key, value in facts.items() if key != "agency"}))
    if "agency" in facts:
        kept["agency"] = facts["agency"]
    if kept["since"] and row.until and kept["since"] > row.until:
        raise InvalidInput(_("An official leaves a proceeding after taking it up."), field="since")
    changed = sorted(field for field, value in kept.items() if getattr(row, field) != value)
    if not changed:
        return row
    for field in changed:
        setattr(row, field, kept[field])
    row.version += 1
    row.save()
    note(row.proceeding.case, "official.corrected", by=by, at=at, subject=row.pk, fields=changed, version=row.version)
    return row


@transaction.atomic
def official_left(
    row: Official, *, expected_version: int | None, by: User, at: datetime, until: date | None = None
) -> Official:
    """An official no longer has the proceeding, from a day on if it is known."""
    row = _locked(row, by, expected_version)
    if row.left:
        raise NotAtThisStage(_("This official no longer has the proceeding."))
    if until and until > _today(at):
        raise InvalidInput(_("This day lies in the future."), field="until")
    if until and row.since and until < row.since:
        raise InvalidInput(_("An official leaves a proceeding after taking it up."), field="until")
    _leave(row, until, by=by, at=at)
    return row


def _locked(row: Official, by: User, expected_version: int | None) -> Official:
    rows = Official.objects.select_for_update(of=("self",)).select_related("proceeding__case__survivor", "agency")
    row = rows.get(pk=row.pk)
    team_only(by, row.proceeding)
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    return row


def _leave(row: Official, until: date | None, *, by: User, at: datetime) -> None:
    row.left, row.until = True, until
    row.version += 1
    row.save(update_fields=["left", "until", "version"])
    note(row.proceeding.case, "official.left", by=by, at=at, subject=row.pk, official=row.role)


def _fitting(at: datetime, **told: Any) -> dict[str, Any]:
    """What is told of an official as it is kept; raises InvalidInput with every field that cannot be."""
    kept = told | {field: " ".join((told[field] or "").split()) for field in ("name", "phone")}
    kept["remark"] = (told["remark"] or "").strip()
    wrong = [
        FieldError(field, _("At most %(limit)d characters fit here.") % {"limit": limit})
        for field, limit in LONGEST.items()
        if len(kept[field]) > limit
    ]
    if kept["role"] not in OfficialRole.values:
        wrong.append(FieldError("role", _("Choose one of the list.")))
    if not kept["name"]:
        wrong.append(FieldError("name", _("Write the name of the official.")))
    if kept["since"] and kept["since"] > _today(at):
        wrong.append(FieldError("since", _("This day lies in the future.")))
    if wrong:
        raise InvalidInput(wrong[0].message, errors=wrong)
    return kept


def _today(at: datetime) -> date:
    return at.astimezone(ALMATY).date()
