"""Log lines: one JSON object each, passed through a redactor, because a log is read by people who may not know names.

What the code says (the template of a message) stays. What is put into it passes only in forms that can hardly carry
a person: short numbers, ids, lower-case names of code, addresses of pages without their query. An exception is told
by its type and where it was raised; its words often quote what somebody typed, and are left out.
"""

import json
import logging
import re
import traceback
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Any

HIDDEN = "•"
SHOWN = 6  # frames at each end of a long stack: where it began, and where it broke
ID = re.compile(r"[0-9a-f]{8}(?:-?[0-9a-f]{4}){3}-?[0-9a-f]{12}", re.I)
QUERY = re.compile(r"\?\S*")
PERSONAL = re.compile(
    r"[\w.+-]+@[\w.-]+"  # an e-mail address, a login
    r"|(?<![\w-])\+?\d[\d ()-]{5,}\d(?![\w-])"  # a phone, an IIN, a number of a case
    r"|[\u0400-\u052f][\u0400-\u052f\d-]*"  # the code speaks English: Cyrillic is somebody's words
    r"|(?<![\w-])[\w-]{20,}(?![\w-])"  # a token, the secret of a link
)
CAPITALISED = re.compile(r"(?<![\w.])[A-Z][a-z'’-]+(?:\s+[A-Z][a-z'’-]+)*(?!\w)")  # Aigul, but not ValueError
QUIET_FIELDS = frozenset(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName", "request", "sql"}


def redacted(text: str) -> str:
    """`text` without e-mails, long numbers, Cyrillic words, tokens and queries of addresses; ids stay."""
    return PERSONAL.sub(lambda found: found[0] if ID.fullmatch(found[0]) else HIDDEN, QUERY.sub("", text))


def redacted_value(value: Any) -> Any:
    """What may be shown of a value that was put into a message: of words, none that could be a name."""
    if value is None or isinstance(value, bool | float) or (isinstance(value, int) and abs(value) < 10**7):
        return value
    if isinstance(value, type | BaseException):
        return value.__name__ if isinstance(value, type) else type(value).__name__
    return CAPITALISED.sub(HIDDEN, redacted(str(value)))


def raised(error: BaseException) -> dict[str, Any]:
    """The type of an exception, those that caused it, and where each was raised; never what it says."""
    frames = traceback.extract_tb(error.__traceback__)
    if len(frames) > 2 * SHOWN:
        frames = traceback.StackSummary([*frames[:SHOWN], *frames[-SHOWN:]])
    told: dict[str, Any] = {
        "type": type(error).__name__,
        "at": [f"{'/'.join(PurePath(frame.filename).parts[-3:])}:{frame.lineno} {frame.name}" for frame in frames],
    }
    cause = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    if cause is not None:
        told["because"] = raised(cause)
    return told


class RedactedLine(logging.Formatter):
    """A record as one line of JSON: when, how grave, who says it, what, and the exception's type and place."""

    def format(self, record: logging.LogRecord) -> str:
        line: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": self._message(record),
        }
        if record.exc_info and record.exc_info[1]:
            line["error"] = raised(record.exc_info[1])
        more = {key: value for key, value in vars(record).items() if key not in QUIET_FIELDS}
        line |= {key: redacted_value(value) for key, value in more.items()}
        return json.dumps(line, ensure_ascii=False, default=str)

    def _message(self, record: logging.LogRecord) -> str:
        args = record.args
        if isinstance(args, Mapping):
            safe: Any = {key: redacted_value(value) for key, value in args.items()}
        else:
            safe = tuple(redacted_value(value) for value in args or ())
        try:
            return redacted(str(record.msg)) % safe if safe else redacted(str(record.msg))
        except (TypeError, ValueError):  # %d of a value that was hidden, or a text that is no template
            return redacted(str(record.msg))
