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
        link = f"{settings.TIREK_BASE_URL}{_page(params)}"
        return Message(subject=_("Tirek: a reminder"), text=text, link=link)


def _page(params: dict[str, str]) -> str:
    """Where the message is about: a case, or the reader's own account."""
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
}


def _last_day(end: str) -> str:
    """The day that ends at an exclusive end."""
    day = (datetime.fromisoformat(end) - timedelta(microseconds=1)).astimezone(ALMATY).date()
    return str(formats.date_format(day, "SHORT_DATE_FORMAT"))


def _moment(at: str) -> str:
    moment = datetime.fromisoformat(at).astimezone(ALMATY)
    return f"{formats.date_format(moment.date(), 'SHORT_DATE_FORMAT')}, {moment:%H:%M}"
