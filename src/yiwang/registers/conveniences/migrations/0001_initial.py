"""Conveniences of a city."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [('offices', '0001_initial')]

    operations = [
        migrations.CreateModel(
            name='Convenience',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('audience', models.CharField(max_length=12)),
                ('order', models.IntegerField()),
                ('body', models.JSONField()),
                ('digest', models.BinaryField()),
                ('loaded_at', models.DateTimeField()),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.city')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('city', 'key'), name='one_convenience_by_its_key'), models.CheckConstraint(condition=models.Q(('audience__in', ['citizen', 'enterprise', 'both'])), name='convenience_audience')],
            },
        ),
    ]
