import backend.kernel.models
import backend.vault.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('cases', '0001_cases_and_teams'),
        ('law', '0001_the_law_book'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=60)),
                ('happened_at', models.DateTimeField()),
                ('fields', backend.vault.fields.EncryptedJSON(default=dict, editable=True)),
                ('recorded_at', models.DateTimeField()),
                ('annuls', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='annulled_by', to='proceedings.event')),
                ('recorded_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['happened_at', 'recorded_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Proceeding',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('route', models.CharField(max_length=40)),
                ('number', models.CharField(blank=True, db_index=True, max_length=60)),
                ('articles', models.JSONField(default=list)),
                ('stage', models.CharField(max_length=40)),
                ('opened_at', models.DateTimeField()),
                ('parent_reason', models.CharField(blank=True, choices=[('complaint_about', 'complaint about it'), ('requalified', 'requalified from it'), ('civil_claim_after', 'civil claim after it')], max_length=20)),
                ('agency', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.agency')),
                ('case', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='proceedings', to='cases.case')),
                ('parent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='children', to='proceedings.proceeding')),
            ],
            options={
                'ordering': ['opened_at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Outcome',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('outcome', models.CharField(max_length=20)),
                ('happened_on', models.DateField()),
                ('event', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='proceedings.event')),
                ('respondent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='cases.party')),
                ('proceeding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='outcomes', to='proceedings.proceeding')),
            ],
            options={
                'ordering': ['happened_on', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Hearing',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('version', models.PositiveIntegerField(default=1, editable=False)),
                ('room', models.CharField(blank=True, max_length=30)),
                ('starts_at', models.DateTimeField(db_index=True)),
                ('closed_to_public', models.BooleanField(default=False)),
                ('status', models.CharField(choices=[('scheduled', 'scheduled'), ('held', 'held'), ('postponed', 'postponed'), ('cancelled', 'cancelled')], default='scheduled', max_length=10)),
                ('note', backend.vault.fields.EncryptedText(blank=True, default='', editable=True)),
                ('postponed_reason', models.CharField(blank=True, max_length=200)),
                ('attendee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to=settings.AUTH_USER_MODEL)),
                ('court', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='law.agency')),
                ('next_hearing', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='previous_hearing', to='proceedings.hearing')),
                ('proceeding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='hearings', to='proceedings.proceeding')),
            ],
            options={
                'ordering': ['starts_at', 'id'],
            },
        ),
        migrations.AddField(
            model_name='event',
            name='proceeding',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='proceedings.proceeding'),
        ),
        migrations.AddIndex(
            model_name='proceeding',
            index=models.Index(fields=['route', 'stage'], name='proceeding_by_stage'),
        ),
        migrations.AddConstraint(
            model_name='proceeding',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('parent', None), ('parent_reason', '')), models.Q(('parent__isnull', False), models.Q(('parent_reason', ''), _negated=True)), _connector='OR'), name='a_child_says_why_it_grew'),
        ),
        migrations.AddIndex(
            model_name='outcome',
            index=models.Index(fields=['outcome', 'happened_on'], name='outcomes_counted'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(fields=('event', 'respondent'), name='one_outcome_for_each_respondent'),
        ),
        migrations.AddConstraint(
            model_name='outcome',
            constraint=models.UniqueConstraint(condition=models.Q(('respondent', None)), fields=('event',), name='one_outcome_that_names_nobody'),
        ),
        migrations.AddIndex(
            model_name='hearing',
            index=models.Index(fields=['attendee', 'starts_at'], name='hearings_of_person'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(('status__in', ['scheduled', 'held', 'postponed', 'cancelled'])), name='hearing_status_is_known'),
        ),
        migrations.AddConstraint(
            model_name='hearing',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('status', 'postponed'), _negated=True), models.Q(('postponed_reason', ''), _negated=True), _connector='OR'), name='postponed_hearing_says_why'),
        ),
        migrations.AddIndex(
            model_name='event',
            index=models.Index(fields=['proceeding', 'happened_at'], name='events_in_order'),
        ),
        migrations.AddConstraint(
            model_name='event',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annuls__isnull', False), ('kind', 'annulled')), models.Q(models.Q(('kind', 'annulled'), _negated=True), ('annuls', None)), _connector='OR'), name='only_an_annulment_annuls'),
        ),
    ]
