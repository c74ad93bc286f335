"""An article says itself whether special requirements to conduct may be asked for under it (КоАП 54 ч.1)."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("law", "0002_how_far_the_calendar_and_the_names_are_sure")]

    operations = [
        migrations.AddField("article", "allows_special_requirements", models.BooleanField(default=False)),
    ]
