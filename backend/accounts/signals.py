"""The news of organisations, for those above."""

from django.dispatch import Signal

settings_changed = Signal()
"""An organisation changed when it reminds or when it works. Carries `organisation_id`, `at`."""
