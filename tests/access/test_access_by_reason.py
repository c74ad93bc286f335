"""Every address × a coordinator who opened the case by stating a reason: what the team reads she reads, and nothing else.

What the table of `test_every_url` says of Bek, the coordinator, holds for her too, but for the addresses named here.
"""

from datetime import timedelta

import pytest
from django.urls import reverse

from backend.cases.access import break_glass, end_access
from tests.access.test_every_url import ACCESS
from tests.world import NOON

READS = {
    "web:access-log", "web:reveal", "web:document-file", "web:case-work", "web:attachments", "web:attachment-file",
    "web:people", "web:incidents",
    "api:case-party", "api:case-parties", "api:case-incidents", "api:case-incident", "api:case-timeline",
    "api:case-access-log", "api:survivor-detail", "api:person-detail", "api:consent-detail", "api:proceeding-events",
    "api:proceeding-event", "api:proceeding-next-steps", "api:document-detail", "api:document-file",
    "api:case-contacts", "api:case-notes", "api:note-detail", "api:case-tasks", "api:task-detail",
    "api:case-attachments", "api:attachment-detail", "api:attachment-file", "web:handover",
    "api:dependant-detail", "api:trusted-detail", "api:correction-detail", "api:respondent-facts", "api:needs",
    "api:proceeding-officials", "api:official-detail", "api:case-turns",
}  # fmt: skip
# Rows that she now knows to exist, and may do nothing to. Where the table has an empty body, that is refused first.
MAY_NOT_CHANGE = {
    "web:note-correct": 403, "web:task-change": 403, "web:task-done": 403, "web:task-cancel": 403,
    "web:task-reopen": 403, "web:attachment-withdraw": 403, "web:handover-decline": 403,
    "web:handover-withdraw": 302,  # who leads is a coordinator's to decide, whether she looks in or not
    "api:consent-withdraw": 403, "api:task-done": 403, "api:task-reopen": 403, "api:proceeding-annul": 422,
    "api:hearing-result": 422, "api:deadline-waive": 422, "api:document-filed": 422, "api:task-cancel": 422,
    "api:attachment-withdraw": 422, "api:trusted-end": 403, "api:official-left": 422, "api:deadline-day": 422,
}  # fmt: skip
DAY = NOON.date().isoformat()
# What a program would send to change something: each is refused to her, whatever it says.
WRITES = {
    "cases/{case}/": ("patch", {"summary": "…"}),
    "cases/{case}/notes/": ("post", {"text": "Заметка."}),
    "cases/{case}/tasks/": ("post", {"title": "Задача.", "due_on": DAY}),
    "cases/{case}/contacts/": (
        "post",
        {
            "happened_at": NOON.isoformat(),
            "channel": "call",
            "direction": "out",
            "spoken_with": "nobody",
            "rules": "followed",
        },
    ),
    "cases/{case}/incidents/": ("post", {"happened_on": DAY, "kinds": ["threat"]}),
    "proceedings/{proceeding}/events/": ("post", {"kind": "registered_kui", "happened_at": NOON.isoformat()}),
    "proceedings/{proceeding}/events/{event}/annul/": ("post", {"reason": "Ошибка."}),
    "proceedings/": ("post", {"case": "{case}", "route": "civil"}),
    "hearings/{hearing}/result/": ("post", {"status": "held"}),
    "deadlines/{deadline}/waive/": ("post", {"reason": "Не нужно."}),
    "deadlines/{deadline}/day/": ("post", {"until": DAY, "why": "by_hand", "reason": "Сочли вручную."}),
    "trusted-contacts/{trusted}/end/": ("post", {}),
    "documents/{document}/filed/": ("post", {"happened_at": NOON.isoformat()}),
    "tasks/{task}/": ("patch", {"title": "Другое."}),
    "tasks/{task}/cancel/": ("post", {"reason": "Не нужно."}),
    "notes/{note}/": ("patch", {"text": "Другое."}),
    "attachments/{attachment}/withdraw/": ("post", {"reason": "Не нужно."}),
    "survivors/{survivor}/": ("patch", {"phone": "+77010000000"}),
    "persons/{person}/": ("patch", {"phone": "+77010000000"}),
    "consents/{consent}/withdraw/": ("post", {}),
}
OPENS = ("cases/", {"organisation": "{organisation}", "survivor": "{survivor}"})  # 404: no survivor she may open for


@pytest.fixture
def glass(cast, world, clock):
    """Bek has opened the case at noon, for four hours."""
    clock(NOON)
    return break_glass(cast.case, "Команда не отвечает, нужен адрес.", by=cast.bek, at=NOON)


def asked(client, address, world):
    method, needs, answers = ACCESS[address]
    arguments = {name: what[1:] if what.startswith("=") else str(world[what].pk) for name, what in needs.items()}
    told = {"case": str(world["case"].pk)} if method == "post" else {}
    as_json = {"content_type": "application/json"} if method == "post" and address.startswith("api:") else {}
    return getattr(client, method)(reverse(address, kwargs=arguments), told, **as_json), answers


def differing(cast, client, world, expected):
    client.raise_request_exception = False
    found = []
    for address in ACCESS:
        client.logout()
        client.force_login(cast.bek)
        got, answers = asked(client, address, world)
        if got.status_code != expected(address, answers):
            found.append((address, got.status_code, expected(address, answers)))
    return found


def test_she_gets_what_the_team_reads_and_is_refused_what_the_team_does(cast, world, glass, client):
    def expected(address, answers):
        if address == "web:access-open":
            return 302  # open already: to the case
        return MAY_NOT_CHANGE.get(address, answers[0] if address in READS else answers[1])

    assert not differing(cast, client, world, expected)


@pytest.mark.parametrize("how", ["its time is over", "she gave it back", "the lead ended it"])
def test_when_it_is_over_every_address_is_closed_as_before(cast, world, glass, client, clock, how):
    if how == "its time is over":
        clock(NOON + timedelta(hours=4))
    else:
        end_access(glass, by=cast.bek if how == "she gave it back" else cast.dana, at=NOON)
    assert not differing(cast, client, world, lambda _address, answers: answers[1])


@pytest.mark.parametrize("address", WRITES)
def test_a_program_of_hers_changes_nothing(cast, world, glass, client, address):
    ids = {name: str(row.pk) for name, row in world.items()}
    method, body = WRITES[address]
    body = {name: value.format(**ids) if isinstance(value, str) else value for name, value in body.items()}
    client.force_login(cast.bek)
    told = getattr(client, method)(
        f"/api/v1/{address.format(**ids)}", body, content_type="application/json", headers={"if-match": '"1"'}
    )
    assert told.status_code == 403, told.content.decode()


def test_no_further_case_is_opened_on_the_strength_of_it(cast, world, glass, client):
    client.force_login(cast.bek)
    address, body = OPENS
    body = {name: value.format(**{key: row.pk for key, row in world.items()}) for name, value in body.items()}
    assert client.post(f"/api/v1/{address}", body, content_type="application/json").status_code == 404
    assert cast.case.code not in client.get("/record/").content.decode()


PAGES = {address for address in READS if address.startswith("web:")} - {
    "web:reveal", "web:document-file", "web:attachment-file",
}  # fmt: skip


@pytest.mark.parametrize("address", sorted(PAGES | {"web:case", "web:team", "web:case-access"}))
def test_every_page_of_the_case_says_until_when_she_looks_in(cast, world, glass, client, address):
    client.force_login(cast.bek)
    page = asked(client, address, world)[0].content.decode()
    assert "16:00" in page.split("looking-in")[1].split("</div>")[0]
    assert f"/access/{glass.pk}/end/" in page
    client.force_login(cast.dana)
    assert "looking-in" not in asked(client, address, world)[0].content.decode()
