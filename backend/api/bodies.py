"""What may be sent: bodies that refuse unknown fields, and fields that take their own type only.

A text is a text, not a number or a boolean that could be read as one; a day and a moment lie in a time people live in.
"""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _
from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers
from rest_framework.request import Request

FIRST_YEAR, LAST_YEAR = 1900, 2100


class Body(serializers.Serializer[Any]):
    """An object of the fields declared, and of no others."""

    default_error_messages = {"invalid": _("Send a JSON object.")}

    def to_internal_value(self, data: Any) -> Any:
        unknown: dict[str, Any] = {}
        if isinstance(data, Mapping):
            unknown = {str(name): [_("There is no such field here.")] for name in data if name not in self.fields}
        try:
            told = super().to_internal_value(data)
        except serializers.ValidationError as error:
            wrong: Any = error.detail
            raise serializers.ValidationError({**wrong, **unknown}) from None
        if unknown:
            raise serializers.ValidationError(unknown)
        return told


def given(body: type[Body], request: Request, *, partial: bool = False) -> dict[str, Any]:
    """What was sent, checked for its form; raises ValidationError with a pointer to each field that is wrong."""
    if request.data is None:  # of which the framework speaks English
        raise serializers.ValidationError(Body.default_error_messages["invalid"])
    asked = body(data=request.data, partial=partial)
    asked.is_valid(raise_exception=True)
    return dict(asked.validated_data)


class Text(serializers.CharField):
    default_error_messages = {"invalid": _("This must be text.")}

    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class YesNo(serializers.BooleanField):
    default_error_messages = {"invalid": _("This must be true or false.")}

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid")
        return data


class Key(serializers.UUIDField):
    default_error_messages = {"invalid": _("This must be an id (UUID) written as text.")}

    def to_internal_value(self, data: Any) -> UUID:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


class Choice(serializers.ChoiceField):
    default_error_messages = {"invalid_choice": _("Choose one of: {choices}.")}

    def to_internal_value(self, data: Any) -> Any:
        if data == "" and self.allow_blank:
            return ""
        if not isinstance(data, str) or data not in self.choices:
            self.fail("invalid_choice", choices=", ".join(map(str, self.choices)))
        return data


class Day(serializers.DateField):
    default_error_messages = {
        "invalid": _("This must be a day like 2026-10-28."),
        "range": _("This must be a day between 1900 and 2100."),
    }

    def to_internal_value(self, value: Any) -> date:
        if not isinstance(value, str):
            self.fail("invalid")
        day: date = super().to_internal_value(value)
        if not FIRST_YEAR <= day.year <= LAST_YEAR:
            self.fail("range")
        return day


class Moment(serializers.DateTimeField):
    default_error_messages = {
        "invalid": _("This must be a moment with its offset, like 2026-10-28T14:30:00+05:00."),
        "range": _("This must be a moment between 1900 and 2100."),
    }

    def to_internal_value(self, value: Any) -> datetime:
        if not isinstance(value, str):
            self.fail("invalid")
        try:
            told = datetime.fromisoformat(value)
            moment = told.astimezone(UTC)
        except ValueError:
            self.fail("invalid")
        except OverflowError:
            self.fail("range")
        if told.tzinfo is None:
            self.fail("invalid")
        if not FIRST_YEAR <= moment.year <= LAST_YEAR:
            self.fail("range")
        return moment


class Mail(serializers.EmailField):
    def to_internal_value(self, data: Any) -> str:
        if not isinstance(data, str):
            self.fail("invalid")
        return super().to_internal_value(data)


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "integer"}]})
class Plain(serializers.Field):
    """A text or a whole number: what a field of an event can be. Dates, choices and ids are written as text."""

    default_error_messages = {"invalid": _("This must be text (at most 5000 characters) or a whole number.")}

    def to_internal_value(self, data: Any) -> Any:
        fits = isinstance(data, str) and len(data) <= 5000
        if not fits and not (isinstance(data, int) and not isinstance(data, bool) and abs(data) < 10**9):
            self.fail("invalid")
        return data

    def to_representation(self, value: Any) -> Any:
        return value


@extend_schema_field({"oneOf": [{"type": "string"}, {"type": "integer"}, {"type": "boolean"}]})
class Answer(Plain):
    """What a paper is told besides the case: a text, a whole number, or yes and no."""

    def to_internal_value(self, data: Any) -> Any:
        return data if isinstance(data, bool) else super().to_internal_value(data)
