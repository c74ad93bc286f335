"""manage.py doctor: what is wrong with this installation, in words, and what to do."""

import json
import sys
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from backend.config import doctor
from backend.kernel.clock import ALMATY, now
from backend.kernel.health import Asked, Severity


class Command(BaseCommand):
    help = (
        "Looks at the installation and changes nothing. Each finding says what is wrong, why it matters and what to do. "
        "Ends with 0 when all is well, 1 with warnings, 2 when something is broken."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--all", action="store_true", help="open every key, file and chain, not a sample (slow)")
        parser.add_argument("--only", metavar="NAME", help="one check alone, by its name")
        parser.add_argument("--json", action="store_true", help="for programs")
        parser.add_argument("--language", choices=[code for code, _name in settings.LANGUAGES])

    def handle(self, *args: Any, **options: Any) -> None:
        asked = Asked(at=now(), everything=options["all"])
        with translation.override(options["language"] or settings.LANGUAGE_CODE):
            looked = self._look(options["only"], asked, raising=options["traceback"])
            if options["json"]:
                self._as_json(looked, asked)
            else:
                self._in_words(looked, asked)
        if code := doctor.severity_of(looked):
            sys.exit(code)

    def _look(self, only: str | None, asked: Asked, *, raising: bool) -> list[doctor.Looked]:
        if only is None:
            return doctor.examine(asked)
        for check in doctor.checks():
            if check.name == only and raising:
                return [doctor.Looked(only, tuple(check.look(asked)))]
        found = [each for each in doctor.examine(asked) if each.name == only]
        if not found:
            raise CommandError(_("There is no check called “%(name)s”.") % {"name": only})
        return found

    def _in_words(self, looked: list[doctor.Looked], asked: Asked) -> None:
        titles = {Severity.BROKEN: _("BROKEN"), Severity.WARNING: _("WARNING")}
        findings = [(each.name, finding) for each in looked for finding in each.findings]
        self.stdout.write(f"Tirek · {asked.at.astimezone(ALMATY):%d.%m.%Y %H:%M} · {settings.TIREK_DATA_DIR}\n\n")
        for name, finding in sorted(findings, key=lambda each: -each[1].severity):
            style = self.style.ERROR if finding.severity is Severity.BROKEN else self.style.WARNING
            self.stdout.write(f"{style(titles[finding.severity])}  {finding.what}  [{name}]")
            self.stdout.write(f"    {finding.why}")
            self.stdout.write(f"    → {finding.todo}\n\n")
        skipped = [each.name for each in looked if each.skipped]
        if skipped:
            self.stdout.write(_("Not looked at, for want of a database: %(names)s.") % {"names": ", ".join(skipped)})
        done = len(looked) - len(skipped)
        self.stdout.write(
            ngettext("%(n)d thing was looked at", "%(n)d things were looked at", done) % {"n": done}
            + ": "
            + (
                _("broken %(broken)d, warnings %(warnings)d.")
                % {
                    "broken": sum(finding.severity is Severity.BROKEN for _name, finding in findings),
                    "warnings": sum(finding.severity is Severity.WARNING for _name, finding in findings),
                }
                if findings
                else _("all is well.")
            )
        )

    def _as_json(self, looked: list[doctor.Looked], asked: Asked) -> None:
        told = {
            "at": asked.at.isoformat(),
            "everything": asked.everything,
            "severity": doctor.severity_of(looked),
            "checks": [
                {
                    "name": each.name,
                    "skipped": each.skipped,
                    "findings": [
                        {
                            "severity": finding.severity.name.lower(), "what": finding.what, "why": finding.why,
                            "do": finding.todo,
                        }
                        for finding in each.findings
                    ],
                }
                for each in looked
            ],
        }  # fmt: skip
        self.stdout.write(json.dumps(told, ensure_ascii=False, indent=2))
