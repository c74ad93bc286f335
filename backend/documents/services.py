"""Filling a paper from the case, handing it out, and filing it, which is an event of the proceeding."""

from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.cases.at_work import working_team_only
from backend.cases.noting import refused
from backend.cases.policies import may_work_on
from backend.cases.services import note
from backend.documents.catalogue import Paper, papers
from backend.documents.gathering import gather_facts, spoken_of
from backend.documents.models import Document, DocumentStatus, TemplateVersion
from backend.documents.refusals import TemplateRefused, sentence
from backend.documents.rendering import render
from backend.kernel.errors import InvalidInput, MissingFact, MissingFacts, NotAtThisStage, StaleVersion
from backend.law.models import Agency
from backend.law.queries import law_book
from backend.proceedings.models import Proceeding
from backend.proceedings.opening import open_proceeding
from backend.proceedings.problems import title
from backend.proceedings.recording import record_event
from backend.vault.files import read_file, store_file

ANSWERS = ("addressee", "show_secret_address")


def paper_or_refuse(key: str, proceeding: Proceeding) -> Paper:
    """The paper of that key, if it is one for this route."""
    paper = papers().get(key)
    if paper is None or proceeding.route not in paper.routes:
        raise InvalidInput(_("There is no such document for this proceeding."), field="template")
    return paper


def missing_facts(paper: Paper, facts: Mapping[str, Any], proceeding: Proceeding) -> list[MissingFact]:
    """What the paper needs and the case does not have, each with the place where it is set.

    A complaint's report and body are facts of the proceeding it grew out of, so that is where they are set.
    """
    about = spoken_of(proceeding)
    objects = {"cases": about.case_id, "survivors": about.case.survivor_id, "proceedings": about.pk}
    return [
        MissingFact(need.key, title(need.titles), need.area, str(objects.get(need.area, "")))
        for need in paper.needs
        if not _look_up(facts, need.key)
    ]


def checked_answers(paper: Paper, answers: Mapping[str, Any]) -> dict[str, Any]:
    """The answers as they are kept. Refuses a key nobody asks for, and an addressee of another kind than the paper's."""
    if unknown := sorted(set(answers) - set(ANSWERS)):
        raise InvalidInput(
            _("Nobody asks for “%(key)s”. Answers are: %(known)s.")
            % {"key": str(unknown[0])[:40], "known": ", ".join(ANSWERS)},
            field=f"answers.{str(unknown[0])[:40]}",
        )
    kept: dict[str, Any] = {}
    if addressee := answers.get("addressee"):
        if not (_is_uuid(addressee) and Agency.objects.filter(pk=addressee, kind=paper.addressee).exists()):
            kind = dict(Agency.KINDS)[paper.addressee]
            raise InvalidInput(
                _("Choose the addressee from the list: this document goes to a body of the kind “%(kind)s”.")
                % {"kind": kind},
                field="addressee",
            )
        kept["addressee"] = str(addressee)
    if "show_secret_address" in answers:
        if not isinstance(answers["show_secret_address"], bool):
            raise InvalidInput(_("Say yes or no."), field="show_secret_address")
        kept["show_secret_address"] = answers["show_secret_address"]
    return kept


def _is_uuid(value: Any) -> bool:
    try:
        UUID(str(value))
    except ValueError:
        return False
    return True


def _look_up(facts: Mapping[str, Any], key: str) -> Any:
    value: Any = facts
    for part in key.split("."):
        value = value.get(part) if isinstance(value, Mapping) else None
    return value


def fill_document(
    key: str, proceeding: Proceeding, *, language: str, answers: Mapping[str, Any], by: User, at: datetime
) -> Document:
    """Fill a paper and keep it, encrypted, with the very version of the template that made it.

    `answers` are what the case itself does not hold: `addressee`, the id of a body of the paper's kind, and
    `show_secret_address`, without which a secret address stays out. Raises MissingFacts, with every one that is
    missing and where to set it; a paper never has a blank where a fact should stand.
    """
    if not may_work_on(by, proceeding.case):
        raise refused(proceeding.case)
    paper = paper_or_refuse(key, proceeding)
    if language not in ("ru", "kk"):
        raise InvalidInput(_("Documents are written in Russian or Kazakh."), field="language")
    kept = checked_answers(paper, answers)
    facts = gather_facts(proceeding, language, kept, by=by, now=at)
    if missing := missing_facts(paper, facts, proceeding):
        raise MissingFacts(_("The document needs facts that the case does not have yet."), facts=missing)
    content = paper.content(language)
    try:
        filled = render(content, facts)
    except TemplateRefused as error:
        raise InvalidInput(sentence(error), field="template") from None
    with transaction.atomic():
        working_team_only(by, proceeding.case)
        document = Document.objects.create(
            case=proceeding.case,
            proceeding=proceeding,
            template=_version(key, language, content, at=at),
            file=store_file(proceeding.case.survivor_id, filled),
            answers=kept,
            made_at=at,
            made_by=by,
        )
        note(proceeding.case, "document.generated", by=by, at=at, subject=document.pk, template=key)
    return document


def _version(key: str, language: str, content: bytes, *, at: datetime) -> TemplateVersion:
    """The row of exactly these bytes, made when they are used for the first time; it becomes the current one."""
    digest = sha256(content).hexdigest()
    versions = TemplateVersion.objects.filter(key=key, language=language)
    versions.filter(current=True).exclude(sha256=digest).update(current=False)
    row, _made = versions.get_or_create(
        key=key, language=language, sha256=digest, defaults={"content": content, "loaded_at": at}
    )
    if not row.current:
        row.current = True
        row.save(update_fields=["current"])
    return row


def download(document: Document, *, by: User, at: datetime) -> bytes:
    """The paper in clear; who took it is logged before it is handed out."""
    note(document.case, "document.downloaded", by=by, at=at, subject=document.pk)
    return b"".join(read_file(document.file))


@transaction.atomic
def file_document(
    document: Document,
    *,
    happened_at: datetime,
    by: User,
    at: datetime,
    fields: Mapping[str, Any] | None = None,
    version: int | None = None,
) -> Document:
    """Say that the paper was handed to the body: the event is recorded, in a proceeding of its own where the law has one.

    The row is locked first, so that a double click or two people leave one event behind and one refusal. `version`,
    when given, is the one the person saw; raises StaleVersion when it has moved since.
    """
    document = (
        Document.objects.select_for_update(of=("self",))
        .select_related("proceeding__case", "template")
        .get(pk=document.pk)
    )
    if document.status == DocumentStatus.FILED:
        raise NotAtThisStage(_("This document has already been filed."))
    if version is not None and version != document.version:
        raise StaleVersion(_("Somebody has changed this document since you opened it. Open it again."))
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
