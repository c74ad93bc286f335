"""What is kept of people: refused where it cannot be, doubted where it is odd, corrected with a trace and no value in it."""

from datetime import date, timedelta

import pytest

from backend.audit.models import AuditEntry
from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from backend.people import services
from backend.people.checking import doubts_of
from backend.people.models import Survivor
from backend.people.searching import find, find_as
from tests.world import NOON

FITTING = "850314450125"  # an IIN whose last digit agrees with the others, of somebody born on 14 March 1985


def correct(cast, version=1, by="asel", **facts):
    facts.setdefault("why_changed", "typo")
    return services.correct_person(
        cast.survivor, expected_version=version, by=getattr(cast, by), at=NOON + timedelta(hours=1), **facts
    )


def found(cast, **asked):
    found_ids = [pk for kind, pk in find(organisation_id=cast.organisation.pk, **asked) if kind == "survivor"]
    return list(Survivor._default_manager.filter(pk__in=found_ids))


def test_a_corrected_name_is_found_and_the_old_one_as_a_former_one(cast):
    correct(cast, legal_name="Оспанова  Динара ")
    stored = Survivor._default_manager.get(pk=cast.survivor.pk)
    assert (stored.legal_name, stored.version) == ("Оспанова Динара", 2)
    assert found(cast, name="Ospanova") == [stored]
    assert find_as(organisation_id=cast.organisation.pk, name="Смаилова Айгүл") == {("survivor", stored.pk): "former"}
    assert found(cast, iin="850314450129") == [stored]


def test_the_log_names_the_fields_that_moved_and_never_what_stands_in_them(cast):
    correct(cast, legal_name="Оспанова Динара", phone="+77011234567", iin="850314450129")
    entry = AuditEntry.objects.get(verb="survivor.updated")
    assert entry.detail == {"fields": ["legal_name"], "version": 2}


def test_a_correction_that_changes_nothing_leaves_version_and_log_alone(cast):
    correct(cast, phone="8 (701) 123-45-67", pseudonym="Ласточка")
    assert not AuditEntry.objects.filter(verb="survivor.updated").exists()
    assert Survivor._default_manager.get(pk=cast.survivor.pk).version == 1


def test_who_comes_second_is_refused_and_nothing_of_hers_is_saved(cast):
    correct(cast, region="astana")
    with pytest.raises(StaleVersion):
        correct(cast, version=1, address="г. Астана", by="dana")
    stored = Survivor._default_manager.get(pk=cast.survivor.pk)
    assert (stored.region, stored.address, stored.version) == ("astana", "г. Алматы, ул. Тайная, 5", 2)


@pytest.mark.parametrize(
    ("facts", "field"),
    [
        ({"legal_name": "А" * 201}, "legal_name"),
        ({"birth_date": NOON.date() + timedelta(days=1)}, "birth_date"),
        ({"birth_date": date(1885, 3, 14)}, "birth_date"),
        ({"pseudonym": "  "}, "pseudonym"),
        ({"pseudonym": "Айгуль"}, "pseudonym"),
        ({"legal_name": "Ласточкина Ласточка"}, "pseudonym"),
        ({"address": "а" * 301}, "address"),
        ({"iin": "8" * 21}, "iin"),
    ],
)
def test_what_cannot_be_is_refused_at_its_field_and_nothing_is_kept(cast, facts, field):
    with pytest.raises(InvalidInput) as refused:
        correct(cast, region="astana", **facts)
    assert [error.pointer for error in refused.value.errors] == [field]
    assert Survivor._default_manager.get(pk=cast.survivor.pk).region == "almaty_city"


def test_every_wrong_field_is_told_at_once(cast):
    with pytest.raises(InvalidInput) as refused:
        correct(cast, legal_name="А" * 201, birth_date=date(2199, 1, 1))
    assert {error.pointer for error in refused.value.errors} == {"legal_name", "birth_date"}


def test_a_birthday_is_counted_by_the_day_in_almaty(cast):
    late = NOON.replace(hour=20)  # already the third of November there
    act = {"why_changed": "typo", "by": cast.asel, "at": late}
    services.correct_person(cast.survivor, expected_version=1, birth_date=date(2026, 11, 3), **act)
    with pytest.raises(InvalidInput) as refused:
        services.correct_person(cast.survivor, expected_version=2, birth_date=date(2026, 11, 4), **act)
    assert refused.value.errors[0].pointer == "birth_date"


@pytest.mark.parametrize(
    ("facts", "doubted"),
    [
        ({"iin": "850314450126"}, ["iin"]),
        ({"iin": "85031445012"}, ["iin"]),
        ({"iin": ""}, []),
        ({"phone": "+7 701 12"}, ["phone"]),
        ({"phone": "у соседки, спросить"}, ["phone"]),
        ({"phone": "8 701 123 45 67"}, []),
        ({"birth_date": date(1985, 3, 15)}, ["birth_date"]),
    ],
)
def test_what_is_odd_is_kept_as_typed_and_doubted_aloud(cast, facts, doubted):
    cast.survivor.iin, cast.survivor.birth_date = FITTING, date(1985, 3, 14)
    cast.survivor.save()
    kept = correct(cast, **facts)
    assert [doubt.field for doubt in doubts_of(kept)] == doubted
    for name, value in facts.items():
        assert getattr(kept, name) == value or name == "phone"


def test_a_phone_is_kept_in_one_form_and_found_however_it_is_typed(cast):
    kept = correct(cast, phone="8 (705) 765-43-21")
    assert kept.phone == "+77057654321"
    assert found(cast, phone="+7 705 765 43 21") == [kept]
    assert correct(cast, version=2, phone="домофон 12").phone == "домофон 12"


def test_the_year_band_follows_the_birth_date(cast):
    assert correct(cast, birth_date=date(1991, 1, 1)).birth_year_band == "1990–1999"
    assert correct(cast, version=2, birth_date=None).birth_year_band == ""


def test_a_fact_that_does_not_exist_is_a_mistake_of_the_caller(cast):
    with pytest.raises(TypeError):
        correct(cast, organisation_id=cast.other_organisation.pk)


@pytest.mark.parametrize("who", ["chinara", "ermek"])
def test_strangers_write_nothing_down(cast, who):
    act = {"by": getattr(cast, who), "at": NOON}
    with pytest.raises(NotAllowed):
        correct(cast, by=who, region="astana")
    with pytest.raises(NotAllowed):
        services.register_survivor(cast.organisation, pseudonym="Искра", **act)
    with pytest.raises(NotAllowed):
        services.register_person(cast.survivor, legal_name="Некто", **act)
    with pytest.raises(NotAllowed):
        services.give_consent(cast.survivor, "processing", given_on=NOON.date(), **act)


def test_a_consent_is_withdrawn_once_and_keeps_its_row(cast):
    act = {"by": cast.asel, "at": NOON}
    consent = services.give_consent(cast.survivor, "statistics", given_on=date(2026, 10, 1), **act)
    for wrong in (date(2026, 9, 30), date(2026, 11, 3)):
        with pytest.raises(InvalidInput):
            services.withdraw_consent(consent, withdrawn_on=wrong, **act)
    services.withdraw_consent(consent, withdrawn_on=date(2026, 10, 20), **act)
    assert cast.survivor.consents.get().withdrawn_on == date(2026, 10, 20)
    with pytest.raises(NotAtThisStage):
        services.withdraw_consent(consent, withdrawn_on=date(2026, 10, 21), **act)
    verbs = AuditEntry.objects.filter(verb__startswith="consent.").values_list("verb", "detail")
    assert list(verbs) == [
        ("consent.given", {"purpose": "statistics"}),
        ("consent.withdrawn", {"purpose": "statistics"}),
    ]


def test_a_consent_to_nothing_or_of_tomorrow_is_refused(cast):
    for purpose, given_on in (("everything", NOON.date()), ("processing", date(2026, 11, 3))):
        with pytest.raises(InvalidInput):
            services.give_consent(cast.survivor, purpose, given_on=given_on, by=cast.asel, at=NOON)
    assert not cast.survivor.consents.exists()
