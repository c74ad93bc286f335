"""Model fields whose values exist in clear only while somebody looks at them.

A model with such fields has a property `key_owner_id`: whose data key seals them. What is stored is bound to
`table|primary key|field`, so a ciphertext moved to another row or column does not open.
"""

import json
from datetime import date
from typing import Any

from django.core.exceptions import FieldError
from django.db import models

from backend.vault.cipher import seal, unseal
from backend.vault.keys import data_key


class Sealed(bytes):
    """Bytes as they came from the database: a ciphertext not opened yet."""

    def __repr__(self) -> str:
        return "<sealed>"


class _Opening:
    """Opens a field's value when it is first read, and keeps what was read on the instance."""

    def __init__(self, field: "EncryptedField") -> None:
        self.field = field

    def __get__(self, instance: Any, owner: type | None = None) -> Any:
        if instance is None:
            return self
        name = self.field.attname
        if name not in instance.__dict__:
            instance.refresh_from_db(fields=[name])
        value = instance.__dict__[name]
        if isinstance(value, Sealed):
            value = self.field.open_value(instance, value)
            instance.__dict__[name] = value
        return value

    def __set__(self, instance: Any, value: Any) -> None:
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.BinaryField):  # type: ignore[type-arg]  # Django has no [] at run time
    """A field that is stored sealed with its owner's key. Cannot be filtered, ordered or indexed by."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def contribute_to_class(self, cls: Any, name: str, private_only: bool = False) -> None:
        super().contribute_to_class(cls, name, private_only=private_only)
        setattr(cls, self.attname, _Opening(self))

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Sealed | None:
        return None if value is None else Sealed(bytes(value))

    def pre_save(self, model_instance: Any, add: bool) -> Any:
        value = model_instance.__dict__.get(self.attname)
        return value if value is None or isinstance(value, Sealed) else self.seal_value(model_instance, value)

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise FieldError(f"{self.name} is encrypted: it is written by saving its row, and cannot be searched.")
        plain = None if value is None else bytes(value)
        return super().get_db_prep_value(plain, connection, prepared=prepared)

    def get_default(self) -> Any:
        return self._get_default()  # type: ignore[attr-defined]  # as Field does; BinaryField would wrap it

    def _check_str_default_value(self) -> list[Any]:
        return []  # the default is in clear here, unlike a BinaryField's

    def value_to_string(self, obj: Any) -> str:
        raise FieldError(f"{self.name} is encrypted and is not serialized.")

    def get_lookup(self, lookup_name: str) -> Any:
        if lookup_name != "isnull":
            raise FieldError(f"{self.name} is encrypted and cannot be searched; use the blind index.")
        return super().get_lookup(lookup_name)

    def seal_value(self, instance: Any, value: Any) -> Sealed:
        return Sealed(seal(data_key(instance.key_owner_id), "field", self.to_bytes(value), self._place(instance)))

    def open_value(self, instance: Any, sealed: bytes) -> Any:
        return self.from_bytes(unseal(data_key(instance.key_owner_id), "field", bytes(sealed), self._place(instance)))

    def _place(self, instance: Any) -> str:
        return f"{instance._meta.db_table}|{instance.pk}|{self.name}"

    def to_bytes(self, value: Any) -> bytes:
        raise NotImplementedError

    def from_bytes(self, plain: bytes) -> Any:
        raise NotImplementedError


class EncryptedText(EncryptedField):
    """Text; empty text is stored sealed too, so that nobody sees which fields are filled."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not kwargs.get("null"):
            kwargs.setdefault("default", "")
        super().__init__(*args, **kwargs)

    def to_bytes(self, value: Any) -> bytes:
        return str(value).encode()

    def from_bytes(self, plain: bytes) -> str:
        return plain.decode()


class EncryptedDate(EncryptedField):
    """A calendar date."""

    def to_bytes(self, value: Any) -> bytes:
        return (value if isinstance(value, date) else date.fromisoformat(value)).isoformat().encode()

    def from_bytes(self, plain: bytes) -> date:
        return date.fromisoformat(plain.decode())


class EncryptedJSON(EncryptedField):
    """A JSON value; keys are sorted, so equal values seal equal plain bytes."""

    def to_bytes(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()

    def from_bytes(self, plain: bytes) -> Any:
        return json.loads(plain)
