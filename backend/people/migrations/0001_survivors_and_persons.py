import backend.kernel.models
import backend.vault.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_organisations_and_users'),
    ]

    operations = [
        migrations.CreateModel(
            name='Person',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('legal_name', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('iin', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('birth_date', backend.vault.fields.EncryptedDate(blank=True, editable=True, null=True)),
                ('phone', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('address', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('gender', models.CharField(blank=True, choices=[('f', 'female'), ('m', 'male')], max_length=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('workplace', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Survivor',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('legal_name', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('iin', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('birth_date', backend.vault.fields.EncryptedDate(blank=True, editable=True, null=True)),
                ('phone', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('address', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('gender', models.CharField(blank=True, choices=[('f', 'female'), ('m', 'male')], max_length=1)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('pseudonym', models.CharField(max_length=60)),
                ('region', models.CharField(blank=True, choices=[('almaty_city', 'Almaty'), ('astana', 'Astana'), ('shymkent', 'Shymkent'), ('abai', 'Abai region'), ('akmola', 'Akmola region'), ('aktobe', 'Aktobe region'), ('almaty_region', 'Almaty region'), ('atyrau', 'Atyrau region'), ('east_kazakhstan', 'East Kazakhstan region'), ('jambyl', 'Jambyl region'), ('jetisu', 'Jetisu region'), ('karaganda', 'Karaganda region'), ('kostanay', 'Kostanay region'), ('kyzylorda', 'Kyzylorda region'), ('mangystau', 'Mangystau region'), ('north_kazakhstan', 'North Kazakhstan region'), ('pavlodar', 'Pavlodar region'), ('turkistan', 'Turkistan region'), ('ulytau', 'Ulytau region'), ('west_kazakhstan', 'West Kazakhstan region')], max_length=30)),
                ('birth_year_band', models.CharField(blank=True, max_length=9)),
                ('language', models.CharField(choices=[('ru', 'Русский'), ('kk', 'Қазақша'), ('en', 'English')], default='ru', max_length=2)),
                ('address_is_secret', models.BooleanField(default=False)),
                ('contact_channel', models.CharField(blank=True, choices=[('call', 'call'), ('sms', 'SMS'), ('messenger', 'messenger'), ('email', 'e-mail'), ('in_person', 'only in person'), ('through_trusted', 'through a trusted person')], max_length=20)),
                ('contact_hours', models.CharField(blank=True, max_length=100)),
                ('may_be_said', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('code_phrase', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('never_contact', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='survivors', to='accounts.organisation')),
            ],
        ),
        migrations.CreateModel(
            name='SearchToken',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('token', models.BinaryField(max_length=16)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='+', to='accounts.organisation')),
                ('person', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_tokens', to='people.person')),
                ('survivor', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='search_tokens', to='people.survivor')),
            ],
        ),
        migrations.AddField(
            model_name='person',
            name='survivor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='persons', to='people.survivor'),
        ),
        migrations.CreateModel(
            name='Consent',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('purpose', models.CharField(choices=[('processing', 'processing of personal data'), ('representation', 'representation'), ('sharing', 'sharing with a named organisation'), ('statistics', 'statistics'), ('publication', 'publication')], max_length=20, verbose_name='purpose')),
                ('given_on', models.DateField()),
                ('withdrawn_on', models.DateField(blank=True, null=True)),
                ('survivor', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='consents', to='people.survivor')),
            ],
        ),
        migrations.AddIndex(
            model_name='survivor',
            index=models.Index(fields=['organisation', 'pseudonym'], name='survivor_by_pseudonym'),
        ),
        migrations.AddIndex(
            model_name='searchtoken',
            index=models.Index(fields=['organisation', 'kind', 'token'], name='token_lookup'),
        ),
        migrations.AddConstraint(
            model_name='searchtoken',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('person__isnull', False), ('survivor', None)), models.Q(('person', None), ('survivor__isnull', False)), _connector='OR'), name='token_speaks_of_one_person'),
        ),
        migrations.AddConstraint(
            model_name='consent',
            constraint=models.CheckConstraint(condition=models.Q(('withdrawn_on', None), ('withdrawn_on__gte', models.F('given_on')), _connector='OR'), name='consent_is_withdrawn_after_it_is_given'),
        ),
    ]
