"""Articles of the law in the language of the page."""

from django import template
from django.utils.translation import get_language

from backend.language.citations import short_citation

register = template.Library()


@register.filter
def cited(citation: str) -> str:
    """«УПК 99 ч.4»; on a Kazakh page «ҚПК 99-бабының 4-бөлігі»."""
    return short_citation(citation, get_language() or "ru")
