"""Filling a paper from the case, handing it out, and filing it, which is an event of the proceeding."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.policies import may_work_on
from backend.cases.services import note
from backend.documents.catalogue import Paper, papers
from backend.documents.gathering import gather_facts
from backend.documents.models import Document, DocumentStatus, TemplateVersion
from backend.documents.rendering import TemplateRefused, render
from backend.kernel.errors import InvalidInput, MissingFact, MissingFacts, NotAllowed, NotAtThisStage
from backend.law.queries import law_book
from backend.proceedings.models import Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.problems import title
from backend.proceedings.recording import record_event
from backend.vault.files import read_file, store_file


def paper_or_refuse(key: str, proceeding: Proceeding) -> Paper:
    """The paper of that key, if it is one for this route."""
    paper = papers().get(key)
    if paper is None or proceeding.route not in paper.routes:
        raise InvalidInput(_("There is no such document for this proceeding."), field="template")
    return paper


def missing_facts(paper: Paper, facts: Mapping[str, Any], proceeding: Proceeding) -> list[MissingFact]:
    """What the paper needs and the case does not have, each with the place where it is set."""
    objects = {"cases": proceeding.case_id, "survivors": proceeding.case.survivor_id, "proceedings": proceeding.pk}
    return [
        MissingFact(need.key, title(need.titles), need.area, str(objects.get(need.area, "")))
        for need in paper.needs
        if not _look_up(facts, need.key)
    ]


def _look_up(facts: Mapping[str, Any], key: str) -> Any:
    value: Any = facts
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def fill_document(
    key: str, proceeding: Proceeding, *, language: str, answers: Mapping[str, Any], by: User, at: datetime
) -> Document:
    """Fill a paper and keep it, encrypted, with the very version of the template that made it.

    `answers` are what the case itself does not hold (`addressee`: an agency's id). Raises MissingFacts, with every
    one that is missing and where to set it; a paper never has a blank where a fact should stand.
    """
    if not may_work_on(by, proceeding.case):
        raise NotAllowed(_("Only the team of an open case may change it."))
    paper = paper_or_refuse(key, proceeding)
    if language not in ("ru", "kk"):
        raise InvalidInput(_("Documents are written in Russian or Kazakh."), field="language")
    facts = gather_facts(proceeding, language, answers, by=by, now=at)
    if missing := missing_facts(paper, facts, proceeding):
        raise MissingFacts(_("The document needs facts that the case does not have yet."), facts=missing)
    content = paper.content(language)
    try:
        filled = render(content, facts)
    except TemplateRefused as error:
        raise InvalidInput(
            _("The template cannot be filled: %(reason)s.") % {"reason": str(error)}, field="template"
        ) from None
    with transaction.atomic():
        document = Document.objects.create(
            case=proceeding.case,
            proceeding=proceeding,
            template=_version(key, language, content, at=at),
            file=store_file(proceeding.case.survivor_id, filled),
            answers=dict(answers),
            made_at=at,
            made_by=by,
        )
        note(proceeding.case, "document.generated", by=by, at=at, subject=document.pk, template=key)
    return document


def _version(key: str, language: str, content: bytes, *, at: datetime) -> TemplateVersion:
    digest = sha256(content).hexdigest()
    row = TemplateVersion.objects.filter(key=key, language=language, sha256=digest).first()
    if row is None:
        TemplateVersion.objects.filter(key=key, language=language, current=True).update(current=False)
        row = TemplateVersion.objects.create(key=key, language=language, sha256=digest, content=content, loaded_at=at)
    return row


def download(document: Document, *, by: User, at: datetime) -> bytes:
    """The paper in clear; who took it is logged before it is handed out."""
    note(document.case, "document.downloaded", by=by, at=at, subject=document.pk)
    return b"".join(read_file(document.file))


@transaction.atomic
def file_document(
    document: Document, *, happened_at: datetime, by: User, at: datetime, fields: Mapping[str, Any] | None = None
) -> Document:
    """Say that the paper was handed to the body: the event is recorded, in a proceeding of its own where the law has one."""
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("proceeding__case", "template")
        .get(pk=document.pk)
    )
    if document.status == DocumentStatus.FILED:
        raise NotAtThisStage(_("This document has already been filed."))
    paper = papers()[document.template.key]
    target = document.proceeding
    told = dict(fields or {})
    if addressee := (document.answers or {}).get("addressee"):
        told.setdefault("addressee", str(addressee))
    if paper.files_on and paper.files_on != target.route:
        target = open_proceeding(
            document.case, paper.files_on, by=by, at=at, agency=None, parent=target, parent_reason="complaint_about"
        )
    if "addressee" not in _fields_of(target, paper.event):
        told.pop("addressee", None)
    event = record_event(target, paper.event, happened_at=happened_at, fields=told, by=by, at=at)
    document.status, document.filed_event = DocumentStatus.FILED, event
    document.version += 1
    document.save(update_fields=["status", "filed_event", "version"])
    note(document.case, "document.filed", by=by, at=at, subject=document.pk, event=str(event.pk))
    return document


def _fields_of(proceeding: Proceeding, kind: str) -> set[str]:
    route = law_book().routes[proceeding.route]
    return {field.key for field in route.event(kind).fields}
