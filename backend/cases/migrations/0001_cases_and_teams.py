import backend.kernel.models
import backend.vault.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_organisations_and_users'),
        ('people', '0001_survivors_and_persons'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Case',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('code', models.CharField(max_length=20, unique=True)),
                ('region', models.CharField(blank=True, choices=[('almaty_city', 'Almaty'), ('astana', 'Astana'), ('shymkent', 'Shymkent'), ('abai', 'Abai region'), ('akmola', 'Akmola region'), ('aktobe', 'Aktobe region'), ('almaty_region', 'Almaty region'), ('atyrau', 'Atyrau region'), ('east_kazakhstan', 'East Kazakhstan region'), ('jambyl', 'Jambyl region'), ('jetisu', 'Jetisu region'), ('karaganda', 'Karaganda region'), ('kostanay', 'Kostanay region'), ('kyzylorda', 'Kyzylorda region'), ('mangystau', 'Mangystau region'), ('north_kazakhstan', 'North Kazakhstan region'), ('pavlodar', 'Pavlodar region'), ('turkistan', 'Turkistan region'), ('ulytau', 'Ulytau region'), ('west_kazakhstan', 'West Kazakhstan region')], max_length=30)),
                ('opened_on', models.DateField()),
                ('closed_on', models.DateField(blank=True, null=True)),
                ('summary', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('high_risk', models.BooleanField(default=False)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='accounts.organisation')),
                ('survivor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='cases', to='people.survivor')),
            ],
            options={
                'ordering': ['-opened_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='CaseSeries',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('year', models.PositiveSmallIntegerField()),
                ('last', models.PositiveIntegerField(default=0)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('respondent', 'respondent'), ('witness', 'witness'), ('child', 'child'), ('trusted', 'trusted person'), ('other', 'other')], max_length=12, verbose_name='role')),
                ('relation', models.CharField(blank=True, choices=[('spouse', 'spouse'), ('former_spouse', 'former spouse'), ('cohabitant', 'cohabitant'), ('former_cohabitant', 'former cohabitant'), ('parent', 'parent'), ('child', 'child'), ('sibling', 'brother or sister'), ('other_relative', 'other relative'), ('acquaintance', 'acquaintance'), ('colleague', 'colleague'), ('stranger', 'stranger')], max_length=20, verbose_name='relation')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='cases.case')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parties', to='people.person')),
            ],
            options={
                'ordering': ['id'],
            },
        ),
        migrations.CreateModel(
            name='Incident',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('happened_on', models.DateField()),
                ('hour', models.CharField(blank=True, max_length=40)),
                ('kinds', models.JSONField(default=list)),
                ('place_kind', models.CharField(blank=True, choices=[('home', 'home'), ('street', 'street or public place'), ('work', 'work'), ('online', 'online'), ('other', 'other place')], max_length=10)),
                ('place', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('narrative', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('injuries', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('children_present', models.BooleanField(default=False)),
                ('weapon', models.BooleanField(default=False)),
                ('reported', models.BooleanField(default=False)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='cases.case')),
                ('respondent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='incidents', to='cases.party')),
            ],
            options={
                'ordering': ['-happened_on', '-id'],
            },
        ),
        migrations.CreateModel(
            name='TeamMember',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('role', models.CharField(choices=[('lead', 'leads the case'), ('second', 'second'), ('member', 'member of the team'), ('observer', 'observer')], max_length=10)),
                ('started_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team', to='cases.case')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='team_memberships', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['started_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['organisation', '-opened_on', '-id'], name='case_list'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(fields=['survivor'], name='case_of_survivor'),
        ),
        migrations.AddConstraint(
            model_name='case',
            constraint=models.CheckConstraint(condition=models.Q(('closed_on', None), ('closed_on__gte', models.F('opened_on')), _connector='OR'), name='case_closes_after_it_opens'),
        ),
        migrations.AddConstraint(
            model_name='caseseries',
            constraint=models.UniqueConstraint(fields=('organisation', 'year'), name='one_series_a_year'),
        ),
        migrations.AddConstraint(
            model_name='party',
            constraint=models.UniqueConstraint(fields=('case', 'person', 'role'), name='party_once_in_a_role'),
        ),
        migrations.AddIndex(
            model_name='teammember',
            index=models.Index(fields=['user', 'ended_at'], name='cases_of_member'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None)), fields=('case', 'user'), name='once_on_a_team'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('role', 'lead')), fields=('case',), name='one_lead_of_a_case'),
        ),
        migrations.AddConstraint(
            model_name='teammember',
            constraint=models.UniqueConstraint(condition=models.Q(('ended_at', None), ('role', 'second')), fields=('case',), name='one_second_of_a_case'),
        ),
    ]
