from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "backend.cases"
    label = "cases"

    def ready(self) -> None:
        clockwork = import_module("backend.cases.clockwork")
        import_module("backend.jobs.clock").every(60, "task reminders", clockwork.remind_of_tasks)
        import_module("backend.jobs.clock").every(60, "offers past their day", clockwork.expire_offers)
