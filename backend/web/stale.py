"""Two people saving one form: who comes second keeps what she typed and is shown what the other one changed."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import formats
from django.utils.translation import gettext as _

from backend.audit.queries import corrections_since


@dataclass(frozen=True, slots=True)
class Theirs:
    """A field that somebody else changed meanwhile: what stands there now, by whom and since when."""

    label: str
    value: str
    by: Any
    at: datetime


def changed_meanwhile(form: forms.Form, row: Any, chain: str, read_version: int) -> list[Theirs]:
    """What others changed in `row` since `read_version`, the latest change of each field; in the form's own words."""
    found: dict[str, Theirs] = {}
    for entry in corrections_since(chain, row.pk, read_version):
        for name in entry.detail.get("fields", ()):
            if name in form.fields and name not in found:
                field = form.fields[name]
                found[name] = Theirs(str(field.label), _shown(field, getattr(row, name)), entry.by, entry.at)
    return list(found.values())


def with_version(form: forms.Form, **versions: int) -> None:
    """Let the form that comes back carry the versions as they stand now: to send it again is then a decision."""
    data: Any = form.data.copy()
    for name, version in versions.items():
        data[form.add_prefix(name)] = str(version)
    form.data = data


def _shown(field: forms.Field, value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if value in (None, "", []):
        return "—"
    if isinstance(field, forms.ModelChoiceField):
        return field.label_from_instance(value)
    if isinstance(field, forms.ChoiceField):
        titles = dict(field.choices)
        return ", ".join(str(titles.get(one, one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return str(formats.date_format(value, "SHORT_DATE_FORMAT")) if isinstance(value, date) else str(value)
