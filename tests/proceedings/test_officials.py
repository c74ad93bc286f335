"""Who has a proceeding in hand: the next one takes over, nobody is overwritten, strangers learn no name."""

from datetime import date, timedelta

import pytest

from backend.kernel.errors import InvalidInput, NotAllowed, NotAtThisStage, StaleVersion
from backend.law.models import Agency
from backend.proceedings.models import Official
from backend.proceedings.officials import correct_official, name_official, official_left
from backend.proceedings.opening import open_proceeding
from tests.world import NOON

TODAY = NOON.date()


@pytest.fixture
def proceeding(cast):
    police = Agency.objects.get(key="police_almaty_bostandyk")
    return open_proceeding(cast.case, "criminal", agency=police, by=cast.asel, at=NOON)


@pytest.fixture
def name(cast, proceeding):
    def name(role, who, *, by=cast.asel, **facts):
        return name_official(proceeding, role, name=who, by=by, at=NOON, **facts)

    return name


def test_three_investigators_one_after_another_are_a_history(proceeding, name):
    for day, who in ((1, "Есімов Дәурен"), (9, "Погодин Игорь"), (15, "Тасболатова Самал")):
        name("investigator", who, since=date(2026, 10, day))
    rows = list(Official.objects.order_by("since"))
    assert [(row.name, row.left, row.until) for row in rows] == [
        ("Есімов Дәурен", True, date(2026, 10, 9)),
        ("Погодин Игорь", True, date(2026, 10, 15)),
        ("Тасболатова Самал", False, None),
    ]
    assert {row.agency for row in rows} == {proceeding.agency}


def test_experts_may_be_many_and_a_judge_does_not_take_over_from_an_investigator(name):
    name("expert", "Первый Эксперт")
    name("expert", "Второй Эксперт")
    name("investigator", "Есімов Дәурен")
    name("judge", "Рахметова Бибігүл")
    assert not Official.objects.filter(left=True).exists()


def test_who_took_over_earlier_than_the_one_before_is_a_slip(name):
    name("investigator", "Есімов Дәурен", since=TODAY)
    with pytest.raises(InvalidInput) as refused:
        name("investigator", "Погодин Игорь", since=TODAY - timedelta(days=3))
    assert refused.value.errors[0].pointer == "since"
    assert Official.objects.get().left is False


@pytest.mark.parametrize(
    ("told", "field"),
    [
        ({"name": " "}, "name"), ({"name": "А" * 500}, "name"), ({"role": "wizard"}, "role"),
        ({"since": TODAY + timedelta(days=1)}, "since"), ({"phone": "1" * 41}, "phone"), ({"remark": "а" * 1001}, "remark"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_at_its_field(cast, proceeding, told, field):
    told = {"role": "judge", "name": "Рахметова", **told}
    with pytest.raises(InvalidInput) as refused:
        name_official(proceeding, told.pop("role"), by=cast.asel, at=NOON, **told)
    assert [error.pointer for error in refused.value.errors] == [field]


def test_a_slip_is_corrected_and_a_lost_update_is_refused(cast, name):
    row = name("judge", "Рахметова")
    correct_official(row, expected_version=1, name="Рахметова Бибігүл", by=cast.dana, at=NOON)
    with pytest.raises(StaleVersion):
        correct_official(row, expected_version=1, phone="1", by=cast.asel, at=NOON)
    assert Official.objects.get().name == "Рахметова Бибігүл"


def test_who_left_left_once_and_not_before_taking_it_up(cast, name):
    row = name("judge", "Рахметова", since=TODAY)
    with pytest.raises(InvalidInput):
        official_left(row, expected_version=1, until=TODAY - timedelta(days=1), by=cast.asel, at=NOON)
    official_left(row, expected_version=1, by=cast.asel, at=NOON)
    with pytest.raises(NotAtThisStage):
        official_left(row, expected_version=2, by=cast.asel, at=NOON)


@pytest.mark.parametrize("who", ["bek", "chinara", "ermek"])
def test_only_the_team_names_officials_and_reads_of_them(cast, name, who):
    name("judge", "Рахметова")
    user = getattr(cast, who)
    with pytest.raises(NotAllowed):
        name("investigator", "Есімов", by=user)
    assert not Official.objects.content_visible_to(user).exists()
