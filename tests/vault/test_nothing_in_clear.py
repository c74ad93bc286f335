"""Who gets the disk gets no name: both databases with their logs, and every file, searched for everything personal."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import pytest

from backend.language.search import search_key

ROOT = Path(__file__).resolve().parents[2]
BEGIN = (
    "import sys, pathlib, django; django.setup(); from tests.vault.living import live; live(pathlib.Path(sys.argv[1]))"
)
OURS = (  # of the story that is told through the pages, so that the search is known to look for something
    "Шоңғалова", "Әбутәліп", "930227451234", "77783456789", "Камышовый", "Гидрострой", "бирюзовый",
    "предплечье", "кочергой", "намазом", "котельной", "воспалением", "упрекала", "Бибінұр", "сеновал", "Затонской",
    "Тоқмағамбетова", "1993-02-27", "27.02.1993", "Бекзатқали", "эпилепсия", "2017-09-11", "Пантелеймонова", "77479012345",
    "дойки", "закваски", "простокваша", "уйгурский", "диабет", "табельный", "Кочегаров", "Әбдікәрім", "поножовщина",
    "переправе", "Сарбасов", "выправил", "Досқалиев", "архивом", "Жаңасемее",
)  # fmt: skip


@dataclass
class Lived:
    """A lived-in installation: its files, what is personal in it, and what sessions and cache say when decoded."""

    files: dict[str, bytes]
    personal: list[str]
    open_to_all: str
    decoded: str
    stderr: str


@pytest.fixture(scope="module")
def lived(tmp_path_factory) -> Lived:
    place = tmp_path_factory.mktemp("lived")
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("TIREK_", "DJANGO_"))}
    told = {
        "TIREK_DATA_DIR": str(place / "data"),
        "DJANGO_SETTINGS_MODULE": "backend.config.settings",
        "TIREK_LOG_LEVEL": "INFO",
        "TIREK_STATIC_DIR": str(place / "static"),
    }
    done = subprocess.run(
        [sys.executable, "-c", BEGIN, str(place / "copy")], cwd=ROOT, env=clean | told,
        capture_output=True, text=True, timeout=300, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr[-4000:]
    said = json.loads(done.stdout.splitlines()[-1])
    files = {
        str(path.relative_to(place / "copy")): path.read_bytes()
        for path in (place / "copy").rglob("*")
        if path.is_file()
    }
    return Lived(files, said["personal"], said["open"], said["decoded"], done.stderr)


def forms(text: str, *, every: bool = True) -> Iterator[bytes]:
    """A text as it might stand on a disk: in several encodings, escaped, in base64; `every` adds the rarer forms."""
    yield text.encode()
    yield text.encode("utf-16-le")
    yield text.encode("utf-16-be")
    if not text.isascii():
        yield json.dumps(text)[1:-1].encode()
    for shift in range(3):  # base64 groups three bytes: a text begins at any of three places in a group
        packed = base64.b64encode(b"\0" * shift + text.encode())
        yield packed[4 if shift else 0 : len(packed) // 4 * 4 - 4]
    if every:
        yield text.encode().hex().encode()
        yield quote(text).encode()
        yield text.encode("cp1251", "ignore") or text.encode()
        yield search_key(text).encode()
        yield from forms(text.casefold(), every=False)


def where(needles: set[bytes], files: dict[str, bytes]) -> list[str]:
    return [f"{name}: {needle!r}" for name, data in files.items() for needle in needles if needle in data]


def needles_of(lived: Lived) -> dict[str, set[bytes]]:
    """The forms of everything personal that is not, as a word, open to all (the law says «дома», the staff has names)."""
    known = lived.open_to_all.casefold()
    of = {}
    for text in lived.personal:
        if text.casefold() not in known:
            every = any(ours in text or text in ours for ours in OURS)
            of[text] = {
                form for form in forms(text, every=every) if len(form) >= 7 and form.decode("latin-1") not in known
            }
    return of


@pytest.mark.parametrize(
    "packed",
    [
        lambda said: said.encode(), lambda said: said.encode("utf-16-le"), lambda said: said.encode("utf-16-be"),
        lambda said: json.dumps({"x": said}).encode(), lambda said: base64.b64encode(f"a{said}!".encode()),
        lambda said: base64.b64encode(f"ab{said}".encode()), lambda said: base64.b64encode(said.encode()),
        lambda said: said.encode().hex().encode(), lambda said: said.upper().casefold().encode(),
        lambda said: search_key(said).encode(), lambda said: quote(said).encode(),
    ],
)  # fmt: skip
def test_the_search_finds_what_there_is(packed):
    assert where(set(forms("Шоңғалова")), {"a file": b"before " + packed("Шоңғалова") + b" after"})


def test_the_search_looks_for_our_story_and_for_the_demos(lived):
    looked_for = needles_of(lived)
    assert [said for said in OURS if said not in looked_for] == []
    assert len(looked_for) > 500


def test_no_file_of_the_installation_holds_anything_personal(lived):
    assert {"tirek.sqlite3", "keys.sqlite3", "tirek.sqlite3-wal"} <= lived.files.keys()
    assert any(name.startswith("files/") for name in lived.files)
    assert any(name.startswith("mail/") for name in lived.files)
    assert where({"Подснежник".encode()}, lived.files)  # a pseudonym stands in clear: the search does see rows
    needles = set().union(*needles_of(lived).values())
    assert where(needles, lived.files) == []


def test_sessions_and_cache_hold_nothing_personal(lived):
    assert "_auth_user_id" in lived.decoded
    assert [text for text in needles_of(lived) if text in lived.decoded] == []


def test_nothing_personal_was_logged_while_all_that_happened(lived):
    assert [text for text in needles_of(lived) if text in lived.stderr] == []
