import backend.kernel.models
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='CalendarDay',
            fields=[
                ('day', models.DateField(primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('off', 'day off'), ('work', 'working day')], max_length=4)),
                ('title', models.CharField(max_length=120)),
                ('source', models.CharField(max_length=300)),
            ],
        ),
        migrations.CreateModel(
            name='LawEdition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('version', models.CharField(max_length=64)),
                ('calendar_confirmed_until', models.DateField()),
                ('loaded_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.CreateModel(
            name='RouteRow',
            fields=[
                ('key', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('body', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Agency',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('key', models.CharField(max_length=80, unique=True)),
                ('kind', models.CharField(choices=[('police', 'police'), ('prosecutor', "prosecutor's office"), ('court', 'court'), ('forensic', 'forensic centre'), ('akimat', 'akimat'), ('crisis_centre', 'crisis centre')], max_length=20)),
                ('name_ru', models.CharField(max_length=200)),
                ('genitive_ru', models.CharField(max_length=200)),
                ('dative_ru', models.CharField(max_length=200)),
                ('name_kk', models.CharField(max_length=200)),
                ('genitive_kk', models.CharField(max_length=200)),
                ('dative_kk', models.CharField(max_length=200)),
                ('region', models.CharField(max_length=30)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='below', to='law.agency')),
                ('supervisor', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='supervised', to='law.agency')),
            ],
            options={
                'verbose_name_plural': 'agencies',
                'ordering': ['name_ru'],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('title_ru', models.CharField(max_length=300)),
                ('title_kk', models.CharField(max_length=300)),
                ('title_en', models.CharField(max_length=300)),
                ('citation', models.CharField(max_length=60)),
                ('route', models.CharField(max_length=40)),
                ('effective_from', models.DateField(null=True)),
                ('effective_to', models.DateField(null=True)),
                ('source', models.CharField(max_length=300)),
                ('needs_review', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'effective_from'), name='an_article_wording_once'), models.UniqueConstraint(condition=models.Q(('effective_from', None)), fields=('key',), name='one_wording_since_ever')],
            },
        ),
        migrations.CreateModel(
            name='RuleRow',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=80)),
                ('version', models.CharField(max_length=40)),
                ('body', models.JSONField()),
                ('retired', models.BooleanField(default=False)),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('key', 'version'), name='a_wording_once')],
            },
        ),
    ]
