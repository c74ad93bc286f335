"""Filling a paper: all that is done from facts to bytes, beside the packing that nobody can spare."""

import io
import time
import zipfile
from collections.abc import Iterator

from backend.accounts.models import User
from backend.documents.catalogue import papers
from backend.documents.gathering import gather_facts
from backend.documents.rendering import render
from backend.kernel.clock import now
from backend.law.models import Agency
from backend.proceedings.models import Proceeding
from backend.vault.keys import key_session
from bench.measuring import Work


def works() -> Iterator[Work]:
    proceeding = Proceeding.objects.filter(route="criminal", stage="reported").first()
    assert proceeding is not None
    prosecutor = Agency.objects.get(key="prosecutor_almaty_bostandyk")
    lawyer = User.objects.get(email="dana@demo.kz")
    with key_session():
        facts = gather_facts(proceeding, "ru", {"addressee": str(prosecutor.pk)}, by=lawyer, now=now())
    template = papers()["prosecutor_complaint_105"].content("ru")
    with zipfile.ZipFile(io.BytesIO(render(template, facts))) as filled:
        members = [(name, filled.read(name)) for name in filled.namelist()]

    def floor() -> None:
        with zipfile.ZipFile(io.BytesIO(), "w", zipfile.ZIP_DEFLATED, compresslevel=6) as packed:
            for name, content in members:
                packed.writestr(name, content)

    yield Work(
        "fill a complaint to the prosecutor", lambda: render(template, facts), "pack the finished parts", floor, "≤ 3×",
        lambda measured: measured.ratio <= 3, clock=time.process_time,
    )  # fmt: skip
