"""Posts that write items and posts that review and publish them."""


from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('offices', '0001_initial'),
        ('parties', '0001_initial'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='post',
            name='post_roles_are_known',
        ),
        migrations.AddConstraint(
            model_name='post',
            constraint=models.CheckConstraint(condition=models.Q(('roles__contained_by', ['clerk', 'reviewer', 'approver', 'editor', 'publisher', 'administrator', 'security', 'auditor'])), name='post_roles_are_known'),
        ),
    ]
