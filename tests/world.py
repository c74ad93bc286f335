"""The cast of all tests: two organisations, four people, one survivor with her case."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

NOON = datetime(2026, 11, 2, 7, 0, tzinfo=UTC)  # Monday 2 November 2026, 12:00 in Almaty


@dataclass
class Cast:
    """Asel and Dana are on the case, Bek coordinates their organisation, Chinara works elsewhere, Ermek nowhere."""

    organisation: Any
    other_organisation: Any
    asel: Any
    bek: Any
    dana: Any
    chinara: Any
    ermek: Any
    survivor: Any
    respondent: Any
    case: Any


def begin_work(user: Any, organisation: Any, role: str, *, at: datetime = NOON) -> Any:
    """Let somebody in, who accepts the oath of confidentiality: from here on cases open to her."""
    from backend.accounts.oath import accept_oath, oath_in_force  # noqa: PLC0415
    from backend.accounts.services import join  # noqa: PLC0415

    membership = join(user, organisation, role, at=at)
    return accept_oath(membership, version=oath_in_force(at.date()).version, language="ru", by=user, at=at)


def make_cast(at: datetime = NOON) -> Cast:
    from backend.accounts.models import Organisation, User  # noqa: PLC0415
    from backend.accounts.office_models import Office  # noqa: PLC0415
    from backend.cases import services as cases  # noqa: PLC0415
    from backend.people import services as people  # noqa: PLC0415

    organisation = Organisation.objects.create(
        name="Общественный фонд «Қорғау»", short_name="Қорғау", region="almaty_city", address="Алматы, ул. Абая, 1",
        phone="+7 727 000 00 00",
    )  # fmt: skip
    other = Organisation.objects.create(name="Кризисный центр", short_name="Центр")
    for whose, prefix in ((organisation, "АЛ"), (other, "ШЫ")):
        Office.objects.create(organisation=whose, name=whose.short_name, prefix=prefix)
    users = {}
    for name, full_name, role, where in (
        ("asel", "Асель Нурланова", "case_worker", organisation),
        ("bek", "Бек Омаров", "coordinator", organisation),
        ("dana", "Дана Сейткали", "lawyer", organisation),
        ("chinara", "Чинара Абдиева", "coordinator", other),
        ("ermek", "Ермек Жанов", None, None),
    ):
        users[name] = User.objects.create_user(f"{name}@example.org", "twelve-letters-at-least", full_name=full_name)
        if role:
            begin_work(users[name], where, role, at=at)
    survivor = people.register_survivor(
        organisation, by=users["asel"], at=at, pseudonym="Ласточка", legal_name="Смаилова Айгүл Қанатқызы",
        iin="850314450129", birth_date=date(1985, 3, 14), phone="+77011234567", address="г. Алматы, ул. Тайная, 5",
        gender="f", region="almaty_city", may_be_said="Звонок из поликлиники", code_phrase="Как ваша библиотека?",
    )  # fmt: skip
    case = cases.open_case(
        organisation, survivor, by=users["asel"], lead=users["dana"], at=at, opened_on=date(2026, 11, 2)
    )
    person = people.register_person(
        survivor, by=users["asel"], at=at, legal_name="Смаилов Ержан Болатұлы", gender="m",
        address="г. Алматы, ул. Тайная, 5",
    )  # fmt: skip
    respondent = cases.add_party(case, person, "respondent", by=users["asel"], at=at, relation="spouse")
    cases.add_incident(
        case, happened_on=date(2026, 11, 1), kinds=["beating"], by=users["asel"], at=at, respondent=respondent,
        place_kind="home", place="дома", narrative="Ударил кулаком по лицу.", injuries="Гематома левой щеки.",
        children_present=True,
    )  # fmt: skip
    return Cast(organisation, other, **users, survivor=survivor, respondent=respondent, case=case)
