from django.apps import AppConfig

from backend.jobs.brokers import configure_broker


class JobsConfig(AppConfig):
    name = "backend.jobs"
    label = "jobs"

    def ready(self) -> None:
        configure_broker()
