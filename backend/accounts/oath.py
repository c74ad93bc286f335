"""The oath of confidentiality: a dated wording with a version, accepted by each member before she sees a case.

It is accepted for each membership apart, because each organisation is owed it. A new wording is asked of everybody
again from the day it is in force.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache
from pathlib import Path

import yaml
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import LANGUAGES, Membership, User
from backend.accounts.roles import READING_ROLES
from backend.audit.services import record
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput, NotAllowed


@dataclass(frozen=True, slots=True)
class Oath:
    """One wording: the paragraphs of each language, and the day from which it is asked for."""

    version: int
    effective_from: date
    text: dict[str, tuple[str, ...]]

    def paragraphs(self, language: str) -> tuple[str, ...]:
        return self.text.get(language, self.text["ru"])


@cache
def _wordings(folder: Path) -> tuple[Oath, ...]:
    """All wordings there are, the newest first."""
    found = []
    for file in folder.glob("*.yaml"):
        told = yaml.safe_load(file.read_text(encoding="utf-8"))
        text = {language: tuple(told["text"][language]) for language, _name in LANGUAGES}
        found.append(Oath(told["version"], told["effective_from"], text))
    return tuple(sorted(found, key=lambda oath: oath.version, reverse=True))


def oath_in_force(on: date) -> Oath:
    """The newest wording in force on a day; before the first one, the first."""
    wordings = _wordings(settings.TIREK_FIXTURES / "oath")
    return next((oath for oath in wordings if oath.effective_from <= on), wordings[-1])


def awaiting_oath(memberships: Iterable[Membership], *, on: date) -> list[Membership]:
    """Those of the memberships whose holder could see cases and has not accepted the wording in force."""
    version = oath_in_force(on).version
    return [row for row in memberships if row.role in READING_ROLES and row.oath_version != version]


@transaction.atomic
def accept_oath(membership: Membership, *, version: int, language: str, by: User, at: datetime) -> Membership:
    """Write down that the member accepts the wording she has read; a second time changes nothing.

    Raises InvalidInput when another wording has come into force since she opened it.
    """
    membership = Membership.objects.select_for_update(of=("self",)).select_related("organisation").get(pk=membership.pk)
    if membership.user_id != by.pk or membership.ended_at is not None:
        raise NotAllowed(_("Only the member herself can accept the oath."))
    if version != oath_in_force(at.astimezone(ALMATY).date()).version:
        raise InvalidInput(_("The wording has changed meanwhile. Read the new one, then accept it."), field="version")
    if membership.oath_version == version:
        return membership
    membership.oath_version, membership.oath_accepted_at = version, at
    membership.save(update_fields=["oath_version", "oath_accepted_at"])
    record(
        f"organisation:{membership.organisation_id}", "oath.accepted", by=by, at=at,
        organisation_id=membership.organisation_id, subject=str(by.pk), version=version, language=language,
    )  # fmt: skip
    return membership
