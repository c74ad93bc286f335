"""What the page of a case says about its end."""

from typing import Any

from backend.cases.closing_choices import TurnKind
from backend.cases.closing_models import CaseTurn
from backend.cases.policies import may_change_retention, may_close


def shown_end(case: Any, user: Any, lead: Any) -> dict[str, Any]:
    """Whether the user may close it or decide how long it is kept; and why it was closed, to whoever reads its content.

    `lead` is known to the page already; whether she still may is asked again where it is done.
    """
    closing = None
    if case.closed_on is not None:
        turns = CaseTurn.objects.content_visible_to(user).filter(case=case, kind=TurnKind.CLOSED)
        closing = turns.select_related("by", "case").first()
    return {
        "closes": user == lead or may_close(user, case),
        "keeps": case.closed_on is not None and may_change_retention(user, case),
        "closing": closing,
    }
