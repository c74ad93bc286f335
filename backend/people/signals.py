"""The news of people, sent inside the transaction: a receiver that fails undoes the correction."""

from django.dispatch import Signal

person_corrected = Signal()  # person (a Survivor or a Person), by, at: name, IIN or birth date are others now
