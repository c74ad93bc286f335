from django.db import migrations


def put_at_first_office(apps, schema_editor):
    """Every case was opened at the one office its organisation had, and so was the counter of its codes."""
    for office in apps.get_model("accounts", "Office").objects.order_by("-id"):  # the oldest last: it stays
        for name in ("Case", "CaseSeries"):
            apps.get_model("cases", name).objects.filter(organisation=office.organisation_id).update(office=office)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_each_prefix_is_an_office"), ("cases", "0004_offices_and_turns")]

    operations = [migrations.RunPython(put_at_first_office, migrations.RunPython.noop, elidable=True)]
