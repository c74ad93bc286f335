"""The news of cases, sent inside the transaction: a receiver that fails undoes the change."""

from django.dispatch import Signal

# case, by, at; from_user and to_user where somebody's dates go over to somebody else, both None otherwise
team_changed = Signal()
