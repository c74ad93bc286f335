"""Looking into an installation from outside: every row of every table, and a page as somebody who signs in sees it."""

import http.cookiejar
import json
import re
import urllib.parse
import urllib.request

from tests.config.installation import Installation

# Who is signed in, what was cached, whose turn it is: of the process's life, and not saved.
OF_THE_MOMENT = ("sessions", "usersessions", "contenttypes", "auth", "jobs")

EVERY_ROW = f"""
import hashlib, json
from django.apps import apps
from django.db import router
def plain(value):
    if isinstance(value, (bytes, memoryview)):
        return bytes(value).hex()
    return json.dumps(value, sort_keys=True) if isinstance(value, (dict, list)) else str(value)
told = {{}}
for alias in ("default", "keys"):
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in {OF_THE_MOMENT!r} or not router.allow_migrate_model(alias, model):
            continue
        names = sorted(field.attname for field in model._meta.concrete_fields)
        rows = sorted("|".join(map(plain, row)) for row in model._base_manager.using(alias).values_list(*names))
        told[model._meta.label] = [len(rows), hashlib.sha256("\\n".join(rows).encode()).hexdigest()]
print(json.dumps(told))
"""
SOMEBODY = """
import json
from backend.accounts.models import User
from backend.cases.models import Case
from backend.vault.files import read_file
from backend.vault.keys import key_session
from backend.vault.models import StoredFile
case = Case.objects.content_visible_to(User.objects.get(email="asel@demo.kz")).order_by("id").first()
with key_session():
    files = {row.pk.hex: sum(map(len, read_file(row))) == row.size for row in StoredFile.objects.all()}
    print(json.dumps({"case": str(case.pk), "survivor": str(case.survivor_id), "name": case.survivor.legal_name, "files": files}))
"""


def asked(installation: Installation, code: str, **env: str) -> dict:
    """What a few lines of Python inside the installation print as JSON."""
    done = installation.manage("shell", "-v0", "-c", code, **env)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


class Visitor:
    """A browser without a screen: keeps cookies, sends the forms that the pages hold."""

    def __init__(self, installation: Installation) -> None:
        self.base = f"http://127.0.0.1:{installation.port}"
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))

    def page(self, path: str, **form: str) -> str:
        data = urllib.parse.urlencode(form | {"csrfmiddlewaretoken": self.token}).encode() if form else None
        asking = urllib.request.Request(self.base + path, data=data, headers={"Referer": self.base + path})
        with self.opener.open(asking, timeout=60) as answer:
            text = answer.read().decode()
        if found := re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', text):
            self.token = found[1]
        return text

    def signs_in(self, email: str) -> str:
        self.page("/accounts/login/")
        return self.page("/accounts/login/", login=email, password="demo-demo-demo")
