"""Papers: what is missing, filling, handing out, filing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from backend.documents.models import Document
from backend.documents.services import download, file_document, fill_document, paper_or_refuse
from backend.kernel.clock import now
from backend.kernel.errors import InvalidInput, MissingFact, MissingFacts, RuleBroken
from backend.proceedings.models import Proceeding
from backend.proceedings.problems import title
from backend.web.answers import put_on_form, status_of
from backend.web.case_top import dangers_of
from backend.web.forms.proceedings import DocumentForm, FiledForm
from backend.web.once import do_once
from backend.web.rows import content_of, to_fill_in

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@login_required
@require_http_methods(["GET", "POST"])
def document_generate(request: HttpRequest, pk: Any, key: str) -> HttpResponse:
    proceeding = to_fill_in(request, Proceeding, pk, "case__survivor", "case__organisation", "agency")
    paper = paper_or_refuse(key, proceeding)
    form = DocumentForm(
        request.POST or None,
        addressee_kind=paper.addressee,
        suggested=_suggested(paper.addressee, proceeding),
        initial={"language": "kk" if request.LANGUAGE_CODE == "kk" else "ru"},
    )
    missing: Any = ()
    if request.method == "POST" and form.is_valid():
        answers = {"addressee": str(form.cleaned_data["addressee"].pk)}
        try:
            do_once(request, form, lambda: _fill(request, key, proceeding, form, answers))
        except MissingFacts as error:
            missing = [{"title": fact.title, "url": _place_of(fact, proceeding)} for fact in error.facts]
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return redirect("web:case", proceeding.case_id)
    context = {
        "form": form,
        "case": proceeding.case,
        "proceeding": proceeding,
        "title": title(paper.titles),
        "articles": paper.articles,
        "missing": missing,
        "dangers": dangers_of(proceeding.case.parties.select_related("person__facts")),
    }
    return render(request, "web/document_generate.html", context, status=422 if missing else status_of(form))


def _fill(request: HttpRequest, key: str, proceeding: Proceeding, form: DocumentForm, answers: Any) -> Document:
    language = form.cleaned_data["language"]
    return fill_document(key, proceeding, language=language, answers=answers, by=request.user, at=now())


def _place_of(fact: MissingFact, proceeding: Proceeding) -> str:
    """Where on our pages a missing fact is set: its part of the case, the event that tells it, or the field below."""
    if fact.area == "answers":
        return f"#id_{fact.key.partition('.')[0]}"
    if fact.key.startswith("report."):
        return reverse("web:event-record", args=[fact.object_id]) + "?kind=report_filed"
    if fact.key.startswith("agency."):
        return reverse("web:proceeding-body", args=[proceeding.pk])
    part = {"incident": "incidents", "survivor": "people", "respondent": "people"}.get(fact.key.partition(".")[0], "")
    return reverse("web:case", args=[proceeding.case_id]) + (f"#{part}" if part else "")


def _suggested(kind: str, proceeding: Proceeding) -> Any:
    """The body a paper would go to: the one that handles the proceeding, or the prosecutor who supervises it."""
    agency = proceeding.agency
    if agency is None:
        return None
    return agency if agency.kind == kind else agency.supervisor if kind == "prosecutor" else None


@login_required
@require_safe
def document_file(request: HttpRequest, pk: Any) -> HttpResponse:
    document = content_of(request.user, Document, pk, "case", "file", "template")
    response = HttpResponse(download(document, by=request.user, at=now()), content_type=DOCX)
    response["Content-Disposition"] = content_disposition_header(True, document.file_name)
    return response


@login_required
@require_POST
def document_filed(request: HttpRequest, pk: Any) -> HttpResponse:
    document = content_of(request.user, Document, pk, "case", "proceeding", "template")
    form = FiledForm(request.POST)
    if not form.is_valid():
        raise InvalidInput(next(iter(form.errors.values()))[0], field="filed_on")
    number = form.cleaned_data["incoming_number"].strip()
    fields = {"incoming_number": number} if number else {}
    file_document(document, happened_at=form.filed_at(), fields=fields, by=request.user, at=now())
    return redirect("web:case", document.case_id)
