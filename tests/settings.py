"""The product's settings, told first that this is a test and where its own data may lie."""

import os
import tempfile

os.environ["TIREK_TESTING"] = "1"
os.environ["TIREK_DATA_DIR"] = tempfile.mkdtemp(prefix="tirek-tests-")
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # the browser's driver holds a loop; the ORM would refuse

from backend.config.settings import *  # noqa: F403
