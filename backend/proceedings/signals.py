"""The news of proceedings, sent inside the transaction: a receiver that fails undoes the event."""

from django.dispatch import Signal

event_recorded = Signal()  # proceeding, state (procedure.replay.State), by, at
hearing_changed = Signal()  # hearing, by, at
