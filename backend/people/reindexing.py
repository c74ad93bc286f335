"""Bringing the blind index of old rows up to date: batch by batch, each kept as it is done, so that it can be cut short."""

from itertools import chain

from django.db import transaction

from backend.people.indexing import VERSION, index_person
from backend.people.models import Person, Survivor
from backend.vault.errors import KeyMissing
from backend.vault.keys import key_session

BATCH = 100


def index_old_rows(at_most: int | None = None) -> int:
    """Index survivors and persons whose rows are of an older index; returns how many were done.

    Opens them one batch at a time, for the index alone: afterwards they are found and compared without being opened.
    """
    done = 0
    while at_most is None or done < at_most:
        with transaction.atomic(), key_session():
            count = _index_batch(min(BATCH, at_most - done) if at_most is not None else BATCH)
        if not count:
            break
        done += count
    return done


def forget_who_is_indexed() -> None:
    """Have everybody indexed anew, by the next run or, a few at a time, by the clock."""
    for model in (Survivor, Person):
        model._default_manager.update(indexed_as=0)


def old_rows_remain() -> bool:
    """Whether there are people who would not be met by those added now."""
    return any(model._default_manager.filter(indexed_as__lt=VERSION).exists() for model in (Survivor, Person))


def _index_batch(size: int) -> int:
    survivors = Survivor._default_manager.filter(indexed_as__lt=VERSION).select_for_update(skip_locked=True)
    rows = list(survivors.order_by("pk")[:size])
    persons = Person._default_manager.filter(indexed_as__lt=VERSION).select_for_update(of=("self",), skip_locked=True)
    others = list(persons.select_related("survivor").order_by("pk")[: size - len(rows)])
    for row in chain(rows, others):
        survivor = row if isinstance(row, Survivor) else row.survivor
        try:
            index_person(row, organisation_id=survivor.organisation_id)
        except KeyMissing:  # she was erased: there is nothing left to find
            type(row)._default_manager.filter(pk=row.pk).update(indexed_as=VERSION)
    return len(rows) + len(others)
