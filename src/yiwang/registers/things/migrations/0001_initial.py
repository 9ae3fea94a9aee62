"""Things and their versions. A version says the same for ever; only its end and its state may change."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import yiwang.kit.calendar.ranges
from django.db import migrations, models

FORWARD = """
CREATE FUNCTION things_version_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.city_id, OLD.key, OLD.number, OLD.effective_on, OLD.body, OLD.digest)
       IS DISTINCT FROM (NEW.city_id, NEW.key, NEW.number, NEW.effective_on, NEW.body, NEW.digest) THEN
        RAISE EXCEPTION 'what a version says never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON things_thingversion
    FOR EACH ROW EXECUTE FUNCTION things_version_written_once();
"""
BACKWARD = """
DROP TRIGGER written_once ON things_thingversion;
DROP FUNCTION things_version_written_once();
"""


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offices', '0001_initial'),
        ('catalogue', '0001_initial'),  # makes btree_gist, which the exclusion stands on
    ]

    operations = [
        migrations.CreateModel(
            name='ThingVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=60)),
                ('number', models.IntegerField()),
                ('effective_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('state', models.CharField(default='published', max_length=12)),
                ('retired_on', models.DateField(null=True)),
                ('audience', models.CharField(max_length=12)),
                ('order', models.IntegerField()),
                ('body', models.JSONField()),
                ('digest', models.BinaryField()),
                ('loaded_at', models.DateTimeField()),
                ('city', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.city')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('city', 'key', 'number'), name='thing_version_number'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='thing_number_from_one'), models.CheckConstraint(condition=models.Q(('state__in', ['published', 'superseded'])), name='thing_state'), models.CheckConstraint(condition=models.Q(('audience__in', ['citizen', 'enterprise'])), name='thing_audience'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('effective_on')), _connector='OR'), name='thing_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('state', 'published')), expressions=[('city', '='), ('key', '='), (yiwang.kit.calendar.ranges.Days(models.F('effective_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='one_published_thing_at_a_time')],
            },
        ),
        migrations.RunSQL(FORWARD, BACKWARD),
    ]
