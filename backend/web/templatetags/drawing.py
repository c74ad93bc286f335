"""Drawings as inline SVG: rulers, bars, marks. Percent widths instead of a viewBox, so that nothing ever stretches, and
no `style` attribute, which the policy of the pages forbids."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import template

from backend.kernel.clock import ALMATY
from backend.web.terms import TermRuler

register = template.Library()

DAY_BEGINS, DAY_ENDS = 9, 18
CELL, GAP = 8, 3
BAR = 120
BODY_SHAPES = {"police": "square", "prosecutor": "diamond", "court": "circle", "us": "triangle"}


@dataclass(frozen=True, slots=True)
class Block:
    """A hearing on the ruler of the day, in percent of its width."""

    x: float
    width: float
    place: str


@register.inclusion_tag("web/components/day_ruler.html")
def day_ruler(sittings: Sequence[Any], moment: datetime, now_words: str) -> dict[str, Any]:
    """The working day with its hearings, and where in it we are."""
    hours = [_hour(sitting.row.starts_at) for sitting in sittings]
    begins = int(min([DAY_BEGINS, *hours]))
    ends = min(24, int(max([DAY_ENDS, *(hour + 1.99 for hour in hours)])))
    span = ends - begins

    def x(hour: float) -> float:
        return round(100 * (hour - begins) / span, 2)

    present = _hour(moment)
    at = x(present) if begins <= present <= ends else None
    return {
        "hours": [(hour, x(hour), "start" if hour == begins else "end" if hour == ends else "middle")
                  for hour in range(begins, ends + 1)],
        "quarters": [x(begins + quarter / 4) for quarter in range(span * 4) if quarter % 4],
        "blocks": [Block(x(hour), round(100 / span, 2), _drawn(sitting.place))
                   for hour, sitting in zip(hours, sittings, strict=True)],
        "past": 100 if present > ends else at or 0,
        "now": at,
        "now_words": now_words,
        "now_anchor": "start" if at is not None and at < 8 else "end" if at is not None and at > 92 else "middle",
        "times": [sitting.time for sitting in sittings],
    }  # fmt: skip


def _hour(moment: datetime) -> float:
    local = moment.astimezone(ALMATY)
    return local.hour + local.minute / 60


def _drawn(place: str) -> str:
    return {"done": "day-done", "now": "day-next", "next": "day-next"}.get(place, "day-later")


@register.inclusion_tag("web/components/term_ruler.html")
def term_ruler(ruler: TermRuler | None) -> dict[str, Any]:
    """A cell for each day of a term and the words beside them; one bar when the term is long."""
    if ruler is None:
        return {"ruler": None}
    step = CELL + GAP
    over = ruler.over_cells
    limit = BAR + GAP if ruler.is_bar else ruler.total * step
    return {
        "ruler": ruler,
        "used": [place * step for place in range(ruler.used)],
        "left": [place * step + 0.5 for place in range(ruler.used, ruler.total)],
        "limit": limit + 0.5 if over else None,
        "over": [limit + GAP + place * step for place in range(over)],
        "width": limit + (over * step + GAP if over else 0),
        "bar_used": round(BAR * ruler.used / ruler.total, 1) if ruler.total else 0,
    }


@register.inclusion_tag("web/components/loss_bar.html")
def loss_bar(step: Any) -> dict[str, Any]:
    """One step of the funnel: what is left in full, what was lost since the step before hatched."""
    return {
        "width": step.width,
        "lost_x": step.width,
        "lost_width": max(0, round(step.width_before - step.width, 2)),
        "pattern": f"lost-{step.key}",
    }


@register.inclusion_tag("web/components/mark.html")
def mark(name: str, size: int = 20) -> dict[str, Any]:
    """How pressing something is, as a shape: octagon, clock, half disc, ring, tick."""
    return {"name": name, "size": size}


@register.inclusion_tag("web/components/body_mark.html")
def body_mark(actor: str, size: int = 10) -> dict[str, Any]:
    """Who acted or must act, as a shape: police square, prosecutor diamond, court circle, we a triangle."""
    return {"shape": BODY_SHAPES.get(actor, "square"), "size": size}


@register.filter
def shape_of(actor: str) -> str:
    """The name of the shape, for a node of the line."""
    return BODY_SHAPES.get(actor, "square")


@register.filter
def initials(user: Any) -> str:
    """«АС» of «Айгерим Сабитова»."""
    return "".join(word[0] for word in str(user.full_name or user.email).split()[:2]).upper()
