import django.db.models.deletion
from django.db import migrations, models

import backend.kernel.models
import backend.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("law", "0002_how_far_the_calendar_and_the_names_are_sure"),
        ("proceedings", "0002_seal_why_a_hearing_was_postponed"),
    ]

    operations = [
        migrations.CreateModel(
            name="Official",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("inspector", "district inspector"),
                            ("investigator", "investigator"),
                            ("prosecutor", "prosecutor"),
                            ("judge", "judge"),
                            ("expert", "expert"),
                            ("bailiff", "bailiff"),
                            ("other", "other official"),
                        ],
                        max_length=12,
                    ),
                ),
                ("name", backend.vault.fields.EncryptedText(default="", editable=True)),
                ("phone", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("remark", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("since", models.DateField(blank=True, null=True)),
                ("until", models.DateField(blank=True, null=True)),
                ("left", models.BooleanField(default=False)),
                (
                    "agency",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="law.agency",
                    ),
                ),
                (
                    "proceeding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="officials",
                        to="proceedings.proceeding",
                    ),
                ),
            ],
            options={
                "ordering": ["left", "since", "id"],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            (
                                "role__in",
                                ["inspector", "investigator", "prosecutor", "judge", "expert", "bailiff", "other"],
                            )
                        ),
                        name="official_role_is_known",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("until", None), ("left", True), _connector="OR"),
                        name="who_has_a_last_day_has_left",
                    ),
                ],
            },
        ),
    ]
