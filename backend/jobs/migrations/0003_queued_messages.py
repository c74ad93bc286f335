from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("jobs", "0002_the_first_answer"),
    ]

    operations = [
        migrations.CreateModel(
            name="QueuedMessage",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("queue", models.CharField(max_length=60)),
                ("actor", models.CharField(max_length=120)),
                ("body", models.TextField()),
                ("enqueued_at", models.DateTimeField()),
                ("next_at", models.DateTimeField(blank=True, null=True)),
                ("holder", models.CharField(blank=True, max_length=120)),
                ("takes", models.PositiveIntegerField(default=0)),
                ("dead_at", models.DateTimeField(blank=True, null=True)),
                ("error", models.CharField(blank=True, max_length=200)),
            ],
            options={
                "ordering": ["id"],
                "indexes": [
                    models.Index(condition=models.Q(("dead_at", None)), fields=["queue", "id"], name="messages_alive")
                ],
            },
        ),
    ]
