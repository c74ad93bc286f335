from django.apps import AppConfig


class ProceedingsConfig(AppConfig):
    name = "backend.proceedings"
    label = "proceedings"
