"""The words of messages, in the reader's language. They may be read over a shoulder: a code and a day, no more."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import formats, translation
from django.utils.translation import gettext as _

from backend.kernel.clock import ALMATY


@dataclass(frozen=True, slots=True)
class Message:
    """What the reader sees. The subject stands on lock screens and says nothing of the matter."""

    subject: str
    text: str
    link: str


class UnknownKind(Exception):
    """There are no words for this kind of message."""

    def __init__(self, kind: str) -> None:
        super().__init__(f"There are no words for messages of the kind “{kind}”.")


def message(kind: str, params: dict[str, str], language: str, *, repeat: bool = False) -> Message:
    """The words for one kind of message. Raises UnknownKind."""
    if kind not in KINDS:
        raise UnknownKind(kind)
    with translation.override(language):
        text = KINDS[kind](params)
        if repeat:
            text = _("This may be a repeat: the first sending was interrupted.") + " " + text
        link = f"{settings.TIREK_BASE_URL}{page_of(params)}"
        return Message(subject=_("Tirek: a reminder"), text=text, link=link)


def page_of(params: dict[str, str]) -> str:
    """Where the reader finds what the message speaks of: a case, what she is asked, as long as she may not open the case
    yet, or her own account."""
    for name, place in (("offer_id", "offers"), ("handover_id", "handovers")):
        if name in params:
            return f"/{place}/{params[name]}/"
    return f"/cases/{params['case_id']}/" if "case_id" in params else "/account/access/"


def _due_soon(params: dict[str, str]) -> str:
    return _("Case %(code)s: a deadline of ours, act by %(day)s.") % {
        "code": params["case_code"],
        "day": _last_day(params["act_by"]),
    }


def _overdue(params: dict[str, str]) -> str:
    return _("Case %(code)s: an authority is late since %(day)s. The next step is ready.") % {
        "code": params["case_code"],
        "day": _moment(params["due_at"]),
    }


def _hearing(params: dict[str, str]) -> str:
    return _("Case %(code)s: hearing on %(day)s.") % {
        "code": params["case_code"],
        "day": _moment(params["starts_at"]),
    }


def _task(params: dict[str, str]) -> str:
    return _("Case %(code)s: a task of yours is due.") % {"code": params["case_code"]}


def _mention(params: dict[str, str]) -> str:
    return _("Case %(code)s: a colleague mentioned you in a note.") % {"code": params["case_code"]}


def _access_ended(params: dict[str, str]) -> str:
    return _(
        "All your sessions and tokens were ended by a coordinator. Sign in again where your device is in your hands."
    )


def _password_reset(params: dict[str, str]) -> str:
    return _("Your password was changed by a link sent to your mail. If it was not you, tell your coordinator at once.")


def _reopened(params: dict[str, str]) -> str:
    return _("Case %(code)s: it was opened again, and you lead it.") % {"code": params["case_code"]}


def _access(params: dict[str, str]) -> str:
    return _("Case %(code)s: a coordinator opened it by stating a reason.") % {"code": params["case_code"]}


def _many_accesses(params: dict[str, str]) -> str:
    return _(
        "One coordinator has opened %(number)s cases by stating a reason within a day, the last of them %(code)s."
    ) % {"number": params["number"], "code": params["case_code"]}


def _check_undecided(params: dict[str, str]) -> str:
    return _("Case %(code)s: a check waits for a decision.") % {"code": params["case_code"]}


def _checks_held(params: dict[str, str]) -> str:
    return _("Case %(code)s: a colleague has set off very many checks today. Further ones wait for you.") % {
        "code": params["case_code"]
    }


def _match_asked(params: dict[str, str]) -> str:
    return _("Case %(code)s: you are asked to open a match.") % {"code": params["case_code"]}


def _match_accepted(params: dict[str, str]) -> str:
    return _("Case %(code)s: the match is open, both leads consent.") % {"code": params["case_code"]}


def _match_declined(params: dict[str, str]) -> str:
    return _("Case %(code)s: the other lead declined to open the match.") % {"code": params["case_code"]}


def _match_unanswered(params: dict[str, str]) -> str:
    return _("Case %(code)s: nobody answered your request to open a match.") % {"code": params["case_code"]}


def _match_ended(params: dict[str, str]) -> str:
    return _("Case %(code)s: the other side ended its consent, the match is closed.") % {"code": params["case_code"]}


def _offered(params: dict[str, str]) -> str:
    return _("Case %(code)s is offered to you: accept or decline.") % {"code": params["case_code"]}


def _offer_accepted(params: dict[str, str]) -> str:
    return _("Case %(code)s: your offer was accepted.") % {"code": params["case_code"]}


def _offer_declined(params: dict[str, str]) -> str:
    return _("Case %(code)s: your offer was declined.") % {"code": params["case_code"]}


def _offer_withdrawn(params: dict[str, str]) -> str:
    return _("Case %(code)s: the offer to you was withdrawn.") % {"code": params["case_code"]}


def _offer_expired(params: dict[str, str]) -> str:
    return _("Case %(code)s: nobody answered the offer in time.") % {"code": params["case_code"]}


def _handover_asked(params: dict[str, str]) -> str:
    return _("Case %(code)s: a colleague asks you to take it over.") % {"code": params["case_code"]}


def _handover_accepted(params: dict[str, str]) -> str:
    return _("Case %(code)s: your colleague has taken it over.") % {"code": params["case_code"]}


def _handover_declined(params: dict[str, str]) -> str:
    return _("Case %(code)s: your colleague did not take it over. You lead it still.") % {"code": params["case_code"]}


def _handover_withdrawn(params: dict[str, str]) -> str:
    return _("Case %(code)s: you need not take it over any more.") % {"code": params["case_code"]}


def _place_changed(params: dict[str, str]) -> str:
    return _("Case %(code)s: your place on its team has changed.") % {"code": params["case_code"]}


def _team_left(params: dict[str, str]) -> str:
    return _("Case %(code)s: you are no longer on its team.") % {"code": params["case_code"]}


def _leads_now(params: dict[str, str]) -> str:
    return _("Case %(code)s: you lead it from now on.") % {"code": params["case_code"]}


def _without_lead(params: dict[str, str]) -> str:
    return _("Case %(code)s has no lead any more.") % {"code": params["case_code"]}


KINDS = {
    "access_ended": _access_ended,
    "password_reset": _password_reset,
    "deadline_due_soon": _due_soon,
    "authority_overdue": _overdue,
    "hearing_reminder": _hearing,
    "task_due": _task,
    "note_mention": _mention,
    "case_reopened": _reopened,
    "access_by_reason": _access,
    "many_accesses": _many_accesses,
    "check_undecided": _check_undecided,
    "checks_held": _checks_held,
    "match_asked": _match_asked,
    "match_accepted": _match_accepted,
    "match_declined": _match_declined,
    "match_unanswered": _match_unanswered,
    "match_ended": _match_ended,
    "case_offered": _offered,
    "offer_accepted": _offer_accepted,
    "offer_declined": _offer_declined,
    "offer_withdrawn": _offer_withdrawn,
    "offer_expired": _offer_expired,
    "handover_asked": _handover_asked,
    "handover_accepted": _handover_accepted,
    "handover_declined": _handover_declined,
    "handover_withdrawn": _handover_withdrawn,
    "case_leads_now": _leads_now,
    "team_place_changed": _place_changed,
    "team_left": _team_left,
    "case_without_lead": _without_lead,
}


def _last_day(end: str) -> str:
    """The day that ends at an exclusive end."""
    day = (datetime.fromisoformat(end) - timedelta(microseconds=1)).astimezone(ALMATY).date()
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))


def _moment(at: str) -> str:
    moment = datetime.fromisoformat(at).astimezone(ALMATY)
    return f"{formats.date_format(moment.date(), 'SHORT_DATE_FORMAT')}, {moment:%H:%M}"
