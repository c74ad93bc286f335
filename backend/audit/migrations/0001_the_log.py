import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AuditEntry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('chain', models.CharField(max_length=60)),
                ('seq', models.PositiveIntegerField()),
                ('verb', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
                ('organisation_id', models.UUIDField(null=True)),
                ('case_id', models.UUIDField(null=True)),
                ('subject', models.CharField(blank=True, max_length=60)),
                ('detail', models.JSONField(default=dict)),
                ('mac', models.BinaryField(max_length=32)),
                ('by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['chain', 'seq'],
                'indexes': [models.Index(fields=['case_id', '-at'], name='log_of_case')],
                'constraints': [models.UniqueConstraint(fields=('chain', 'seq'), name='one_line_at_each_place')],
            },
        ),
    ]
