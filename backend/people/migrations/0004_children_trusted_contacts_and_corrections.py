import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import backend.kernel.models
import backend.vault.fields


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0003_words_pieces_and_their_carriers"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="searchcarrier",
            name="known_as",
            field=models.CharField(
                blank=True,
                choices=[("", "as now"), ("former", "former name or number"), ("alias", "another name")],
                db_default="",
                default="",
                max_length=6,
            ),
        ),
        migrations.CreateModel(
            name="Dependant",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("child", "her child"),
                            ("stepchild", "stepchild"),
                            ("ward", "in her guardianship"),
                            ("parent", "her parent"),
                            ("other", "another relative in her care"),
                        ],
                        max_length=10,
                        verbose_name="relation",
                    ),
                ),
                (
                    "lives_with",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("her", "lives with her"),
                            ("respondent", "lives with the respondent"),
                            ("relatives", "lives with relatives"),
                            ("institution", "lives in an institution"),
                            ("elsewhere", "lives elsewhere"),
                            ("", "not known"),
                        ],
                        max_length=12,
                    ),
                ),
                ("school", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("special_needs", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                (
                    "other_parent",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="children",
                        to="people.person",
                    ),
                ),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dependant", to="people.person"
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="dependants", to="people.survivor"
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="SurvivorNeeds",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "proceedings_language",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("kk", "Kazakh"),
                            ("ru", "Russian"),
                            ("other", "another language"),
                            ("", "not asked yet"),
                        ],
                        max_length=5,
                    ),
                ),
                (
                    "interpreter",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none", "not needed"),
                            ("spoken", "interpreter of a language"),
                            ("sign", "sign language interpreter"),
                            ("", "not asked yet"),
                        ],
                        max_length=6,
                    ),
                ),
                ("interpreter_language", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("step_free", models.BooleanField(default=False)),
                ("read_aloud", models.BooleanField(default=False)),
                ("health", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                (
                    "survivor",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="needs", to="people.survivor"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "survivor needs",
            },
        ),
        migrations.CreateModel(
            name="TrustedContact",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("mother", "mother"),
                            ("father", "father"),
                            ("sibling", "sister or brother"),
                            ("grown_child", "grown-up child"),
                            ("relative", "relative"),
                            ("friend", "friend"),
                            ("neighbour", "neighbour"),
                            ("colleague", "colleague"),
                            ("other", "other"),
                        ],
                        max_length=12,
                        verbose_name="relation",
                    ),
                ),
                (
                    "contact_channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("call", "call"),
                            ("sms", "SMS"),
                            ("messenger", "messenger"),
                            ("email", "e-mail"),
                            ("in_person", "only in person"),
                            ("through_trusted", "through a trusted person"),
                        ],
                        max_length=20,
                    ),
                ),
                ("contact_hours", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("may_be_said", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("code_phrase", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("ended_at", models.DateTimeField(blank=True, null=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="trusted", to="people.person"
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trusted_contacts",
                        to="people.survivor",
                    ),
                ),
            ],
            options={
                "ordering": ["id"],
            },
        ),
        migrations.CreateModel(
            name="Correction",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "field",
                    models.CharField(
                        choices=[("legal_name", "name"), ("iin", "IIN"), ("birth_date", "birth date")], max_length=10
                    ),
                ),
                ("was", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("became", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                (
                    "why",
                    models.CharField(
                        choices=[
                            ("typo", "it was written down wrongly"),
                            ("new_passport", "new papers"),
                            ("marriage", "marriage"),
                            ("divorce", "divorce"),
                            ("chosen", "chose another name"),
                            ("other", "another reason"),
                        ],
                        max_length=12,
                        verbose_name="why it changed",
                    ),
                ),
                ("since", backend.vault.fields.EncryptedDate(blank=True, editable=True, null=True)),
                ("remark", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                ("corrected_at", models.DateTimeField()),
                (
                    "corrected_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="corrections",
                        to="people.person",
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="corrections", to="people.survivor"
                    ),
                ),
            ],
            options={
                "ordering": ["-corrected_at", "-id"],
                "indexes": [
                    models.Index(fields=["survivor", "person", "-corrected_at"], name="corrections_of_somebody")
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("why__in", ["typo", "new_passport", "marriage", "divorce", "chosen", "other"])
                        ),
                        name="a_correction_says_why",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="RespondentFacts",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("aliases", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                (
                    "workplace_kind",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("police", "police"),
                            ("armed", "army or security services"),
                            ("justice", "court or prosecutor's office"),
                            ("civil_service", "civil service"),
                            ("deputy", "deputy or party official"),
                            ("education", "school or university"),
                            ("health", "health service"),
                            ("business", "business"),
                            ("worker", "worker or employee"),
                            ("no_work", "does not work"),
                            ("", "not known"),
                        ],
                        max_length=13,
                    ),
                ),
                (
                    "whereabouts",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("with_her", "lives with her"),
                            ("apart", "lives apart"),
                            ("in_custody", "in custody"),
                            ("house_arrest", "under house arrest"),
                            ("serving", "serving a sentence"),
                            ("wanted", "wanted, hiding"),
                            ("", "not known"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "weapons",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none_known", "none that is known"),
                            ("service", "service weapon"),
                            ("registered", "registered weapon"),
                            ("unregistered", "unregistered weapon"),
                            ("", "not known"),
                        ],
                        max_length=12,
                    ),
                ),
                ("weapons_remark", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                (
                    "dependence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("none_known", "none that is known"),
                            ("alcohol", "alcohol"),
                            ("drugs", "drugs"),
                            ("both", "alcohol and drugs"),
                            ("", "not known"),
                        ],
                        max_length=10,
                    ),
                ),
                (
                    "convicted",
                    models.CharField(
                        blank=True, choices=[("yes", "yes"), ("no", "no"), ("", "not known")], max_length=3
                    ),
                ),
                ("convictions", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                (
                    "punished",
                    models.CharField(
                        blank=True, choices=[("yes", "yes"), ("no", "no"), ("", "not known")], max_length=3
                    ),
                ),
                ("administrative_record", backend.vault.fields.EncryptedText(blank=True, default="", editable=True)),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="facts", to="people.person"
                    ),
                ),
                (
                    "survivor",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="people.survivor"
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "respondent facts",
                "indexes": [models.Index(fields=["workplace_kind"], name="respondents_by_workplace")],
            },
        ),
    ]
