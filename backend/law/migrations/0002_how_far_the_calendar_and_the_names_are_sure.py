"""The calendar is confirmed from a day on, too; and a body's name may still have to be compared with an official list."""

from datetime import date

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("law", "0001_the_law_book")]

    operations = [
        migrations.AddField(
            model_name="lawedition",
            name="calendar_confirmed_from",
            field=models.DateField(default=date(2024, 1, 1)),
            preserve_default=False,
        ),
        migrations.AddField(model_name="agency", name="needs_review", field=models.BooleanField(default=False)),
    ]
