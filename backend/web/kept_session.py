"""The session in which something is done, while others end or its key changes: it stays, and stays in the list."""

from datetime import datetime
from typing import Any

from django.contrib.auth import update_session_auth_hash

from backend.accounts.sessions import end_other_sessions, session_moved


def end_others(request: Any, *, at: datetime) -> None:
    """End all sessions of the user but this one."""
    user = end_other_sessions(request.user, keep=request.session.session_key, at=at)
    before = request.session.session_key
    update_session_auth_hash(request, user)
    session_moved(user, before, request.session.session_key)


def change_key(request: Any) -> None:
    """Give the session a new key."""
    before = request.session.session_key
    request.session.cycle_key()
    session_moved(request.user, before, request.session.session_key)
