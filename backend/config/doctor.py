"""Looking at an installation: the checks of all apps, each on its own, so that one that fails hides no other."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib import import_module

from django.apps import apps
from django.db import connections
from django.db.migrations.loader import MigrationLoader
from django.db.utils import Error
from django.utils.module_loading import module_has_submodule
from django.utils.translation import gettext as _

from backend.kernel.health import Asked, Check, Finding, Severity, broken

ALIASES = {"default": "TIREK_DATABASE_URL", "keys": "TIREK_KEYS_DATABASE_URL"}


@dataclass(frozen=True, slots=True)
class Looked:
    """One check and what it found; `skipped` when a database that it needs cannot be read."""

    name: str
    findings: tuple[Finding, ...]
    skipped: bool = False


def checks() -> Iterator[Check]:
    """The checks of every app that has a `health` module, in the order of the apps."""
    for config in apps.get_app_configs():
        if config.module and module_has_submodule(config.module, "health"):
            yield from import_module(f"{config.name}.health").CHECKS


def examine(asked: Asked) -> list[Looked]:
    """Look at everything. Raises nothing: a check that fails is itself a finding."""
    looked, usable = [], set()
    for alias in ALIASES:
        found = tuple(_database(alias))
        looked.append(Looked(f"database_{alias}", found))
        if not found:
            usable.add(alias)
    for check in checks():
        if set(check.needs) <= usable:
            looked.append(Looked(check.name, tuple(_findings(check, asked))))
        else:
            looked.append(Looked(check.name, (), skipped=True))
    return looked


def severity_of(looked: list[Looked]) -> int:
    """The worst that was found: 0 when nothing was."""
    return max((int(finding.severity) for each in looked for finding in each.findings), default=0)


def _findings(check: Check, asked: Asked) -> Iterator[Finding]:
    try:
        yield from check.look(asked)
    except Exception as error:
        yield Finding(
            Severity.BROKEN,
            _("The check “%(name)s” could not be made: %(error)s.")
            % {"name": check.name, "error": type(error).__name__},
            _("What nobody can look at may be broken without anybody knowing."),
            f"manage.py doctor --only {check.name} --traceback",
        )


def _database(alias: str) -> Iterator[Finding]:
    """Whether it answers, and whether its tables are those of this code."""
    variable = ALIASES[alias]
    try:
        loader = MigrationLoader(connections[alias])
    except Error as error:
        yield broken(
            _("The database “%(alias)s” does not answer (%(error)s).")
            % {"alias": alias, "error": type(error).__name__},
            _("Nobody can work, and reminders stand still."),
            _("Start the database, or correct %(variable)s.") % {"variable": variable},
        )
        return
    known, applied = set(loader.graph.nodes), set(loader.applied_migrations)
    if missing := sorted(known - applied):  # also one in the middle, which a plan for the newest would pass over
        yield broken(
            _("The database “%(alias)s” lacks %(count)d changes of this version, the first is %(first)s.")
            % {"alias": alias, "count": len(missing), "first": ".".join(missing[0])},
            _("Pages that need the new tables fail."),
            "manage.py set_up",
        )
    ours = {config.label for config in apps.get_app_configs() if config.name.startswith("backend.")}
    if newer := sorted(f"{app}.{name}" for app, name in applied - known if app in ours):
        yield broken(
            _("The database “%(alias)s” was changed by a newer version (%(first)s).")
            % {"alias": alias, "first": newer[0]},
            _("Older code may write rows that the newer one cannot read."),
            _("Start the newer version again, or restore the backup made before the upgrade."),
        )
