"""Where a version was written, who approved it, and whether the pack knows it."""

import django.db.models.deletion
from django.db import migrations, models

WRITTEN_ONCE = """
CREATE OR REPLACE FUNCTION catalogue_version_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.item_id, OLD.number, OLD.effective_on, OLD.body, OLD.elements, OLD.digest, OLD.department_id MORE_OLD)
       IS DISTINCT FROM
       (NEW.item_id, NEW.number, NEW.effective_on, NEW.body, NEW.elements, NEW.digest, NEW.department_id MORE_NEW) THEN
        RAISE EXCEPTION 'what a version says never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""
FORWARD = WRITTEN_ONCE.replace("MORE_OLD", ", OLD.origin, OLD.approved_by_id").replace(
    "MORE_NEW", ", NEW.origin, NEW.approved_by_id"
)
BACKWARD = WRITTEN_ONCE.replace("MORE_OLD", "").replace("MORE_NEW", "")
# What was here before: a city that has a source has no pack.
IMPORTED = """
UPDATE catalogue_itemversion v SET origin = 'import' FROM offices_city c WHERE c.code = v.city_id AND c.source <> '';
"""


class Migration(migrations.Migration):

    dependencies = [
        ('catalogue', '0002_written_once'),
        ('offices', '0001_initial'),
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='itemversion',
            name='version_state',
        ),
        migrations.AddField(
            model_name='itemversion',
            name='ahead_of_pack',
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='approved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.post'),
        ),
        migrations.AddField(
            model_name='itemversion',
            name='origin',
            field=models.CharField(default='pack', max_length=6),
        ),
        migrations.AddIndex(
            model_name='itemversion',
            index=models.Index(condition=models.Q(('ahead_of_pack', True)), fields=['city'], name='versions_ahead_of_pack'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['published', 'superseded', 'cancelled'])), name='version_state'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(('origin__in', ['pack', 'desk', 'import'])), name='version_origin'),
        ),
        migrations.AddConstraint(
            model_name='itemversion',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origin', 'desk'), _negated=True), ('approved_by__isnull', False), _connector='OR'), name='version_of_the_desk_was_approved'),
        ),
        migrations.RunSQL(IMPORTED, migrations.RunSQL.noop),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
