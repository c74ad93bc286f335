"""The facts of a case as papers speak of them: plain text in the paper's language, every name in every case it needs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.utils import translation

from backend.deadlines.models import Deadline
from backend.kernel.clock import ALMATY
from backend.language import decline
from backend.language.dates import official_date, short_date
from backend.language.names import initials
from backend.law.models import Agency, Article
from backend.law.queries import cited_rule
from backend.proceedings.models import Proceeding
from backend.proceedings.replaying import standing_events

CASES = ("genitive", "dative", "accusative", "instrumental")


def gather_facts(
    proceeding: Proceeding, language: str, answers: Mapping[str, Any], *, by: Any, now: datetime
) -> dict[str, Any]:
    """Everything the templates may ask for. `docs/template-fields.md` lists the names; a fact we lack is empty text."""
    case = proceeding.case
    with translation.override(language):
        survivor = _person(case.survivor, language)
        if case.survivor.address_is_secret and not answers.get("show_secret_address"):
            survivor["address"] = ""
        party = case.parties.filter(role="respondent").select_related("person").first()
        respondent = _person(party.person, language) if party else _nobody()
        return {
            "survivor": survivor,
            "respondent": respondent | {"relation": party.get_relation_display() if party else ""},
            "incident": _incident(case, language),
            "addressee": _agency(_addressee(answers), language),
            "agency": _agency(proceeding.agency, language),
            "organisation": _organisation(case.organisation, language),
            "representative": {"name": by.full_name, "initials": initials(by.full_name), "licence": by.licence_number},
            "proceeding": _proceeding(proceeding, language),
            "report": _report(proceeding, language),
            "violated_terms": _violated_terms(proceeding, language, now),
            "answers": {name: str(value) for name, value in answers.items()},
            "today": official_date(now.astimezone(ALMATY).date(), language),
        }


def _person(person: Any, language: str) -> dict[str, str]:
    name = person.legal_name or ""
    forms = {
        f"name_{case}": decline(name, language=language, gender=person.gender or None, case=case) for case in CASES
    }
    return forms | {
        "name": name,
        "initials": initials(name),
        "gender": person.gender,
        "iin": person.iin or "",
        "birth_date": short_date(person.birth_date) if person.birth_date else "",
        "phone": person.phone or "",
        "address": person.address or "",
    }


def _nobody() -> dict[str, str]:
    forms = dict.fromkeys((f"name_{case}" for case in CASES), "")
    return forms | dict.fromkeys(("name", "initials", "gender", "iin", "birth_date", "phone", "address"), "")


def _incident(case: Any, language: str) -> dict[str, Any]:
    incident = case.incidents.first()
    if incident is None:
        return dict.fromkeys(("date", "hour", "place", "narrative", "injuries", "kinds", "children_present"), "")
    return {
        "date": official_date(incident.happened_on, language),
        "hour": incident.hour,
        "place": incident.place or "",
        "narrative": incident.narrative or "",
        "injuries": incident.injuries or "",
        "kinds": ", ".join(incident.kind_titles),
        "children_present": incident.children_present,
    }


def _addressee(answers: Mapping[str, Any]) -> Agency | None:
    key = str(answers.get("addressee", ""))
    return Agency.objects.filter(pk=key).first() if key else None


def _agency(agency: Agency | None, language: str) -> dict[str, str]:
    if agency is None:
        return {"name": "", "genitive": "", "dative": ""}
    return {
        "name": getattr(agency, f"name_{language}"),
        "genitive": agency.form("genitive", language),
        "dative": agency.form("dative", language),
    }


def _organisation(organisation: Any, language: str) -> dict[str, str]:
    name = (organisation.name_kk if language == "kk" else "") or organisation.name
    return {"name": name, "address": organisation.address, "phone": organisation.phone, "email": organisation.email}


def _proceeding(proceeding: Proceeding, language: str) -> dict[str, str]:
    cited = Article.objects.filter(key__in=proceeding.articles)
    numbers = {key: "" for key in ("kui_number", "erdr_number", "case_number", "protocol_number")}
    for event in standing_events(proceeding):
        numbers |= {key: str(event.fields[key]) for key in numbers if event.fields.get(key)}
    return numbers | {
        "number": proceeding.number,
        "articles": ", ".join(dict.fromkeys(article.citation for article in cited)),
        "article_titles": "; ".join(
            dict.fromkeys(f"{article.citation} ({getattr(article, f'title_{language}')})" for article in cited)
        ),
    }


def _report(proceeding: Proceeding, language: str) -> dict[str, str]:
    filed = next((event for event in standing_events(proceeding) if event.kind == "report_filed"), None)
    if filed is None:
        return {"filed_on": "", "incoming_number": ""}
    return {
        "filed_on": official_date(filed.happened_at.astimezone(ALMATY).date(), language),
        "incoming_number": str(filed.fields.get("incoming_number", "")),
    }


def _violated_terms(proceeding: Proceeding, language: str, now: datetime) -> list[dict[str, str]]:
    """The authority's terms that have passed. One whose rule is unverified is left out: a paper asserts no doubtful number."""
    rows = []
    late = Deadline.objects.filter(proceeding=proceeding, obligor="authority", needs_review=False).overdue(now)
    for deadline in late.order_by("due_at"):
        rule = cited_rule(deadline.rule_key, deadline.rule_version)
        rows.append(
            {
                "title": rule.titles[language],
                "article": deadline.article,
                "due": short_date((deadline.due_at - timedelta(microseconds=1)).astimezone(ALMATY).date()),
                "days_late": str(max(1, (now - deadline.due_at).days)),
            }
        )
    return rows
