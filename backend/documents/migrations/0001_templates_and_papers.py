import backend.kernel.models
import backend.vault.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_cases_and_teams'),
        ('proceedings', '0001_proceedings_and_events'),
        ('vault', '0001_keys_and_files'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='TemplateVersion',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=60)),
                ('language', models.CharField(max_length=2)),
                ('sha256', models.CharField(max_length=64)),
                ('content', models.BinaryField()),
                ('loaded_at', models.DateTimeField()),
                ('current', models.BooleanField(default=True)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'language', 'sha256'), name='a_template_version_once'), models.UniqueConstraint(condition=models.Q(('current', True)), fields=('key', 'language'), name='one_current_template')],
            },
        ),
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('answers', backend.vault.fields.EncryptedJSON(default=dict, editable=True)),
                ('status', models.CharField(choices=[('draft', 'draft'), ('filed', 'filed')], default='draft', max_length=10)),
                ('made_at', models.DateTimeField()),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='cases.case')),
                ('file', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='vault.storedfile')),
                ('filed_event', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='document', to='proceedings.event')),
                ('made_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('proceeding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='documents', to='proceedings.proceeding')),
                ('template', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.templateversion')),
            ],
            options={
                'ordering': ['-made_at', '-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('filed_event__isnull', False), ('status', 'filed')), models.Q(('filed_event', None), ('status', 'draft')), _connector='OR'), name='a_filed_paper_names_its_event')],
            },
        ),
    ]
