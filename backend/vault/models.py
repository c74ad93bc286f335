"""Wrapped keys (in their own database) and the list of stored files (in the main one)."""

from django.db import models

from backend.kernel.models import UUIDModel


class DataKey(models.Model):
    """The key of one survivor or organisation, wrapped by a master key. Destroying the row erases its owner."""

    in_keys_database = True

    owner_id = models.UUIDField(primary_key=True)
    kind = models.CharField(max_length=12)
    master_key_id = models.CharField(max_length=16, db_index=True)
    wrapped = models.BinaryField()
    made_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return f"{self.kind} {self.owner_id}"


class Pepper(models.Model):
    """The secret of one organisation's blind index, wrapped like a data key and never used for encryption."""

    in_keys_database = True

    organisation_id = models.UUIDField(primary_key=True)
    master_key_id = models.CharField(max_length=16, db_index=True)
    wrapped = models.BinaryField()

    def __str__(self) -> str:
        return str(self.organisation_id)


class StoredFile(UUIDModel):
    """An encrypted file on disk: whose key wraps its own, how long it is, what it hashes to in clear."""

    owner_id = models.UUIDField(db_index=True)
    size = models.PositiveBigIntegerField()
    sha256 = models.CharField(max_length=64)
    wrapped_key = models.BinaryField()
    stored_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return str(self.pk)
