"""Asking the doctor for one check, in English, with everything it must say of each finding."""

from django.utils import translation

from backend.config.doctor import checks
from backend.kernel.clock import now
from backend.kernel.health import Asked, Severity


def found(name, *, everything=False, at=None):
    """What one check says, as severity and sentence."""
    (check,) = [check for check in checks() if check.name == name]
    with translation.override("en"):
        findings = list(check.look(Asked(at or now(), everything)))
    assert all(finding.what and finding.why and finding.todo for finding in findings)
    return [(finding.severity, finding.what) for finding in findings]


def only(name, words, severity=Severity.BROKEN, **asked):
    ((said_severity, what),) = found(name, **asked)
    assert words in what
    assert said_severity is severity
