"""manage.py new_password: the way back for somebody who forgot hers."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command


def test_the_new_password_works_and_what_was_open_is_closed(cast, client):
    client.force_login(cast.asel)
    out = StringIO()
    call_command("new_password", "ASEL@example.org", stdout=out)
    cast.asel.refresh_from_db()
    assert cast.asel.check_password(out.getvalue().strip())
    assert client.get("/").status_code == 302


def test_a_stranger_gets_none(db):
    with pytest.raises(CommandError, match="no active user"):
        call_command("new_password", "nobody@example.org")
