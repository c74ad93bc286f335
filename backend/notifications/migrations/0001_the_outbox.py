import backend.kernel.models
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('accounts', '0001_organisations_and_users'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Delivery',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('channel', models.CharField(choices=[('inbox', 'inbox'), ('email', 'e-mail')], max_length=10)),
                ('kind', models.CharField(max_length=30)),
                ('params', models.JSONField(default=dict)),
                ('dedup_key', models.CharField(max_length=80)),
                ('state', models.CharField(choices=[('pending', 'Pending'), ('queued', 'Queued'), ('sending', 'Sending'), ('sent', 'Sent'), ('failed', 'Failed')], default='pending', max_length=8)),
                ('next_at', models.DateTimeField()),
                ('claim_no', models.PositiveIntegerField(default=0)),
                ('attempts', models.PositiveSmallIntegerField(default=0)),
                ('uncertain', models.PositiveSmallIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=200)),
                ('sent_at', models.DateTimeField(blank=True, null=True)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accounts.organisation')),
                ('user', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deliveries', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['-sent_at', '-id'],
                'indexes': [models.Index(condition=models.Q(('state__in', ('pending', 'queued', 'sending'))), fields=['next_at'], name='deliveries_to_do'), models.Index(fields=['user', 'channel', '-sent_at'], name='inbox_of_person')],
                'constraints': [models.UniqueConstraint(fields=('dedup_key', 'user', 'channel'), name='told_once_by_each_channel'), models.CheckConstraint(condition=models.Q(('state__in', ['pending', 'queued', 'sending', 'sent', 'failed'])), name='delivery_state_is_known')],
            },
        ),
    ]
