"""Which rows live in which database: wrapped keys and peppers in `keys`, everything else in `default`."""

from typing import Any


class KeysRouter:
    """Sends models marked `in_keys_database` to the alias `keys`, and lets nothing cross."""

    def db_for_read(self, model: Any, **hints: Any) -> str:
        return "keys" if getattr(model, "in_keys_database", False) else "default"

    db_for_write = db_for_read

    def allow_relation(self, first: Any, second: Any, **hints: Any) -> bool:
        return self.db_for_read(type(first)) == self.db_for_read(type(second))

    def allow_migrate(self, db: str, app_label: str, model_name: str | None = None, **hints: Any) -> bool:
        belongs_to_keys = app_label == "vault" and model_name in {"datakey", "pepper"}
        return belongs_to_keys == (db == "keys")
