"""The papers we can fill: read from `doc_templates/<key>/manifest.yaml` beside the DOCX files themselves."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml
from django.conf import settings


@dataclass(frozen=True, slots=True)
class Need:
    """A fact that the paper cannot do without, and the area of the case where it is set."""

    key: str
    area: str
    titles: dict[str, str]


@dataclass(frozen=True, slots=True)
class Paper:
    """One kind of paper: on which routes it is used, what it needs, and as what event it is filed.

    `short_titles` fit a button. `files_on` names the route of a child proceeding that filing opens; empty when it is
    filed in the proceeding itself.
    """

    key: str
    titles: dict[str, str]
    short_titles: dict[str, str]
    routes: tuple[str, ...]
    articles: tuple[str, ...]
    addressee: str
    event: str
    files_on: str
    needs: tuple[Need, ...]
    folder: Path

    def content(self, language: str) -> bytes:
        """The DOCX in `ru` or `kk`. Raises KeyError for another language."""
        if language not in ("ru", "kk"):
            raise KeyError(language)
        return (self.folder / f"{language}.docx").read_bytes()


def papers() -> dict[str, Paper]:
    """All papers by key."""
    return _read(Path(settings.TIREK_DOC_TEMPLATES))


@lru_cache(maxsize=2)
def _read(folder: Path) -> dict[str, Paper]:
    found = {}
    for manifest in sorted(folder.glob("*/manifest.yaml")):
        told: dict[str, Any] = yaml.safe_load(manifest.read_text(encoding="utf-8"))
        found[manifest.parent.name] = Paper(
            key=manifest.parent.name,
            titles=told["titles"],
            short_titles=told.get("short_titles", told["titles"]),
            routes=tuple(told["routes"]),
            articles=tuple(told["articles"]),
            addressee=told["addressee"],
            event=told["event"],
            files_on=told.get("files_on", ""),
            needs=tuple(Need(need["key"], need["area"], need["titles"]) for need in told["needs"]),
            folder=manifest.parent,
        )
    return found
