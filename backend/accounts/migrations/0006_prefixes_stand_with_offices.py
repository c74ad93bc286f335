from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_each_prefix_is_an_office")]

    operations = [migrations.RemoveField("organisation", "office_prefix")]
