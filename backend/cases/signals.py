"""The news of cases, for those above."""

from django.dispatch import Signal

case_closed = Signal()
"""A case was closed: nobody is to be reminded of it. Carries `case`, `by`, `at`."""

case_reopened = Signal()
"""A closed case is worked on again. Carries `case`, `by`, `at`."""
