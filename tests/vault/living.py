"""A new installation, lived in: the demo story played, and beside it one story of our own told through the pages.

`live(snapshot)` runs in a process of its own, with TIREK_DATA_DIR naming an empty place. It copies that place to
`snapshot` while its databases are still open (so with their write-ahead logs), and prints as JSON what is personal in
it, what is open to all, and what stands in sessions and cache once these are decoded.
"""

import base64
import json
import pickle
import re
import shutil
from datetime import date, datetime, timedelta
from io import StringIO
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.management import call_command
from django.db import connection
from django.test import Client

from backend.accounts.models import Membership, Organisation, User
from backend.cases.models import Case, Incident
from backend.jobs.clock import tick
from backend.kernel.clock import ALMATY, now, travel
from backend.law.models import Agency
from backend.notifications.clockwork import hand_out
from backend.notifications.models import Delivery
from backend.notifications.sending import deliver
from backend.people.life_models import Correction, Dependant, RespondentFacts, SurvivorNeeds, TrustedContact
from backend.people.models import Person, Survivor
from backend.proceedings.models import Event, Hearing, Official
from backend.vault.keys import key_session

SURVIVOR = {
    "pseudonym": "Подснежник", "legal_name": "Шоңғалова Ұлбосын Ыдырысқызы", "gender": "f", "iin": "930227451234",
    "birth_date": "27.02.1993", "phone": "+7 778 345 67 89", "address": "г. Семей, переулок Камышовый, дом 44-Б",
    "region": "abai", "contact_channel": "sms", "contact_hours": "покуда супруг на смене в котельной",
    "may_be_said": "беспокоит швейная мастерская", "code_phrase": "Когда привезут бирюзовый бархат",
    "consents": ["processing"], "respondent_name": "Шоңғалов Әбутәліп Жиенқұлұлы", "respondent_gender": "m",
    "respondent_relation": "spouse", "respondent_address": "Семей, общежитие Гидрострой",
    "happened_on": "{yesterday}", "kinds": ["beating"], "place_kind": "home", "place": "чердак дачного домика",
    "narrative": "Замахнулся кочергой и рассёк предплечье.", "injuries": "Рассечённое предплечье, кровоподтёк.",
}  # fmt: skip
PASSWORD = "demo-demo-demo"


def live(snapshot: Path) -> None:
    _set_up()
    said = _tell_our_own_story()
    shutil.copytree(settings.TIREK_DATA_DIR, snapshot)
    with key_session():
        personal = sorted(_personal())
    print(json.dumps({"personal": personal, "open": _open_to_all(), "decoded": _decoded(), "said": said}))


def _set_up() -> None:
    Path(settings.TIREK_DATA_DIR).mkdir(parents=True, exist_ok=True)
    call_command("ensure_master_key", verbosity=0)
    for database in ("default", "keys"):
        call_command("migrate", database=database, verbosity=0, interactive=False)
    for command in ("createcachetable", "load_law", "play_demo"):
        call_command(command, verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_autocheckpoint=0")  # what is written from here on stays in the log too


def _tell_our_own_story() -> list[str]:
    """Through the pages and the API, as people do it, mistakes included; returns the answers that refused something."""
    page = Client(HTTP_HOST="127.0.0.1", enforce_csrf_checks=False)
    page.post("/accounts/login/", {"login": "Шоңғалова", "password": "рассёк предплечье"})
    page.post("/accounts/login/", {"login": "asel@demo.kz", "password": PASSWORD})
    told = {name: _dated(value) for name, value in SURVIVOR.items()}
    refused = [page.post("/cases/new/", told | {"birth_date": "27.02.2193"})]
    opened = page.post("/cases/new/", told)
    assert opened.status_code == 302, opened.content.decode()
    case = Case.objects.order_by("-id").first()
    at = f"/cases/{case.pk}/"
    known = {
        "version": 1,
        "language": "kk",
        "never_contact": "Золовка Бибінұр, стучать нельзя",
        **told,
        "phone": "у Бибінұр",
    }
    assert page.post(f"{at}survivor/", known).status_code == 302
    refused.append(page.post(f"{at}survivor/", known))
    page.get(f"{at}people/")
    page.post(f"/reveal/survivor/{case.survivor_id}/legal_name/", {"case": str(case.pk)})
    _proceedings(page, case)
    page.post(
        f"{at}incidents/new/",
        {"happened_on": told["happened_on"], "kinds": ["threat"], "hour": "перед вечерним намазом"},
    )
    refused.append(page.post(f"{at}incidents/new/", {"kinds": ["threat"], "narrative": "Грозил поджечь сеновал"}))
    _circle(page, case)
    page.post(f"/lock/close/?page={at}incidents/new/", {"narrative": "Грозил поджечь сеновал", "kinds": "threat"})
    _program(case)
    for row in Delivery.objects.filter(state="pending"):
        Delivery.objects.filter(pk=row.pk).update(next_at=now())
    tick()
    hand_out(now())
    for row in Delivery.objects.filter(state="queued")[:40]:
        deliver(str(row.pk), now())
    return [answer.content.decode() for answer in refused]


def _proceedings(page: Client, case: Any) -> None:
    """A report, a paper, a hearing put off, an event taken back, each with words that name somebody or tell something."""
    moment = now()
    police = Agency.objects.get(key="police_almaty_bostandyk")
    court = Agency.objects.get(key="court_almaty_bostandyk")
    page.post(
        f"/cases/{case.pk}/proceedings/new/", {"route": "criminal", "agency": police.pk, "articles": ["uk_109_1"]}
    )
    proceeding = case.proceedings.get()
    events = f"/proceedings/{proceeding.pk}/events/new/?kind="
    stamp = f"{moment.astimezone(ALMATY) - timedelta(minutes=5):%d.%m.%Y %H:%M}"
    page.post(f"{events}report_filed", {"kind": "report_filed", "happened_at": stamp})
    page.post(f"/proceedings/{proceeding.pk}/documents/police_report/", {"language": "ru", "addressee": police.pk})
    starts = f"{moment.astimezone(ALMATY) + timedelta(days=3):%d.%m.%Y} 10:00"
    page.post(
        f"/proceedings/{proceeding.pk}/hearings/new/",
        {"court": court.pk, "starts_at": starts, "on_day_off": "on", "room": "12"},
    )
    hearing = proceeding.hearings.get()
    travel(moment + timedelta(days=4))
    page.post(
        f"/hearings/{hearing.pk}/result/",
        {
            "status": "postponed", "version": 1, "postponed_reason": "ответчик слёг с воспалением лёгких",
            "note_text": "Судья упрекала потерпевшую",
        },
    )  # fmt: skip
    travel(None)
    event = proceeding.events.get()
    page.post(f"/events/{event.pk}/annul/", {"reason": "перепутали с заявлением Бибінұр"})
    assert Hearing.objects.get(pk=hearing.pk).status == "postponed"
    assert proceeding.events.count() == 2
    assert case.documents.count() == 1


CIRCLE = {
    "dependants/new/": {
        "relation": "child", "legal_name": "Шоңғалов Бекзатқали", "birth_date": "11.09.2017", "school": "гимназия имени Шоқай",
        "special_needs": "эпилепсия, спасательный ингалятор", "address": "у бабушки в Жаңасемее",
    },
    "trusted/new/": {
        "relation": "neighbour", "legal_name": "Пантелеймонова Евдокия", "phone": "+7 747 901 23 45",
        "contact_hours": "после вечерней дойки", "may_be_said": "будто насчёт закваски", "code_phrase": "Почём нынче простокваша",
    },
    "needs/": {"version": 0, "interpreter": "spoken", "interpreter_language": "уйгурский диалект", "health": "диабет второго типа"},
}  # fmt: skip
KNOWN = {
    "version": 0, "workplace_kind": "police", "weapons": "service", "weapons_remark": "табельный в сейфе прихожей",
    "aliases": "Кочегаров\nДядя Әбдікәрім", "convictions": "поножовщина возле элеватора", "convicted": "yes",
    "administrative_record": "хулиганство на переправе", "punished": "yes",
}  # fmt: skip


def _circle(page: Client, case: Any) -> None:
    """The people around her, a name that changed, an investigator."""
    for address, told in CIRCLE.items():
        answer = page.post(f"/cases/{case.pk}/{address}", told)
        assert answer.headers.get("Location", "").endswith("?saved"), answer.content.decode()
    party = case.parties.get(role="respondent")
    assert page.post(f"/parties/{party.pk}/known/", KNOWN).status_code == 302
    known = {
        "version": 1, "person_version": 1, "relation": "spouse", "legal_name": "Сарбасов Әбутәліп Жиенқұлұлы",
        "why_changed": "new_passport", "change_remark": "паспорт выправил заново", "address": "Семей, общежитие Гидрострой",
    }  # fmt: skip
    assert page.post(f"/parties/{party.pk}/", known).status_code == 302
    official = {
        "role": "investigator",
        "name": "Досқалиев Темірғали",
        "phone": "+7 700 812 34 56",
        "remark": "кабинет за архивом",
    }
    answer = page.post(f"/proceedings/{case.proceedings.get().pk}/officials/new/", official)
    assert answer.status_code == 302, answer.content.decode()
    page.post("/find/", {"name": "Пантелеймонова"})


def _program(case: Any) -> None:
    """The same by a program: sent twice with a key, and wrongly."""
    out = StringIO()
    call_command("issue_token", "asel@demo.kz", stdout=out)
    api = Client(
        HTTP_HOST="127.0.0.1", headers={"Authorization": f"Token {out.getvalue().strip()}", "Idempotency-Key": "k-1"}
    )
    told = {
        "survivor": str(case.survivor_id), "legal_name": "Қарлығаш Тоқмағамбетова", "phone": "+77473219876",
        "workplace": "пекарня на Затонской",
    }  # fmt: skip
    for _time in range(2):
        made = api.post("/api/v1/persons/", told, content_type="application/json")
        assert made.status_code == 201, made.content.decode()
    api.post(
        "/api/v1/persons/",
        told | {"birth_date": "2193-01-01"},
        content_type="application/json",
        headers={"Idempotency-Key": "k-2"},
    )
    api.post(
        "/api/v1/people/match/",
        {"name": "Тоқмағамбетова"},
        content_type="application/json",
        headers={"Idempotency-Key": ""},
    )


def _dated(value: Any) -> Any:
    yesterday = now().astimezone(ALMATY) - timedelta(days=1)
    return value.format(yesterday=f"{yesterday:%d.%m.%Y}") if isinstance(value, str) else value


TOLD_TO_ALL_OF_THE_TEAM = ("hour", "contact_hours", "interpreter_language")


def _personal() -> set[str]:
    """The words of every value that names, finds or tells of somebody; a value of short words is kept whole."""
    whole = {"Грозил поджечь сеновал", "+77783456789", *(said for said in SURVIVOR.values() if isinstance(said, str))}
    for model in (Survivor, Person, Incident, Correction, Dependant, TrustedContact, RespondentFacts, SurvivorNeeds):
        for row in model._default_manager.all():
            whole |= {
                _text(getattr(row, name)) for name in (*model.REVEALED, *TOLD_TO_ALL_OF_THE_TEAM) if hasattr(row, name)
            }
    for official in Official.objects.select_related("proceeding__case"):
        whole |= {official.name, official.phone, official.remark}
    for hearing in Hearing.objects.select_related("proceeding__case"):
        whole |= {hearing.note or "", hearing.postponed_reason or ""}
    for case in Case.objects.all():
        whole.add(case.summary or "")
    for event in Event.objects.select_related("proceeding__case"):
        whole |= {value for name, value in (event.fields or {}).items() if name == "reason"}
    for row in (*Survivor._default_manager.exclude(birth_year_band=""), *Person._default_manager.all()):
        if row.birth_date:
            whole |= {f"{row.birth_date:%Y-%m-%d}", f"{row.birth_date:%d.%m.%Y}"}
    words = {value: [word for word in re.findall(r"\w+", value) if len(word) >= 5] for value in whole}
    return {word for value, of in words.items() for word in (of or [value]) if len(word) >= 5}


def _text(value: Any) -> str:
    return "" if value is None or isinstance(value, date | datetime) else str(value)


def _open_to_all() -> str:
    """What stands in clear and may: the law, the words of the pages and messages, the staff, the offices, the pseudonyms."""
    folders = [settings.ROOT / "fixtures" / "law", settings.ROOT / "backend" / "locale" / "parts"]
    files = [path.read_text(encoding="utf-8") for folder in folders for path in folder.rglob("*.yaml")]
    staff = [f"{user.full_name} {user.email}" for user in User.objects.all()]
    offices = [" ".join(map(str, vars(row).values())) for row in Organisation.objects.all()]
    roles = [str(row.role) for row in Membership.objects.all()]
    pseudonyms = list(Survivor._default_manager.values_list("pseudonym", flat=True))
    return "\n".join([*files, *staff, *offices, *roles, *pseudonyms])


def _decoded() -> str:
    """Sessions and cache as they are read, for they are stored packed."""
    sessions = [json.dumps(row.get_decoded(), ensure_ascii=False, default=str) for row in Session.objects.all()]
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key, value FROM cache_entries")
        cached = [f"{key} {pickle.loads(base64.b64decode(value))!r}" for key, value in cursor.fetchall()]
    return "\n".join([*sessions, *cached])
