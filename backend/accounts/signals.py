"""The news of accounts and organisations, for those above; sent inside the transaction."""

from django.dispatch import Signal

locked_out = Signal()  # user, organisation_id, by, at: a colleague ended all her sessions and tokens
password_was_reset = Signal()  # user, at
settings_changed = Signal()  # organisation_id, at: it changed when it reminds or when it works
