"""What is answered: flat rows, read attribute by attribute without the detours of a general serializer."""

from collections.abc import Callable
from functools import cached_property
from operator import attrgetter
from typing import Any

from rest_framework import serializers

Getter = Callable[[Any], Any]


class Told(serializers.ModelSerializer[Any]):
    """A row as it is told. Ids, days and moments go to the renderer as they are; the schema is read from the fields."""

    def to_representation(self, row: Any) -> dict[str, Any]:
        return {name: get(row) for name, get in self._getters}

    @cached_property
    def _getters(self) -> list[tuple[str, Getter]]:
        return [(field.field_name, _getter(self, field)) for field in self._readable_fields]


def _getter(serializer: Any, field: Any) -> Getter:
    if isinstance(field, serializers.SerializerMethodField):
        method: Getter = getattr(serializer, field.method_name)
        return method
    if isinstance(field, serializers.PrimaryKeyRelatedField):
        return attrgetter(f"{field.source}_id")
    return attrgetter(field.source)
