"""The page about the law book says how many rules there are and names as left out only what is left out."""

import re
from collections import Counter

from tests.procedure.the_law import BOOK, FOLDER

PAGE = (FOLDER.parents[1] / "docs" / "law.md").read_text(encoding="utf-8")


def test_the_numbers_of_rules_are_those_of_the_book():
    told = {route: int(number) for route, number in re.findall(r"^\| `(\w+)` \|.*\| (\d+) \|$", PAGE, re.MULTILINE)}
    assert told == Counter(key_of_route for key_of_route, _key in {(rule.route, rule.key) for rule in BOOK.rules})


def test_nothing_that_is_loaded_is_called_left_out():
    left_out = PAGE.split("## Left out, and why")[1].split("Counted more simply")[0]
    named = {
        key for cell in re.findall(r"^\| (`.*?) \|", left_out, re.MULTILINE) for key in re.findall(r"`(\w+)`", cell)
    }
    assert len(named) > 30
    assert not named & {name for rule in BOOK.rules for name in (rule.key, *rule.aliases)}
