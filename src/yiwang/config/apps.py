"""Start of the application: wire rooms together."""

from django.apps import AppConfig


class Config(AppConfig):
    name = "yiwang.config"
    label = "yiwang_config"

    def ready(self) -> None:
        from yiwang.config import wiring

        wiring.wire()
