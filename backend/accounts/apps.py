from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "backend.accounts"
    label = "accounts"

    def ready(self) -> None:
        clockwork = import_module("backend.accounts.clockwork")
        import_module("backend.jobs.clock").every(60, "late password resets", clockwork.answer_late_resets)
