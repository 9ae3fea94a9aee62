"""A version says the same for ever: its cases are decided under it. Only its end and its state may change."""

from django.db import migrations

FORWARD = """
CREATE FUNCTION catalogue_version_written_once() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        RAISE EXCEPTION 'a version is never deleted' USING ERRCODE = 'restrict_violation';
    END IF;
    IF (OLD.item_id, OLD.number, OLD.effective_on, OLD.body, OLD.elements, OLD.digest, OLD.department_id)
       IS DISTINCT FROM
       (NEW.item_id, NEW.number, NEW.effective_on, NEW.body, NEW.elements, NEW.digest, NEW.department_id) THEN
        RAISE EXCEPTION 'what a version says never changes' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER written_once BEFORE UPDATE OR DELETE ON catalogue_itemversion
    FOR EACH ROW EXECUTE FUNCTION catalogue_version_written_once();
"""
BACKWARD = """
DROP TRIGGER written_once ON catalogue_itemversion;
DROP FUNCTION catalogue_version_written_once();
"""


class Migration(migrations.Migration):
    dependencies = [("catalogue", "0001_initial")]
    operations = [migrations.RunSQL(FORWARD, BACKWARD)]
