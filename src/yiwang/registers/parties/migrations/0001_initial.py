import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
import yiwang.kit.calendar.ranges
import yiwang.kit.crypto.fields
from django.conf import settings
from django.contrib.postgres.operations import BtreeGistExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('offices', '0001_initial'),
    ]

    operations = [
        BtreeGistExtension(),
        migrations.CreateModel(
            name='Attempt',
            fields=[
                ('token', models.BinaryField(primary_key=True, serialize=False)),
                ('failures', models.IntegerField(default=0)),
                ('window_ends_at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='Party',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(max_length=12)),
                ('name', yiwang.kit.crypto.fields.SecretText()),
                ('name_token', models.BinaryField()),
                ('number', yiwang.kit.crypto.fields.SecretText()),
                ('number_kind', models.CharField(max_length=12)),
                ('number_token', models.BinaryField()),
                ('phone', yiwang.kit.crypto.fields.SecretText(default='')),
                ('address', yiwang.kit.crypto.fields.SecretText(default='')),
                ('division', models.CharField(blank=True, max_length=12)),
                ('assurance', models.SmallIntegerField(default=0)),
                ('verified_at', models.DateTimeField(null=True)),
                ('registered_at', models.DateTimeField()),
            ],
            options={
                'indexes': [models.Index(fields=['name_token'], name='parties_by_name')],
                'constraints': [models.UniqueConstraint(fields=('number_kind', 'number_token'), name='one_party_for_each_number'), models.CheckConstraint(condition=models.Q(('kind__in', ['person', 'organisation'])), name='party_kind'), models.CheckConstraint(condition=models.Q(('number_kind__in', ('citizen', 'residence', 'passport', 'credit', 'other'))), name='party_number_kind'), models.CheckConstraint(condition=models.Q(('assurance__gte', 0), ('assurance__lte', 3)), name='party_assurance'), models.CheckConstraint(condition=models.Q(models.Q(('kind', 'person'), ('number_kind__in', ['citizen', 'residence', 'passport', 'other'])), models.Q(('kind', 'organisation'), ('number_kind__in', ['credit', 'other'])), _connector='OR'), name='party_number_fits_its_kind'), models.CheckConstraint(condition=models.Q(('assurance__lt', 2), ('verified_at__isnull', False), _connector='OR'), name='party_verified_has_its_time')],
            },
        ),
        migrations.CreateModel(
            name='Account',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('login_token', models.BinaryField(unique=True)),
                ('login', yiwang.kit.crypto.fields.SecretText()),
                ('is_active', models.BooleanField(default=True)),
                ('opened_at', models.DateTimeField()),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Post',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=60)),
                ('roles', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=20), size=None)),
                ('number', models.CharField(max_length=20)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('ended_at', models.DateTimeField(null=True)),
                ('account', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('department', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='offices.department')),
            ],
            options={
                'indexes': [models.Index(fields=['department', 'ends_on'], name='posts_of_department')],
                'constraints': [models.CheckConstraint(condition=models.Q(('roles__contained_by', ['clerk', 'reviewer', 'approver', 'administrator', 'security', 'auditor'])), name='post_roles_are_known'), models.CheckConstraint(condition=models.Q(('roles', []), _negated=True), name='post_has_a_role'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='post_ends_after_start'), models.CheckConstraint(condition=models.Q(models.Q(('roles__contains', ['administrator', 'security']), _negated=True), models.Q(('roles__contains', ['administrator', 'auditor']), _negated=True), models.Q(('roles__contains', ['security', 'auditor']), _negated=True)), name='post_three_administrators_apart'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at', None)), expressions=[('account', '='), (yiwang.kit.calendar.ranges.Days(models.F('starts_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='one_post_at_a_time'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('ended_at', None)), expressions=[('number', '='), (yiwang.kit.calendar.ranges.Days(models.F('starts_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='badge_number_of_one_post_at_a_time')],
            },
        ),
        migrations.CreateModel(
            name='Representation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(max_length=12)),
                ('starts_on', models.DateField()),
                ('ends_on', models.DateField(null=True)),
                ('organisation', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
                ('person', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='parties.party')),
            ],
            options={
                'indexes': [models.Index(fields=['organisation'], name='representatives_of')],
                'constraints': [models.CheckConstraint(condition=models.Q(('role__in', ['legal', 'agent'])), name='representation_role'), models.CheckConstraint(condition=models.Q(('person', models.F('organisation')), _negated=True), name='nobody_represents_themself'), models.CheckConstraint(condition=models.Q(('ends_on', None), ('ends_on__gte', models.F('starts_on')), _connector='OR'), name='representation_ends_after_start'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('person', '='), ('organisation', '='), (yiwang.kit.calendar.ranges.Days(models.F('starts_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='representation_once_at_a_time'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('role', 'legal')), expressions=[('organisation', '='), (yiwang.kit.calendar.ranges.Days(models.F('starts_on'), models.F('ends_on'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_lower=True, inclusive_upper=True)), '&&')], name='one_legal_representative_at_a_time')],
            },
        ),
    ]
