"""Routes, rules, calendar days, articles of offences and agencies, as `load_law` wrote them."""

from datetime import date
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from backend.kernel.models import UUIDModel


class LawEdition(models.Model):
    """What was loaded last: a hash of all law files. Caches are keyed on it."""

    version = models.CharField(max_length=64)
    calendar_confirmed_from = models.DateField()
    calendar_confirmed_until = models.DateField()
    loaded_at = models.DateTimeField(auto_now=True)

    def __str__(self) -> str:
        return self.version[:12]


class RouteRow(models.Model):
    """One route as YAML stated it."""

    key = models.CharField(max_length=40, primary_key=True)
    body = models.JSONField()

    def __str__(self) -> str:
        return self.key


class RuleRow(models.Model):
    """One wording of one rule. A wording that changed in the files becomes a new row; the old one stays, retired."""

    key = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    body = models.JSONField()
    retired = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "version"], name="a_wording_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.version}"


class CalendarDay(models.Model):
    """A day that differs from the five-day week, with where that is written."""

    day = models.DateField(primary_key=True)
    kind = models.CharField(max_length=4, choices=[("off", _("day off")), ("work", _("working day"))])
    title = models.CharField(max_length=120)
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"


class ArticleQuerySet(models.QuerySet["Article"]):
    def in_force(self, on: date) -> "ArticleQuerySet":
        """The articles as they stood on a day, which is seldom today."""
        return self.filter(Q(effective_from=None) | Q(effective_from__lte=on)).filter(
            Q(effective_to=None) | Q(effective_to__gt=on)
        )


class Article(models.Model):
    """An article under which an act of violence is punished, in one wording."""

    key = models.CharField(max_length=40)
    title_ru = models.CharField(max_length=300)
    title_kk = models.CharField(max_length=300)
    title_en = models.CharField(max_length=300)
    citation = models.CharField(max_length=60)
    route = models.CharField(max_length=40)
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)
    source = models.CharField(max_length=300)
    needs_review = models.BooleanField(default=False)
    allows_special_requirements = models.BooleanField(default=False)  # КоАП 54 ч.1 names the article

    objects = ArticleQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "effective_from"], name="an_article_wording_once"),
            models.UniqueConstraint(fields=["key"], condition=Q(effective_from=None), name="one_wording_since_ever"),
        ]

    def __str__(self) -> str:
        return self.citation


class Agency(UUIDModel):
    """A police department, prosecutor's office, court and the like; its case forms are stored, not computed.

    `needs_review`: nobody has yet compared the name with the body's own list.
    """

    KINDS = [
        ("police", _("police")),
        ("prosecutor", _("prosecutor's office")),
        ("court", _("court")),
        ("forensic", _("forensic centre")),
        ("akimat", _("akimat")),
        ("crisis_centre", _("crisis centre")),
    ]

    key = models.CharField(max_length=80, unique=True)
    kind = models.CharField(max_length=20, choices=KINDS)
    name_ru = models.CharField(max_length=200)
    genitive_ru = models.CharField(max_length=200)
    dative_ru = models.CharField(max_length=200)
    name_kk = models.CharField(max_length=200)
    genitive_kk = models.CharField(max_length=200)
    dative_kk = models.CharField(max_length=200)
    region = models.CharField(max_length=30)
    address = models.CharField(max_length=300, blank=True)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="below")
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="supervised")
    needs_review = models.BooleanField(default=False)

    class Meta:
        ordering = ["name_ru"]
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in Kazakh on a Kazakh page, else in Russian: bodies have no official English name."""
        return self.name_kk if translation.get_language() == "kk" else self.name_ru

    def form(self, case: str, language: str) -> Any:
        """The stored `genitive` or `dative` of the name in `ru` or `kk`."""
        return getattr(self, f"{case}_{language}")
