"""Refusals that a person is told of, in her language, with nothing half-written behind them.

Services raise them; each face turns them into its own form once (a page with the message, or problem+json).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import Promise

Text = str | Promise


@dataclass(frozen=True, slots=True)
class FieldError:
    """One thing that is wrong, and the field (dotted path) it is wrong in."""

    pointer: str
    message: Text


@dataclass(frozen=True, slots=True)
class MissingFact:
    """A fact that a paper needs and the file does not have, and where it is to be set."""

    key: str
    title: Text
    area: str = ""
    object_id: str = ""


class RuleBroken(Exception):
    """What was asked is against a rule of the house. `status` is what HTTP faces answer with."""

    status = 409
    code = "rule_broken"

    def __init__(self, message: Text, *, code: str = "", errors: Sequence[FieldError] = ()) -> None:
        super().__init__(str(message))
        self.message = message
        self.code = code or self.code
        self.errors = tuple(errors)


class NotAtThisStage(RuleBroken):
    """Possible in principle, but not now: the proceeding or case is at another stage."""

    status = 409
    code = "not_at_this_stage"


class StaleVersion(RuleBroken):
    """Somebody else changed the row since it was read; nothing was saved."""

    status = 412
    code = "stale_version"


class NotAllowed(RuleBroken):
    """The person may see the thing and may not do this to it."""

    status = 403
    code = "not_allowed"


class InvalidInput(RuleBroken):
    """What was typed cannot be; `errors` says which field and how to mend it."""

    status = 422
    code = "invalid_input"

    def __init__(self, message: Text, *, field: str = "", code: str = "", errors: Sequence[FieldError] = ()) -> None:
        errors = tuple(errors) or ((FieldError(field, message),) if field else ())
        super().__init__(message, code=code, errors=errors)


class MissingFacts(RuleBroken):
    """A paper cannot be filled: `facts` lists each fact that is missing and where to set it."""

    status = 422
    code = "missing_facts"

    def __init__(self, message: Text, *, facts: Sequence[MissingFact]) -> None:
        super().__init__(message, errors=[FieldError(fact.key, fact.title) for fact in facts])
        self.facts = tuple(facts)
