"""The facts of a case as papers speak of them: plain text in the paper's language, every name in every case it needs."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db.models import Q
from django.utils import translation

from backend.cases.models import Incident, Party
from backend.deadlines.models import Deadline, DeadlineState
from backend.documents.officials import officials_as_facts
from backend.documents.wording import (
    done_or_not,
    inside,
    last_moment,
    lateness,
    offence_title,
    phrase,
    story,
    unbroken,
)
from backend.kernel.clock import ALMATY
from backend.language import decline
from backend.language.agreement import agreed
from backend.language.citations import full_citation, short_citation
from backend.language.dates import official_date, on_official_date, short_date
from backend.language.names import initials
from backend.language.ordering import gender_of
from backend.law.models import Agency, Article
from backend.law.queries import cited_rule
from backend.proceedings.models import Event, Proceeding
from backend.proceedings.replaying import standing_events

CASES = {
    "ru": ("genitive", "dative", "accusative", "instrumental", "prepositional"),
    "kk": ("genitive", "dative", "accusative", "locative", "ablative", "instrumental"),
}
NUMBERS = ("kui_number", "erdr_number", "case_number", "protocol_number")


def gather_facts(
    proceeding: Proceeding, language: str, answers: Mapping[str, Any], *, by: Any, now: datetime
) -> dict[str, Any]:
    """Everything the templates may ask for, under the same names for every paper; a fact we lack is empty text.

    A complaint speaks of the proceeding it grew out of: its report, its numbers, its terms.
    """
    case = proceeding.case
    about = spoken_of(proceeding)
    events = standing_events(about)
    with translation.override(language):
        incidents = _incidents(case, events)
        party = _respondent(case, incidents)
        return {
            "survivor": _survivor(case.survivor, language, show_address=bool(answers.get("show_secret_address"))),
            "respondent": _person(party.person if party else None, language)
            | {"relation": party.get_relation_display() if party else ""},
            "incident": _incident(incidents[0] if incidents else None, language),
            "earlier_incidents": [_briefly(each, language) for each in incidents[1:]],
            "addressee": _agency(_addressee(answers), language),
            "agency": _agency(about.agency, language),
            "officials": officials_as_facts(about, language),
            "organisation": _organisation(case.organisation, language),
            "representative": {"name": by.full_name, "initials": initials(by.full_name), "licence": by.licence_number},
            "proceeding": _proceeding(about, events, language),
            "report": _report(events, language, now),
            "refusal": _refusal(events, language),
            "violated_terms": _violated_terms(about, language, now),
            "terms_to_check": _terms_to_check(about, language, now),
            "today": official_date(now.astimezone(ALMATY).date(), language),
        }


def spoken_of(proceeding: Proceeding) -> Proceeding:
    """The proceeding a paper tells of: for a complaint, the one it complains about."""
    return proceeding.parent if proceeding.parent and proceeding.parent_reason == "complaint_about" else proceeding


def _incidents(case: Any, events: list[Event]) -> list[Incident]:
    """The incident the proceeding is about, then those before it by the same person, the latest first.

    What happened after the report was filed is no part of that report.
    """
    reported = next((event for event in events if event.kind == "report_filed"), None)
    rows = list(case.incidents.order_by("-happened_on", "-id"))
    if reported:
        day = reported.happened_at.astimezone(ALMATY).date()
        rows = [row for row in rows if row.happened_on <= day] or rows
    return [row for row in rows if not rows[0].respondent_id or row.respondent_id in (None, rows[0].respondent_id)]


def _respondent(case: Any, incidents: list[Incident]) -> Party | None:
    parties = case.parties.filter(role="respondent").select_related("person")
    if incidents and incidents[0].respondent_id:
        return parties.filter(pk=incidents[0].respondent_id).first() or parties.first()
    return parties.first()


def _person(person: Any, language: str) -> dict[str, Any]:
    name = " ".join((person.legal_name or "").split()) if person else ""
    gender = (person.gender if person else "") or gender_of(name)
    forms = {f"name_{case}": decline(name, language=language, gender=gender, case=case) for case in CASES[language]}
    return forms | {
        "name": name,
        "initials": initials(name),
        "iin": (person.iin or "") if person else "",
        "birth_date": short_date(person.birth_date) if person and person.birth_date else "",
        "phone": unbroken(person.phone or "") if person else "",
        "address": phrase(person.address or "") if person else "",
        "words": agreed(gender),
    }


def _survivor(survivor: Any, language: str, *, show_address: bool) -> dict[str, Any]:
    """The person defended. A secret address is withheld unless it was asked for in so many words."""
    withheld = survivor.address_is_secret and not show_address
    facts = _person(survivor, language)
    return facts | {"address": "" if withheld else facts["address"], "address_is_withheld": withheld}


def _incident(incident: Incident | None, language: str) -> dict[str, Any]:
    if incident is None:
        empty = dict.fromkeys(("date", "on", "hour", "place", "kinds", "narrative", "injuries"), "")
        return empty | {"story": [], "children_present": False, "weapon": False}
    return {
        "date": official_date(incident.happened_on, language),
        "on": on_official_date(incident.happened_on, language),
        "hour": phrase(incident.hour),
        "place": phrase(incident.place or ""),
        "kinds": ", ".join(incident.kind_titles),
        "narrative": (incident.narrative or "").strip(),
        "story": story(incident.narrative or ""),
        "injuries": inside(phrase(incident.injuries or "")),
        "children_present": incident.children_present,
        "weapon": incident.weapon,
    }


def _briefly(incident: Incident, language: str) -> dict[str, str]:
    return {
        "date": official_date(incident.happened_on, language),
        "kinds": ", ".join(incident.kind_titles),
        "place": phrase(incident.place or ""),
    }


def _addressee(answers: Mapping[str, Any]) -> Agency | None:
    key = str(answers.get("addressee") or "")
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
    return {
        "name": name,
        "address": phrase(organisation.address),
        "phone": unbroken(organisation.phone),
        "email": organisation.email,
    }


def _proceeding(proceeding: Proceeding, events: list[Event], language: str) -> dict[str, Any]:
    numbers = dict.fromkeys(NUMBERS, "")
    for event in events:
        numbers |= {key: phrase(str(event.fields[key])) for key in numbers if (event.fields or {}).get(key)}
    cited = {article.citation: article for article in Article.objects.filter(key__in=proceeding.articles)}
    return numbers | {
        "articles": ", ".join(short_citation(citation, language) for citation in cited),
        "article_titles": "; ".join(
            f"«{offence_title(getattr(article, f'title_{language}'))}» ({short_citation(citation, language)})"
            for citation, article in cited.items()
        ),
        "is_in_court": proceeding.stage == "in_court",
        "allows_special_requirements": any(article.allows_special_requirements for article in cited.values()),
    }


def _report(events: list[Event], language: str, now: datetime) -> dict[str, str]:
    filed = next((event for event in events if event.kind == "report_filed"), None)
    if filed is None:
        return dict.fromkeys(("filed_on", "on", "incoming_number", "days_since"), "")
    day = filed.happened_at.astimezone(ALMATY).date()
    return {
        "filed_on": official_date(day, language),
        "on": on_official_date(day, language),
        "incoming_number": phrase(str((filed.fields or {}).get("incoming_number") or "")),
        "days_since": str((now.astimezone(ALMATY).date() - day).days),
    }


def _refusal(events: list[Event], language: str) -> dict[str, str]:
    """The refusal to register, unless the report was registered after it."""
    last = next((each for each in reversed(events) if each.kind in ("report_refused", "registered_erdr")), None)
    if last is None or last.kind != "report_refused":
        return dict.fromkeys(("date", "on", "ground"), "")
    day = last.happened_at.astimezone(ALMATY).date()
    return {
        "date": official_date(day, language),
        "on": on_official_date(day, language),
        "ground": phrase(str((last.fields or {}).get("ground") or "")),
    }


def _violated_terms(proceeding: Proceeding, language: str, now: datetime) -> list[dict[str, str]]:
    """The authority's verified terms that have passed, kept too late or not at all."""
    late = Q(state=DeadlineState.OPEN, due_at__lte=now) | Q(state=DeadlineState.MET_LATE)
    rows = Deadline.objects.filter(late, proceeding=proceeding, obligor="authority", needs_review=False)
    return [
        {
            "title": cited_rule(row.rule_key, row.rule_version).titles[language],
            "article": full_citation(row.article, language),
            "since": short_date(row.trigger.happened_at.astimezone(ALMATY).date()),
            "due": last_moment(row.due_at),
            "late": lateness(row.due_at, row.met_at or now, language),
            "state": done_or_not(row.met_at, language),
        }
        for row in rows.select_related("trigger").order_by("due_at", "id")
        if row.due_at and not cited_rule(row.rule_key, row.rule_version).watch  # a limit that passed is no breach
    ]


def _terms_to_check(proceeding: Proceeding, language: str, now: datetime) -> list[dict[str, str]]:
    """Terms whose rule is unverified: the paper asserts no number of theirs, it asks the prosecutor to check them."""
    rows = Deadline.objects.filter(proceeding=proceeding, obligor="authority", needs_review=True).overdue(now)
    first_of_rule = {row.rule_key: row for row in rows.select_related("trigger").order_by("-due_at", "-id")}
    return [
        {
            "title": inside(cited_rule(row.rule_key, row.rule_version).titles[language]),
            "since": short_date(row.trigger.happened_at.astimezone(ALMATY).date()),
        }
        for row in sorted(first_of_rule.values(), key=lambda each: (each.due_at, str(each.pk)))
        if not cited_rule(row.rule_key, row.rule_version).watch
    ]
