"""IIN and phone numbers: brought to one form, doubted but never refused."""

from datetime import date
from typing import Literal

import phonenumbers

IinDoubt = Literal["not_twelve_digits", "wrong_check_digit"]
_FIRST = (1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11)
_CENTURIES = {"1": 1800, "2": 1800, "3": 1900, "4": 1900, "5": 2000, "6": 2000}
_SECOND = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)


def doubts_about_iin(iin: str) -> list[IinDoubt]:
    """What is odd about an IIN. A doubt is a warning: real papers carry odd numbers (order № 521 of 29.06.2023)."""
    if len(iin) != 12 or not (iin.isascii() and iin.isdigit()):
        return ["not_twelve_digits"]
    digits = [int(digit) for digit in iin]
    check = 10
    for weights in (_FIRST, _SECOND):
        check = sum(weight * digit for weight, digit in zip(weights, digits, strict=False)) % 11
        if check < 10:
            break
    return [] if check == digits[11] else ["wrong_check_digit"]


def born_by_iin(iin: str) -> date | None:
    """The birth date that an IIN begins with; None where the number is odd in any way. The seventh digit says the century."""
    if doubts_about_iin(iin) or iin[6] not in _CENTURIES:
        return None
    try:
        return date(_CENTURIES[iin[6]] + int(iin[:2]), int(iin[2:4]), int(iin[4:6]))
    except ValueError:
        return None


def normalise_phone(text: str) -> str:
    """E.164 when it is a phone number as dialled in Kazakhstan, else its digits."""
    try:
        number = phonenumbers.parse(text, "KZ")
    except phonenumbers.NumberParseException:
        return "".join(character for character in text if character.isdigit())
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def dialled(text: str) -> str | None:
    """E.164 when the number can be dialled from Kazakhstan; None when there is reason to doubt it."""
    try:
        number = phonenumbers.parse(text, "KZ")
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(number):
        return None
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
