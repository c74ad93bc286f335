"""Work on rows, on a copy of the demo: claiming reminders, reading sealed fields on a page."""

from collections.abc import Iterator
from datetime import timedelta

from django.db import connection, transaction
from django.test import Client

from backend.accounts.models import User
from backend.deadlines.clockwork import send_due_reminders
from backend.deadlines.models import Reminder
from backend.kernel.clock import now
from backend.notifications.models import Delivery
from backend.people.models import Survivor
from backend.vault.keys import data_keys, key_session
from bench.measuring import Work

DUE = 150
ROWS = 50


def works() -> Iterator[Work]:
    yield _claim()
    yield _sealed()


def _claim() -> Work:
    moment = now()
    kept = list(Reminder.objects.order_by("pk").values_list("pk", flat=True)[:DUE])

    def again() -> None:
        with transaction.atomic():
            Delivery.objects.all().delete()
            Reminder.objects.exclude(pk__in=kept).update(handed_at=moment)
            for number, pk in enumerate(kept):
                due_at = moment - timedelta(days=1, seconds=number)
                Reminder.objects.filter(pk=pk).update(handed_at=None, cancelled_at=None, due_at=due_at)

    def floor() -> None:
        told = (
            "UPDATE deadlines_reminder SET handed_at = %s WHERE handed_at IS NULL AND cancelled_at IS NULL RETURNING id"
        )
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(told, [moment])
            assert len(cursor.fetchall()) == len(kept)

    def figure() -> None:
        assert send_due_reminders(moment) == len(kept)

    return Work(
        f"claim {len(kept)} due reminders and write their messages", figure, "one UPDATE … RETURNING", floor, "≤ 2×",
        lambda measured: measured.ratio <= 2, before=again,
    )  # fmt: skip


def _sealed() -> Work:
    client = Client()
    client.force_login(User.objects.get(email="bek@demo.kz"))

    def page() -> list[Survivor]:
        assert client.get("/cases/", headers={"host": "localhost"}).status_code == 200
        return list(Survivor.objects.order_by("pk")[:ROWS])

    def figure() -> None:
        with key_session():
            rows = page()
            data_keys([row.pk for row in rows])
            for row in rows:
                _seen = (row.legal_name, row.iin, row.phone, row.address, row.may_be_said, row.code_phrase)

    return Work(
        f"page of {ROWS} rows with 6 sealed fields each", figure, "the page without", page, "≤ 1.15×",
        lambda measured: measured.ratio <= 1.15,
    )  # fmt: skip
