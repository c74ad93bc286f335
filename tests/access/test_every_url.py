"""Every address × every visitor. An address without a row here fails the run."""

import uuid
from datetime import timedelta
from pathlib import Path

import pytest
from django.urls import get_resolver, reverse

from backend.accounts.keeping import add_day_off
from backend.accounts.models import User
from backend.accounts.services import invite
from backend.cases.access import break_glass
from backend.cases.checks.opening import ask_to_open
from backend.cases.circle import add_dependant, add_trusted_contact
from backend.cases.handovers import ask_to_take_over
from backend.cases.notes import write_note
from backend.cases.offers import offer_case
from backend.cases.parties import add_new_party, give_consent
from backend.cases.services import open_case
from backend.cases.tasks import make_task
from backend.documents.attachments import attach
from backend.documents.services import fill_document
from backend.kernel.clock import now, today
from backend.law.models import Agency
from backend.notifications.models import Delivery
from backend.people.services import correct_person, register_survivor
from backend.proceedings.hearings import schedule_hearing
from backend.proceedings.officials import name_official
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON, begin_work

PHOTO = Path(__file__).parents[1] / "documents" / "samples" / "phone.jpg"

# address: (method, what it needs, what Dana on the team, Bek the coordinator, Chinara the stranger, Ermek who belongs
# nowhere, and somebody not signed in get)
ACCESS = {
    "web:day": ("get", {}, (200, 200, 200, 403, 302)),
    "web:message-read": ("post", {"pk": "message"}, (302, 404, 404, 403, 302)),
    "web:record": ("get", {}, (200, 200, 200, 403, 302)),
    "web:kit": ("get", {}, (200, 200, 200, 403, 302)),
    "web:case-list": ("get", {}, (200, 200, 200, 403, 302)),
    "web:find": ("get", {}, (200, 200, 200, 403, 302)),
    "api:match": ("get", {}, (405, 405, 405, 405, 401)),
    "web:case-export": ("get", {"form": "=xlsx"}, (302, 302, 302, 403, 302)),  # to the password first
    "web:outcomes-export": ("get", {"form": "=csv"}, (302, 302, 302, 403, 302)),
    "web:case-open": ("get", {}, (200, 200, 200, 403, 302)),
    "web:case": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),
    "web:access-log": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:case-access": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),  # Dana leads; Bek sees who and when
    "web:access-open": ("get", {"pk": "case"}, (403, 302, 404, 403, 302)),  # to the password first
    "web:access-end": ("post", {"pk": "grant"}, (302, 403, 404, 403, 302)),  # one of Aigul, another coordinator
    "web:proceeding-open": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:reveal": ("post", {"kind": "=survivor", "pk": "survivor", "field": "=legal_name"}, (200, 404, 404, 403, 302)),
    "web:proceeding-body": ("get", {"pk": "proceeding"}, (200, 403, 404, 403, 302)),
    "web:event-record": ("get", {"pk": "proceeding"}, (200, 403, 404, 403, 302)),
    "web:deadline-day": ("get", {"pk": "deadline"}, (200, 403, 404, 403, 302)),
    "web:event-annul": ("get", {"pk": "event"}, (200, 403, 404, 403, 302)),
    "web:hearing-schedule": ("get", {"pk": "proceeding"}, (200, 403, 404, 403, 302)),
    "web:hearing-result": ("get", {"pk": "hearing"}, (200, 403, 404, 403, 302)),
    "web:document-generate": ("get", {"pk": "proceeding", "key": "=police_report"}, (200, 403, 404, 403, 302)),
    "web:document-file": ("get", {"pk": "document"}, (200, 403, 404, 403, 302)),
    "web:document-filed": ("post", {"pk": "document"}, (302, 403, 404, 403, 302)),
    "web:checks": ("get", {}, (200, 200, 200, 403, 302)),
    "web:case-checks": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),
    "web:checks-run": ("post", {"pk": "case"}, (302, 302, 404, 403, 302)),
    "web:finding": ("get", {"pk": "finding"}, (200, 200, 404, 403, 302)),
    "web:match-ask": ("post", {"pk": "finding"}, (422, 422, 404, 403, 302)),  # one is out; Bek does not lead the case
    "web:match-answer": ("post", {"pk": "request"}, (422, 404, 422, 403, 302)),
    "web:match-withdraw": ("post", {"pk": "request"}, (302, 404, 403, 403, 302)),
    "web:match-end": ("post", {"pk": "request"}, (409, 404, 409, 403, 302)),
    "web:case-work": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:contact-record": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:note-write": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:note-correct": ("get", {"pk": "note"}, (200, 404, 404, 403, 302)),
    "web:task-make": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:task-change": ("get", {"pk": "task"}, (200, 404, 404, 403, 302)),
    "web:task-done": ("post", {"pk": "task"}, (302, 404, 404, 403, 302)),
    "web:task-cancel": ("get", {"pk": "task"}, (200, 404, 404, 403, 302)),
    "web:task-reopen": ("post", {"pk": "task"}, (302, 404, 404, 403, 302)),
    "web:attachments": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:attachment-add": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:attachment-file": ("get", {"pk": "attachment"}, (200, 404, 404, 403, 302)),
    "web:attachment-withdraw": ("get", {"pk": "attachment"}, (200, 404, 404, 403, 302)),
    "web:offer-make": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),
    "web:offer": ("get", {"pk": "offer"}, (200, 200, 404, 403, 302)),
    "web:offer-decline": ("get", {"pk": "offer"}, (403, 200, 404, 403, 302)),
    "web:offer-withdraw": ("post", {"pk": "unwanted"}, (302, 302, 404, 403, 302)),
    "web:handover-ask": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:handover": ("get", {"pk": "handover"}, (200, 404, 404, 403, 302)),
    "web:handover-decline": ("get", {"pk": "handover"}, (403, 404, 404, 403, 302)),
    "web:handover-withdraw": ("post", {"pk": "handover"}, (302, 404, 404, 403, 302)),
    "web:member-switch-off": ("get", {"pk": "membership"}, (403, 302, 404, 403, 302)),  # to the password first
    "web:outcomes": ("get", {}, (200, 200, 200, 403, 302)),
    "web:exit": ("post", {}, (204, 204, 204, 204, 204)),
    "web:set-language": ("post", {}, (302, 302, 302, 302, 302)),
    "web:join": ("get", {"secret": "=no-such-invitation"}, (404, 404, 404, 404, 404)),
    "api:reference": ("get", {}, (200, 200, 200, 200, 200)),
    "api:me": ("get", {}, (200, 200, 200, 200, 401)),
    "api:my-settings": ("get", {}, (200, 200, 200, 200, 401)),
    "api:my-sessions": ("get", {}, (200, 200, 200, 200, 401)),
    "api:my-session": ("get", {"pk": "=1"}, (405, 405, 405, 405, 401)),
    "api:my-tokens": ("get", {}, (200, 200, 200, 200, 401)),
    "api:my-token": ("get", {"pk": "=x"}, (405, 405, 405, 405, 401)),
    "api:organisation-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:organisation-detail": ("get", {"pk": "organisation"}, (200, 200, 404, 404, 401)),
    "api:user-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:user-detail": ("get", {"pk": "colleague"}, (200, 200, 404, 404, 401)),
    "api:membership-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:membership-detail": ("get", {"pk": "membership"}, (200, 200, 404, 404, 401)),
    "api:invitation-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:invitation-detail": ("get", {"pk": "invitation"}, (404, 200, 404, 404, 401)),
    "web:coordination": ("get", {}, (403, 200, 200, 403, 302)),
    "web:accesses": ("get", {}, (403, 200, 200, 403, 302)),
    "web:attention": ("get", {"kind": "=no_lawyer"}, (403, 200, 200, 403, 302)),
    "web:attention-export": ("get", {"kind": "=no_lawyer", "form": "=csv"}, (302, 302, 302, 403, 302)),
    "api:load": ("get", {}, (403, 200, 200, 403, 401)),
    "api:attention": ("get", {}, (403, 200, 200, 403, 401)),
    "api:attention-cases": ("get", {"kind": "=no_lawyer"}, (403, 200, 200, 403, 401)),
    "web:people": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:survivor-edit": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:party-add": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:party-edit": ("get", {"pk": "party"}, (200, 403, 404, 403, 302)),
    "web:case-open-another": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:needs": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:dependant-add": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:dependant-edit": ("get", {"pk": "case", "row": "dependant"}, (200, 403, 404, 403, 302)),
    "web:trusted-add": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:trusted-edit": ("get", {"pk": "case", "row": "trusted"}, (200, 403, 404, 403, 302)),
    "web:trusted-end": ("post", {"pk": "case", "row": "trusted_once"}, (302, 403, 404, 403, 302)),
    "web:respondent-facts": ("get", {"pk": "party"}, (200, 403, 404, 403, 302)),
    "web:official-name": ("get", {"pk": "proceeding"}, (200, 403, 404, 403, 302)),
    "web:official-edit": ("get", {"pk": "official"}, (200, 403, 404, 403, 302)),
    "web:official-leave": ("get", {"pk": "official"}, (200, 403, 404, 403, 302)),
    "web:consent-give": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:consent-withdraw": ("get", {"pk": "case", "consent": "consent"}, (200, 403, 404, 403, 302)),
    "web:incidents": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:incident-add": ("get", {"pk": "case"}, (200, 403, 404, 403, 302)),
    "web:incident-edit": ("get", {"pk": "incident"}, (200, 403, 404, 403, 302)),
    "web:team": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),
    "web:team-leave": ("get", {"pk": "case"}, (200, 409, 404, 403, 302)),
    "web:team-remove": ("get", {"pk": "case", "member": "member"}, (200, 200, 404, 403, 302)),
    "web:colleagues": ("get", {}, (200, 200, 200, 403, 302)),
    "web:invitation-withdraw": ("post", {"pk": "invitation"}, (404, 302, 404, 403, 302)),
    "web:account": ("get", {}, (200, 200, 200, 403, 302)),
    "web:oath": ("get", {}, (200, 200, 200, 403, 302)),
    "web:second-factor": ("get", {}, (200, 200, 200, 403, 302)),
    "web:access": ("get", {}, (200, 200, 200, 403, 302)),
    "web:session-end": ("post", {"pk": "=1"}, (404, 404, 404, 403, 302)),  # of nobody's
    "web:token-make": ("get", {}, (302, 302, 302, 403, 302)),  # to the password first
    "web:token-revoke": ("post", {}, (302, 302, 302, 403, 302)),
    "web:lock-out": ("get", {"pk": "colleague"}, (302, 302, 302, 403, 302)),  # to the password first
    "account_reset_password": ("get", {}, (200, 200, 200, 200, 200)),
    "account_reset_password_done": ("get", {}, (200, 200, 200, 200, 200)),
    "account_new_password": ("get", {"secret": "=no-such-link"}, (404, 404, 404, 404, 404)),
    "mfa_index": ("get", {}, (302, 302, 302, 302, 302)),
    "mfa_list_webauthn": ("get", {}, (302, 302, 302, 302, 302)),
    "mfa_authenticate": ("get", {}, (302, 302, 302, 302, 302)),  # open in the middle of signing in only
    "mfa_login_webauthn": ("get", {}, (302, 302, 302, 302, 302)),
    "mfa_activate_totp": ("get", {}, (302, 302, 302, 302, 302)),  # to the password first, as all that follow
    "mfa_deactivate_totp": ("get", {}, (404, 404, 404, 404, 302)),  # there is none
    "mfa_add_webauthn": ("get", {}, (302, 302, 302, 302, 302)),
    "mfa_remove_webauthn": ("get", {"pk": "=1"}, (302, 302, 302, 302, 302)),
    "mfa_view_recovery_codes": ("get", {}, (404, 404, 404, 404, 302)),
    "mfa_generate_recovery_codes": ("get", {}, (302, 302, 302, 302, 302)),
    "mfa_reauthenticate": ("get", {}, (302, 302, 302, 302, 302)),  # to the password: there is no app yet
    "mfa_reauthenticate_webauthn": ("get", {}, (302, 302, 302, 302, 302)),
    "web:lock": ("get", {}, (200, 200, 200, 200, 302)),
    "web:lock-close": ("post", {}, (204, 204, 204, 204, 302)),
    "web:lock-draft": ("get", {}, (200, 200, 200, 200, 302)),  # what `lock-close` above was told
    "web:lock-alive": ("post", {}, (204, 204, 204, 204, 302)),
    "api:invitation-withdraw": ("post", {"pk": "invitation"}, (404, 200, 404, 404, 401)),
    "api:case-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:case-detail": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:case-team": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:case-team-member": ("get", {"pk": "case", "user": "colleague"}, (405, 405, 405, 405, 401)),
    "api:case-party": ("get", {"pk": "case", "party": "party"}, (200, 403, 404, 404, 401)),
    "api:case-parties": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:case-incidents": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:case-incident": ("get", {"pk": "case", "incident": "incident"}, (200, 403, 404, 404, 401)),
    "api:case-timeline": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:case-access-log": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:agency-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:agency-detail": ("get", {"pk": "court"}, (200, 200, 200, 200, 401)),
    "api:survivor-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:survivor-detail": ("get", {"pk": "survivor"}, (200, 404, 404, 404, 401)),
    "api:person-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:person-detail": ("get", {"pk": "person"}, (200, 404, 404, 404, 401)),
    "api:dependant-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:dependant-detail": ("get", {"pk": "dependant"}, (200, 404, 404, 404, 401)),
    "api:trusted-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:trusted-detail": ("get", {"pk": "trusted"}, (200, 404, 404, 404, 401)),
    "api:trusted-end": ("post", {"pk": "trusted"}, (200, 404, 404, 404, 401)),
    "api:correction-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:correction-detail": ("get", {"pk": "correction"}, (200, 404, 404, 404, 401)),
    "api:respondent-facts": ("get", {"pk": "person"}, (200, 404, 404, 404, 401)),
    "api:needs": ("get", {"pk": "survivor"}, (200, 404, 404, 404, 401)),
    "api:proceeding-officials": ("get", {"pk": "proceeding"}, (200, 403, 404, 404, 401)),
    "api:official-detail": ("get", {"pk": "official"}, (200, 404, 404, 404, 401)),
    "api:official-left": ("post", {"pk": "official"}, (422, 404, 404, 404, 401)),
    "api:consent-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:consent-detail": ("get", {"pk": "consent"}, (200, 404, 404, 404, 401)),
    "api:consent-withdraw": ("post", {"pk": "consent"}, (422, 404, 404, 404, 401)),
    "api:case-accesses": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:case-access-grants": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:case-access-grant": ("delete", {"pk": "case", "grant": "grant"}, (204, 403, 404, 404, 401)),
    "api:proceeding-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:proceeding-detail": ("get", {"pk": "proceeding"}, (200, 200, 404, 404, 401)),
    "api:proceeding-events": ("get", {"pk": "proceeding"}, (200, 403, 404, 404, 401)),
    "api:proceeding-event": ("get", {"pk": "proceeding", "event": "event"}, (200, 403, 404, 404, 401)),
    "api:proceeding-next-steps": ("get", {"pk": "proceeding"}, (200, 403, 404, 404, 401)),
    "api:proceeding-annul": ("post", {"pk": "proceeding", "event": "event"}, (422, 403, 404, 404, 401)),
    "api:hearing-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:hearing-detail": ("get", {"pk": "hearing"}, (200, 200, 404, 404, 401)),
    "api:hearing-result": ("post", {"pk": "hearing"}, (422, 403, 404, 404, 401)),
    "api:deadline-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:deadline-detail": ("get", {"pk": "deadline"}, (200, 200, 404, 404, 401)),
    "api:deadline-day": ("post", {"pk": "deadline"}, (422, 403, 404, 404, 401)),
    "api:deadline-waive": ("post", {"pk": "deadline"}, (422, 403, 404, 404, 401)),
    "api:reminder-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:reminder-detail": ("get", {"pk": "reminder"}, (200, 200, 404, 404, 401)),
    "api:reminder-acknowledge": ("post", {"pk": "reminder"}, (200, 403, 404, 404, 401)),
    "api:document-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:document-detail": ("get", {"pk": "document"}, (200, 404, 404, 404, 401)),
    "api:document-file": ("get", {"pk": "document"}, (200, 404, 404, 404, 401)),
    "api:document-filed": ("post", {"pk": "document"}, (422, 404, 404, 404, 401)),
    "api:document-template-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:document-template-detail": ("get", {"key": "=police_report"}, (200, 200, 200, 200, 401)),
    "api:case-checks": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:case-matches": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:match-detail": ("get", {"pk": "finding"}, (200, 200, 404, 404, 401)),
    "api:match-decide": ("post", {"pk": "finding"}, (422, 422, 404, 404, 401)),
    "api:match-opened": ("get", {"pk": "finding"}, (403, 403, 404, 404, 401)),
    "api:match-ask": ("post", {"pk": "finding"}, (422, 422, 404, 404, 401)),
    "api:match-request-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:match-request-detail": ("get", {"pk": "request"}, (200, 404, 200, 404, 401)),
    "api:match-request-accept": ("post", {"pk": "request"}, (403, 404, 200, 404, 401)),
    "api:match-request-decline": ("post", {"pk": "request"}, (403, 404, 409, 404, 401)),
    "api:match-request-withdraw": ("post", {"pk": "request"}, (200, 404, 403, 404, 401)),
    "api:match-request-end": ("post", {"pk": "request"}, (409, 404, 200, 404, 401)),
    "api:case-contacts": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:case-notes": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:note-detail": ("get", {"pk": "note"}, (200, 404, 404, 404, 401)),
    "api:case-tasks": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:task-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:task-detail": ("get", {"pk": "task"}, (200, 404, 404, 404, 401)),
    "api:task-done": ("post", {"pk": "task"}, (200, 404, 404, 404, 401)),
    "api:task-cancel": ("post", {"pk": "task"}, (422, 404, 404, 404, 401)),
    "api:task-reopen": ("post", {"pk": "task"}, (200, 404, 404, 404, 401)),
    "api:case-attachments": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:attachment-detail": ("get", {"pk": "attachment"}, (200, 404, 404, 404, 401)),
    "api:attachment-file": ("get", {"pk": "attachment"}, (200, 404, 404, 404, 401)),
    "api:attachment-withdraw": ("post", {"pk": "attachment"}, (422, 404, 404, 404, 401)),
    "api:outcomes": ("get", {}, (200, 200, 200, 200, 401)),
    "web:case-close": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),
    "web:case-reopen": ("get", {"pk": "case"}, (409, 409, 404, 403, 302)),
    "web:case-archive": ("get", {"pk": "case"}, (200, 200, 404, 403, 302)),
    "web:case-retention": ("get", {"pk": "case"}, (403, 200, 404, 403, 302)),
    "web:kept-long-enough": ("get", {}, (403, 200, 200, 403, 302)),
    "web:deadline-waive": ("get", {"pk": "deadline"}, (200, 403, 404, 403, 302)),
    "web:organisation": ("get", {}, (403, 200, 200, 403, 302)),
    "web:organisation-name": ("get", {"pk": "organisation"}, (403, 200, 404, 403, 302)),
    "web:organisation-work": ("get", {"pk": "organisation"}, (403, 200, 404, 403, 302)),
    "web:organisation-rights": ("get", {"pk": "organisation"}, (302, 302, 302, 403, 302)),  # to the password first
    "web:office-open": ("get", {"pk": "organisation"}, (403, 200, 404, 403, 302)),
    "web:day-off-add": ("get", {"pk": "organisation"}, (403, 200, 404, 403, 302)),
    "web:office-edit": ("get", {"pk": "office"}, (403, 200, 404, 403, 302)),
    "web:office-close": ("post", {"pk": "office"}, (403, 409, 404, 403, 302)),  # the last one that takes cases
    "web:office-reopen": ("post", {"pk": "office"}, (403, 302, 404, 403, 302)),
    "web:day-off-remove": ("post", {"pk": "day_off"}, (403, 302, 404, 403, 302)),
    "api:case-closing": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:case-reopen": ("post", {"pk": "case"}, (422, 422, 404, 404, 401)),
    "api:case-archive": ("post", {"pk": "case"}, (409, 409, 404, 404, 401)),
    "api:case-retention": ("post", {"pk": "case"}, (422, 422, 404, 404, 401)),
    "api:case-turns": ("get", {"pk": "case"}, (200, 403, 404, 404, 401)),
    "api:organisation-settings": ("get", {"pk": "organisation"}, (403, 200, 404, 404, 401)),
    "api:organisation-name": ("get", {"pk": "organisation"}, (405, 405, 405, 405, 401)),
    "api:organisation-offices": ("post", {"pk": "organisation"}, (403, 422, 404, 404, 401)),
    "api:organisation-days-off": ("post", {"pk": "organisation"}, (403, 422, 404, 404, 401)),
    "api:office-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:office-detail": ("get", {"pk": "office"}, (200, 200, 404, 404, 401)),
    "api:office-close": ("post", {"pk": "office"}, (403, 409, 404, 404, 401)),
    "api:office-reopen": ("post", {"pk": "office"}, (403, 200, 404, 404, 401)),
    "api:day-off-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:day-off-detail": ("get", {"pk": "day_off"}, (405, 405, 405, 405, 401)),
    "api:schema": ("get", {}, (200, 200, 200, 200, 200)),
    "api:lock-out": ("post", {"pk": "colleague"}, (403, 200, 404, 404, 401)),
    "api:case-offers": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),
    "api:offer-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:offer-detail": ("get", {"pk": "offer"}, (200, 200, 404, 404, 401)),
    "api:offer-accept": ("post", {"pk": "offer"}, (403, 200, 404, 404, 401)),
    "api:offer-decline": ("post", {"pk": "offer"}, (422, 422, 404, 404, 401)),
    "api:offer-withdraw": ("post", {"pk": "unwanted"}, (200, 200, 404, 404, 401)),
    "api:case-handovers": ("get", {"pk": "case"}, (200, 200, 404, 404, 401)),  # Bek has accepted the offer above
    "api:handover-list": ("get", {}, (200, 200, 200, 200, 401)),
    "api:handover-detail": ("get", {"pk": "handover"}, (200, 200, 404, 404, 401)),
    "api:handover-accept": ("post", {"pk": "handover"}, (422, 422, 404, 404, 401)),
    "api:handover-decline": ("post", {"pk": "handover"}, (422, 422, 404, 404, 401)),
    "api:handover-withdraw": ("post", {"pk": "handover"}, (200, 200, 404, 404, 401)),
    "api:member-holdings": ("get", {"pk": "organisation", "member": "membership"}, (403, 200, 404, 404, 401)),
    "api:member-switch-off": ("post", {"pk": "organisation", "member": "membership"}, (403, 422, 404, 404, 401)),
    "web:sessions-end-others": ("post", {}, (302, 302, 302, 403, 302)),  # the last: the cast's sessions end with it
}
OF_ALLAUTH = {"account_login", "account_logout", "account_inactive", "account_reauthenticate"}
VISITORS = ("dana", "bek", "chinara", "ermek", None)


def named_urls(resolver=None, prefix: str = "") -> set[str]:
    found = set()
    for pattern in (resolver or get_resolver()).url_patterns:
        if hasattr(pattern, "url_patterns"):
            space = f"{prefix}{pattern.namespace}:" if pattern.namespace else prefix
            found |= named_urls(pattern, space)
        elif pattern.name:
            found.add(f"{prefix}{pattern.name}")
    return found


def test_every_address_has_a_row_in_the_table():
    assert named_urls() == set(ACCESS) | OF_ALLAUTH


def met_elsewhere(cast):
    """What was found in Dana's case: its respondent is one of Chinara's too."""
    him = {"legal_name": "Ахметов Данияр", "iin": "830517300013", "relation": "spouse"}
    her = register_survivor(cast.other_organisation, by=cast.chinara, at=NOON, pseudonym="Сова")
    there = open_case(cast.other_organisation, her, by=cast.chinara, at=NOON)
    add_new_party(there, "respondent", by=cast.chinara, at=NOON, **him)
    return add_new_party(cast.case, "respondent", by=cast.asel, at=NOON, **him).person.findings.get()


@pytest.fixture
def world(cast):
    police = Agency.objects.get(key="police_almaty_bostandyk")
    act = {"by": cast.asel, "at": NOON}
    proceeding = open_proceeding(cast.case, "criminal", agency=police, **act)
    event = record_event(proceeding, "report_filed", happened_at=NOON, **act)
    court = Agency.objects.get(key="court_almaty_bostandyk")
    hearing = schedule_hearing(proceeding, court=court, starts_at=NOON.replace(day=20), **act)
    prosecutor = Agency.objects.get(key="prosecutor_almaty_bostandyk")
    document = fill_document(
        "prosecutor_complaint_105", proceeding, language="ru", answers={"addressee": str(prosecutor.pk)}, **act
    )
    message = Delivery.objects.create(
        organisation=cast.organisation, user=cast.dana, channel="inbox", kind="hearing_reminder", dedup_key="x",
        params={"case_code": cast.case.code, "case_id": str(cast.case.pk), "starts_at": NOON.isoformat()},
        state="sent", next_at=NOON,
    )  # fmt: skip
    invitation, _secret = invite(cast.organisation, "somebody@example.org", "lawyer", by=cast.bek, at=NOON)
    note = write_note(cast.case, "Заметка.", by=cast.dana, at=NOON)
    task = make_task(cast.case, "Задача.", due_on=NOON.date(), by=cast.dana, at=NOON)
    aigul = User.objects.create_user("aigul@example.org", "twelve-letters-at-least", full_name="Айгуль Сейт")
    begin_work(aigul, cast.organisation, "coordinator")
    grant = break_glass(cast.case, "Команда не отвечает, нужен адрес.", by=aigul, at=NOON)
    attachment = attach(cast.case, PHOTO.read_bytes(), kind="talon", by=cast.dana, at=NOON)
    day_off = add_day_off(cast.organisation, NOON.date(), by=cast.bek, at=NOON)
    correct_person(cast.survivor, expected_version=None, legal_name="Смаилова Айгүл", why_changed="typo", **act)
    finding = met_elsewhere(cast)
    asks = {
        "answer_by": today() + timedelta(days=3),
        "by": cast.dana,
        "at": now(),
    }  # the visitors come by the real clock
    offer = offer_case(cast.case, cast.bek, "second", **asks)
    lazy = User.objects.create_user("lazy@example.org", "twelve-letters-at-least", full_name="Новая Коллега")
    begin_work(lazy, cast.organisation, "lawyer")
    return {
        "dependant": add_dependant(cast.case, relation="child", legal_name="Смаилов Али", **act),
        "trusted": add_trusted_contact(cast.case, relation="friend", legal_name="Гүлжан", **act),
        "trusted_once": add_trusted_contact(cast.case, relation="friend", legal_name="Сауле", **act),
        "correction": cast.survivor.corrections.get(),
        "official": name_official(proceeding, "investigator", name="Есімов Дәурен", **act),
        "office": cast.organisation.offices.get(), "day_off": day_off, "note": note, "task": task, "attachment": attachment,
        "grant": grant,
        "finding": finding, "request": ask_to_open(finding, by=cast.dana, at=now()),
        "offer": offer, "unwanted": offer_case(cast.case, lazy, "member", **asks),
        "handover": ask_to_take_over(cast.case, cast.asel, note_text="Прими дело.", by=cast.dana, at=NOON),
        "case": cast.case, "survivor": cast.survivor, "proceeding": proceeding, "event": event, "hearing": hearing,
        "document": document, "message": message, "court": court, "person": cast.respondent.person,
        "deadline": proceeding.deadlines.first(), "reminder": hearing.reminders.first(), "colleague": cast.asel,
        "organisation": cast.organisation, "membership": cast.asel.memberships.get(), "party": cast.respondent,
        "incident": cast.case.incidents.get(), "invitation": invitation, "member": cast.case.team.get(user=cast.asel),
        "consent": give_consent(cast.case, "processing", given_on=NOON.date(), **act),
    }  # fmt: skip


@pytest.mark.parametrize("visitor", VISITORS)
def test_each_visitor_gets_what_the_table_says(cast, world, client, visitor):
    client.raise_request_exception = False
    leaked = []
    for address, (method, needs, answers) in ACCESS.items():
        client.logout()  # each address is met afresh: one of them closes the screen for all that follows
        if visitor:
            client.force_login(getattr(cast, visitor))
        arguments = {name: what[1:] if what.startswith("=") else str(world[what].pk) for name, what in needs.items()}
        told = {"case": str(cast.case.pk)} if method == "post" else {}
        as_json = {"content_type": "application/json"} if method == "post" and address.startswith("api:") else {}
        got = getattr(client, method)(reverse(address, kwargs=arguments), told, **as_json).status_code
        if got != answers[VISITORS.index(visitor)]:
            leaked.append((address, got, answers[VISITORS.index(visitor)]))
    assert not leaked


# What is open before content: no step of the threshold stands before it.
OPEN_BEFORE = {
    "web:exit",
    "web:set-language",
    "web:join",
    "web:lock",
    "web:lock-close",
    "web:lock-draft",
    "web:lock-alive",
}
OPEN_BEFORE |= {address for address in ACCESS if address.startswith(("account_", "mfa_"))}
OPEN_BEFORE |= {"api:reference", "api:schema", "api:me"}
OPEN_BEFORE |= {address for address in ACCESS if address.startswith("api:my-")}


@pytest.mark.parametrize(("step", "page"), [("second_factor", "web:second-factor"), ("oath", "web:oath")])
def test_before_a_step_is_taken_every_address_with_content_leads_to_it(cast, world, client, settings, step, page):
    settings.TIREK_SECOND_FACTOR = step == "second_factor"
    if step == "oath":
        cast.dana.memberships.update(oath_version=None)
    client.force_login(cast.dana)
    passed = []
    for address, (method, needs, _answers) in ACCESS.items():
        if address in OPEN_BEFORE | {page}:
            continue
        arguments = {name: what[1:] if what.startswith("=") else str(world[what].pk) for name, what in needs.items()}
        as_json = {"content_type": "application/json"} if address.startswith("api:") else {}
        answer = getattr(client, method)(reverse(address, kwargs=arguments), {}, **as_json)
        if address.startswith("api:"):
            ok = answer.status_code == 403 and answer.json()["type"] == f"urn:tirek:problem:{step}_required"
        else:
            ok = answer.status_code == 302 and answer["Location"].startswith(reverse(page))
        if not ok:
            passed.append((address, answer.status_code))
    assert not passed


def test_nobody_but_the_team_finds_a_name_in_a_page_or_an_answer(cast, world, client):
    for visitor in ("dana", "bek"):
        client.force_login(getattr(cast, visitor))
        for address in (f"/cases/{cast.case.pk}/", "/cases/", "/", f"/api/v1/cases/{cast.case.pk}/", "/api/v1/cases/"):
            text = client.get(address).content.decode()
            for secret in ("Смаилов", "850314450129", "7701123", "Тайная", "Гематома"):
                assert secret not in text


def test_an_invitation_lets_in_once(cast, client):
    _row, secret = invite(cast.organisation, "New@example.org", "lawyer", by=cast.bek, at=NOON)
    client.raise_request_exception = False
    address = reverse("web:join", args=[secret])
    from backend.kernel import clock as the_clock  # noqa: PLC0415 -- moved for this test only

    the_clock.travel(NOON)
    try:
        told = {"full_name": "Новая Коллега", "password": "twelve-letters-or-more"}
        assert client.post(address, told).status_code == 302
        assert client.get("/")["Location"] == reverse("web:oath")
        assert client.post(address, told).status_code == 404
    finally:
        the_clock.travel(None)


def test_a_malformed_id_is_as_unknown_as_a_strangers(cast, client):
    client.force_login(cast.dana)
    assert client.get(f"/cases/{uuid.uuid4()}/").status_code == 404
    assert client.get("/api/v1/cases/not-a-code/").status_code == 404
