"""Where a fact that a paper lacks is set: the address of the API and the page for people."""

from collections.abc import Iterable
from typing import Any

from django.urls import NoReverseMatch, reverse

from backend.documents.catalogue import Paper
from backend.kernel.errors import MissingFact
from backend.proceedings.models import Proceeding


def where_to_set(facts: Iterable[MissingFact], paper: Paper, proceeding: Proceeding) -> list[dict[str, str]]:
    """Each missing fact with its pointer (into the answers, or to the fact of the case), its name, and both links."""
    return [_told(fact, paper, proceeding) for fact in facts]


def _told(fact: MissingFact, paper: Paper, proceeding: Proceeding) -> dict[str, str]:
    about, case = fact.key.partition(".")[0], proceeding.case
    pointer = "/" + fact.key.replace(".", "/")
    page = _page("web:case", case.pk)
    if fact.area == "answers":
        pointer = f"/answers/{about}"
        link = f"{_api('agency-list')}?kind={paper.addressee}"
        page = _page("web:document-generate", proceeding.pk, paper.key)
    elif fact.area == "survivors":
        link = _api("survivor-detail", case.survivor_id)
    elif about == "respondent":
        link = _api("case-parties", case.pk)
    elif about == "incident":
        link = _api("case-incidents", case.pk)
    elif about == "report":
        link = _api("proceeding-events", proceeding.pk)
        page = _page("web:event-record", proceeding.pk)
    elif fact.area == "proceedings":
        link = _api("proceeding-detail", proceeding.pk)
        if about == "agency":
            page = _page("web:proceeding-body", proceeding.pk)
    else:
        link = _api("case-detail", case.pk)
    return {"pointer": pointer, "fact": fact.key, "detail": str(fact.title), "link": link, "page": page}


def _api(name: str, *args: Any) -> str:
    return reverse(f"api:{name}", args=args)


def _page(name: str, *args: Any) -> str:
    """The page of that name; empty where this installation has no pages."""
    try:
        return reverse(name, args=args)
    except NoReverseMatch:
        return ""
