"""A working day for the cast: a late authority, a hearing over, one to come, a term of ours, a paper, a message."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from tests.world import NOON, Cast

LATER = NOON + timedelta(days=3)  # Thursday 5 November 2026, 12:00 in Almaty


@dataclass
class Busy:
    """What stands in the case at `LATER`."""

    criminal: Any
    administrative: Any
    over: Any
    ahead: Any
    paper: Any
    message: Any


def make_busy(cast: Cast, case: Any = None) -> Busy:
    """Two proceedings of one case: an ignored report, and an administrative ruling that can be appealed."""
    from backend.documents.services import fill_document  # noqa: PLC0415 -- Django is not set up when this is read
    from backend.law.models import Agency  # noqa: PLC0415
    from backend.notifications.models import Delivery  # noqa: PLC0415
    from backend.proceedings.hearings import schedule_hearing  # noqa: PLC0415
    from backend.proceedings.opening import open_proceeding  # noqa: PLC0415
    from backend.proceedings.recording import record_event  # noqa: PLC0415

    case = case or cast.case
    police, court, prosecutor = (
        Agency.objects.get(key=f"{kind}_almaty_bostandyk") for kind in ("police", "court", "prosecutor")
    )

    def happens(proceeding: Any, kind: str, at: datetime, **fields: Any) -> None:
        record_event(proceeding, kind, happened_at=at, fields=fields, by=cast.asel, at=max(at, NOON))

    criminal = open_proceeding(case, "criminal", agency=police, articles=["uk_109_1"], by=cast.asel, at=NOON)
    happens(criminal, "report_filed", NOON)
    happens(criminal, "registered_kui", NOON + timedelta(hours=1), kui_number="26-1804")
    administrative = open_proceeding(
        case, "administrative_offence", agency=police, articles=["koap_73"], by=cast.asel, at=NOON
    )
    respondent = case.parties.filter(role="respondent").first() or _respondent(cast, case)
    happens(administrative, "report_filed", NOON)
    happens(administrative, "protocol_drawn", NOON + timedelta(hours=2), article="КоАП 73")
    happens(administrative, "court_received", NOON + timedelta(days=1))
    happens(administrative, "ruling_issued", NOON + timedelta(days=2), result="warned", respondent=str(respondent.pk))
    happens(administrative, "ruling_served", NOON + timedelta(days=2, hours=1))
    act = {"court": court, "by": cast.asel, "at": NOON}
    over = schedule_hearing(criminal, starts_at=LATER - timedelta(hours=2), room="214", **act)
    ahead = schedule_hearing(criminal, starts_at=LATER + timedelta(minutes=48), closed_to_public=True, **act)
    paper = fill_document(
        "prosecutor_complaint_105", criminal, language="ru", answers={"addressee": str(prosecutor.pk)},
        by=cast.asel, at=LATER,
    )  # fmt: skip
    message = Delivery.objects.create(
        organisation=cast.organisation, user=cast.dana, channel="inbox", kind="hearing_reminder",
        dedup_key=str(ahead.pk), state="sent", next_at=NOON, sent_at=LATER,
        params={"case_code": case.code, "case_id": str(case.pk), "starts_at": ahead.starts_at.isoformat()},
    )  # fmt: skip
    return Busy(criminal, administrative, over, ahead, paper, message)


def _respondent(cast: Cast, case: Any) -> Any:
    from backend.cases.services import add_party  # noqa: PLC0415
    from backend.people.services import register_person  # noqa: PLC0415

    person = register_person(cast.survivor, legal_name="Смаилов Ержан Болатұлы", gender="m", by=cast.asel, at=NOON)
    return add_party(case, person, "respondent", by=cast.asel, at=NOON, relation="spouse")
