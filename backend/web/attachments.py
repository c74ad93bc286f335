"""Attached files: the list, adding one from the phone, handing it out, withdrawing it."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_safe

from backend.cases.models import Case, Incident
from backend.cases.policies import may_work_on
from backend.cases.services import note as write_log
from backend.documents.attachment_models import Attachment
from backend.documents.attachments import attach, download_attachment, withdraw_attachment
from backend.kernel.clock import now
from backend.kernel.errors import RuleBroken
from backend.proceedings.models import Event, Hearing
from backend.web.answers import put_on_form, status_of
from backend.web.forms.attachments import AttachmentForm
from backend.web.forms.work import ReasonForm
from backend.web.once import do_once
from backend.web.rows import content_of, one, to_fill_in
from backend.web.work_answers import form_page, to_the_work
from backend.web.work_shown import about_choices, shown_attachments

GET_OR_POST = require_http_methods(["GET", "POST"])
ABOUT = {"event": Event, "hearing": Hearing, "incident": Incident}


@login_required
@require_safe
def attachment_list(request: HttpRequest, pk: Any) -> HttpResponse:
    case = content_of(request.user, Case, pk, "survivor")
    write_log(case, "case.viewed", by=request.user, at=now())
    rows = Attachment.objects.content_visible_to(request.user).filter(case=case)
    related = rows.select_related("case", "file", "added_by", "event__proceeding", "hearing", "incident")
    context = {
        "case": case,
        "may_work": may_work_on(request.user, case),
        "attachments": shown_attachments(related),
    }
    return render(request, "web/attachments.html", context)


@login_required
@GET_OR_POST
def attachment_add(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_fill_in(request, Case, pk, "survivor")
    form = AttachmentForm(
        request.POST or None,
        request.FILES or None,
        about=about_choices(case),
        initial={"about": request.GET.get("about", "")},
    )
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, form, lambda: _attach(request, case, form))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_the_work(request, case, "web:attachments")
    return form_page(request, "web/attachment_add.html", {"form": form, "case": case}, status_of(form))


def _attach(request: HttpRequest, case: Case, form: AttachmentForm) -> Attachment:
    told, key = form.cleaned_data, form.about_key()
    about = one(ABOUT[key[0]].objects.content_visible_to(request.user), key[1]) if key else None
    return attach(case, told["data"], kind=told["kind"], about=about, remark=told["remark"], by=request.user, at=now())


@login_required
@require_safe
def attachment_file(request: HttpRequest, pk: Any) -> HttpResponse:
    """Handed out as something to keep, never as something to show: a browser opens no file of strangers here."""
    row = content_of(request.user, Attachment, pk, "case", "file")
    response = HttpResponse(download_attachment(row, by=request.user, at=now()), content_type=row.media_type)
    response["Content-Disposition"] = content_disposition_header(True, row.file_name)
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "no-store"
    return response


@login_required
@GET_OR_POST
def attachment_withdraw(request: HttpRequest, pk: Any) -> HttpResponse:
    row = to_fill_in(request, Attachment, pk, "case")
    form = ReasonForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            withdraw_attachment(row, reason=form.cleaned_data["reason"], by=request.user, at=now())
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_the_work(request, row.case, "web:attachments")
    context = {"form": form, "case": row.case, "attachment": row}
    return form_page(request, "web/attachment_withdraw.html", context, status_of(form))
