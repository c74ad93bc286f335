"""The door that the web server knocks at, in each of its worker processes."""

import gc
import os

from django.core.wsgi import get_wsgi_application

from backend.config.lifeline import PARENT, end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
application = get_wsgi_application()
if os.environ.get(PARENT):
    end_with_parent(os.getppid())  # the server that made this worker, which itself ends with `start`
gc.collect()
gc.freeze()  # what start-up made lives for ever: a full collection need not look at it again (50 ms each time)
