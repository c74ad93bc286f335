from importlib import import_module

from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "backend.documents"
    label = "documents"

    def ready(self) -> None:
        import_module("backend.documents.remaining")
