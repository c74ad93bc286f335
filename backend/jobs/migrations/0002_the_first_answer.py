from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("jobs", "0001_clock_and_answers")]

    operations = [
        migrations.AddField(model_name="idempotentanswer", name="sealed", field=models.BinaryField(default=bytes)),
        migrations.AddField(
            model_name="idempotentanswer", name="status", field=models.PositiveSmallIntegerField(default=0)
        ),
    ]
