from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "backend.jobs"
    label = "jobs"

    def ready(self) -> None:
        import_module("backend.jobs.brokers").configure_broker()
        forget = import_module("backend.jobs.idempotency").forget_old_answers
        import_module("backend.jobs.clock").every(3600, "old answers", forget)
