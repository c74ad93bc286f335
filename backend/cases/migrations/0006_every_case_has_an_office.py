import django.db.models.deletion
from django.db import migrations, models


def at_an_office(**options):
    return models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="accounts.office", **options)


class Migration(migrations.Migration):
    dependencies = [("cases", "0005_cases_stand_at_offices")]

    operations = [
        migrations.AlterField("case", "office", at_an_office(related_name="cases")),
        migrations.RemoveConstraint("caseseries", "one_series_a_year"),
        migrations.AlterField("caseseries", "office", at_an_office(related_name="+")),
        migrations.RemoveField("caseseries", "organisation"),
        migrations.AddConstraint(
            "caseseries", models.UniqueConstraint(fields=["office", "year"], name="one_series_a_year")
        ),
    ]
