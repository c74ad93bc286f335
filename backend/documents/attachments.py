"""Attaching a file to a case, handing it out, withdrawing it."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.models import User
from backend.cases.at_work import working_team_only
from backend.cases.models import Case, Incident
from backend.cases.noting import refused
from backend.cases.policies import may_work_on
from backend.cases.services import note as write_log
from backend.documents.attachment_models import Attachment, AttachmentKind
from backend.documents.incoming.checking import Checked, check
from backend.documents.incoming.refusals import FileRefused
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAtThisStage
from backend.proceedings.models import Event, Hearing
from backend.vault.files import read_file, store_file

LARGEST = 25 * 1024 * 1024
LONGEST_REMARK = 1000
CAMERA_CLOCK_OFF = timedelta(days=1)
REFUSALS = {
    FileRefused.EMPTY: gettext_lazy("This file is empty. Choose another one."),
    FileRefused.UNKNOWN: gettext_lazy(
        "This kind of file is not taken, whatever its name says. Taken are photos (JPEG, PNG, HEIC, WEBP), PDF and DOCX."
    ),
    FileRefused.DAMAGED: gettext_lazy("This file is damaged or cut short. Send it again, or take the photo once more."),
    FileRefused.TWOFOLD: gettext_lazy("Another file is hidden in this one. Take a new photo or a screenshot of it."),
    FileRefused.ACTIVE: gettext_lazy(
        "This document runs or fetches something when it is opened. Save it as PDF and attach that."
    ),
    FileRefused.NOT_SILENCED: gettext_lazy(
        "The place where this HEIC photo was taken cannot be removed from it. Save it as JPEG, or send a screenshot."
    ),
}


def attach(
    case: Case,
    data: bytes,
    *,
    kind: str,
    by: User,
    at: datetime,
    about: Event | Hearing | Incident | None = None,
    remark: str = "",
) -> Attachment:
    """Keep a file, encrypted with the survivor's key, freed of what the phone wrote into it but for when it was taken.

    `about` is the event, hearing or incident of the same case it belongs to. Raises InvalidInput for a file that is
    not taken, with the reason and the way out; nothing is kept of it then.
    """
    if not may_work_on(by, case):
        raise refused(case)
    _check_told(case, kind, about, remark)
    checked = _checked(data)
    with transaction.atomic():
        case = working_team_only(by, case)
        last = Attachment.objects.filter(case=case, kind=kind).aggregate(last=Max("number"))["last"] or 0
        row = Attachment.objects.create(
            case=case, kind=kind, number=last + 1, file=store_file(case.survivor_id, checked.content),
            media_type=checked.media_type, ending=checked.ending, taken_at=_taken_at(checked.taken_at, at),
            remark=remark.strip(), added_at=at, added_by=by, **_place(about),
        )  # fmt: skip
        write_log(case, "attachment.added", by=by, at=at, subject=row.pk, paper=kind)
    return row


def download_attachment(row: Attachment, *, by: User, at: datetime) -> bytes:
    """The file in clear, whole or not at all; who took it is logged first. A withdrawn one is not handed out."""
    if row.withdrawn_at is not None:
        raise NotAtThisStage(_("This file was withdrawn."))
    write_log(row.case, "attachment.downloaded", by=by, at=at, subject=row.pk)
    return b"".join(read_file(row.file))


@transaction.atomic
def withdraw_attachment(row: Attachment, *, reason: str, by: User, at: datetime) -> Attachment:
    """Take a file out of use and say why. It is kept, and no longer handed out."""
    case = working_team_only(by, row.case)
    row = Attachment.objects.select_for_update(of=("self",)).get(pk=row.pk)
    row.case = case
    if row.withdrawn_at is not None:
        raise NotAtThisStage(_("This file was withdrawn."))
    if not reason.strip():
        raise InvalidInput(_("Say why the file is withdrawn."), field="reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_because = at, by, reason.strip()[:LONGEST_REMARK]
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_because"])
    write_log(case, "attachment.withdrawn", by=by, at=at, subject=row.pk)
    return row


def case_of(about: Event | Hearing | Incident) -> Any:
    """The id of the case an event, hearing or incident belongs to."""
    return about.case_id if isinstance(about, Incident) else about.proceeding.case_id


def _check_told(case: Case, kind: str, about: Event | Hearing | Incident | None, remark: str) -> None:
    if kind not in AttachmentKind.values:
        raise InvalidInput(_("Choose one of the list."), field="kind")
    if about is not None and case_of(about) != case.pk:
        raise InvalidInput(_("What the file belongs to must be of the same case."), field="about")
    if len(remark) > LONGEST_REMARK:
        raise InvalidInput(_("A remark may have at most 1,000 characters."), field="remark")


def _checked(data: bytes) -> Checked:
    if len(data) > LARGEST:
        raise too_large()
    try:
        return check(data)
    except FileRefused as error:
        raise InvalidInput(REFUSALS[error.code], field="file", code=f"file_{error.code}") from None


def too_large() -> InvalidInput:
    """The refusal of a file over the limit, which whoever receives it may raise before it has come in whole."""
    return InvalidInput(
        _("This file is larger than 25 MB. Take the photo with a lower resolution, or send its pages one by one."),
        field="file",
        code="file_too_large",
    )


def _taken_at(told: datetime | None, at: datetime) -> datetime | None:
    """When the photo was taken: Almaty time unless the camera knew its zone; nothing when its clock was plainly wrong."""
    if told is None:
        return None
    moment = told if told.tzinfo else told.replace(tzinfo=ALMATY)
    return moment if moment.year >= 1990 and moment <= at + CAMERA_CLOCK_OFF else None


def _place(about: Event | Hearing | Incident | None) -> dict[str, Any]:
    names = {Event: "event", Hearing: "hearing", Incident: "incident"}
    return {names[type(about)]: about} if about is not None else {}
