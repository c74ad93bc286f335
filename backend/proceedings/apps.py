from importlib import import_module

from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "backend.proceedings"
    label = "proceedings"

    def ready(self) -> None:
        import_module("backend.proceedings.remaining")
        import_module("backend.proceedings.receivers")
