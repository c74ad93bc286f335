"""The lost laptop: whoever coordinates ends everything a colleague is signed in with, at once."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from backend.accounts.models import User
from backend.accounts.policies import organisations_to_lock_out_of
from backend.accounts.sessions import end_all_sessions, note_in_all
from backend.accounts.signals import locked_out
from backend.accounts.tokens import revoke_tokens
from backend.kernel.errors import NotAllowed


@transaction.atomic
def lock_out(colleague: User, *, by: User, at: datetime) -> int:
    """End all sessions and tokens of a colleague, and every link for a new password; returns how many tokens fell.

    Her account, her cases and her second factor stay: she signs in again where she holds them in her hands. She is told.
    """
    colleague = User.objects.select_for_update(of=("self",)).get(pk=colleague.pk)
    common = organisations_to_lock_out_of(by, colleague)
    if not common:
        raise NotAllowed(_("Only a coordinator or an administrator of her organisation may do this."))
    end_all_sessions(colleague)
    count = revoke_tokens(colleague, at=at, by=by)
    note_in_all(colleague, "user.locked_out", by=by, at=at)
    locked_out.send(sender=User, user=colleague, organisation_id=common[0], by=by, at=at)
    return count
