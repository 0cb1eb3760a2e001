from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [('departments', '0002_administration')]

    operations = [
        migrations.RenameField('department', 'address', 'address_zh'),
        migrations.AlterField(
            'department', 'address_zh', models.CharField(blank=True, max_length=200, verbose_name='Address in Chinese')
        ),
        migrations.AddField(
            'department', 'address_en', models.CharField(blank=True, max_length=200, verbose_name='Address in English')
        ),
    ]
