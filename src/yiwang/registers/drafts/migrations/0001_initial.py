"""Drafts of items and their journal. Four eyes are the table's own rule."""


import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


FORWARD = """
ALTER TABLE drafts_draft ADD CONSTRAINT drafts_four_eyes CHECK (
    (approver_id IS NULL OR approver_id <> ALL (writers)) AND (publisher_id IS NULL OR publisher_id <> ALL (writers)));
"""
BACKWARD = "ALTER TABLE drafts_draft DROP CONSTRAINT drafts_four_eyes;"


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('catalogue', '0003_origin'),
        ('offices', '0001_initial'),
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('public_id', models.CharField(max_length=32, unique=True)),
                ('code', models.CharField(max_length=33)),
                ('kind', models.CharField(max_length=8)),
                ('declared', models.JSONField()),
                ('state', models.CharField(default='draft', max_length=12)),
                ('edition', models.PositiveIntegerField(default=1)),
                ('name', models.CharField(max_length=200)),
                ('name_en', models.CharField(blank=True, max_length=300)),
                ('reason', models.TextField(blank=True)),
                ('effective_on', models.DateField(null=True)),
                ('writers', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, size=None)),
                ('opened_at', models.DateTimeField()),
                ('updated_at', models.DateTimeField()),
                ('approved_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.post')),
                ('approver', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('based_on', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.itemversion')),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.city')),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.department')),
                ('publisher', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('version', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='catalogue.itemversion')),
            ],
        ),
        migrations.CreateModel(
            name='Entry',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('line', models.IntegerField()),
                ('act', models.CharField(max_length=20)),
                ('before', models.CharField(blank=True, max_length=12)),
                ('after', models.CharField(max_length=12)),
                ('edition', models.PositiveIntegerField()),
                ('note', models.TextField(blank=True)),
                ('content', models.BinaryField()),
                ('at', models.DateTimeField()),
                ('draft', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entries', to='drafts.draft')),
                ('post', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.post')),
            ],
            options={
                'db_table_comment': "insert only: what was done to an item's draft stays done",
            },
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['city', '-updated_at', '-id'], name='drafts_of_city'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['department', '-updated_at', '-id'], name='drafts_of_department'),
        ),
        migrations.AddIndex(
            model_name='draft',
            index=models.Index(fields=['city', 'code', '-id'], name='drafts_of_item'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(condition=models.Q(('state__in', ('draft', 'review', 'returned', 'approved'))), fields=('city', 'code'), name='one_open_draft_of_an_item'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['edit', 'new', 'retire'])), name='drafts_kind'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['draft', 'review', 'returned', 'approved', 'published', 'withdrawn'])), name='drafts_state'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state__in', ['approved', 'published']), _negated=True), models.Q(('approved_by__isnull', False), ('approver__isnull', False)), _connector='OR'), name='drafts_approved_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('state', 'published'), _negated=True), models.Q(('effective_on__isnull', False), ('publisher__isnull', False)), _connector='OR'), name='drafts_published_by_somebody'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('writers', []), _negated=True), models.Q(('kind', 'new'), _negated=True), _connector='OR'), name='drafts_new_has_a_writer'),
        ),
        migrations.AddConstraint(
            model_name='entry',
            constraint=models.UniqueConstraint(fields=('draft', 'line'), name='drafts_line_once'),
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
