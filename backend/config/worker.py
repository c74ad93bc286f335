"""What `dramatiq backend.config.worker` loads: Django with all actors."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "backend.config.settings")
django.setup()
