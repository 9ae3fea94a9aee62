"""Who received a case at which window, and the indexes of the filters."""

import django.db.models.deletion
from django.db import migrations, models


# What the first line of each journal says already.
FROM_JOURNAL = """
    UPDATE cases_case c SET received_by_id = split_part(e.actor, ':', 2)::bigint, elsewhere = e.office <> c.office_id
    FROM cases_entry e WHERE e.case_id = c.id AND e.line = 1 AND e.actor LIKE 'staff:%'
"""


class Migration(migrations.Migration):
    dependencies = [
        ('cases', '0002_number'),
        ('catalogue', '0002_written_once'),
        ('offices', '0001_initial'),
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='case',
            name='elsewhere',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='case',
            name='received_by',
            field=models.ForeignKey(db_index=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.post'),
        ),
        migrations.RunSQL(FROM_JOURNAL, migrations.RunSQL.noop),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['received', 'returned', 'accepted', 'paused', 'granted', 'refused'])), fields=['office', 'item_code', 'due_index', 'id'], name='cases_of_office_item'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('state__in', ['received', 'returned', 'accepted', 'paused', 'granted', 'refused']), ('elsewhere', True)), fields=['office', 'due_index', 'id'], name='cases_from_elsewhere'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(models.F('office'), models.F('item_code'), models.OrderBy(models.F('due_index'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('state__in', ['declined', 'withdrawn', 'lapsed', 'closed'])), name='cases_ended_item'),
        ),
        migrations.AddIndex(
            model_name='case',
            index=models.Index(condition=models.Q(('received_by__isnull', False)), fields=['received_by', '-id'], name='cases_received_by'),
        ),
    ]
