"""Programs with tokens, and a case in which everything has happened once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from knox.models import AuthToken
from rest_framework.test import APIClient

from backend.cases.notes import write_note
from backend.cases.tasks import make_task
from backend.documents.attachments import attach
from backend.documents.services import fill_document
from backend.law.models import Agency
from backend.people.consents import give_consent
from backend.proceedings.hearings import schedule_hearing
from backend.proceedings.opening import open_proceeding
from backend.proceedings.recording import record_event
from tests.world import NOON, Cast

PHOTO = Path(__file__).parents[1] / "documents" / "samples" / "phone.jpg"


class Program(APIClient):
    """A client with a token that speaks JSON and knows the base address."""

    def ask(self, address: str, **headers: Any) -> Any:
        return self.get(f"/api/v1/{address}", **headers)

    def send(self, address: str, told: Any, **headers: Any) -> Any:
        return self.post(f"/api/v1/{address}", told, format="json", **headers)

    def change(self, address: str, told: Any, **headers: Any) -> Any:
        return self.patch(f"/api/v1/{address}", told, format="json", **headers)


def program_of(user: Any) -> Program:
    client = Program(raise_request_exception=False)
    token = AuthToken.objects.create(user, expiry=timedelta(days=4000))[1]
    client.credentials(HTTP_AUTHORIZATION=f"Token {token}")
    return client


@pytest.fixture
def api(cast: Cast) -> Callable[[Any], Program]:
    return program_of


@pytest.fixture
def dana(cast: Cast) -> Program:
    """The lawyer who leads the case."""
    return program_of(cast.dana)


@pytest.fixture
def bek(cast: Cast) -> Program:
    """The coordinator: sees the frame of the case, and is not on its team."""
    return program_of(cast.bek)


@pytest.fixture
def chinara(cast: Cast) -> Program:
    """A coordinator of another organisation."""
    return program_of(cast.chinara)


@pytest.fixture
def noon(clock: Callable[..., None]) -> Any:
    """It is noon of 2 November 2026 in Almaty."""
    clock(NOON)
    return NOON


@dataclass
class Lived:
    """Rows of the case in which everything has happened once."""

    proceeding: Any
    event: Any
    deadline: Any
    hearing: Any
    reminder: Any
    document: Any
    consent: Any
    court: Any
    police: Any
    prosecutor: Any


@pytest.fixture
def lived(cast: Cast) -> Lived:
    act = {"by": cast.dana, "at": NOON}
    court, police, prosecutor = (
        Agency.objects.get(key=f"{kind}_almaty_bostandyk") for kind in ("court", "police", "prosecutor")
    )
    proceeding = open_proceeding(cast.case, "criminal", agency=police, articles=["uk_109_1"], **act)
    event = record_event(proceeding, "report_filed", happened_at=NOON, fields={"incoming_number": "КУИ-77"}, **act)
    hearing = schedule_hearing(proceeding, court=court, starts_at=NOON + timedelta(days=18), **act)
    answers = {"addressee": str(prosecutor.pk)}
    document = fill_document("prosecutor_complaint_105", proceeding, language="ru", answers=answers, **act)
    consent = give_consent(cast.survivor, "processing", given_on=NOON.date(), **act)
    return Lived(
        proceeding, event, proceeding.deadlines.first(), hearing, hearing.reminders.first(), document, consent,
        court, police, prosecutor,
    )  # fmt: skip


@dataclass
class Worked:
    """What the team wrote into the case and attached to it."""

    note: Any
    task: Any
    attachment: Any


@pytest.fixture
def worked(cast: Cast) -> Worked:
    act = {"by": cast.dana, "at": NOON}
    return Worked(
        write_note(cast.case, "Заметка.", **act),
        make_task(cast.case, "Задача.", due_on=NOON.date(), **act),
        attach(cast.case, PHOTO.read_bytes(), kind="talon", **act),
    )


def problem(answer: Any, status: int) -> dict[str, Any]:
    """The body of a refusal, after checking that it is one."""
    assert answer.status_code == status, answer.content.decode()
    assert answer["Content-Type"] == "application/problem+json"
    body: dict[str, Any] = answer.json()
    assert body.keys() == {"type", "title", "status", "detail", "errors"}
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    return body


def made(answer: Any, status: int = 201) -> dict[str, Any]:
    assert answer.status_code == status, answer.content.decode()
    body: dict[str, Any] = answer.json()
    return body


def pointers(answer: Any) -> list[str]:
    return [each.get("pointer", each.get("parameter")) for each in answer.json()["errors"]]
