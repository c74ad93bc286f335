"""JSON as it comes in: small enough, flat enough, without anything that a database or a paper could not hold."""

import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from rest_framework.exceptions import APIException, ParseError
from rest_framework.parsers import BaseParser

DEEPEST = 20


class TooLarge(APIException):
    """More was sent than is taken in one request."""

    status_code = 413
    default_code = "too_large"
    default_detail = gettext_lazy("This is more than can be taken at once.")


class StrictJson(BaseParser):
    """UTF-8 JSON without doubled keys, NaN, endless numbers, NUL or half characters; each refused with its place."""

    media_type = "application/json"

    def parse(self, stream: Any, media_type: str | None = None, parser_context: Mapping[str, Any] | None = None) -> Any:
        limit = settings.DATA_UPLOAD_MAX_MEMORY_SIZE
        raw = stream.read(limit + 1)
        if len(raw) > limit:
            raise TooLarge
        try:
            told = json.loads(
                raw.decode("utf-8-sig"),
                object_pairs_hook=_without_doubles,
                parse_constant=_no_number,
                parse_float=_finite,
            )
        except UnicodeDecodeError:
            raise ParseError(_("What was sent is not UTF-8 text.")) from None
        except json.JSONDecodeError as error:
            place = {"line": error.lineno, "column": error.colno}
            raise ParseError(_("This is not JSON: look at line %(line)s, column %(column)s.") % place) from None
        except RecursionError:
            raise ParseError(_("This is nested too deeply.")) from None
        except ValueError:
            raise ParseError(_("There is a number in it that is too long.")) from None
        _check(told)
        return told


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    told = dict(pairs)
    if len(told) < len(pairs):
        raise ParseError(_("A key stands twice in the same object."))
    return told


def _no_number(_text: str) -> Any:
    raise ParseError(_("NaN and Infinity are not numbers of JSON."))


def _finite(text: str) -> float:
    number = float(text)
    if number in (float("inf"), float("-inf")):
        raise ParseError(_("There is a number in it that is too long."))
    return number


def _check(told: Any, depth: int = 0) -> None:
    """Refuse text that cannot be stored: NUL, and halves of a character."""
    if depth > DEEPEST:
        raise ParseError(_("This is nested too deeply."))
    if isinstance(told, str):
        if "\x00" in told or any("\ud800" <= letter <= "\udfff" for letter in told):
            raise ParseError(_("There is a character in the text that cannot be stored (NUL or half of a pair)."))
    elif isinstance(told, dict):
        for key, value in told.items():
            _check(key, depth + 1)
            _check(value, depth + 1)
    elif isinstance(told, list):
        for value in told:
            _check(value, depth + 1)
