"""Every list: pages by cursor, orders, and a number of queries that does not grow with the rows."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from backend.accounts.offices import first_office
from backend.cases.contacts import record_contact
from backend.cases.models import Case, Incident, Party, TeamMember
from backend.cases.notes import correct_note, write_note
from backend.cases.services import next_code, open_case
from backend.cases.tasks import make_task
from backend.deadlines.models import Deadline, Reminder
from backend.documents.attachments import attach
from backend.documents.models import Document, TemplateVersion
from backend.kernel.models import new_id
from backend.people.models import Consent, Person
from backend.proceedings.models import Event, Hearing, Proceeding
from backend.vault.files import store_file
from tests.api.conftest import PHOTO, made, pointers, problem
from tests.world import NOON

LISTS = [
    "cases/", "survivors/", "persons/", "consents/", "proceedings/", "hearings/", "deadlines/", "reminders/", "documents/",
    "agencies/", "users/", "memberships/", "organisations/", "invitations/", "cases/{case}/team/", "cases/{case}/parties/",
    "cases/{case}/incidents/", "cases/{case}/timeline/", "cases/{case}/access-log/", "proceedings/{proceeding}/events/",
    "tasks/", "cases/{case}/tasks/", "cases/{case}/attachments/", "cases/{case}/notes/", "cases/{case}/contacts/",
]  # fmt: skip
LOGGED = 5  # reading notes and contacts writes a line into the log of the case


@pytest.fixture
def crowd(cast, lived):
    """Makes so many more of everything: cases of their own, and rows in the one case."""

    def grow(count: int) -> None:
        act = {"by": cast.dana, "at": NOON}
        template = TemplateVersion.objects.get(pk=lived.document.template_id)
        for number in range(count):
            case = open_case(cast.organisation, cast.survivor, **act)
            moment = NOON + timedelta(days=30, minutes=number)
            proceeding = Proceeding.objects.create(case=case, route="criminal", stage="new", opened_at=moment)
            Hearing.objects.create(proceeding=lived.proceeding, court=lived.court, starts_at=moment, attendee=cast.dana)
            event = Event(
                proceeding=lived.proceeding, kind="report_filed", happened_at=moment, recorded_at=NOON, recorded_by=cast.dana,
                fields={"incoming_number": str(number)},
            )  # fmt: skip
            event.save(force_insert=True)
            deadline = Deadline.objects.create(
                proceeding=proceeding, trigger=event, rule_key=f"rule{number}", rule_version="1", obligor="us", due_at=moment,
                act_by=moment, article="x",
            )  # fmt: skip
            Reminder.objects.create(
                kind="deadline_due_soon", user=cast.dana, proceeding=proceeding, deadline=deadline, due_at=moment
            )
            Document(
                case=case, proceeding=proceeding, template=template, made_at=moment, made_by=cast.dana,
                file=store_file(cast.survivor.pk, b"x"),
            ).save(force_insert=True)  # fmt: skip
            person = Person(survivor=cast.survivor)
            person.save(force_insert=True)
            Party.objects.create(case=cast.case, person=person, role="witness")
            Incident(case=cast.case, happened_on=NOON.date(), kinds=["beating"]).save(force_insert=True)
            Consent.objects.create(survivor=cast.survivor, purpose="statistics", given_on=NOON.date())
            work_in(cast.case, moment, **act)

    return grow


def work_in(case, moment, *, by, at):
    """A contact, a task, a file, and a corrected note with a mention."""
    colleague = case.team.exclude(user=by).first().user
    record_contact(
        case, happened_at=at, channel="sms", direction="in", spoken_with="nobody", rules="followed", by=by, at=at
    )
    make_task(case, "Задача.", due_on=moment.date(), by=by, at=at)
    note = write_note(case, "Первая.", mentioned=[colleague], by=by, at=at)
    correct_note(note, "Вторая.", expected_version=1, readers="team", mentioned=[colleague], by=by, at=at)
    attach(case, PHOTO.read_bytes(), kind="talon", by=by, at=at)


def cost(client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as queries:
        made(client.ask(address), 200)
    return len(queries)


def test_a_list_of_fifty_costs_as_many_queries_as_a_list_of_one(
    cast, dana, lived, crowd, django_assert_max_num_queries
):
    known = {"case": cast.case.code, "proceeding": lived.proceeding.pk}
    addresses = [f"{address.format(**known)}?page_size=200" for address in LISTS]
    crowd(1)
    for address in addresses:
        made(dana.ask(address), 200)  # what is read once for a process is read now
    few = {address: cost(dana, address) for address in addresses}
    crowd(49)
    for address in addresses:
        with django_assert_max_num_queries(few[address], info=address):
            made(dana.ask(address), 200)
        assert few[address] <= 9 + (LOGGED if "/notes/" in address or "/contacts/" in address else 0), address


@pytest.mark.parametrize("ordering", ["", "ordering=-opened_on", "ordering=opened_on", "ordering=code", "ordering=-id"])
def test_pages_told_forth_and_back_hold_every_row_once(cast, dana, crowd, ordering):
    crowd(6)
    whole = [row["id"] for row in made(dana.ask(f"cases/?page_size=200&{ordering}"), 200)["results"]]
    assert len(whole) == 7
    pages, address = [], f"/api/v1/cases/?page_size=3&{ordering}"
    while address:
        page = made(dana.get(address), 200)
        pages.append([row["id"] for row in page["results"]])
        last, address = page, page["next"]
    assert [len(page) for page in pages] == [3, 3, 1]
    assert [row for page in pages for row in page] == whole
    back = made(dana.get(last["previous"]), 200)
    assert [row["id"] for row in back["results"]] == pages[1]
    first = made(dana.get(back["previous"]), 200)
    assert [row["id"] for row in first["results"]] == pages[0]
    assert first["previous"] is None
    assert [row["id"] for row in made(dana.get(first["next"]), 200)["results"]] == pages[1]


def test_rows_that_come_meanwhile_neither_repeat_nor_hide_others(cast, dana, crowd):
    crowd(4)
    first = made(dana.ask("cases/?page_size=2"), 200)
    crowd(2)
    told = [
        row["id"]
        for row in first["results"]
        + made(dana.get(first["next"].replace("page_size=2", "page_size=200")), 200)["results"]
    ]
    assert len(told) == len(set(told)) == 5


@pytest.mark.parametrize("ordering", ["", "ordering=at"])
def test_the_timeline_is_paged_like_a_table(cast, dana, lived, crowd, ordering):
    crowd(5)
    whole = made(dana.ask(f"cases/{cast.case.code}/timeline/?page_size=200&{ordering}"), 200)["results"]
    assert len(whole) == 3 + 3 * 5
    pages, address = [], f"/api/v1/cases/{cast.case.code}/timeline/?page_size=4&{ordering}"
    while address:
        page = made(dana.get(address), 200)
        pages += page["results"]
        address = page["next"]
    assert pages == whole
    assert [row["at"] for row in whole] == sorted((row["at"] for row in whole), reverse=not ordering)


def test_more_than_two_hundred_rows_are_given_as_two_hundred(cast, dana):
    office = first_office(cast.organisation)
    Case.objects.bulk_create(
        Case(
            id=new_id(), code=next_code(office, 2026), organisation=cast.organisation, office=office,
            survivor=cast.survivor, opened_on=NOON.date(), summary="",
        )
        for _number in range(205)
    )  # fmt: skip
    TeamMember.objects.bulk_create(
        TeamMember(case=case, user=cast.dana, role="member", started_at=NOON)
        for case in Case.objects.exclude(pk=cast.case.pk)
    )
    page = made(dana.ask("cases/?page_size=1000"), 200)
    assert len(page["results"]) == 200
    assert len(made(dana.get(page["next"]), 200)["results"]) == 6


def test_a_cursor_of_another_order_is_refused(cast, dana, crowd):
    crowd(2)
    page = made(dana.ask("cases/?page_size=1&ordering=code"), 200)
    refused = dana.get(page["next"].replace("ordering=code", "ordering=-code"))
    problem(refused, 400)
    assert pointers(refused) == ["cursor"]
