"""Letting people in: by a link told once, used once, withdrawn or expired; a link is no way around a password."""

from datetime import timedelta

import pytest

from backend.accounts.models import Invitation, User
from backend.accounts.services import accept_invitation, invite, join, open_invitation, withdraw_invitation
from backend.audit.models import AuditEntry
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, RuleBroken
from tests.world import NOON

GOOD = "twelve-letters-or-more"


def asked(cast, email="new@example.org", role="lawyer", by=None):
    return invite(cast.organisation, email, role, by=by or cast.bek, at=NOON)


def test_the_secret_is_kept_nowhere(cast):
    invitation, secret = asked(cast)
    assert open_invitation(secret, at=NOON) == invitation
    assert secret.encode() not in bytes(Invitation.objects.get().secret_hash)
    assert all(secret not in str(entry.detail) for entry in AuditEntry.objects.all())


@pytest.mark.parametrize(
    ("email", "role", "field"),
    [
        ("not an address", "lawyer", "email"),
        ("", "lawyer", "email"),
        ("new@example.org", "boss", "role"),
        ("DANA@example.org", "lawyer", "email"),
    ],
)
def test_an_invitation_that_cannot_be_is_refused_at_its_field(cast, email, role, field):
    with pytest.raises(InvalidInput) as refused:
        asked(cast, email, role)
    assert refused.value.errors[0].pointer == field
    assert not Invitation.objects.exists()


def test_one_person_has_one_open_invitation(cast):
    invitation, _secret = asked(cast)
    with pytest.raises(InvalidInput):
        asked(cast, "New@Example.org")
    withdraw_invitation(invitation, by=cast.bek, at=NOON)
    assert asked(cast)[0].pk != invitation.pk
    later = NOON + timedelta(days=8)
    assert invite(cast.organisation, "new@example.org", "lawyer", by=cast.bek, at=later)


def test_a_withdrawn_or_expired_link_opens_nothing(cast):
    invitation, secret = asked(cast)
    assert open_invitation(secret, at=NOON + timedelta(days=7)) is None
    withdraw_invitation(invitation, by=cast.bek, at=NOON)
    assert open_invitation(secret, at=NOON) is None
    with pytest.raises(RuleBroken):
        accept_invitation(secret, full_name="Новая Коллега", password=GOOD, at=NOON)
    assert not User.objects.filter(email="new@example.org").exists()


def test_withdrawing_twice_leaves_one_line_and_an_accepted_one_stays(cast):
    invitation, _secret = asked(cast)
    for _time in range(2):
        withdraw_invitation(invitation, by=cast.bek, at=NOON)
    assert AuditEntry.objects.filter(verb="user.invitation_withdrawn").count() == 1
    accepted, secret = asked(cast, "other@example.org")
    accept_invitation(secret, full_name="Другая Коллега", password=GOOD, at=NOON)
    with pytest.raises(NotAtThisStage):
        withdraw_invitation(accepted, by=cast.bek, at=NOON)


@pytest.mark.parametrize("who", ["dana", "asel", "chinara", "ermek"])
def test_only_coordinators_and_administrators_invite_and_withdraw(cast, who):
    invitation, _secret = asked(cast)
    with pytest.raises(NotAllowed):
        asked(cast, "second@example.org", by=getattr(cast, who))
    with pytest.raises(NotAllowed):
        withdraw_invitation(invitation, by=getattr(cast, who), at=NOON)
    assert Invitation.objects.get().withdrawn_at is None


@pytest.mark.parametrize(
    ("full_name", "password", "field"),
    [("  ", GOOD, "full_name"), ("Я" * 201, GOOD, "full_name"), ("Новая", "short", "password"), ("Новая", "1" * 14, "password")],
)  # fmt: skip
def test_a_new_account_needs_a_name_and_a_password_that_is_one(cast, full_name, password, field):
    _row, secret = asked(cast)
    with pytest.raises(InvalidInput) as refused:
        accept_invitation(secret, full_name=full_name, password=password, at=NOON)
    assert refused.value.errors[0].pointer == field
    assert open_invitation(secret, at=NOON)


def test_who_has_an_account_joins_by_its_password_and_keeps_her_name(cast):
    _row, secret = asked(cast, "chinara@example.org")
    with pytest.raises(InvalidInput):
        accept_invitation(secret, full_name="", password="somebody-elses-guess", at=NOON)
    user = accept_invitation(secret, full_name="Самозванка", password="twelve-letters-at-least", at=NOON)
    assert (user.pk, user.full_name) == (cast.chinara.pk, "Чинара Абдиева")
    assert user.role_in(cast.organisation.pk) == "lawyer"
    assert user.role_in(cast.other_organisation.pk) == "coordinator"


def test_an_account_that_is_switched_off_is_not_switched_on_by_a_link(cast):
    _row, secret = asked(cast, "ermek@example.org")
    cast.ermek.is_active = False
    cast.ermek.save()
    with pytest.raises(RuleBroken):
        accept_invitation(secret, full_name="", password="twelve-letters-at-least", at=NOON)
    assert cast.ermek.role_in(cast.organisation.pk) is None


def test_who_became_a_member_meanwhile_is_told_so(cast):
    _row, secret = asked(cast, "ermek@example.org")
    join(cast.ermek, cast.organisation, "lawyer", at=NOON)
    with pytest.raises(RuleBroken):
        accept_invitation(secret, full_name="", password="twelve-letters-at-least", at=NOON)
    assert cast.ermek.memberships.count() == 1
