"""Notes of the team: written, corrected by their authors with the earlier text kept, and colleagues mentioned in them."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.at_work import people_on, working_team_only
from backend.cases.choices import TeamRole
from backend.cases.models import Case
from backend.cases.services import note as write_log
from backend.cases.work_choices import Readers
from backend.cases.work_models import EarlierText, Mention, Note
from backend.kernel.errors import InvalidInput, NotAllowed, StaleVersion
from backend.notifications.outbox import notify

LONGEST = 20_000
NOT_LEADING = (TeamRole.MEMBER, TeamRole.OBSERVER)


@transaction.atomic
def write_note(
    case: Case, text: str, *, by: User, at: datetime, readers: str = Readers.TEAM, mentioned: Collection[User] = ()
) -> Note:
    """Keep a note for `readers`, and tell whoever is mentioned in it (the message carries the case code alone)."""
    case = working_team_only(by, case)
    _check(text, readers)
    row = Note.objects.create(case=case, author=by, readers=readers, text=text.strip(), written_at=at)
    write_log(case, "note.written", by=by, at=at, subject=row.pk)
    _mention(row, mentioned, at=at)
    return row


@transaction.atomic
def correct_note(
    row: Note,
    text: str,
    *,
    expected_version: int | None,
    by: User,
    at: datetime,
    readers: str,
    mentioned: Collection[User] = (),
) -> Note:
    """Replace what a note of one's own says; what it said before stays readable to those who may read the note."""
    case = working_team_only(by, row.case)
    row = Note.objects.select_for_update(of=("self",)).select_related("case").get(pk=row.pk)
    if row.author_id != by.pk:
        raise NotAllowed(_("Only its author may correct a note."))
    if expected_version is not None and row.version != expected_version:
        raise StaleVersion(_("Somebody else changed this record meanwhile. Look at it again; what you typed is kept."))
    _check(text, readers)
    if text.strip() != row.text:
        EarlierText.objects.create(note=row, text=row.text, replaced_at=at)
    row.text, row.readers, row.corrected_at = text.strip(), readers, at
    row.version += 1
    row.save()
    write_log(case, "note.corrected", by=by, at=at, subject=row.pk)
    _mention(row, mentioned, at=at)
    return row


def readers_of(case: Case, readers: str, author: User) -> Any:
    """The colleagues on the team who may read a note of that author, herself left out."""
    if readers == Readers.AUTHOR:
        return User.objects.none()
    but = NOT_LEADING if readers == Readers.LEADS else ()
    return people_on(case, but=but).exclude(pk=author.pk)


def _check(text: str, readers: str) -> None:
    if not text.strip():
        raise InvalidInput(_("Write the note."), field="text")
    if len(text) > LONGEST:
        raise InvalidInput(_("A note may have at most 20,000 characters."), field="text")
    if readers not in Readers.values:
        raise InvalidInput(_("Choose one of the list."), field="readers")


def _mention(row: Note, mentioned: Collection[User], *, at: datetime) -> None:
    """Make the mentions those of `mentioned`; tell the new ones. Raises InvalidInput for who may not read the note."""
    may_read = set(readers_of(row.case, row.readers, row.author).values_list("pk", flat=True))
    if any(user.pk not in may_read for user in mentioned):
        raise InvalidInput(
            _("Not everybody you mention may read this note: open it to them, or leave them out."), field="mentioned"
        )
    row.mentions.exclude(user__in=[user.pk for user in mentioned]).delete()
    for user in mentioned:
        _row, made = Mention.objects.get_or_create(note=row, user=user, defaults={"mentioned_at": at})
        if made:
            notify(
                user,
                kind="note_mention",
                params={"case_code": row.case.code, "case_id": str(row.case_id)},
                dedup_key=f"mention:{row.pk}",
                due_at=at,
                organisation_id=row.case.organisation_id,
                channels=["inbox"],
            )
