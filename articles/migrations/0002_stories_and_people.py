import django.db.models.deletion
import django.utils.timezone
import taggit.managers
from django.conf import settings
from django.db import migrations, models


def engine(schema_editor):
    """What the database of this connection needs for full-text search, in its own SQL."""
    if schema_editor.connection.vendor == "postgresql":
        from articles.search import postgres as made
    else:
        from articles.search import sqlite as made
    return made


def create_search(apps, schema_editor):
    schema_editor.execute(engine(schema_editor).CREATE)


def drop_search(apps, schema_editor):
    schema_editor.execute(engine(schema_editor).DROP)


class Migration(migrations.Migration):

    # A database that has had all of these is at the same point; one that has had some is refused by
    # a system check (newsroom.E006).
    replaces = [
        ('articles', '0002_initial'),
        ('articles', '0003_review_notices_confirmation'),
        ('articles', '0004_preview_links'),
        ('articles', '0005_photo_facts_and_rights'),
        ('articles', '0006_photo_ends_and_figures'),
        ('articles', '0007_copyright_and_language_feeds'),
        ('articles', '0008_renditions_by_shape'),
        ('articles', '0009_followers_and_hubs'),
        ('articles', '0010_month_stamps_and_trust'),
        ('articles', '0011_address_of_the_source'),
        ('articles', '0012_photo_library'),
        ('articles', '0013_search'),
        ('articles', '0014_touches'),
        ('articles', '0015_alt_of_a_use'),
        ('articles', '0016_front_slots_of_their_own'),
        ('articles', '0017_translations'),
        ('articles', '0018_earlier_editions'),
        ('articles', '0019_left_scopes'),
        ('articles', '0020_notice_mail_answers'),
        ('articles', '0021_unused_facts_of_photos'),
        ('articles', '0022_words_of_the_desk'),
        ('articles', '0023_columns_after_what_they_hold'),
        ('articles', '0024_names_of_indexes'),
        ('articles', '0025_key_of_the_site'),
    ]

    initial = True

    dependencies = [
        ('articles', '0001_stories'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name='article',
            name='owner',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='articles', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='articlebyline',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='bylines', to='articles.article'),
        ),
        migrations.AddField(
            model_name='articlefigure',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='figures', to='articles.article'),
        ),
        migrations.AddField(
            model_name='articlephoto',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='gallery', to='articles.article'),
        ),
        migrations.AddField(
            model_name='author',
            name='staff',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='author', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='articlebyline',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desk_bylines', to='articles.author'),
        ),
        migrations.AddField(
            model_name='authoralias',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='articles.author'),
        ),
        migrations.CreateModel(
            name='ClosedEdition',
            fields=[
                ('edition', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='closed_by', serialize=False, to='articles.edition')),
                ('at', models.DateTimeField(default=django.utils.timezone.now)),
                ('note', models.TextField(blank=True, help_text='Why; for the desk.')),
            ],
        ),
        migrations.AddField(
            model_name='edition',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='edition',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='articles.article'),
        ),
        migrations.AddField(
            model_name='edition',
            name='replaced_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='replaces', to='articles.article'),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='confirmation',
            name='edition',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='confirmation', to='articles.edition'),
        ),
        migrations.AddField(
            model_name='editionbyline',
            name='author',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edition_bylines', to='articles.author'),
        ),
        migrations.AddField(
            model_name='editionbyline',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bylines', to='articles.edition'),
        ),
        migrations.AddField(
            model_name='editionphoto',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='photos', to='articles.edition'),
        ),
        migrations.AddField(
            model_name='editiontag',
            name='edition',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tags', to='articles.edition'),
        ),
        migrations.AddField(
            model_name='event',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='by'),
        ),
        migrations.AddField(
            model_name='event',
            name='article',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='events', to='articles.article'),
        ),
        migrations.AddField(
            model_name='event',
            name='edition',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.edition'),
        ),
        migrations.AddField(
            model_name='due',
            name='event',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.event'),
        ),
        migrations.AddField(
            model_name='due',
            name='follower',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='due', to='articles.follower'),
        ),
        migrations.AddField(
            model_name='frontslot',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='articles.article'),
        ),
        migrations.AddField(
            model_name='keychange',
            name='event',
            field=models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.event'),
        ),
        migrations.AddField(
            model_name='notice',
            name='actor',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='articles.article'),
        ),
        migrations.AddField(
            model_name='notice',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notices', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pastoriginal',
            name='replaced_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='photo',
            name='only_for',
            field=models.ForeignKey(blank=True, help_text='Number of the one story that may show it.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='reserved_photos', to='articles.article', verbose_name='only for story'),
        ),
        migrations.AddField(
            model_name='photo',
            name='owner',
            field=models.ForeignKey(editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='photos', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='pastoriginal',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='past_originals', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='frontslot',
            name='photo',
            field=models.ForeignKey(blank=True, help_text="Number of a photo for the front alone. Empty: the story's own.", null=True, on_delete=django.db.models.deletion.PROTECT, related_name='slots', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='editionphoto',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edition_photos', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='edition',
            name='lead_photo',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='author',
            name='portrait',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='portraits', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='articlephoto',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desk_galleries', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='articlefigure',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desk_figures', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='article',
            name='lead_photo',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='led_articles', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='photorevision',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='photorevision',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='revisions', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='ping',
            name='hub',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='pings', to='articles.hub'),
        ),
        migrations.AddField(
            model_name='previewlink',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='rendition',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='renditions', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='retiredfile',
            name='photo',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='retired_files', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='revision',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='revision',
            name='article',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='revisions', to='articles.article'),
        ),
        migrations.AddField(
            model_name='previewlink',
            name='revision',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='links', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='edition',
            name='revision',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='approved',
            field=models.ForeignKey(editable=False, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision'),
        ),
        migrations.AddField(
            model_name='article',
            name='last_approved',
            field=models.ForeignKey(editable=False, help_text='Kept when a later save ends the approval: what the next review compares with.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.revision'),
        ),
        migrations.AddIndex(
            model_name='searchword',
            index=models.Index(fields=['length', 'word'], name='search_word_length'),
        ),
        migrations.AddField(
            model_name='section',
            name='picture',
            field=models.ForeignKey(blank=True, help_text='Number of a photo for the head of its page.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sections', to='articles.photo'),
        ),
        migrations.AddField(
            model_name='edition',
            name='section',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='editions', to='articles.section'),
        ),
        migrations.AddField(
            model_name='article',
            name='section',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.section'),
        ),
        migrations.AddField(
            model_name='sectionalias',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='articles.section'),
        ),
        migrations.AddField(
            model_name='sitemapmonth',
            name='event',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.event'),
        ),
        migrations.AddConstraint(
            model_name='sitesettings',
            constraint=models.CheckConstraint(condition=models.Q(('pk', 1)), name='site_settings_one_row'),
        ),
        migrations.AddField(
            model_name='editiontag',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='edition_tags', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='tagalias',
            name='target',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='aliases', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='taggedarticle',
            name='content_object',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to='articles.article'),
        ),
        migrations.AddField(
            model_name='taggedarticle',
            name='tag',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='tagged_articles', to='articles.tag'),
        ),
        migrations.AddField(
            model_name='article',
            name='tags',
            field=taggit.managers.TaggableManager(blank=True, help_text='A comma-separated list of tags.', through='articles.TaggedArticle', to='articles.Tag', verbose_name='Tags'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(fields=('group', 'language'), name='translation_language_once'),
        ),
        migrations.AddConstraint(
            model_name='translation',
            constraint=models.UniqueConstraint(condition=models.Q(('is_original', True)), fields=('group',), name='translation_one_original'),
        ),
        migrations.AddConstraint(
            model_name='articlebyline',
            constraint=models.UniqueConstraint(fields=('article', 'author'), name='article_author_once'),
        ),
        migrations.AddField(
            model_name='closededition',
            name='actor',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddIndex(
            model_name='editionbyline',
            index=models.Index(models.F('author'), models.OrderBy(models.F('first_published'), descending=True), models.OrderBy(models.F('edition'), descending=True), name='edition_author_list'),
        ),
        migrations.AddIndex(
            model_name='editionbyline',
            index=models.Index(models.F('author'), models.F('live_until'), condition=models.Q(('live_until__isnull', False)), name='edition_author_left'),
        ),
        migrations.AddConstraint(
            model_name='editionbyline',
            constraint=models.UniqueConstraint(fields=('edition', 'author'), name='edition_author_once'),
        ),
        migrations.AddIndex(
            model_name='due',
            index=models.Index(fields=['follower', 'at'], name='due_moment'),
        ),
        migrations.AddConstraint(
            model_name='due',
            constraint=models.UniqueConstraint(fields=('follower', 'event'), name='due_once_a_follower'),
        ),
        migrations.AddIndex(
            model_name='keychange',
            index=models.Index(models.F('key'), models.F('at'), name='key_change_moment'),
        ),
        migrations.AddIndex(
            model_name='keychange',
            index=models.Index(models.F('key'), models.F('event'), name='key_change_event'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at', None)), fields=['to'], name='notice_unread'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('by_mail', True), ('mail_given_up_at', None), ('mailed_at', None)), fields=['id'], name='notice_to_mail'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('mail_address', ''), _negated=True), fields=['to', '-id'], name='notice_tried'),
        ),
        migrations.AddIndex(
            model_name='photo',
            index=models.Index(fields=['-created_at', '-id'], name='photo_newest'),
        ),
        migrations.AddIndex(
            model_name='photo',
            index=models.Index(fields=['owner', '-created_at', '-id'], name='photo_mine'),
        ),
        migrations.AddIndex(
            model_name='photo',
            index=models.Index(condition=models.Q(('ends_at__isnull', False)), fields=['ends_at'], name='photo_ends'),
        ),
        migrations.AddConstraint(
            model_name='photo',
            constraint=models.CheckConstraint(condition=models.Q(('focus_x__range', (0, 1)), ('focus_y__range', (0, 1))), name='focus_inside'),
        ),
        migrations.AddConstraint(
            model_name='frontslot',
            constraint=models.CheckConstraint(condition=models.Q(('until', None), ('until__gte', models.F('since')), _connector='OR'), name='slot_forward'),
        ),
        migrations.AddConstraint(
            model_name='editionphoto',
            constraint=models.UniqueConstraint(fields=('edition', 'photo'), name='edition_photo_once'),
        ),
        migrations.AddConstraint(
            model_name='articlephoto',
            constraint=models.UniqueConstraint(fields=('article', 'photo'), name='article_photo_once'),
        ),
        migrations.AddConstraint(
            model_name='articlefigure',
            constraint=models.UniqueConstraint(fields=('article', 'photo'), name='article_figure_once'),
        ),
        migrations.AddConstraint(
            model_name='photorevision',
            constraint=models.UniqueConstraint(fields=('photo', 'number'), name='photo_revision_once'),
        ),
        migrations.AddIndex(
            model_name='ping',
            index=models.Index(fields=['hub', 'at'], name='ping_moment'),
        ),
        migrations.AddConstraint(
            model_name='ping',
            constraint=models.UniqueConstraint(fields=('hub', 'topic'), name='ping_once_a_topic'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.UniqueConstraint(fields=('photo', 'shape', 'format', 'width'), name='one_file_a_width'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.CheckConstraint(condition=models.Q(('shape__in', ['whole', '16x9', '4x3', '1x1'])), name='rendition_shape'),
        ),
        migrations.AddConstraint(
            model_name='rendition',
            constraint=models.CheckConstraint(condition=models.Q(('format__in', ['jpeg', 'avif'])), name='rendition_format'),
        ),
        migrations.AddConstraint(
            model_name='revision',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='revision_number_once'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.OrderBy(models.F('first_published'), descending=True), models.OrderBy(models.F('id'), descending=True), name='edition_latest'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('section'), models.OrderBy(models.F('first_published'), descending=True), models.OrderBy(models.F('id'), descending=True), name='edition_section'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('language'), models.OrderBy(models.F('first_published'), descending=True), models.OrderBy(models.F('id'), descending=True), name='edition_language'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.OrderBy(models.F('live_from'), descending=True), models.OrderBy(models.F('id'), descending=True), condition=models.Q(('updated_at__isnull', False)), name='edition_corrections'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('live_from'), condition=models.Q(('live_until', None)), name='edition_waiting'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('live_from'), condition=models.Q(('overwrites', True)), name='edition_overwrites'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('section'), models.F('live_until'), condition=models.Q(('live_until__isnull', False)), name='edition_section_left'),
        ),
        migrations.AddIndex(
            model_name='edition',
            index=models.Index(models.F('language'), models.F('live_until'), condition=models.Q(('live_until__isnull', False)), name='edition_language_left'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(fields=('article', 'number'), name='edition_number_once'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.UniqueConstraint(condition=models.Q(('live_until', None)), fields=('article',), name='edition_one_open_ended'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('live_until', None), ('live_until__gte', models.F('live_from')), _connector='OR'), name='edition_forward'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('kind__in', ('first', 'refile', 'update', 'correction', 'release')), _negated=True), models.Q(models.Q(('headline', ''), _negated=True), models.Q(('language', ''), _negated=True)), _connector='OR'), name='edition_text_has_headline'),
        ),
        migrations.AddConstraint(
            model_name='edition',
            constraint=models.CheckConstraint(condition=models.Q(('kind__in', ['first', 'refile', 'update', 'correction', 'hold', 'release', 'withdrawal'])), name='edition_kind'),
        ),
        migrations.AddConstraint(
            model_name='sitemapmonth',
            constraint=models.UniqueConstraint(fields=('month', 'moment'), name='sitemap_month_once'),
        ),
        migrations.AddIndex(
            model_name='editiontag',
            index=models.Index(models.F('tag'), models.OrderBy(models.F('first_published'), descending=True), models.OrderBy(models.F('edition'), descending=True), name='edition_tag_list'),
        ),
        migrations.AddIndex(
            model_name='editiontag',
            index=models.Index(models.F('tag'), models.F('live_until'), condition=models.Q(('live_until__isnull', False)), name='edition_tag_left'),
        ),
        migrations.AddConstraint(
            model_name='editiontag',
            constraint=models.UniqueConstraint(fields=('edition', 'tag'), name='edition_tag_once'),
        ),
        migrations.AddConstraint(
            model_name='taggedarticle',
            constraint=models.UniqueConstraint(fields=('content_object', 'tag'), name='article_tag_once'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('state__in', ['writing', 'submitted', 'approved'])), name='article_state'),
        ),
        migrations.AddConstraint(
            model_name='article',
            constraint=models.CheckConstraint(condition=models.Q(('urgency__gte', 1), ('urgency__lte', 8)), name='article_urgency'),
        ),
        migrations.RunPython(create_search, drop_search, elidable=False),
    ]
