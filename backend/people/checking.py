"""What is kept of a person: brought to one form, refused only where it cannot be, doubted aloud where it is odd."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from backend.kernel.clock import ALMATY
from backend.kernel.errors import FieldError, InvalidInput
from backend.language.identifiers import dialled, doubts_about_iin
from backend.language.search import search_tokens
from backend.people.models import NamedPerson

LONGEST = {
    "legal_name": 200, "pseudonym": 60, "iin": 20, "phone": 40, "address": 300, "workplace": 300, "contact_hours": 100,
    "may_be_said": 300, "code_phrase": 200, "never_contact": 2000, "school": 300, "special_needs": 2000,
    "aliases": 1000, "weapons_remark": 1000, "convictions": 5000, "administrative_record": 5000,
    "interpreter_language": 60, "health": 2000, "change_remark": 1000,
}  # fmt: skip
FIRST_BIRTH_DATE = date(1900, 1, 1)


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something odd in what is kept, and the field it stands in. It never says the value itself."""

    field: str
    message: str


def tidied(facts: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """The facts as they are kept: names with single spaces, an IIN without spaces, a phone in E.164 where it is one.

    Raises InvalidInput with every field that cannot be kept. What is merely odd is kept: see `doubts_of`.
    """
    kept = dict(facts)
    for name in LONGEST.keys() & kept.keys():
        kept[name] = (kept[name] or "").strip()
    for name in {"legal_name", "pseudonym"} & kept.keys():
        kept[name] = " ".join(kept[name].split())
    if "iin" in kept:
        kept["iin"] = "".join(kept["iin"].split())
    if kept.get("phone"):
        kept["phone"] = dialled(kept["phone"]) or kept["phone"]
    if "birth_date" in kept:
        kept["birth_date"] = kept["birth_date"] or None
    if wrong := [*_too_long(kept), *_born_wrongly(kept, at), *_named_wrongly(kept)]:
        raise InvalidInput(wrong[0].message, errors=wrong)
    return kept


def _too_long(facts: Mapping[str, Any]) -> list[FieldError]:
    wrong = []
    for name, limit in LONGEST.items():
        if len(facts.get(name) or "") > limit:
            message = (
                _("A name may have at most 200 characters.")
                if name == "legal_name"
                else _("At most %(limit)d characters fit here.") % {"limit": limit}
            )
            wrong.append(FieldError(name, message))
    return wrong


def _born_wrongly(facts: Mapping[str, Any], at: datetime) -> list[FieldError]:
    born = facts.get("birth_date")
    if born and born > at.astimezone(ALMATY).date():
        return [FieldError("birth_date", _("A birth date cannot lie in the future."))]
    if born and born < FIRST_BIRTH_DATE:
        return [FieldError("birth_date", _("Check the year of birth: it lies before 1900."))]
    return []


def _named_wrongly(facts: Mapping[str, Any]) -> list[FieldError]:
    """A pseudonym stands on every list in clear, so it must not be a word of the name it hides."""
    if "pseudonym" not in facts:
        return []
    if not facts["pseudonym"]:
        return [FieldError("pseudonym", _("Choose a pseudonym: it is what colleagues see instead of the name."))]
    if set(search_tokens(facts["pseudonym"])) & set(search_tokens(facts.get("legal_name") or "")):
        return [FieldError("pseudonym", _("The pseudonym repeats a word of the name: choose another one."))]
    return []


def doubts_of(person: NamedPerson) -> list[Doubt]:
    """What is odd in what is kept of a person: a warning to whoever may read it, never a refusal."""
    found = []
    iin, born = person.iin or "", person.birth_date
    odd = doubts_about_iin(iin) if iin else []
    if "not_twelve_digits" in odd:
        found.append(Doubt("iin", _("The IIN does not have twelve digits. It is kept as it was typed.")))
    elif odd:
        found.append(Doubt("iin", _("The last digit of the IIN does not fit the others. It is kept as it was typed.")))
    elif iin and born and iin[:6] != f"{born:%y%m%d}":
        found.append(
            Doubt("birth_date", _("The IIN begins with another birth date. Both are kept as they were typed."))
        )
    if person.phone and dialled(person.phone) is None:
        found.append(
            Doubt("phone", _("The phone number does not look like one that can be called. It is kept as it was typed."))
        )
    return found


def birth_year_band(born: date | None) -> str:
    """«1980–1989»: as much of a birth date as is counted."""
    return f"{born.year // 10 * 10}–{born.year // 10 * 10 + 9}" if born else ""
