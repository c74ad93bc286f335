"""The news of cases, sent inside the transaction: a receiver that fails undoes the change."""

from django.dispatch import Signal

case_closed = Signal()  # case, by, at: nobody is to be reminded of it
case_reopened = Signal()  # case, by, at: it is worked on again
# case, by, at; from_user and to_user where somebody's dates go over to somebody else, both None otherwise
team_changed = Signal()
