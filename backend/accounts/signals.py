"""The news of accounts, sent inside the transaction."""

from django.dispatch import Signal

locked_out = Signal()  # user, organisation_id, by, at: a colleague ended all her sessions and tokens
password_was_reset = Signal()  # user, at
