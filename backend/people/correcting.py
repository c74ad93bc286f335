"""Correcting who somebody is: the name, IIN or birth date there was is kept, with why and from which day it changed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.kernel.clock import ALMATY
from backend.kernel.errors import InvalidInput
from backend.language.search import search_tokens
from backend.people.checking import LONGEST
from backend.people.indexing import corrections_of
from backend.people.life_choices import Identifying, WhyChanged
from backend.people.life_models import Correction
from backend.people.models import NamedPerson, Survivor

OF_A_CHANGE = frozenset({"why_changed", "changed_since", "change_remark"})


@dataclass(frozen=True, slots=True)
class Because:
    """Why something that identifies a person changed, from which day, and a remark."""

    why: str = ""
    since: date | None = None
    remark: str = ""

    @classmethod
    def out_of(cls, facts: dict[str, Any]) -> "Because":
        """Take what is said of the change itself out of the facts of a correction."""
        return cls(
            facts.pop("why_changed", "") or "", facts.pop("changed_since", None),
            (facts.pop("change_remark", "") or "").strip(),
        )  # fmt: skip


def keep_corrections(
    person: NamedPerson, changes: Mapping[str, Any], because: Because, *, by: User, at: datetime
) -> list[Correction]:
    """Keep what a person's name, IIN and birth date were before `changes`, which are not yet made.

    What was not known before is no correction. Raises InvalidInput when something is replaced and nobody says why.
    """
    replaced = [name for name in Identifying.values if name in changes and getattr(person, name)]
    if not replaced:
        return []
    _check(because, at)
    whose: dict[str, Any] = (
        {"survivor": person} if isinstance(person, Survivor) else {"survivor_id": person.key_owner_id, "person": person}
    )
    return [
        Correction._default_manager.create(
            **whose, field=name, was=str(getattr(person, name)), became=str(changes[name] or ""), why=because.why,
            since=because.since, remark=because.remark, corrected_at=at, corrected_by=by,
        )
        for name in replaced
    ]  # fmt: skip


def _check(because: Because, at: datetime) -> None:
    if because.why not in WhyChanged.values:
        raise InvalidInput(
            _("Say why the name, IIN or birth date changes: what it was stays findable."), field="why_changed"
        )
    if because.since and because.since > at.astimezone(ALMATY).date():
        raise InvalidInput(_("Correct it once the day has come from which it holds."), field="changed_since")
    if len(because.remark) > LONGEST["change_remark"]:
        raise InvalidInput(
            _("At most %(limit)d characters fit here.") % {"limit": LONGEST["change_remark"]}, field="change_remark"
        )


def refuse_former_words(survivor: Survivor, pseudonym: str) -> None:
    """A pseudonym stands in clear, so it must not be a word of a name she once had either."""
    names = [row.was for row in corrections_of(survivor) if row.field == Identifying.LEGAL_NAME]
    words = {word for name in names for word in search_tokens(name or "")}
    if words & set(search_tokens(pseudonym)):
        raise InvalidInput(_("The pseudonym repeats a word of the name: choose another one."), field="pseudonym")
