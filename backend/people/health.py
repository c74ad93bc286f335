"""Survivors without keys, keys without survivors, and people whom a search would miss: for `manage.py doctor`."""

import random
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.kernel.health import Asked, Check, Finding, warning
from backend.people.indexing import is_indexed
from backend.people.models import Person, Survivor
from backend.people.orphans import closed_survivors, orphan_keys
from backend.vault.errors import VaultError
from backend.vault.keys import key_session

SAMPLE = 50


def survivors_have_keys(asked: Asked) -> Iterator[Finding]:
    if count := len(closed_survivors()):
        yield warning(
            ngettext("%(n)d survivor has no key.", "%(n)d survivors have no key.", count) % {"n": count},
            _("She was erased, or her key is lost: what was sealed for her stays closed."),
            _("If nobody was erased, restore the newest archive of keys into an empty place beside the data."),
        )


def keys_have_survivors(asked: Asked) -> Iterator[Finding]:
    if count := len(orphan_keys(asked.at)):
        yield warning(
            ngettext("%(n)d key belongs to nobody here.", "%(n)d keys belong to nobody here.", count) % {"n": count},
            _("Left by a registration that failed, or the data was restored from before these survivors came."),
            _("If the data is the newest there is: manage.py sweep_keys --really"),
        )


def people_are_found(asked: Asked) -> Iterator[Finding]:
    """What people carry in the search index is what their names, numbers and days say."""
    missed = 0
    closed = closed_survivors()
    with key_session():
        for model, link in ((Survivor, "pk"), (Person, "survivor_id")):
            for row in _some(model, asked):
                if getattr(row, link) in closed:
                    continue
                try:
                    missed += not is_indexed(row)
                except VaultError:
                    continue  # the keys are looked at by a check of their own
    if missed:
        yield warning(
            ngettext("%(n)d person would be missed by a search.", "%(n)d people would be missed by a search.", missed)
            % {"n": missed},
            _("Whoever calls is not recognised, and a conflict of interest is not noticed."),
            "manage.py index_people --anew",
        )


def _some(model: Any, asked: Asked) -> Any:
    """Everybody, or the newest and some of the others, different ones every day."""
    rows = model._default_manager.select_related("survivor") if model is Person else model._default_manager
    if asked.everything:
        return rows.iterator()
    ids = list(model._default_manager.order_by("-pk").values_list("pk", flat=True)[:20_000])
    chosen = {*ids[:10], *random.Random(asked.at.date().toordinal()).sample(ids, min(len(ids), SAMPLE))}
    return rows.filter(pk__in=chosen)


CHECKS = (
    Check("survivors_have_keys", survivors_have_keys, needs=("default", "keys")),
    Check("keys_have_survivors", keys_have_survivors, needs=("default", "keys")),
    Check("people_are_found", people_are_found, needs=("default", "keys")),
)
