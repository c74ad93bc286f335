"""What the pages do at allauth's news of second factors: a line in the log, and no session from before stays open."""

from typing import Any

from allauth.mfa.signals import authenticator_added, authenticator_removed
from django.dispatch import receiver

from backend.accounts.sessions import note_in_all
from backend.kernel.clock import now
from backend.web.kept_session import end_others

RECOVERY = "recovery_codes"


@receiver(authenticator_added)
def on_factor_added(*, request: Any, user: Any, authenticator: Any, **_: Any) -> None:
    if authenticator.type == RECOVERY:
        return
    note_in_all(user, "user.factor_added", by=user, at=now(), factor=authenticator.type)
    if user.authenticator_set.exclude(type=RECOVERY).count() == 1:
        end_others(request, at=now())  # they were opened by the password alone


@receiver(authenticator_removed)
def on_factor_removed(*, user: Any, authenticator: Any, **_: Any) -> None:
    if authenticator.type != RECOVERY:
        note_in_all(user, "user.factor_removed", by=user, at=now(), factor=authenticator.type)
