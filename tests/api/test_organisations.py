"""Organisations, colleagues, roles and invitations over HTTP."""

from django.test import Client

from tests.api.conftest import made, pointers, problem


def test_the_caller_is_told_who_she_is_and_where_she_works(cast, dana):
    assert made(dana.ask("me/"), 200) == {
        "id": str(cast.dana.pk), "full_name": "Дана Сейткали", "email": "dana@example.org", "language": "ru",
        "memberships": [{"organisation": str(cast.organisation.pk), "role": "lawyer"}],
    }  # fmt: skip


def test_each_knows_her_own_house_and_colleagues(cast, dana):
    assert [row["short_name"] for row in made(dana.ask("organisations/"), 200)["results"]] == ["Қорғау"]
    assert "address" not in made(dana.ask(f"organisations/{cast.organisation.pk}/"), 200)
    names = {row["full_name"] for row in made(dana.ask(f"users/?organisation={cast.organisation.pk}"), 200)["results"]}
    assert names == {"Асель Нурланова", "Бек Омаров", "Дана Сейткали"}
    assert made(dana.ask(f"users/?organisation={cast.other_organisation.pk}"), 200)["results"] == []
    problem(dana.ask(f"users/{cast.chinara.pk}/"), 404)
    roles = made(dana.ask("memberships/?role=coordinator&current=true"), 200)["results"]
    assert [row["user"] for row in roles] == [str(cast.bek.pk)]


def test_a_coordinator_invites_and_the_link_is_told_once(cast, bek, dana, noon):
    told = {"organisation": str(cast.organisation.pk), "email": "New@example.org", "role": "lawyer"}
    invitation = made(bek.send("invitations/", told))
    assert Client().get(invitation["link"]).status_code == 200
    listed = made(bek.ask("invitations/?accepted=false"), 200)["results"]
    assert [row["email"] for row in listed] == ["new@example.org"]
    assert "link" not in listed[0]
    assert made(dana.ask("invitations/"), 200)["results"] == []
    problem(dana.ask(f"invitations/{invitation['id']}/"), 404)


def test_an_invitation_that_was_withdrawn_opens_nothing(cast, bek, dana, noon):
    told = {"organisation": str(cast.organisation.pk), "email": "new@example.org", "role": "lawyer"}
    invitation = made(bek.send("invitations/", told))
    problem(dana.send(f"invitations/{invitation['id']}/withdraw/", {}), 404)
    withdrawn = made(bek.send(f"invitations/{invitation['id']}/withdraw/", {}), 200)
    assert withdrawn["withdrawn_at"]
    assert made(bek.send(f"invitations/{invitation['id']}/withdraw/", {}), 200) == withdrawn
    assert Client(raise_request_exception=False).get(invitation["link"]).status_code in (404, 410)


def test_nobody_else_invites_and_nobody_is_invited_elsewhere(cast, bek, dana):
    told = {"organisation": str(cast.organisation.pk), "email": "new@example.org", "role": "lawyer"}
    problem(dana.send("invitations/", told), 403)
    assert pointers(bek.send("invitations/", told | {"organisation": str(cast.other_organisation.pk)})) == [
        "/organisation"
    ]
    assert pointers(bek.send("invitations/", told | {"email": "nobody", "role": "owner"})) == ["/email", "/role"]
