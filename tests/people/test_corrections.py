"""Who somebody is, corrected: what it was is kept sealed, findable, and told with why and from which day."""

from datetime import date, timedelta

import pytest

from backend.kernel.errors import InvalidInput
from backend.people import services
from backend.people.life_models import Correction
from backend.people.models import Person, Survivor
from backend.people.respondents import keep_respondent_facts
from backend.people.searching import find_as
from tests.world import NOON


def correct(person, cast, version=None, **facts):
    return services.correct_person(person, expected_version=version, by=cast.asel, at=NOON, **facts)


def asked(cast, **what):
    return find_as(organisation_id=cast.organisation.pk, **what)


def test_a_new_name_keeps_the_old_one_with_why_and_from_which_day(cast):
    correct(
        cast.survivor, cast, legal_name="Оспанова Айгүл Қанатқызы", why_changed="marriage",
        changed_since=date(2026, 10, 3), change_remark="Свидетельство показала",
    )  # fmt: skip
    row = Correction.objects.get()
    assert (row.was, row.became) == ("Смаилова Айгүл Қанатқызы", "Оспанова Айгүл Қанатқызы")
    assert (row.field, row.why, row.since) == ("legal_name", "marriage", date(2026, 10, 3))
    assert (row.remark, row.corrected_by) == ("Свидетельство показала", cast.asel)


def test_iin_and_birth_date_are_corrected_the_same_way_and_found_as_former_ones(cast):
    correct(cast.survivor, cast, iin="850314450125", birth_date=date(1985, 4, 14), why_changed="typo")
    assert set(Correction.objects.values_list("field", flat=True)) == {"iin", "birth_date"}
    her = ("survivor", cast.survivor.pk)
    assert asked(cast, iin="850314450129") == {her: "former"}
    assert asked(cast, born=date(1985, 3, 14)) == {her: "former"}
    assert asked(cast, iin="850314450125") == {her: ""}


def test_a_word_of_both_names_makes_nobody_a_former_one(cast):
    correct(cast.survivor, cast, legal_name="Оспанова Айгүл Қанатқызы", why_changed="marriage")
    her = ("survivor", cast.survivor.pk)
    assert asked(cast, name="Айгуль Оспанова") == {her: ""}
    assert asked(cast, name="Aigul Smailova") == {her: "former"}


def test_what_was_not_known_before_is_no_correction(cast):
    person = cast.respondent.person
    correct(person, cast, iin="850314450129")
    assert not Correction.objects.exists()


@pytest.mark.parametrize("why", ["", "because"])
def test_nothing_is_replaced_without_saying_why(cast, why):
    with pytest.raises(InvalidInput) as refused:
        correct(cast.survivor, cast, legal_name="Оспанова Айгүл", why_changed=why)
    assert refused.value.errors[0].pointer == "why_changed"
    assert Survivor.objects.get(pk=cast.survivor.pk).legal_name == "Смаилова Айгүл Қанатқызы"


def test_a_name_that_holds_from_tomorrow_is_corrected_tomorrow(cast):
    tomorrow = NOON.date() + timedelta(days=1)
    with pytest.raises(InvalidInput) as refused:
        correct(cast.survivor, cast, legal_name="Оспанова", why_changed="marriage", changed_since=tomorrow)
    assert refused.value.errors[0].pointer == "changed_since"


def test_a_name_of_500_characters_is_refused_in_words_and_nothing_is_kept(cast):
    with pytest.raises(InvalidInput) as refused:
        correct(cast.survivor, cast, legal_name="А" * 500, why_changed="typo")
    assert refused.value.errors[0].pointer == "legal_name"
    assert not Correction.objects.exists()


def test_a_pseudonym_does_not_repeat_a_name_she_once_had(cast):
    correct(cast.survivor, cast, legal_name="Оспанова Айгүл", why_changed="marriage")
    with pytest.raises(InvalidInput) as refused:
        correct(cast.survivor, cast, pseudonym="Смаилова")
    assert refused.value.errors[0].pointer == "pseudonym"


def test_the_history_of_another_person_stays_his(cast):
    correct(cast.respondent.person, cast, legal_name="Смаилов Ерлан", why_changed="typo")
    assert Correction.objects.get().person == cast.respondent.person
    assert asked(cast, name="Ержан") == {("person", cast.respondent.person_id): "former"}


def test_a_nickname_is_found_as_another_name_and_no_longer_once_it_is_struck_out(cast):
    person, act = Person.objects.get(), {"by": cast.asel, "at": NOON}
    keep_respondent_facts(person, expected_version=0, aliases="Ержан-ага\nКайзер", **act)
    assert asked(cast, name="kaizer") == {("person", person.pk): "alias"}
    keep_respondent_facts(person, expected_version=1, aliases="Ержан-ага", **act)
    assert asked(cast, name="Кайзер") == {}
