"""Whether what is sealed can be opened, and could be got back: for `manage.py doctor`."""

import random
from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.kernel.health import Asked, Check, Finding, broken, warning
from backend.vault.backups.record import last_backup
from backend.vault.backups.restoring import unfinished_restore
from backend.vault.cipher import unseal
from backend.vault.errors import CannotOpen, KeyMissing, VaultError
from backend.vault.files import file_path, read_file
from backend.vault.keys import key_session
from backend.vault.models import DataKey, Pepper, StoredFile
from backend.vault.ring import master_ring

SAMPLE = 200
TOO_OLD = timedelta(days=2)


def master_key(asked: Asked) -> Iterator[Finding]:
    try:
        master_ring()
    except VaultError as error:
        yield broken(
            _("The master key cannot be used: %(error)s") % {"error": error},
            _("Nothing that is sealed can be opened: no name, no paper, no photo."),
            _("Put the copy of the file back: %(file)s") % {"file": settings.TIREK_MASTER_KEY_FILE},
        )


def keys_open(asked: Asked) -> Iterator[Finding]:
    """The keys of survivors, people and organisations, under the ring that is there."""
    try:
        ring = master_ring()
    except VaultError:
        return  # said already
    lacking: Counter[str] = Counter()
    closed = 0
    bound = [(row, f"data-key|{row.pk}") for row in _some(DataKey.objects, asked)]
    bound += [(row, f"pepper|{row.pk}") for row in _some(Pepper.objects, asked)]
    for row, place in bound:
        try:
            unseal(ring.key(row.master_key_id), "wrap", bytes(row.wrapped), place)
        except KeyMissing:
            lacking[row.master_key_id] += 1
        except CannotOpen:
            closed += 1
    for key_id, count in lacking.items():
        yield _closed(
            _("The ring lacks master key %(key)s, which %(n)d keys need.") % {"key": key_id, "n": count},
            _("Add the line of this key to %(file)s again.") % {"file": settings.TIREK_MASTER_KEY_FILE},
        )
    if closed:
        told = ngettext("%(n)d key does not open.", "%(n)d keys do not open.", closed) % {"n": closed}
        yield _closed(told, _("Restore the keys from the last archive, or put the right master key back."))


def _closed(what: str, todo: str) -> Finding:
    return broken(what, _("What is known of these survivors cannot be read, or found."), todo)


def _some(rows: Any, asked: Asked) -> Any:
    """All rows, or a sample of them that differs from day to day and always has the newest."""
    if asked.everything:
        return rows.iterator()
    newest = list(rows.order_by("-pk").values_list("pk", flat=True)[:20_000])
    chosen = {*newest[:20], *random.Random(asked.at.date().toordinal()).sample(newest, min(len(newest), SAMPLE))}
    return rows.filter(pk__in=chosen)


def files_open(asked: Asked) -> Iterator[Finding]:
    """Stored files lie where they should; when everything is asked for, each is read to its end."""
    gone = damaged = 0
    with key_session():
        for row in _some(StoredFile.objects, asked):
            if not file_path(row.pk).exists():
                gone += 1
            elif asked.everything:
                damaged += not _reads(row)
    why = _("A photo, a ruling or a filled paper is lost here.")
    todo = _("Bring it back from the last archive of data.")
    if gone:
        told = ngettext("%(n)d stored file is not on the disk.", "%(n)d stored files are not on the disk.", gone)
        yield broken(told % {"n": gone}, why, todo)
    if damaged:
        told = ngettext("%(n)d stored file does not open.", "%(n)d stored files do not open.", damaged)
        yield broken(told % {"n": damaged}, why, todo)


def _reads(row: StoredFile) -> bool:
    try:
        return sum(map(len, read_file(row))) == row.size
    except VaultError:
        return False


def restore_has_ended(asked: Asked) -> Iterator[Finding]:
    if unfinished_restore():
        yield broken(
            _("A restore has begun here and has not ended."), _("Half an installation starts for nobody."),
            _("manage.py restore with the same archives again, or empty this place"),
        )  # fmt: skip


def backup_is_recent(asked: Asked) -> Iterator[Finding]:
    """Saved within two days, keys and data together."""
    if settings.TIREK_DEMO:
        return
    saved = last_backup()
    command = "manage.py backup FOLDER"
    if saved is None:
        yield warning(_("Nothing has been saved from here yet."), _("A broken disk takes every case with it."), command)
        return
    if saved.keys is None:
        yield broken(
            _("The last backup saved the data without its keys."),
            _("Survivors registered since the last whole backup could not be read from it."), command,
        )  # fmt: skip
    if asked.at - saved.data > TOO_OLD:
        days = (asked.at - saved.data).days
        yield warning(
            ngettext("The last backup is %(n)d day old.", "The last backup is %(n)d days old.", days) % {"n": days},
            _("A broken disk takes everything entered since with it."), command,
        )  # fmt: skip


CHECKS = (
    Check("master_key", master_key, needs=()),
    Check("keys_open", keys_open, needs=("keys",)),
    Check("files_open", files_open, needs=("default", "keys")),
    Check("restore_has_ended", restore_has_ended, needs=()),
    Check("backup_is_recent", backup_is_recent, needs=()),
)
