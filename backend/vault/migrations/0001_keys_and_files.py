import backend.kernel.models
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='DataKey',
            fields=[
                ('owner_id', models.UUIDField(primary_key=True, serialize=False)),
                ('kind', models.CharField(max_length=12)),
                ('master_key_id', models.CharField(db_index=True, max_length=16)),
                ('wrapped', models.BinaryField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
        ),
        migrations.CreateModel(
            name='Pepper',
            fields=[
                ('organisation_id', models.UUIDField(primary_key=True, serialize=False)),
                ('master_key_id', models.CharField(db_index=True, max_length=16)),
                ('wrapped', models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name='StoredFile',
            fields=[
                ('id', models.UUIDField(default=backend.kernel.models.new_id, editable=False, primary_key=True, serialize=False)),
                ('owner_id', models.UUIDField(db_index=True)),
                ('size', models.PositiveBigIntegerField()),
                ('sha256', models.CharField(max_length=64)),
                ('wrapped_key', models.BinaryField()),
                ('stored_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'abstract': False,
            },
        ),
    ]
