"""The colours keep their contrast, in light and in dark; the two dark blocks are one; the styles stay flat."""

import re
from pathlib import Path

import pytest

STYLES = Path(__file__).resolve().parents[2] / "backend" / "web" / "static" / "web"
TOKENS = (STYLES / "tokens.css").read_text(encoding="utf-8")
TEXT, UI = 4.5, 3.0
PAIRS = [
    ("ink", "paper", TEXT), ("ink", "surface", TEXT), ("ink", "sunken", TEXT), ("ink-2", "paper", TEXT),
    ("ink-2", "surface", TEXT), ("ink-2", "sunken", TEXT), ("ink-3", "paper", TEXT), ("ink-3", "surface", TEXT),
    ("ink-2", "accent-soft", TEXT), ("ink-2", "danger-soft", TEXT), ("ink", "danger-soft", TEXT),
    ("accent", "paper", TEXT), ("accent", "surface", TEXT), ("accent", "accent-soft", TEXT),
    ("accent-strong", "accent-soft", TEXT), ("on-accent", "accent", TEXT), ("on-accent", "accent-strong", TEXT),
    ("danger", "paper", TEXT), ("danger", "surface", TEXT), ("danger", "danger-soft", TEXT),
    ("on-danger", "danger", TEXT), ("warn", "paper", TEXT), ("warn", "surface", TEXT), ("warn", "warn-soft", TEXT),
    ("warn", "danger-soft", TEXT), ("ok", "surface", TEXT), ("ok", "ok-soft", TEXT), ("info", "surface", TEXT),
    ("info", "info-soft", TEXT), ("paper", "ink", TEXT), ("crim", "surface", TEXT), ("adm", "surface", TEXT),
    ("prot", "surface", TEXT), ("accent", "danger-soft", TEXT),
    ("line-strong", "paper", UI), ("line-strong", "surface", UI), ("focus-halo", "ink", UI),
]  # fmt: skip


def block(start: str) -> dict[str, str]:
    """The tokens of the block that begins at a selector."""
    body = TOKENS[TOKENS.index(start) :].split("{", 1)[1].split("}", 1)[0]
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", body))


LIGHT = block(":root {")
DARK = block(":root[data-theme=dark] {")


def luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    digits = "".join(each * 2 for each in digits) if len(digits) == 3 else digits
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [LIGHT, LIGHT | DARK], ids=["light", "dark"])
def test_every_pair_of_colours_keeps_its_contrast(theme):
    faint = [
        f"{front} on {ground}: {found:.2f}"
        for front, ground, least in PAIRS
        if (found := contrast(theme[front], theme[ground])) < least
    ]
    assert not faint


def test_who_chose_dark_and_whose_system_is_dark_see_the_same():
    assert block(":root:not([data-theme=light]) {") == DARK
    assert len(DARK) > 25


def test_styles_are_flat_and_name_tokens_only():
    for sheet in STYLES.glob("*.css"):
        text = re.sub(r"/\*.*?\*/", "", sheet.read_text(encoding="utf-8"), flags=re.S)
        assert "&" not in text, f"{sheet.name} nests rules, which older phones do not know"
        depth = deepest = 0
        for each in text:
            depth += (each == "{") - (each == "}")
            deepest = max(deepest, depth)
        assert deepest <= 3, f"{sheet.name}: a layer, a media query, a rule; no deeper"
        if sheet.name != "tokens.css":
            assert set(re.findall(r"#[0-9a-f]{3,6}\b", text)) <= {"#fff", "#000", "#333", "#444"}, sheet.name


def test_every_layer_is_declared_once_and_first():
    assert TOKENS.index("@layer reset, tokens, base, layout, components, utilities, print;") < TOKENS.index(":root")


def test_tabs_that_go_on_beyond_the_edge_show_it():
    rules = re.findall(r"\.tabs \{([^}]*)\}", (STYLES / "components.css").read_text(encoding="utf-8"))
    assert "overflow-x: auto" in "".join(rules)
    assert re.search(r"background:[^;]*\blocal\b[^;]*\bscroll\b", "".join(rules)), "a shade and the cover that hides it"
