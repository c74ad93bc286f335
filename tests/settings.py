"""The product's settings, told first that this is a test, where its own data may lie, and which database it is to use.

SQLite by default. With TIREK_TEST_POSTGRES_URL (a role that may create databases) both databases are made there, under
names of this process's own, and dropped at the end: `tests/run.py` runs the suite on each.
"""

import atexit
import os
import shutil
import tempfile
from urllib.parse import urlsplit

os.environ["TIREK_TESTING"] = "1"
os.environ["TIREK_DATA_DIR"] = tempfile.mkdtemp(prefix="tirek-tests-")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver holds a loop; the ORM would refuse
os.mkdir(os.path.join(os.environ["TIREK_DATA_DIR"], "static"))  # which the web server looks for
atexit.register(shutil.rmtree, os.environ["TIREK_DATA_DIR"], ignore_errors=True)

for variable in ("TIREK_DATABASE_URL", "TIREK_KEYS_DATABASE_URL", "TIREK_BROKER_URL"):
    os.environ.pop(variable, None)  # of an installation on this machine, which tests must not touch
if postgres := os.environ.get("TIREK_TEST_POSTGRES_URL"):
    server = urlsplit(postgres)
    os.environ["TIREK_DATABASE_URL"] = server._replace(path=f"/tirek_{os.getpid()}_data").geturl()
    os.environ["TIREK_KEYS_DATABASE_URL"] = server._replace(path=f"/tirek_{os.getpid()}_keys").geturl()

from backend.config.settings import *  # noqa: E402, F403
