import django.db.models.deletion
from django.db import migrations, models

import backend.kernel.models


def key():
    return models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)


def version():
    return models.PositiveIntegerField(default=1, editable=False)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0003_oath_sessions_and_resets")]

    operations = [
        migrations.AddField("organisation", "version", version()),
        migrations.CreateModel(
            name="Office",
            fields=[
                ("id", key()),
                ("version", version()),
                ("name", models.CharField(max_length=120, verbose_name="name of the office")),
                ("prefix", models.CharField(max_length=6, unique=True)),
                ("region", models.CharField(blank=True, max_length=40)),
                ("address", models.CharField(blank=True, max_length=300)),
                ("closed_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="offices",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={"ordering": ["id"]},
        ),
        migrations.CreateModel(
            name="OrganisationSettings",
            fields=[
                ("id", key()),
                ("version", version()),
                ("hearing_hours", models.JSONField(default=list)),
                ("our_days", models.JSONField(default=list)),
                ("overdue_days", models.JSONField(default=list)),
                ("retention_years", models.PositiveSmallIntegerField()),
                ("rights", models.JSONField(default=dict)),
                (
                    "organisation",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="own_settings",
                        to="accounts.organisation",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="DayOff",
            fields=[
                ("id", key()),
                ("day", models.DateField()),
                ("name", models.CharField(blank=True, max_length=120)),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="days_off",
                        to="accounts.organisation",
                    ),
                ),
            ],
            options={
                "ordering": ["day"],
                "constraints": [models.UniqueConstraint(fields=("organisation", "day"), name="a_day_off_once")],
            },
        ),
    ]
