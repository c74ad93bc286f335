import backend.kernel.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('proceedings', '0001_proceedings_and_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Deadline',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('rule_key', models.CharField(max_length=80)),
                ('rule_version', models.CharField(max_length=40)),
                ('obligor', models.CharField(choices=[('us', 'us'), ('authority', 'authority'), ('court', 'court'), ('other', 'other side')], max_length=10)),
                ('due_at', models.DateTimeField()),
                ('act_by', models.DateTimeField()),
                ('article', models.CharField(max_length=120)),
                ('needs_review', models.BooleanField(default=False)),
                ('calendar_version', models.CharField(blank=True, max_length=40)),
                ('state', models.CharField(choices=[('open', 'running'), ('met', 'met'), ('met_late', 'met late'), ('cancelled', 'no longer counts'), ('waived', 'waived')], default='open', max_length=10)),
                ('met_at', models.DateTimeField(blank=True, null=True)),
                ('waived_reason', models.CharField(blank=True, max_length=200)),
                ('met_by', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='proceedings.event')),
                ('proceeding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='proceedings.proceeding')),
                ('trigger', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deadlines', to='proceedings.event')),
            ],
            options={
                'ordering': ['act_by', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Reminder',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('kind', models.CharField(choices=[('deadline_due_soon', 'our deadline is near'), ('authority_overdue', 'an authority is late'), ('hearing_reminder', 'hearing ahead')], max_length=20)),
                ('due_at', models.DateTimeField()),
                ('handed_at', models.DateTimeField(blank=True, null=True)),
                ('acknowledged_at', models.DateTimeField(blank=True, null=True)),
                ('cancelled_at', models.DateTimeField(blank=True, null=True)),
                ('deadline', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='deadlines.deadline')),
                ('hearing', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='reminders', to='proceedings.hearing')),
                ('proceeding', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to='proceedings.proceeding')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reminders', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['due_at', 'id'],
            },
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['obligor', 'due_at'], name='running_deadlines'),
        ),
        migrations.AddIndex(
            model_name='deadline',
            index=models.Index(condition=models.Q(('state', 'open')), fields=['act_by', 'id'], name='running_by_day'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.UniqueConstraint(fields=('proceeding', 'trigger', 'rule_key'), name='one_deadline_of_a_rule_and_event'),
        ),
        migrations.AddConstraint(
            model_name='deadline',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['open', 'met', 'met_late', 'cancelled', 'waived'])), name='deadline_state_is_known'),
        ),
        migrations.AddIndex(
            model_name='reminder',
            index=models.Index(condition=models.Q(('cancelled_at', None), ('handed_at', None)), fields=['due_at'], name='reminders_waiting'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('kind', 'user', 'deadline', 'due_at'), name='told_once_of_a_deadline'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.UniqueConstraint(fields=('kind', 'user', 'hearing', 'due_at'), name='told_once_of_a_hearing'),
        ),
        migrations.AddConstraint(
            model_name='reminder',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('deadline', None), ('hearing__isnull', False)), models.Q(('deadline__isnull', False), ('hearing', None)), _connector='OR'), name='reminder_of_a_deadline_or_a_hearing'),
        ),
    ]
