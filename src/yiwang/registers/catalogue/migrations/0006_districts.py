"""The offices of an item's districts, and the basic code within other codes. An item of before has its one office."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models
from django.db.models.functions import Substr


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0005_papers")]
    operations = [
        migrations.AddField(
            "itemversion",
            "offices",
            django.contrib.postgres.fields.ArrayField(
                base_field=models.BigIntegerField(), default=list, size=None
            ),
        ),
        migrations.RunSQL(
            "UPDATE catalogue_itemversion SET offices = ARRAY[department_id]", migrations.RunSQL.noop
        ),
        migrations.AddIndex(
            "itemversion", django.contrib.postgres.indexes.GinIndex(fields=["offices"], name="versions_by_office")
        ),
        migrations.AddIndex("item", models.Index(Substr("code", 20, 12), name="items_by_basic_code")),
    ]
