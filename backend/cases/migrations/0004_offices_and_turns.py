import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models
from django.db.models import Q

import backend.kernel.models
from backend.vault.fields import EncryptedText


def at_an_office(**options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="accounts.office", **options)


REASONS = [
    ("defended", "defended to the end"),
    ("withdrew", "she withdrew"),
    ("referred", "referred elsewhere"),
    ("contact_lost", "contact lost"),
    ("moved_away", "moved away"),
    ("died", "she died"),
    ("mistake", "opened by mistake"),
    ("other", "for another reason"),
]
KINDS = [
    ("closed", "case closed"),
    ("reopened", "case reopened"),
    ("archived", "case archived"),
    ("retention", "day of keeping changed"),
]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0004_offices_and_settings"),
        ("cases", "0003_the_daily_work"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField("case", "archived_on", models.DateField(blank=True, null=True)),
        migrations.AddField("case", "retain_until", models.DateField(blank=True, null=True)),
        migrations.AddField("case", "office", at_an_office(null=True, related_name="cases")),
        migrations.AddField("caseseries", "office", at_an_office(null=True, related_name="+")),
        migrations.AddConstraint(
            "case",
            models.CheckConstraint(
                condition=Q(closed_on__isnull=False) | Q(archived_on=None, retain_until=None),
                name="only_a_closed_case_rests",
            ),
        ),
        migrations.AddIndex(
            "case",
            models.Index(
                fields=["organisation", "retain_until"],
                condition=Q(retain_until__isnull=False),
                name="cases_kept_until",
            ),
        ),
        migrations.CreateModel(
            name="CaseTurn",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("kind", models.CharField(choices=KINDS, max_length=9)),
                ("reason", models.CharField(blank=True, choices=REASONS, max_length=12, verbose_name="reason")),
                ("words", EncryptedText(blank=True)),
                ("left", models.JSONField(default=dict)),
                ("left_because", EncryptedText(blank=True)),
                ("retain_until", models.DateField(blank=True, null=True)),
                ("at", models.DateTimeField()),
                (
                    "by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="turns", to="cases.case"
                    ),
                ),
            ],
            options={
                "ordering": ["-at", "-id"],
                "indexes": [models.Index(fields=["case", "-at"], name="turns_of_case")],
                "constraints": [
                    models.CheckConstraint(
                        condition=Q(kind__in=[kind for kind, _title in KINDS]), name="turn_kind_is_known"
                    ),
                    models.CheckConstraint(
                        condition=~Q(kind="closed") | Q(reason__in=[reason for reason, _title in REASONS]),
                        name="who_closes_says_why",
                    ),
                ],
            },
        ),
    ]
