"""The log in sentences: who did what, with the names of events, papers and roles in the reader's language.

The log itself holds codes and ids only; nothing personal is looked up for it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.accounts.models import User
from backend.audit.models import AuditEntry
from backend.cases.choices import PartyRole, TeamRole
from backend.cases.closing_choices import CloseReason
from backend.cases.still_open import group_titles
from backend.documents.attachment_models import AttachmentKind
from backend.documents.catalogue import papers
from backend.law.queries import law_book
from backend.people.choices import ConsentPurpose
from backend.proceedings.models import HearingStatus, OfficialRole
from backend.proceedings.problems import title
from backend.web.forms.access import lasting

FIELDS = {
    "legal_name": gettext_lazy("name"),
    "iin": gettext_lazy("IIN"),
    "birth_date": gettext_lazy("birth date"),
    "phone": gettext_lazy("phone"),
    "address": gettext_lazy("address"),
    "pseudonym": gettext_lazy("pseudonym"),
    "region": gettext_lazy("region"),
    "summary": gettext_lazy("summary"),
    "high_risk": gettext_lazy("high risk"),
    "workplace": gettext_lazy("workplace"),
    "place": gettext_lazy("place of the incident"),
    "narrative": gettext_lazy("what happened"),
    "injuries": gettext_lazy("injuries"),
    "code_phrase": gettext_lazy("code phrase"),
    "may_be_said": gettext_lazy("what may be said"),
    "never_contact": gettext_lazy("whom never to contact"),
    "contact_channel": gettext_lazy("safe channel"),
    "contact_hours": gettext_lazy("safe hours"),
    "was": gettext_lazy("what it was before"),
    "became": gettext_lazy("what it became"),
    "remark": gettext_lazy("remark"),
    "relation": gettext_lazy("relation"),
    "lives_with": gettext_lazy("where she or he lives"),
    "school": gettext_lazy("school or kindergarten"),
    "special_needs": gettext_lazy("special needs"),
    "other_parent": gettext_lazy("the other parent"),
    "aliases": gettext_lazy("other names"),
    "workplace_kind": gettext_lazy("kind of workplace"),
    "whereabouts": gettext_lazy("where he or she is"),
    "weapons": gettext_lazy("weapons"),
    "weapons_remark": gettext_lazy("about the weapon"),
    "dependence": gettext_lazy("dependence"),
    "convicted": gettext_lazy("convicted before"),
    "convictions": gettext_lazy("convictions"),
    "punished": gettext_lazy("administrative penalties"),
    "administrative_record": gettext_lazy("administrative record"),
    "proceedings_language": gettext_lazy("language of the proceedings"),
    "interpreter": gettext_lazy("interpreter"),
    "interpreter_language": gettext_lazy("language of the interpreter"),
    "step_free": gettext_lazy("way without steps"),
    "read_aloud": gettext_lazy("papers read aloud"),
    "health": gettext_lazy("illness"),
    "since": gettext_lazy("from which day"),
}


@dataclass(frozen=True, slots=True)
class ToldEntry:
    """One line of the log as people read it."""

    who: str
    sentence: str
    about: str
    at: datetime
    case_id: Any


def told(entries: Iterable[AuditEntry], reader: User, *, with_objects: bool = True) -> list[ToldEntry]:
    """The lines in sentences, in the order given; one query for all the colleagues of `reader` they speak of.

    Without objects they say who did what, and not to which field or paper: as much as the frame of a case tells.
    """
    entries = list(entries)
    colleagues = [entry.subject for entry in entries if entry.verb.startswith(("team.", "user.", "access."))]
    names = {str(user.pk): user.short_name for user in User.objects.visible_to(reader).filter(pk__in=colleagues)}
    return [
        ToldEntry(
            entry.by.short_name if entry.by else _("the system"),
            str(entry.sentence),
            _about(entry, names) if with_objects else "",
            entry.at,
            entry.case_id,
        )
        for entry in entries
    ]


def _about(entry: AuditEntry, names: dict[str, str]) -> str:
    """What exactly: the parts that the line's own detail names, joined."""
    detail: dict[str, Any] = entry.detail
    parts = [names[entry.subject]] if entry.subject in names else []
    if "kind" in detail:
        parts.append(_event(detail["kind"], detail.get("on", "")))
    parts += [words(detail[key]) for key, words in _DETAILS.items() if detail.get(key)]
    return ", ".join(part for part in parts if part)


def _event(kind: str, route: str) -> str:
    found = law_book().routes[route].find_event(kind) if route in law_book().routes else None
    return title(found.titles) if found else ""


def _rule(key: str) -> str:
    try:
        return title(law_book().rule(key).titles)
    except KeyError:
        return ""


def _paper(key: str) -> str:
    return title(papers()[key].titles) if key in papers() else ""


def _choice(*choices: Any) -> Any:
    titles = {value: words for kind in choices for value, words in kind.choices}
    return lambda value: str(titles.get(value, ""))


_DETAILS: dict[str, Any] = {
    "rule": _rule,
    "template": _paper,
    "paper": _choice(AttachmentKind),
    "role": _choice(TeamRole, PartyRole),
    "status": _choice(HearingStatus),
    "purpose": _choice(ConsentPurpose),
    "closed_because": _choice(CloseReason),
    "left": lambda keys: "; ".join(str(group_titles()[key]) for key in keys if key in group_titles()),
    "official": _choice(OfficialRole),
    "route": lambda key: title(law_book().routes[key].titles) if key in law_book().routes else "",
    "hours": lasting,
    "field": lambda name: str(FIELDS.get(name, "")),
    "fields": lambda names: ", ".join(str(FIELDS[name]) for name in names if name in FIELDS),
}
