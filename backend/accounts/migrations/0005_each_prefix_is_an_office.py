from django.db import migrations


def found_first_offices(apps, schema_editor):
    """The one prefix an organisation had becomes its first office; the codes that begin with it stay."""
    office = apps.get_model("accounts", "Office")
    for row in apps.get_model("accounts", "Organisation").objects.order_by("id"):
        office.objects.create(
            organisation=row, name=row.short_name, prefix=row.office_prefix, region=row.region, address=row.address
        )


class Migration(migrations.Migration):
    dependencies = [("accounts", "0004_offices_and_settings")]

    operations = [migrations.RunPython(found_first_offices, migrations.RunPython.noop, elidable=True)]
