"""Which papers a proceeding can have, and what each still lacks: asked before anybody fills one."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from backend.accounts.models import User
from backend.documents.catalogue import Paper, papers
from backend.documents.gathering import gather_facts
from backend.documents.services import missing_facts
from backend.kernel.errors import MissingFact
from backend.proceedings.models import Proceeding

LANGUAGES = ("ru", "kk")


@dataclass(frozen=True, slots=True)
class Readiness:
    """A paper of a proceeding, and the facts it cannot do without and does not have."""

    paper: Paper
    missing: tuple[MissingFact, ...]


def papers_of(
    proceeding: Proceeding, *, language: str, answers: Mapping[str, Any], by: User, at: datetime
) -> list[Readiness]:
    """Every paper of the proceeding's route in the order of their keys, with what is missing for it."""
    facts = gather_facts(proceeding, language, answers, by=by, now=at)
    return [
        Readiness(paper, tuple(missing_facts(paper, facts, proceeding)))
        for _key, paper in sorted(papers().items())
        if proceeding.route in paper.routes
    ]
