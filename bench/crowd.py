"""A large installation to measure in: a million people in one organisation, a hundred thousand cases. Built once.

Names stand in the blind index only, with real fingerprints; what is sealed is empty. Everything else is as services
would write it, and comes by bulk SQL, so that building takes minutes and not days.
"""

import hashlib
import json
import os
import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.core.management import call_command
from django.db import connections
from django.db.migrations.loader import MigrationLoader

from backend.accounts.models import Organisation, User
from backend.accounts.oath import accept_oath, oath_in_force
from backend.accounts.office_models import Office
from backend.accounts.services import join
from backend.cases.models import Case, TeamMember
from backend.deadlines.models import Deadline
from backend.law.models import RuleRow
from backend.people.models import Person, SearchCarrier, SearchPiece, SearchWord, Survivor
from backend.proceedings.models import Event, Proceeding
from backend.vault.blind import _fingerprint, _pepper, words_with_pieces
from bench.loading import load, without_indexes
from bench.names import WOMEN, Pool, men, patronymics, pool, surnames

PEOPLE = int(os.environ.get("TIREK_BENCH_PEOPLE", "1000000"))
SURVIVORS = PEOPLE * 2 // 5
CASES = PEOPLE // 10
SAMPLED = 400  # names kept to ask for
NOW = datetime(2026, 11, 24, 6, tzinfo=UTC)
PASSWORD = "only-for-measuring"
RULE = "erdr_register_24h"


def _id(kind: int, number: int, dice: random.Random) -> UUID:
    """Ordered by age like the ids of the house, and as random at the end."""
    return UUID(int=(0x019A << 112) | (7 << 76) | (kind << 68) | (number << 40 & (1 << 68) - 1) | dice.getrandbits(40))


class Names:
    """The pools, and of each word the rows that its fingerprint is found in."""

    def __init__(self, organisation: Organisation) -> None:
        self.organisation = organisation
        self.pools: dict[bool, tuple[Pool, Pool, Pool]] = {
            women: (
                pool(surnames(of_women=women), flat=12),
                pool(WOMEN if women else men(), flat=6),
                pool(patronymics(of_women=women), flat=12),
            )
            for women in (True, False)
        }
        self.ids: dict[bytes, int] = {}
        self.pieces: dict[int, list[bytes]] = {}
        self.of_word: dict[str, list[int]] = {}

    def rows_of(self, word: str) -> list[int]:
        if word not in self.of_word:
            self.of_word[word] = []
            for token, pieces in words_with_pieces("name", word, self.organisation.pk).items():
                number = self.ids.setdefault(token, len(self.ids) + 1)
                self.pieces[number] = pieces
                self.of_word[word].append(number)
        return self.of_word[word]

    def draw(self, dice: random.Random, women: bool, count: int) -> Iterator[tuple[str, ...]]:
        """Full names: surname, given name, and of nine in ten the patronymic."""
        drawn = [each.draw(dice, count) for each in self.pools[women]]
        words = [each.words for each in self.pools[women]]
        for last, first, middle in zip(*drawn, strict=True):
            yield (words[0][last], words[1][first], words[2][middle])[: 2 if dice.random() < 0.1 else 3]


def build() -> None:
    """Migrate two empty databases and fill them; a stamp beside them says that it was done whole, and with which tables."""
    stamp = Path(settings.TIREK_DATA_DIR) / f"built-{PEOPLE}-{_shape()}"
    if stamp.exists():
        return
    for alias in ("keys", "default"):
        _empty(alias)
        call_command("migrate", database=alias, verbosity=0, interactive=False)
    call_command("ensure_master_key", verbosity=0)
    call_command("createcachetable", verbosity=0)
    call_command("load_law", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    dice = random.Random(1)
    organisation = Organisation.objects.create(name="Crowd", short_name="Crowd")
    office = Office.objects.create(organisation=organisation, name="Crowd", prefix="АЛ")
    users = [
        User.objects.create_user(f"u{n}@example.org", PASSWORD, full_name=f"Коллега {n}", language="ru")
        for n in range(40)
    ]
    for place, user in enumerate(users):
        member = join(user, organisation, "coordinator" if place == 0 else "case_worker", at=NOW)
        accept_oath(member, version=oath_in_force(NOW.date()).version, language="ru", by=user, at=NOW)
    tables = [Survivor, Person, SearchWord, SearchPiece, SearchCarrier, Case, TeamMember, Proceeding, Event, Deadline]
    with without_indexes(tables):
        survivors = _people(Names(organisation), dice)
        _cases(office, users, survivors, dice)
    stamp.touch()


def _shape() -> str:
    """Short for the migrations there are: a crowd built with older tables is built anew."""
    names = ",".join(sorted(f"{app}.{name}" for app, name in MigrationLoader(None).disk_migrations))
    return hashlib.sha256(names.encode()).hexdigest()[:12]


def _empty(alias: str) -> None:
    """Whatever an earlier crowd has left."""
    at = connections[alias]
    if at.vendor == "sqlite":
        at.close()
        for end in ("", "-wal", "-shm"):
            Path(f"{at.settings_dict['NAME']}{end}").unlink(missing_ok=True)
        return
    with at.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")


def _people(names: Names, dice: random.Random) -> list[UUID]:
    organisation_id = names.organisation.pk
    survivors = [_id(1, n, dice) for n in range(SURVIVORS)]
    persons = [_id(2, n, dice) for n in range(PEOPLE - SURVIVORS)]
    load(
        Survivor, ["id", "organisation_id", "pseudonym", "created_at", "region"],
        ((pk, organisation_id, f"Ласточка {n}", _moment(NOW), "almaty_city") for n, pk in enumerate(survivors)),
    )  # fmt: skip
    load(
        Person, ["id", "survivor_id", "created_at"],
        ((pk, survivors[n % SURVIVORS], _moment(NOW)) for n, pk in enumerate(persons)),
    )  # fmt: skip
    pepper = _pepper(organisation_id)
    numbers: list[tuple[str, bytes]] = []
    borne: list[tuple[str, ...]] = []
    base = 1_000_000  # ids of the words of names lie below
    days = [
        _fingerprint(pepper, "born", f"{date(1950, 1, 1) + timedelta(days=n)}".replace("-", "")) for n in range(20_000)
    ]

    def carriers() -> Iterator[tuple[int, UUID | None, UUID | None]]:
        for women, owners, is_survivor in ((True, survivors, True), (False, persons, False)):
            for number, name in enumerate(names.draw(dice, women, len(owners))):
                if number % (PEOPLE // SAMPLED) == 0:
                    borne.append(name)
                words = [row for word in name for row in names.rows_of(word)]
                chance = dice.random()
                if chance < 0.6:
                    numbers.append(("phone", _fingerprint(pepper, "phone", f"+77{len(numbers):09}")))
                    words.append(base + len(numbers))
                if chance < 0.4:
                    numbers.append(("iin", _fingerprint(pepper, "iin", f"{len(numbers):012}")))
                    words.append(base + len(numbers))
                if chance > 0.5:
                    words.append(500_000 + dice.randrange(len(days)))
                owner = owners[number]
                for word in dict.fromkeys(words):
                    yield (word, owner, None) if is_survivor else (word, None, owner)

    load(SearchCarrier, ["word_id", "survivor_id", "person_id"], carriers())
    words = ["id", "organisation_id", "kind", "token"]
    load(SearchWord, words, ((number, organisation_id, "name", token) for token, number in names.ids.items()))
    load(SearchWord, words, ((500_000 + n, organisation_id, "born", token) for n, token in enumerate(days)))
    load(SearchWord, words, ((base + n, organisation_id, kind, token) for n, (kind, token) in enumerate(numbers, 1)))
    load(
        SearchPiece, ["word_id", "piece"], ((word, piece) for word, of in names.pieces.items() for piece in of)
    )  # fmt: skip
    asked_file().write_text(json.dumps(borne, ensure_ascii=False), encoding="utf-8")
    return survivors


def asked_file() -> Path:
    """Names that somebody in the crowd bears, the common ones as often as they are common."""
    return Path(settings.TIREK_DATA_DIR) / "asked.json"


def _cases(office: Office, users: list[User], survivors: list[UUID], dice: random.Random) -> None:
    cases = [_id(3, n, dice) for n in range(CASES)]
    opened = [date(2021, 1, 1) + timedelta(days=n * 2150 // CASES) for n in range(CASES)]
    closed = [day + timedelta(days=200) if day.year < 2026 and dice.random() < 0.8 else None for day in opened]
    columns = ["id", "code", "organisation_id", "office_id", "survivor_id", "region", "opened_on", "closed_on"]
    told = zip(cases, opened, closed, strict=True)
    load(Case, columns, (
        (pk, f"АЛ-{day:%y}-{n:06}", office.organisation_id, office.pk, survivors[n], "almaty_city", _day(day), _day(end))
        for n, (pk, day, end) in enumerate(told)
    ))  # fmt: skip
    load(TeamMember, ["id", "case_id", "user_id", "role", "started_at", "ended_at"], (
        (_id(4, 2 * n + place, dice), pk, users[1 + (n + place * 7) % 39].pk, role, _moment(NOW), None)
        for n, pk in enumerate(cases) for place, role in enumerate(("lead", "member"))
    ))  # fmt: skip
    tracks = [_id(5, n, dice) for n in range(CASES)]
    load(Proceeding, ["id", "case_id", "route", "number", "stage", "opened_at", "articles"], (
        (tracks[n], pk, "criminal", f"26{n:012}", "reported", _moment(NOW), "[]") for n, pk in enumerate(cases)
    ))  # fmt: skip
    events = [_id(6, n, dice) for n in range(CASES)]
    load(Event, ["id", "proceeding_id", "kind", "happened_at", "recorded_at", "recorded_by_id"], (
        (pk, tracks[n], "report_filed", _moment(NOW), _moment(NOW), users[1].pk) for n, pk in enumerate(events)
    ))  # fmt: skip
    due, version = NOW + timedelta(days=1), RuleRow.objects.get(key=RULE, retired=False).version
    columns = [
        "id",
        "proceeding_id",
        "trigger_id",
        "rule_key",
        "rule_version",
        "obligor",
        "due_at",
        "act_by",
        "article",
    ]
    load(Deadline, columns, (
        (_id(7, n, dice), tracks[n], pk, RULE, version, "authority", _moment(due), _moment(due), "УПК 179")
        for n, pk in enumerate(events)
    ))  # fmt: skip


def _moment(at: datetime) -> object:
    return at.replace(tzinfo=None).isoformat(" ") if _is_sqlite() else at


def _day(day: date | None) -> object:
    return day.isoformat() if day and _is_sqlite() else day


def _is_sqlite() -> bool:
    return bool(settings.DATABASES["default"]["ENGINE"].endswith("sqlite3"))
