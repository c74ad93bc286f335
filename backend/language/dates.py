"""Dates as official papers write them."""

from datetime import date

from backend.language.kazakh import kazakh_form

_RU = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_KK = [
    "қаңтар",
    "ақпан",
    "наурыз",
    "сәуір",
    "мамыр",
    "маусым",
    "шілде",
    "тамыз",
    "қыркүйек",
    "қазан",
    "қараша",
    "желтоқсан",
]


def official_date(day: date, language: str) -> str:
    """«23» ноября 2026 года, or 2026 жылғы 23 қараша."""
    if language == "kk":
        return f"{day.year} жылғы {day.day} {_KK[day.month - 1]}"
    return f"«{day.day:02d}» {_RU[day.month - 1]} {day.year} года"


def on_official_date(day: date, language: str) -> str:
    """The date as it says when something happened: in Kazakh it takes the locative, 2026 жылғы 23 қарашада."""
    told = official_date(day, language)
    return kazakh_form(told, "locative") if language == "kk" else told


def short_date(day: date) -> str:
    """23.11.2026"""
    return f"{day:%d.%m.%Y}"
