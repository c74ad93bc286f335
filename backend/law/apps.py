from django.apps import AppConfig


class LawConfig(AppConfig):
    name = "backend.law"
    label = "law"
