import articles.models.rendition
import django.db.models.deletion
import django.utils.timezone
import uuid
from django.db import migrations, models


class Migration(migrations.Migration):

    # A database that has had all of these is at the same point; one that has had some is refused by
    # a system check (newsroom.E006).
    replaces = [
        ('articles', '0001_initial'),
    ]

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('uuid', models.UUIDField(default=uuid.uuid4, editable=False, unique=True)),
                ('headline', models.CharField(max_length=200)),
                ('slug', models.SlugField(blank=True, help_text='End of the web address. Empty: taken from the headline.', max_length=80)),
                ('standfirst', models.TextField(blank=True, help_text='One or two sentences below the headline.')),
                ('dateline_place', models.CharField(blank=True, help_text='BAKU, Azerbaijan', max_length=120)),
                ('body', models.TextField(blank=True)),
                ('lead_caption', models.TextField(blank=True, help_text="Empty: the photo's own caption.")),
                ('lead_alt', models.CharField(blank=True, help_text="Empty: the photo's own alt text.", max_length=300)),
                ('language', models.CharField(choices=[('en', 'English'), ('az', 'Azerbaijani'), ('ru', 'Russian')], default='en', max_length=2)),
                ('urgency', models.PositiveSmallIntegerField(choices=[(1, '1 – flash'), (2, '2 – urgent'), (3, '3 – high'), (4, '4 – routine'), (5, '5 – normal'), (6, '6 – low'), (7, '7 – background'), (8, '8 – can wait')], default=4)),
                ('breaking', models.BooleanField(default=False)),
                ('breaking_until', models.DateTimeField(blank=True, null=True)),
                ('photo_flag', models.CharField(choices=[('auto', 'From what the story carries'), ('on', 'On'), ('off', 'Off')], default='auto', max_length=4, verbose_name='(PHOTO)')),
                ('video_flag', models.CharField(choices=[('auto', 'From what the story carries'), ('on', 'On'), ('off', 'Off')], default='auto', max_length=4, verbose_name='(VIDEO)')),
                ('source', models.CharField(blank=True, max_length=200, verbose_name='source attribution')),
                ('source_url', models.URLField(blank=True, help_text='Where they published it.', max_length=2000, verbose_name='source URL')),
                ('embargo_until', models.DateTimeField(blank=True, null=True)),
                ('internal_note', models.TextField(blank=True, help_text='For editors only. Never published.', verbose_name='desk note')),
                ('state', models.CharField(choices=[('writing', 'Draft'), ('submitted', 'Submitted'), ('approved', 'Approved')], default='writing', editable=False, max_length=10)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('submitted_at', models.DateTimeField(editable=False, null=True)),
                ('review_note', models.TextField(blank=True, editable=False, help_text='The last note between writer and reviewer.')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('trashed_at', models.DateTimeField(editable=False, null=True)),
            ],
            options={
                'verbose_name': 'story',
                'verbose_name_plural': 'stories',
                'ordering': ['-changed_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='ArticleByline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='ArticleFigure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='ArticlePhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('caption', models.TextField(blank=True)),
                ('alt', models.CharField(blank=True, max_length=300)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Author',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(blank=True, help_text='Its address; made from the name.', max_length=80, unique=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('job_title', models.CharField(blank=True, max_length=120)),
                ('bio', models.TextField(blank=True)),
                ('email', models.EmailField(blank=True, max_length=254)),
                ('show_email', models.BooleanField(default=False, help_text='Print the e-mail for readers.')),
                ('links', models.TextField(blank=True, help_text='Web addresses, one a line.')),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='AuthorAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('retired_id', models.PositiveBigIntegerField(null=True, unique=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='CheckSetting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('check_id', models.CharField(max_length=40, unique=True)),
                ('severity', models.CharField(choices=[('off', 'Off'), ('warn', 'Warns'), ('block', 'Blocks')], max_length=5)),
            ],
            options={
                'verbose_name': 'check before publishing',
                'verbose_name_plural': 'checks before publishing',
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first', 'First publication'), ('refile', 'Silent fix'), ('update', 'Update'), ('correction', 'Correction'), ('hold', 'Hold'), ('release', 'Release'), ('withdrawal', 'Withdrawal')], max_length=10)),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(null=True)),
                ('first_published', models.DateTimeField()),
                ('number', models.PositiveIntegerField()),
                ('content', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('note', models.TextField(blank=True, help_text='Correction: what was wrong. Else: the reason.')),
                ('note_location', models.CharField(blank=True, help_text='Correction: where it stood.', max_length=200)),
                ('outcome', models.CharField(blank=True, choices=[('notice', 'A notice that says what and why'), ('gone', 'One neutral sentence'), ('replaced_by', 'Another story in its place')], max_length=12)),
                ('withdrawal_requested', models.BooleanField(default=False)),
                ('headline', models.CharField(blank=True, max_length=200)),
                ('title', models.CharField(blank=True, help_text='Headline with its media flag.', max_length=220)),
                ('slug', models.SlugField(max_length=80)),
                ('standfirst', models.TextField(blank=True)),
                ('language', models.CharField(choices=[('en', 'English'), ('az', 'Azerbaijani'), ('ru', 'Russian')], max_length=2)),
                ('urgency', models.PositiveSmallIntegerField(default=4)),
                ('breaking', models.BooleanField(default=False)),
                ('breaking_until', models.DateTimeField(null=True)),
                ('updated_at', models.DateTimeField(help_text='The last update or correction: what readers see as Updated.', null=True)),
                ('overwrites', models.BooleanField(default=False, help_text='A hold, release or withdrawal: replaces what subscribers keep.')),
            ],
        ),
        migrations.CreateModel(
            name='Confirmation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='Due',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('at', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['at', 'event_id'],
            },
        ),
        migrations.CreateModel(
            name='EditionByline',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first', 'First publication'), ('refile', 'Silent fix'), ('update', 'Update'), ('correction', 'Correction'), ('hold', 'Hold'), ('release', 'Release'), ('withdrawal', 'Withdrawal')], max_length=10)),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(null=True)),
                ('first_published', models.DateTimeField()),
                ('name', models.CharField(help_text='As printed.', max_length=120)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='EditionPhoto',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='EditionTag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('first', 'First publication'), ('refile', 'Silent fix'), ('update', 'Update'), ('correction', 'Correction'), ('hold', 'Hold'), ('release', 'Release'), ('withdrawal', 'Withdrawal')], max_length=10)),
                ('live_from', models.DateTimeField()),
                ('live_until', models.DateTimeField(null=True)),
                ('first_published', models.DateTimeField()),
                ('name', models.CharField(help_text='As printed.', max_length=100)),
                ('position', models.PositiveSmallIntegerField()),
            ],
            options={
                'ordering': ['position'],
            },
        ),
        migrations.CreateModel(
            name='Event',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verb', models.CharField(max_length=30)),
                ('keys', models.JSONField()),
                ('effective_at', models.DateTimeField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('note', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='FixedPage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.CharField(choices=[('about', 'About'), ('contact', 'Contact'), ('terms', 'Terms')], max_length=20, unique=True)),
                ('title', models.CharField(max_length=120)),
                ('body', models.TextField(blank=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'ordering': ['slug'],
            },
        ),
        migrations.CreateModel(
            name='Follower',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('held_until', models.DateTimeField(editable=False, null=True)),
                ('name', models.CharField(max_length=40, unique=True)),
                ('cursor', models.BigIntegerField(default=0, help_text='The last event that was read.')),
                ('ran_at', models.DateTimeField(null=True)),
            ],
            options={
                'verbose_name_plural': 'deliveries',
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='FrontSlot',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('position', models.PositiveSmallIntegerField(default=1, help_text='1 is the lead.')),
                ('headline', models.CharField(blank=True, help_text="For the front alone. Empty: the story's own.", max_length=200)),
                ('since', models.DateTimeField(default=django.utils.timezone.now, verbose_name='from')),
                ('until', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['position', '-since', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Hub',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('holder', models.CharField(blank=True, default='', editable=False, max_length=32)),
                ('held_until', models.DateTimeField(editable=False, null=True)),
                ('url', models.CharField(max_length=500, unique=True)),
                ('failures', models.PositiveIntegerField(default=0, help_text='In a row.')),
                ('rests_until', models.DateTimeField(null=True)),
                ('answered_at', models.DateTimeField(null=True)),
                ('accepted_at', models.DateTimeField(null=True)),
                ('answer', models.CharField(blank=True, max_length=300)),
                ('lost', models.PositiveIntegerField(default=0, help_text='Pings given up after a day.')),
            ],
            options={
                'ordering': ['url'],
            },
        ),
        migrations.CreateModel(
            name='KeyChange',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(max_length=40)),
                ('at', models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name='NavigationLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('label', models.CharField(max_length=40)),
                ('address', models.CharField(help_text='/ict-materials/ or https://…', max_length=200)),
                ('position', models.PositiveSmallIntegerField(default=0)),
            ],
            options={
                'ordering': ['position', 'id'],
            },
        ),
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('submitted', 'To review'), ('sent_back', 'Sent back'), ('approved', 'Approved'), ('published', 'Published'), ('handed_over', 'Reassigned'), ('held', 'On hold'), ('asked', 'Withdrawal requested'), ('to_confirm', 'Withdrawal to confirm'), ('confirmed', 'Withdrawal confirmed')], max_length=20)),
                ('text', models.CharField(max_length=500)),
                ('note', models.CharField(blank=True, max_length=300)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('read_at', models.DateTimeField(blank=True, null=True)),
                ('by_mail', models.BooleanField(default=False)),
                ('mailed_at', models.DateTimeField(blank=True, null=True)),
                ('mail_given_up_at', models.DateTimeField(blank=True, null=True)),
                ('mail_after', models.DateTimeField(blank=True, help_text='Not tried before then.', null=True)),
                ('mail_address', models.EmailField(blank=True, help_text='Where it was tried last.', max_length=254)),
                ('mail_answer', models.CharField(blank=True, help_text='Why it was not taken when it was tried last.', max_length=300)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='PastOriginal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('original', models.FileField(max_length=120, storage=articles.models.rendition.originals, upload_to='')),
                ('original_name', models.CharField(blank=True, max_length=255)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('checksum', models.CharField(max_length=64, verbose_name='SHA-256')),
                ('replaced_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
            options={
                'ordering': ['-replaced_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='Photo',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=200)),
                ('caption', models.TextField(blank=True)),
                ('alt', models.CharField(blank=True, help_text='What it shows, for those who cannot see it.', max_length=300, verbose_name='alt text')),
                ('decorative', models.BooleanField(default=False, help_text='Adds no information; screen readers skip it.')),
                ('people', models.CharField(blank=True, help_text='Who is in it, with commas between them.', max_length=500)),
                ('keywords', models.CharField(blank=True, help_text='Separate with commas.', max_length=500)),
                ('city', models.CharField(blank=True, max_length=120)),
                ('country', models.CharField(blank=True, max_length=120)),
                ('taken_at', models.DateTimeField(blank=True, null=True, verbose_name='taken')),
                ('taken_offset', models.SmallIntegerField(editable=False, help_text='Minutes from UTC where it was taken; null: unknown.', null=True)),
                ('latitude', models.FloatField(editable=False, null=True)),
                ('longitude', models.FloatField(editable=False, null=True)),
                ('creator', models.CharField(blank=True, help_text='Photographer or illustrator.', max_length=200)),
                ('credit', models.CharField(blank=True, help_text='Printed beside the photo.', max_length=200)),
                ('source', models.CharField(blank=True, help_text='Who gave it to us.', max_length=200)),
                ('copyright_notice', models.CharField(blank=True, help_text='© 2025 Newsroom', max_length=300)),
                ('instructions', models.TextField(blank=True, help_text='What its sender asks of the desk.')),
                ('licence', models.CharField(choices=[('unknown', 'Unknown'), ('staff', 'Staff'), ('agency', 'Agency'), ('handout', 'Hand-out'), ('social', 'Social media, with permission'), ('commons', 'Creative Commons'), ('public', 'Public domain')], default='unknown', max_length=10)),
                ('licence_note', models.CharField(blank=True, help_text='Who allowed it, when and how; for Creative Commons which licence.', max_length=300, verbose_name='permission or licence')),
                ('usage_terms', models.TextField(blank=True, help_text="In the owner's words.")),
                ('licence_until', models.DateTimeField(blank=True, help_text='Then it leaves every page by itself.', null=True, verbose_name='may be used until')),
                ('no_syndication', models.BooleanField(default=False, help_text='Our pages only: never in a feed or wire.', verbose_name='not for syndication')),
                ('stopped_at', models.DateTimeField(editable=False, null=True)),
                ('end_reason', models.CharField(blank=True, editable=False, max_length=300)),
                ('ends_at', models.DateTimeField(editable=False, null=True)),
                ('rights_at', models.DateTimeField(editable=False, null=True)),
                ('version', models.PositiveIntegerField(default=0, editable=False)),
                ('original', models.FileField(editable=False, max_length=120, storage=articles.models.rendition.originals, upload_to='')),
                ('original_name', models.CharField(blank=True, editable=False, max_length=255)),
                ('width', models.PositiveIntegerField(editable=False)),
                ('height', models.PositiveIntegerField(editable=False)),
                ('checksum', models.CharField(editable=False, max_length=64, unique=True, verbose_name='SHA-256')),
                ('perceptual_hash', models.BigIntegerField(editable=False, null=True)),
                ('focus_x', models.FloatField(default=0.5, editable=False)),
                ('focus_y', models.FloatField(default=0.5, editable=False)),
                ('focus_set', models.BooleanField(default=False, editable=False, help_text='By a person.')),
                ('crops', models.JSONField(blank=True, default=dict, editable=False)),
                ('unused_facts', models.JSONField(blank=True, default=list, editable=False)),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now, editable=False)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('search_text', models.TextField(blank=True, editable=False, help_text='Folded, for the search.')),
            ],
            options={
                'ordering': ['-created_at', '-id'],
            },
        ),
        migrations.CreateModel(
            name='PhotoRevision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('facts', models.JSONField()),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('summary', models.CharField(max_length=300)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='Ping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('topic', models.CharField(max_length=500)),
                ('event_id', models.BigIntegerField(help_text='The latest change that it tells of.')),
                ('urgent', models.BooleanField(default=False)),
                ('requested_at', models.DateTimeField()),
                ('at', models.DateTimeField()),
                ('attempts', models.PositiveIntegerField(default=0)),
                ('error', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-urgent', 'at', 'id'],
            },
        ),
        migrations.CreateModel(
            name='PreviewLink',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('digest', models.CharField(max_length=64, unique=True, verbose_name='SHA-256 of the token')),
                ('created_at', models.DateTimeField(default=django.utils.timezone.now)),
                ('expires_at', models.DateTimeField()),
                ('revoked_at', models.DateTimeField(blank=True, null=True)),
            ],
            options={
                'ordering': ['-id'],
            },
        ),
        migrations.CreateModel(
            name='Rendition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('shape', models.CharField(default='whole', max_length=8)),
                ('format', models.CharField(default='jpeg', max_length=4)),
                ('width', models.PositiveIntegerField()),
                ('height', models.PositiveIntegerField()),
                ('size', models.PositiveIntegerField(help_text='Bytes.')),
                ('checksum', models.CharField(blank=True, max_length=64, verbose_name='SHA-256')),
                ('recipe', models.CharField(blank=True, max_length=16)),
            ],
        ),
        migrations.CreateModel(
            name='RetiredFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120, unique=True)),
                ('retired_at', models.DateTimeField(default=django.utils.timezone.now)),
            ],
        ),
        migrations.CreateModel(
            name='Revision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField()),
                ('story', models.JSONField()),
                ('desk', models.JSONField()),
                ('digest', models.CharField(max_length=64)),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('reason', models.CharField(blank=True, max_length=300)),
            ],
            options={
                'ordering': ['-number'],
            },
        ),
        migrations.CreateModel(
            name='SearchWord',
            fields=[
                ('word', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('length', models.PositiveSmallIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='Section',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=120)),
                ('slug', models.SlugField(blank=True, help_text='Its address; made from the name.', max_length=80, unique=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('description', models.TextField(blank=True)),
                ('language', models.CharField(choices=[('en', 'English'), ('az', 'Azerbaijani'), ('ru', 'Russian')], default='en', max_length=2)),
                ('order', models.PositiveSmallIntegerField(default=0)),
                ('active', models.BooleanField(default=True, help_text='Takes new stories; in the navigation.')),
                ('four_eyes', models.BooleanField(default=False, help_text='Nobody approves what is their own words alone.')),
            ],
            options={
                'ordering': ['order', 'name'],
            },
        ),
        migrations.CreateModel(
            name='SectionAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('retired_id', models.PositiveBigIntegerField(null=True, unique=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SitemapMonth',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('month', models.PositiveIntegerField(help_text='Of first publication: 202511.')),
                ('moment', models.DateTimeField()),
                ('stories', models.PositiveIntegerField()),
            ],
        ),
        migrations.CreateModel(
            name='SiteSettings',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(default='Newsroom', max_length=80)),
                ('description', models.CharField(default='News of information technology', max_length=200)),
                ('copyright', models.CharField(blank=True, help_text='In feeds, for whoever prints our stories. Empty: © and the name.', max_length=200, verbose_name='copyright line')),
                ('channel_name', models.CharField(blank=True, max_length=80)),
                ('channel_url', models.URLField(blank=True)),
                ('channel_sentence', models.CharField(blank=True, max_length=200)),
                ('show_earlier', models.BooleanField(default=False, help_text='Readers may read what a live story said before an update or a correction. What stood before a hold or a withdrawal, and what a chief has closed, stays closed.', verbose_name='earlier editions are readable')),
                ('trust', models.TextField(blank=True, help_text='Who we belong to and answer to, one a line, as member=https://… or datatrainingallowed=no (journallist.net). Empty: there is no /trust.txt.', verbose_name='trust.txt')),
                ('changed_at', models.DateTimeField(auto_now=True)),
            ],
            options={
                'verbose_name_plural': 'site settings',
            },
        ),
        migrations.CreateModel(
            name='Tag',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('name', models.CharField(max_length=100)),
                ('slug', models.SlugField(blank=True, max_length=80, unique=True)),
                ('folded', models.CharField(editable=False, max_length=200, unique=True)),
                ('description', models.TextField(blank=True)),
            ],
            options={
                'ordering': ['name'],
            },
        ),
        migrations.CreateModel(
            name='TagAlias',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, unique=True)),
                ('retired_id', models.PositiveBigIntegerField(null=True, unique=True)),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='TaggedArticle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
            ],
        ),
        migrations.CreateModel(
            name='Translation',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='translation', serialize=False, to='articles.article')),
                ('group', models.UUIDField(default=uuid.uuid4)),
                ('language', models.CharField(choices=[('en', 'English'), ('az', 'Azerbaijani'), ('ru', 'Russian')], max_length=2)),
                ('is_original', models.BooleanField(default=False, help_text='The others were made from it; where nobody knows, there is none.')),
            ],
            options={
                'ordering': ['language'],
            },
        ),
    ]
