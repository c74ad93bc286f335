from importlib import import_module

from django.apps import AppConfig


class NotificationsConfig(AppConfig):
    name = "backend.notifications"
    label = "notifications"

    def ready(self) -> None:
        clockwork = import_module("backend.notifications.clockwork")
        import_module("backend.jobs.clock").every(1, "outbox", clockwork.hand_out)
        import_module("backend.notifications.receivers")
