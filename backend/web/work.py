"""The work on a case on one page: contacts, tasks, notes; and the forms that write contacts and notes."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from backend.cases.at_work import people_on
from backend.cases.choices import TeamRole
from backend.cases.contacts import record_contact
from backend.cases.models import Case
from backend.cases.notes import correct_note, readers_of, write_note
from backend.cases.policies import may_work_on
from backend.cases.queries import trusted_visible_to
from backend.cases.services import note as write_log
from backend.cases.work_choices import Readers, TaskState
from backend.cases.work_models import Contact, Note, Task
from backend.kernel.clock import now
from backend.kernel.errors import NotAllowed, RuleBroken
from backend.web.answers import put_on_form, status_of
from backend.web.forms.work import ContactForm, NoteForm
from backend.web.once import do_once
from backend.web.rows import content_of, to_fill_in
from backend.web.work_answers import form_page, to_the_work
from backend.web.work_shown import shown_task

GET_OR_POST = require_http_methods(["GET", "POST"])
LINES = 50


@login_required
@require_safe
def case_work(request: HttpRequest, pk: Any) -> HttpResponse:
    case = content_of(request.user, Case, pk, "survivor", "organisation")
    moment, user = now(), request.user
    write_log(case, "case.viewed", by=user, at=moment)
    tasks = Task.objects.content_visible_to(user).filter(case=case).select_related("case", "assignee", "ended_by")
    notes = Note.objects.content_visible_to(user).filter(case=case).select_related("case", "author")
    contacts = Contact.objects.content_visible_to(user).filter(case=case).select_related("case", "spoken_by")
    context = {
        "case": case,
        "may_work": may_work_on(user, case),
        "tasks": [shown_task(row, moment) for row in tasks.filter(state=TaskState.OPEN)],
        "ended": [shown_task(row, moment) for row in tasks.exclude(state=TaskState.OPEN).order_by("-ended_at")[:LINES]],
        "notes": notes.prefetch_related("mentions__user", "earlier_texts")[:LINES],
        "contacts": contacts[:LINES],
    }
    return render(request, "web/case_work.html", context)


@login_required
@GET_OR_POST
def contact_record(request: HttpRequest, pk: Any) -> HttpResponse:
    """The safe-contact rules first, then what there is to record."""
    case = to_fill_in(request, Case, pk, "survivor")
    form = ContactForm(
        request.POST or None,
        colleagues=people_on(case, but=[TeamRole.OBSERVER]),
        user=request.user,
        channel=case.survivor.contact_channel,
    )
    if request.method == "POST" and form.is_valid():
        try:
            do_once(request, form, lambda: record_contact(case, by=request.user, at=now(), **form.facts()))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_the_work(request, case)
    trusted = trusted_visible_to(request.user).filter(survivor=case.survivor_id, ended_at=None).select_related("person")
    context = {"form": form, "case": case, "trusted": list(trusted)}
    return form_page(request, "web/contact_record.html", context, status_of(form))


@login_required
@GET_OR_POST
def note_write(request: HttpRequest, pk: Any) -> HttpResponse:
    case = to_fill_in(request, Case, pk)
    form = NoteForm(request.POST or None, colleagues=readers_of(case, Readers.TEAM, request.user))
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        told.pop("version")
        try:
            do_once(request, form, lambda: write_note(case, told.pop("text"), by=request.user, at=now(), **told))
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_the_work(request, case)
    return form_page(request, "web/note_write.html", {"form": form, "case": case}, status_of(form))


@login_required
@GET_OR_POST
def note_correct(request: HttpRequest, pk: Any) -> HttpResponse:
    row = to_fill_in(request, Note, pk, "case", "author")
    if row.author != request.user:
        raise NotAllowed(_("Only its author may correct a note."))
    form = NoteForm(
        request.POST or None,
        colleagues=readers_of(row.case, Readers.TEAM, request.user),
        initial={
            "text": row.text,
            "readers": row.readers,
            "version": row.version,
            "mentioned": [mention.user_id for mention in row.mentions.all()],
        },
    )
    if request.method == "POST" and form.is_valid():
        told = form.facts()
        version = told.pop("version")
        try:
            do_once(
                request,
                form,
                lambda: correct_note(
                    row, told.pop("text"), expected_version=version, by=request.user, at=now(), **told
                ),
            )
        except RuleBroken as error:
            put_on_form(form, error)
        else:
            return to_the_work(request, row.case)
    return form_page(request, "web/note_write.html", {"form": form, "case": row.case, "note": row}, status_of(form))
