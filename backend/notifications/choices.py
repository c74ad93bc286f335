"""What a person may have left out of her mail, and what reaches her whatever she chose.

The inbox on the page always keeps everything. What nobody lists here as optional is never left out: a message of a new
kind is told until somebody decides otherwise.
"""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from backend.kernel.errors import InvalidInput
from backend.notifications.models import MailChoice

OPTIONAL: dict[str, str | Promise] = {
    "authority_overdue": gettext_lazy("an authority is late"),
    "task_due": gettext_lazy("a task of yours is due"),
    "note_mention": gettext_lazy("a colleague mentioned you in a note"),
}
ALWAYS: dict[str, str | Promise] = {
    "deadline_due_soon": gettext_lazy("a deadline of ours that cannot be got back"),
    "hearing_reminder": gettext_lazy("a hearing"),
    "access_ended": gettext_lazy("what concerns the safety of your account"),
}


def mail_choice_of(user: Any) -> MailChoice:
    """What the user chose; everything by mail when she never chose."""
    return MailChoice.objects.filter(user=user.pk).first() or MailChoice(user=user)


def goes_by(channel: str, kind: str, user: Any) -> bool:
    """Whether a message of the kind reaches the user by the channel."""
    if channel != "email" or kind not in OPTIONAL:
        return True
    choice = mail_choice_of(user)
    return choice.by_mail and kind not in choice.left_out


@transaction.atomic
def choose_mail(user: Any, *, by_mail: bool, kinds: Collection[str]) -> MailChoice:
    """Have messages of the optional `kinds` sent by mail, or none of them. Raises InvalidInput for any other kind."""
    if any(kind not in OPTIONAL for kind in kinds):
        raise InvalidInput(_("Deadlines and hearings are always told; choose among the others."), field="kinds")
    left_out = sorted(set(OPTIONAL) - set(kinds))
    row, _made = MailChoice.objects.update_or_create(user=user, defaults={"by_mail": by_mail, "left_out": left_out})
    return row
