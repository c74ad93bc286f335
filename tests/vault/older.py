"""An installation as it was before some fields were sealed, brought up to date; prints what the fields say afterwards."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from backend.cases.models import Incident
from backend.kernel.models import new_id
from backend.people.models import Survivor
from backend.proceedings.models import Hearing
from backend.vault.fields import EncryptedField
from backend.vault.keys import create_key

BEFORE = [
    ("accounts", "0001_organisations_and_users"), ("people", "0001_survivors_and_persons"),
    ("cases", "0001_cases_and_teams"), ("proceedings", "0001_proceedings_and_events"),
]  # fmt: skip
AT = datetime(2026, 11, 2, 7, tzinfo=UTC)


def bring_up_to_date() -> None:
    """Write rows under the old tables, migrate, and print what stands in them, and whether the disk still says it."""
    Path(settings.TIREK_DATA_DIR).mkdir(parents=True, exist_ok=True)
    call_command("ensure_master_key", verbosity=0)
    call_command("migrate", database="keys", verbosity=0)
    executor = MigrationExecutor(connection)
    executor.migrate(BEFORE)
    _write(executor.loader.project_state(BEFORE).apps)
    call_command("migrate", verbosity=0)
    hearing, incident, survivor = Hearing.objects.get(), Incident.objects.get(), Survivor._default_manager.get()
    told = {
        "contact_hours": survivor.contact_hours, "hour": incident.hour, "place": incident.place,
        "version": incident.version, "postponed_reason": hearing.postponed_reason, "status": hearing.status,
    }  # fmt: skip
    connection.close()
    disk = b"".join(path.read_bytes() for path in Path(settings.TIREK_DATA_DIR).glob("tirek.sqlite3*"))
    print(
        json.dumps(
            {"told": told, "on_disk": [word for word in ("котельной", "намазом", "лёгких") if word.encode() in disk]}
        )
    )


def _write(apps) -> None:
    organisation = _make(apps, "accounts.Organisation", name="Центр", short_name="Центр", office_prefix="АЛ")
    survivor_id = new_id()
    create_key(survivor_id, "survivor")
    survivor = _make(
        apps, "people.Survivor", key_owner_id=survivor_id, pk=survivor_id, organisation=organisation, pseudonym="Река",
        contact_hours="пока он в котельной",
    )  # fmt: skip
    case = _make(
        apps, "cases.Case", key_owner_id=survivor_id, code="АЛ-26-0001", organisation=organisation, survivor=survivor,
        opened_on=date(2026, 11, 2),
    )  # fmt: skip
    _make(
        apps, "cases.Incident", key_owner_id=survivor_id, case=case, happened_on=date(2026, 11, 1), kinds=["beating"],
        hour="перед намазом", place="дома",
    )  # fmt: skip
    court = _make(
        apps, "law.Agency", key="court", kind="court", name_ru="Суд", genitive_ru="Суда", dative_ru="Суду",
        name_kk="Сот", genitive_kk="Соттың", dative_kk="Сотқа", region="almaty_city",
    )  # fmt: skip
    proceeding = _make(apps, "proceedings.Proceeding", case=case, route="criminal", stage="new", opened_at=AT)
    _make(
        apps, "proceedings.Hearing", key_owner_id=survivor_id, proceeding=proceeding, court=court, starts_at=AT,
        status="postponed", postponed_reason="воспаление лёгких",
    )  # fmt: skip


def _make(apps, model: str, *, key_owner_id=None, **facts):
    """A row of a model as it was; whose key seals it is told, for a model of the past knows its columns only."""
    row = apps.get_model(model)(**facts)
    if any(isinstance(field, EncryptedField) for field in row._meta.get_fields()):
        row.key_owner_id = key_owner_id
    row.save(force_insert=True)
    return row
