from importlib import import_module

from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "backend.cases"
    label = "cases"

    def ready(self) -> None:
        import_module("backend.cases.remaining")
        import_module("backend.cases.receivers")
        clockwork = import_module("backend.cases.clockwork")
        import_module("backend.jobs.clock").every(60, "task reminders", clockwork.remind_of_tasks)
        checks = import_module("backend.cases.checks.clockwork")
        import_module("backend.jobs.clock").every(60, "check requests", checks.end_unanswered_requests)
        import_module("backend.jobs.clock").every(600, "checks of new colleagues", checks.check_new_colleagues)
        import_module("backend.jobs.clock").every(10, "index of old rows", checks.catch_up)
        import_module("backend.jobs.clock").every(60, "offers past their day", clockwork.expire_offers)
