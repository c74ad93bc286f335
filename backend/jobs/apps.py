from importlib import import_module

from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "backend.jobs"
    label = "jobs"

    def ready(self) -> None:
        import_module("backend.jobs.brokers").configure_broker()
