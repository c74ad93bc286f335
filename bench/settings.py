"""The product's settings, with one address more: the list of cases written by hand, which is the list's floor."""

from backend.config.settings import *  # noqa: F403

ROOT_URLCONF = "bench.urls"
ALLOWED_HOSTS = ["127.0.0.1"]
