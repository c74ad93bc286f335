"""What `dramatiq backend.config.worker` loads: Django with all actors."""

import os

import django
from django.core.exceptions import ImproperlyConfigured

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
try:
    django.setup()
except ImproperlyConfigured as error:
    raise SystemExit(f"Error: {error}") from None
