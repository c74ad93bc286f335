"""Offering a case to a volunteer: she sees the frame, answers once and in time, and everybody learns how it ended."""

from datetime import date, timedelta

import pytest

from backend.accounts.models import User
from backend.audit.models import AuditEntry
from backend.cases.clockwork import expire_offers
from backend.cases.models import Case
from backend.cases.offers import accept_offer, decline_offer, offer_case, offers_to_answer, withdraw_offer
from backend.cases.services import add_to_team
from backend.cases.team_models import Offer
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage
from backend.notifications.models import Delivery
from tests.world import NOON, begin_work

LATER = NOON + timedelta(hours=1)
FRIDAY = date(2026, 11, 6)
AFTER_FRIDAY = NOON + timedelta(days=5)


@pytest.fixture
def zarina(cast) -> User:
    user = User.objects.create_user("zarina@example.org", "twelve-letters-at-least", full_name="Зарина Ли")
    begin_work(user, cast.organisation, "lawyer", at=NOON)
    return user


@pytest.fixture
def offer(cast, zarina) -> Offer:
    return offered(cast, zarina)


def offered(cast, user, role="second", **told) -> Offer:
    told = {"answer_by": FRIDAY, "by": cast.dana, "at": NOON, "message": "Возьмёшь?"} | told
    return offer_case(cast.case, user, role, **told)


def told_of(kind: str) -> list[str]:
    rows = Delivery.objects.filter(kind=kind, channel="inbox").select_related("user")
    return sorted(row.user.email.split("@")[0] for row in rows)


def test_an_offer_opens_nothing_before_it_is_accepted(cast, zarina, offer):
    assert not Case.objects.visible_to(zarina).exists()
    assert list(Offer.objects.visible_to(zarina)) == [offer]
    accept_offer(offer, by=zarina, at=LATER)
    assert Case.objects.content_visible_to(zarina).get() == cast.case
    assert cast.case.team.get(user=zarina).role == "second"
    assert told_of("offer_accepted") == ["dana"]
    verbs = list(AuditEntry.objects.filter(verb__startswith="offer.").order_by("seq").values_list("verb", flat=True))
    assert verbs == ["offer.made", "offer.accepted"]


def test_messages_about_it_carry_the_code_alone(cast, zarina, offer):
    row = Delivery.objects.get(kind="case_offered", channel="email")
    assert row.user == zarina
    assert row.params == {"case_code": cast.case.code, "case_id": str(cast.case.pk), "offer_id": str(offer.pk)}


def test_she_declines_with_a_reason(cast, zarina, offer):
    with pytest.raises(InvalidInput):
        decline_offer(offer, reason=" ", by=zarina, at=LATER)
    decline_offer(offer, reason="Нет времени", by=zarina, at=LATER)
    offer.refresh_from_db()
    assert (offer.state, offer.reason) == ("declined", "Нет времени")
    assert told_of("offer_declined") == ["dana"]
    assert not Case.objects.visible_to(zarina).exists()


@pytest.mark.parametrize(
    ("how", "said"),
    [("accepted", "already"), ("declined", "changed your mind"), ("withdrawn", "withdrawn"), ("late", "is over")],
)
def test_what_was_answered_withdrawn_or_is_over_says_so(cast, zarina, offer, how, said):
    at = LATER
    if how == "accepted":
        accept_offer(offer, by=zarina, at=LATER)
    elif how == "declined":
        decline_offer(offer, reason="Нет", by=zarina, at=LATER)
    elif how == "withdrawn":
        withdraw_offer(offer, by=cast.bek, at=LATER)
    else:
        at = AFTER_FRIDAY
    from django.utils import translation  # noqa: PLC0415

    with translation.override("en"), pytest.raises(NotAtThisStage, match=said):
        accept_offer(offer, by=zarina, at=at)


def test_withdrawing_twice_is_as_good_as_once_and_she_is_told_once(cast, zarina, offer):
    withdraw_offer(offer, by=cast.dana, at=LATER)
    withdraw_offer(offer, by=cast.bek, at=LATER)
    assert told_of("offer_withdrawn") == ["zarina"]


def test_the_last_moment_is_the_end_of_the_day_named(cast, zarina, offer):
    last = offer.expires_at - timedelta(seconds=1)
    assert expire_offers(last) == 0
    accept_offer(offer, by=zarina, at=last)


def test_an_offer_past_its_day_tells_coordinator_and_lead_exactly_once(cast, zarina, offer):
    assert expire_offers(offer.expires_at) == 1
    assert expire_offers(offer.expires_at + timedelta(minutes=1)) == 0
    assert told_of("offer_expired") == ["bek", "dana"]
    offer.refresh_from_db()
    assert offer.state == "expired"
    assert AuditEntry.objects.get(verb="offer.expired").by is None


def test_a_place_is_offered_once_and_a_person_asked_once(cast, zarina, offer):
    with pytest.raises(InvalidInput) as same_place:
        offered(cast, cast.bek)
    assert same_place.value.errors[0].pointer == "role"
    with pytest.raises(InvalidInput) as same_person:
        offered(cast, zarina, "member")
    assert same_person.value.errors[0].pointer == "user"
    after = offered(cast, cast.bek, answer_by=date(2026, 11, 20), at=AFTER_FRIDAY)  # the first one's time is over
    assert after.state == "open"
    offer.refresh_from_db()
    assert offer.state == "expired"


@pytest.mark.parametrize(
    ("who", "role", "field"),
    [
        ("asel", "member", "user"),  # on the team already
        ("bek", "lead", "role"),  # Dana leads
        ("chinara", "member", "user"),  # of another organisation
        ("ermek", "member", "user"),  # of none
        ("dana", "member", "user"),  # herself
        ("bek", "observer", "role"),
    ],
)
def test_what_cannot_be_offered_says_why(cast, who, role, field):
    with pytest.raises(InvalidInput) as refusal:
        offered(cast, getattr(cast, who), role)
    assert refusal.value.errors[0].pointer == field


def test_only_who_manages_the_team_offers_and_only_she_who_was_asked_answers(cast, zarina, offer):
    with pytest.raises(NotAllowed):
        offered(cast, cast.bek, by=cast.asel)
    with pytest.raises(NotAllowed):
        accept_offer(offer, by=cast.asel, at=LATER)
    with pytest.raises(NotAllowed):
        withdraw_offer(offer, by=cast.asel, at=LATER)


def test_a_place_taken_meanwhile_closes_its_offer(cast, zarina, offer):
    add_to_team(cast.case, cast.asel, "second", by=cast.dana, at=LATER)
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    with pytest.raises(NotAtThisStage):
        accept_offer(offer, by=zarina, at=LATER)
    assert cast.case.team.get(role="second", ended_at=None).user == cast.asel


def test_who_left_the_organisation_has_no_offer_any_more(cast, zarina, offer):
    zarina.memberships.update(ended_at=LATER)
    assert not Offer.objects.visible_to(zarina).exists()
    with pytest.raises(InvalidInput):
        accept_offer(offer, by=zarina, at=LATER)


def test_a_case_closed_meanwhile_cannot_be_accepted(cast, zarina, offer):
    assert list(offers_to_answer(zarina, LATER)) == [offer]
    cast.case.closed_on = NOON.date()
    cast.case.save()
    assert not offers_to_answer(zarina, LATER)
    with pytest.raises(NotAtThisStage):
        accept_offer(offer, by=zarina, at=LATER)
    offer.refresh_from_db()
    assert offer.state == "open"


def test_nobody_leaves_a_case_without_its_lead_by_accepting_less(cast, zarina):
    with pytest.raises(InvalidInput):
        offered(cast, cast.dana, by=cast.bek)
    offer = offered(cast, zarina)
    add_to_team(cast.case, zarina, "lead", by=cast.bek, at=LATER)
    offer.refresh_from_db()
    assert offer.state == "withdrawn"
    with pytest.raises(NotAtThisStage):
        accept_offer(offer, by=zarina, at=LATER)
    assert cast.case.team.get(role="lead", ended_at=None).user == zarina
