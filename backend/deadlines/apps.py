from importlib import import_module

from django.apps import AppConfig


class DeadlinesConfig(AppConfig):
    name = "backend.deadlines"
    label = "deadlines"

    def ready(self) -> None:
        import_module("backend.deadlines.receivers")
        import_module("backend.deadlines.remaining")
        clockwork = import_module("backend.deadlines.clockwork")
        import_module("backend.jobs.clock").every(1, "reminders", clockwork.send_due_reminders)
