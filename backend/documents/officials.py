"""Who has a proceeding in hand, as papers speak of them: by role, a name in every case, empty where nobody is named."""

from typing import Any

from backend.language import decline
from backend.language.names import initials
from backend.language.ordering import gender_of
from backend.proceedings.models import Official, OfficialRole, Proceeding

CASES = {"ru": ("genitive", "dative"), "kk": ("genitive", "dative")}


def officials_as_facts(proceeding: Proceeding, language: str) -> dict[str, dict[str, str]]:
    """`officials.investigator.name`, `.name_dative`, `.initials`, `.phone` and so on, for each role: whoever has it now."""
    rows = Official.objects.filter(proceeding=proceeding, left=False).select_related("proceeding__case", "agency")
    of_role = {row.role: row for row in rows}
    return {role: _facts(of_role.get(role), language) for role in OfficialRole.values}


def _facts(row: Official | None, language: str) -> dict[str, Any]:
    name = row.name if row else ""
    forms = {
        f"name_{case}": decline(name, language=language, gender=gender_of(name), case=case) for case in CASES[language]
    }
    body = getattr(row.agency, f"name_{language}") if row and row.agency else ""
    return forms | {"name": name, "initials": initials(name), "phone": row.phone or "" if row else "", "agency": body}
