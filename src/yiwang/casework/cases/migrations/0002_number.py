"""The sequence behind case numbers: no lock, no gaps to fill."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("cases", "0001_initial")]
    operations = [migrations.RunSQL("CREATE SEQUENCE cases_number INCREMENT 50", "DROP SEQUENCE cases_number")]
