from django.db import migrations, models


def forget_answers_without_a_body(apps, schema_editor):
    """A key that remembered only an id could not be answered from; none is older than a day."""
    apps.get_model("jobs", "IdempotentAnswer").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_clock_and_answers")]

    operations = [
        migrations.RunPython(forget_answers_without_a_body, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="idempotentanswer", name="reference"),
        migrations.AddField(model_name="idempotentanswer", name="sealed", field=models.BinaryField(default=bytes)),
        migrations.AddField(
            model_name="idempotentanswer", name="status", field=models.PositiveSmallIntegerField(default=0)
        ),
    ]
