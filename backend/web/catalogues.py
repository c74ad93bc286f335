"""Message catalogues without system tools: what the code says, what is translated, and the files Django reads.

`backend/locale/parts/*.yaml` holds `English message: {ru: …, kk: …}`; a plural message is
`singular: {plural: …, ru: [one, few, many], kk: [one]}`. A message of Django's own that is missing in Kazakh may
stand there too.
"""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import yaml
from django.conf import settings

LANGUAGES = ("ru", "kk", "en")
PLURALS = {
    "ru": "nplurals=4; plural=(n%10==1 && n%100!=11 ? 0 : n%10>=2 && n%10<=4 && (n%100<12 || n%100>14) ? 1 : "
    "n%10==0 || (n%10>=5 && n%10<=9) || (n%100>=11 && n%100<=14)? 2 : 3);",
    "kk": "nplurals=2; plural=(n!=1);",
    "en": "nplurals=2; plural=(n != 1);",
}
CALLS = {"_", "gettext", "gettext_lazy", "ngettext"}
TAG = re.compile(r'{%-?\s*translate\s+(?:"([^"]+)"|\'([^\']+)\')|_\("([^"]+)"\)')
BLOCK = re.compile(r"{%\s*blocktranslate([^%]*)%}(.*?){%\s*endblocktranslate\s*%}", re.S)
PLURAL = re.compile(r"{%\s*plural\s*%}")
VARIABLE = re.compile(r"{{\s*(\w+)\s*}}")


def said_in_code(root: Path) -> Iterator[tuple[str, str]]:
    """Every message in Python and templates with the file it stands in."""
    for path in sorted(root.rglob("*.py")):
        if "migrations" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and getattr(node.func, "id", "") in CALLS and node.args:
                first = node.args[0]
                if isinstance(first, ast.Constant) and isinstance(first.value, str):
                    yield first.value, path.name
    for path in sorted(root.rglob("*.html")):
        text = path.read_text(encoding="utf-8")
        for found in TAG.finditer(text):
            yield next(group for group in found.groups() if group), path.name
        for block in BLOCK.finditer(text):
            yield VARIABLE.sub(r"%(\1)s", PLURAL.split(block.group(2))[0]), path.name


def translations() -> dict[str, dict[str, Any]]:
    """All parts together. Raises ValueError when two parts translate one message."""
    found: dict[str, dict[str, Any]] = {}
    for part in sorted((settings.LOCALE_PATHS[0] / "parts").glob("*.yaml")):
        for message, told in (yaml.safe_load(part.read_text(encoding="utf-8")) or {}).items():
            if message in found:
                raise ValueError(f"{part.name}: “{message}” is translated twice.")
            found[message] = told
    return found


def untranslated() -> list[str]:
    """What the code says and some language lacks, with the file it stands in."""
    known = translations()
    root = settings.ROOT / "backend"
    return sorted(
        {
            f"{file}: {message}"
            for message, file in said_in_code(root)
            if not all(known.get(message, {}).get(language) for language in ("ru", "kk"))
        }
    )


def are_compiled() -> bool:
    """Whether the .mo files are there and younger than every translation, so that there is nothing to write."""
    folder = settings.LOCALE_PATHS[0]
    made = [folder / language / "LC_MESSAGES" / "django.mo" for language in LANGUAGES]
    if not all(path.exists() for path in made):
        return False
    told = max(path.stat().st_mtime for path in (folder / "parts").glob("*.yaml"))
    return min(path.stat().st_mtime for path in made) >= told


def write_catalogues() -> None:
    """Write the .po files (kept in the repository) and the .mo files (made anew wherever the code runs)."""
    known = translations()
    for language in LANGUAGES:
        catalogue = polib.POFile(wrapwidth=110)
        catalogue.metadata = {
            "Content-Type": "text/plain; charset=utf-8",
            "Content-Transfer-Encoding": "8bit",
            "Language": language,
            "Plural-Forms": PLURALS[language],
        }
        for message, told in sorted(known.items()):
            catalogue.append(_entry(message, told, language))
        folder = settings.LOCALE_PATHS[0] / language / "LC_MESSAGES"
        folder.mkdir(parents=True, exist_ok=True)
        text = str(catalogue)
        po = folder / "django.po"
        if not po.exists() or po.read_text(encoding="utf-8") != text + "\n":
            po.write_text(text + "\n", encoding="utf-8")
        catalogue.save_as_mofile(str(folder / "django.mo"))


def _entry(message: str, told: dict[str, Any], language: str) -> polib.POEntry:
    flags = ["python-format"] if "%(" in message else []
    plural = told.get("plural")
    if not plural:
        text = message if language == "en" else told[language]
        return polib.POEntry(msgid=message, msgstr=text, flags=flags)
    forms = [message, plural] if language == "en" else list(told[language])
    wanted = 4 if language == "ru" else 2
    forms += [forms[-1]] * (wanted - len(forms))
    return polib.POEntry(msgid=message, msgid_plural=plural, msgstr_plural=dict(enumerate(forms)), flags=flags)
