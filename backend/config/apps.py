from django.apps import AppConfig

from backend.config import checks


class ConfigConfig(AppConfig):
    """The installation itself: the commands that set it up and serve it, and the checks that speak before it breaks."""

    name = "backend.config"
    label = "config"

    def ready(self) -> None:
        checks.register_all()
