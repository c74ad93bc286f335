"""Abstract models that every table of the house is built from."""

import uuid

from django.db import models
from uuid6 import uuid7


def new_id() -> uuid.UUID:
    """A UUIDv7: known before the row is written (ciphertexts are bound to it), and sortable by age."""
    return uuid.UUID(bytes=uuid7().bytes)


class UUIDModel(models.Model):
    """A row with a time-ordered identifier that says nothing about the person behind it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)

    class Meta:
        abstract = True


class Versioned(models.Model):
    """A row that two people may edit: each save of an edit raises `version` by one."""

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
