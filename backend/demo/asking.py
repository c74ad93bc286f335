"""What colleagues of the story ask of each other: a case that was handed over, a case offered and not answered yet."""

from datetime import datetime, time, timedelta
from typing import Any

from backend.accounts.models import User
from backend.cases.handovers import accept_handover, ask_to_take_over
from backend.cases.models import Case
from backend.cases.offers import offer_case
from backend.cases.team_choices import ToRead
from backend.kernel.clock import ALMATY

NOTE = "Отказ получен, жалоба прокурору готовится. Звонить ей только в обед. Обещала рассказать новости до пятницы."
MESSAGE = "Нужен второй человек на дело: ходатайства и переписка со следствием. Подробности — после согласия."
HANDED_OVER = timedelta(days=5)
TO_ANSWER = timedelta(days=3)
HOURS_A_WEEK = 4


def hand_over(case: Case, from_user: User, to_user: User, *, anchor: Any) -> None:
    """The lead hands the case over some days before the anchor, and stays as a member of the team."""
    asked = datetime.combine(anchor - HANDED_OVER, time(10, 0), ALMATY)
    handover = ask_to_take_over(case, to_user, note_text=NOTE, staying="member", by=from_user, at=asked)
    accept_handover(handover, read=ToRead.values, by=to_user, at=asked + timedelta(hours=3))


def offer(case: Case, user: User, *, by: User, anchor: Any) -> None:
    """The coordinator offers a second place the day before the anchor; the answer is still awaited."""
    at = datetime.combine(anchor - timedelta(days=1), time(16, 30), ALMATY)
    offer_case(
        case, user, "second", answer_by=anchor + TO_ANSWER, message=MESSAGE, hours_a_week=HOURS_A_WEEK, by=by, at=at
    )
