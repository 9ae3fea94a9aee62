import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='City',
            fields=[
                ('code', models.CharField(max_length=6, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('source', models.CharField(blank=True, max_length=60)),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(('code__regex', '^\\d{6}$')), name='city_code_is_a_division')],
            },
        ),
        migrations.CreateModel(
            name='Division',
            fields=[
                ('code', models.CharField(max_length=12, primary_key=True, serialize=False)),
                ('name', models.CharField(max_length=100)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('level', models.CharField(max_length=10)),
                ('retired_on', models.DateField(null=True)),
                ('became', models.CharField(blank=True, max_length=12)),
                ('parent', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.division')),
            ],
        ),
        migrations.CreateModel(
            name='Department',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=18, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('short_name', models.CharField(blank=True, max_length=100)),
                ('name_en', models.CharField(blank=True, max_length=300)),
                ('level', models.CharField(max_length=10)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('complaint_phone', models.CharField(blank=True, max_length=60)),
                ('source', models.CharField(blank=True, max_length=60)),
                ('retired_on', models.DateField(null=True)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.city')),
                ('division', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.division')),
            ],
        ),
        migrations.CreateModel(
            name='Hall',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=40, unique=True)),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=300)),
                ('address', models.CharField(blank=True, max_length=300)),
                ('address_en', models.CharField(blank=True, max_length=300)),
                ('hours', models.CharField(blank=True, max_length=200)),
                ('hours_en', models.CharField(blank=True, max_length=200)),
                ('phone', models.CharField(blank=True, max_length=60)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.city')),
                ('division', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.division')),
            ],
        ),
        migrations.CreateModel(
            name='Window',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.CharField(max_length=20)),
                ('name', models.CharField(blank=True, max_length=100)),
                ('name_en', models.CharField(blank=True, max_length=200)),
                ('departments', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=18), default=list, size=None)),
                ('hall', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='windows', to='offices.hall')),
            ],
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^(\\d{6}|\\d{9}|\\d{12})$')), name='division_code'),
        ),
        migrations.AddConstraint(
            model_name='division',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['province', 'city', 'district', 'street'])), name='division_level'),
        ),
        migrations.AddIndex(
            model_name='department',
            index=models.Index(fields=['city', 'name'], name='departments_of_city'),
        ),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^[0-9A-Z]{18}$')), name='department_code_has_18_characters'),
        ),
        migrations.AddConstraint(
            model_name='department',
            constraint=models.CheckConstraint(condition=models.Q(('level__in', ['city', 'district'])), name='department_level'),
        ),
        migrations.AddConstraint(
            model_name='window',
            constraint=models.UniqueConstraint(fields=('hall', 'number'), name='window_number_in_hall'),
        ),
    ]
