import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import yiwang.kit.calendar.ranges
from django.contrib.postgres.operations import BtreeGistExtension, TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offices', '0001_initial'),
    ]

    operations = [
        BtreeGistExtension(),
        TrigramExtension(),
        migrations.CreateModel(
            name='Element',
            fields=[
                ('key', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('body', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='LicenceKind',
            fields=[
                ('key', models.CharField(max_length=80, primary_key=True, serialize=False)),
                ('code', models.CharField(max_length=21, unique=True)),
                ('body', models.JSONField()),
            ],
        ),
        migrations.CreateModel(
            name='Item',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=33)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.city')),
            ],
        ),
        migrations.CreateModel(
            name='ItemVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.IntegerField()),
                ('effective_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('state', models.CharField(default='published', max_length=12)),
                ('retired_on', models.DateField(null=True)),
                ('body', models.JSONField()),
                ('elements', models.JSONField()),
                ('digest', models.BinaryField()),
                ('loaded_at', models.DateTimeField()),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(max_length=300)),
                ('card', models.JSONField()),
                ('kind', models.CharField(max_length=2)),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), size=None)),
                ('topics', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=60), size=None)),
                ('tokens', django.contrib.postgres.search.SearchVectorField()),
                ('pinyin', models.TextField()),
                ('search_name', models.CharField(max_length=520)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.city')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.department')),
                ('item', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.item')),
            ],
        ),
        migrations.CreateModel(
            name='Topic',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('name', models.CharField(max_length=60)),
                ('name_en', models.CharField(max_length=100)),
                ('icon', models.CharField(blank=True, max_length=60)),
                ('audience', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=12), default=list, size=None)),
                ('order', models.IntegerField(default=0)),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.city')),
            ],
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.UniqueConstraint(fields=('code', 'city'), name='item_code_in_city'),
        ),
        migrations.AddConstraint(
            model_name='item',
            constraint=models.CheckConstraint(condition=models.Q(('code__regex', '^([0-9A-Z]{12}|[0-9A-Z]{31}|[0-9A-Z]{33})$')), name='item_code_structure'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['tokens'], name='versions_by_token'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('search_name', name='gin_trgm_ops'), fastupdate=False, name='versions_by_trigram'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=django.contrib.postgres.indexes.GinIndex(fields=['topics'], name='versions_by_topic'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=models.Index(django.contrib.postgres.indexes.OpClass('search_name', name='text_pattern_ops'), name='versions_by_prefix'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=django.contrib.postgres.indexes.GinIndex(django.contrib.postgres.indexes.OpClass('pinyin', name='gin_trgm_ops'), fastupdate=False, name='versions_by_pinyin'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=models.Index(condition=models.Q(('state', 'published')), fields=['city', 'name', 'id'], name='versions_of_city'),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=models.Index(fields=['department', 'name', 'id'], name='versions_of_office'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.UniqueConstraint(fields=('item', 'number'), name='version_number_of_item'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_number_from_one'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['published', 'superseded'])), name='version_state'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('effective_on')), _connector='OR'), name='version_ends_after_start'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'published')), expressions=[('item', '='), (yiwang.kit.calendar.ranges.Days(models.F('effective_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='one_published_version_at_a_time'),
        ),
        migrations.AddConstraint(
            model_name='topic',
            constraint=models.UniqueConstraint(fields=('city', 'key'), name='topic_key_in_city'),
        ),
    ]
