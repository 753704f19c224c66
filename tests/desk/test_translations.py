"""Stories that translate one another: each language once, and nothing told of what is not live."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles import desk
from articles.models import Event, Translation
from tests import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def chief():
    return build.person("Chief", "chief")


def languages(story) -> dict[str, int]:
    return dict(Translation.objects.of(story.pk).values_list("language", "article"))


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(desk.DeskError) as refused:
        act(*args, **kwargs)
    return str(refused.value)


def test_a_translation_begins_with_what_the_story_says(chief):
    build.section("Новости", language="ru")
    shot = build.photo(chief)
    later = timezone.now() + timedelta(days=1)
    story = build.article(
        chief,
        headline="Roadmap",
        tags=["ITU", "5G"],
        bylines=[build.author("B"), build.author("A")],
        lead_photo=shot,
        lead_caption="The hall",
        gallery=[(build.photo(chief), "Delegates", "Ten people")],
        embargo_until=later,
        internal_note="Ask the minister.",
        slug="roadmap",
    )

    copy = desk.translate(story, language="ru", by=chief)

    said, was = copy.revisions.first(), story.revisions.first()
    changed = {name for name in was.story if was.story[name] != said.story[name]}
    assert changed == {"language", "section"}
    assert (copy.section.name, copy.owner, copy.state) == ("Новости", chief, "writing")
    assert (copy.embargo_until, copy.internal_note, copy.slug) == (later, "", "")
    assert said.reason == f"Translation of story {story.pk}"
    assert languages(story) == {"en": story.pk, "ru": copy.pk}
    assert Translation.objects.get(is_original=True).article == story


def test_without_a_section_of_the_language_it_stays_in_that_of_the_story(chief):
    story = build.article(chief)

    assert desk.translate(story, language="az", by=chief).section == story.section


def test_a_chosen_section_is_taken(chief):
    build.section("Xəbərlər", language="az")
    other = build.section("Texnologiya", language="az", order=5)

    story = desk.translate(build.article(chief), language="az", by=chief, section=other)

    assert story.section == other


def test_a_reporter_starts_a_translation_of_an_own_story_alone():
    reporter = build.person("Reporter")
    own, other = build.article(reporter), build.article()

    assert desk.translate(own, language="az", by=reporter).owner == reporter
    assert (
        refusal(desk.translate, other, language="az", by=reporter) == "You may not do this."
    )


def test_a_language_is_there_once(chief):
    story = build.article(chief)
    first = desk.translate(story, language="ru", by=chief)

    again = refusal(desk.translate, story, language="ru", by=chief)
    same = refusal(desk.translate, story, language="en", by=chief)

    assert again == f"Story {first.pk} is its translation in Russian already."
    assert same == f"Story {story.pk} is its translation in English already."
    assert languages(story) == {"en": story.pk, "ru": first.pk}


def test_a_refused_translation_leaves_nothing(chief):
    closed = build.section("Closed", active=False)
    story = build.article(chief)

    said = refusal(desk.translate, story, language="az", by=chief, section=closed)

    assert said == "Closed is closed and takes no new stories."
    assert not Translation.objects.exists()
    assert type(story).objects.count() == 1


def test_stories_that_are_there_are_named_with_the_sets_they_are_in(chief):
    english, russian = build.article(chief), build.article(chief, language="ru")
    azerbaijani = build.article(chief, language="az")
    desk.link_translation(english, other=russian, by=chief)

    desk.link_translation(azerbaijani, other=russian, by=chief)

    assert languages(english) == {"en": english.pk, "ru": russian.pk, "az": azerbaijani.pk}
    assert not Translation.objects.filter(is_original=True).exists()


def test_two_sets_with_an_original_each_make_one_of_which_nobody_knows(chief):
    english = build.article(chief)
    russian = desk.translate(english, language="ru", by=chief)
    desk.unlink_translation(russian, by=chief)
    desk.translate(english, language="az", by=chief)
    Translation.objects.create(article=russian, language="ru", is_original=True)

    desk.link_translation(russian, other=english, by=chief)

    assert len(languages(english)) == 3
    assert not Translation.objects.filter(is_original=True).exists()


def test_what_can_not_be_is_refused_with_a_sentence(chief):
    story, same = build.article(chief), build.article(chief)
    binned = build.article(chief, language="az")
    desk.trash(binned, by=chief)
    russian = desk.translate(story, language="ru", by=chief)

    def said(other) -> str:
        return refusal(desk.link_translation, story, other=other, by=chief)

    assert said(story) == "A story is no translation of itself."
    assert said(russian) == "These two are linked as translations already."
    assert said(same).startswith(f"Stories {story.pk} and {same.pk} are both in English")
    assert said(binned) == "This story is in the trash: restore it first."
    alone = refusal(desk.unlink_translation, same, by=chief)
    assert alone == "This story has no linked translation."


def test_an_editor_names_stories_of_own_sections_alone(chief):
    ours, theirs = build.section("Telecom"), build.section("Internet")
    editor = build.person("Editor", sections=(ours,))
    mine, other = build.article(section=ours), build.article(section=theirs, language="ru")

    assert (
        refusal(desk.link_translation, mine, other=other, by=editor)
        == "You may not do this."
    )
    assert (
        refusal(desk.link_translation, other, other=mine, by=editor)
        == "You may not do this."
    )
    desk.link_translation(mine, other=other, by=chief)
    desk.unlink_translation(mine, by=editor)
    assert not Translation.objects.exists()


def test_two_that_are_left_stay_and_one_alone_does_not(chief):
    story = build.article(chief)
    russian = desk.translate(story, language="ru", by=chief)
    azerbaijani = desk.translate(story, language="az", by=chief)

    desk.unlink_translation(story, by=chief)
    assert languages(russian) == {"ru": russian.pk, "az": azerbaijani.pk}

    desk.unlink_translation(russian, by=chief)
    assert not Translation.objects.exists()


def test_a_translation_in_the_bin_frees_its_language(chief):
    story = build.article(chief)
    desk.trash(desk.translate(story, language="ru", by=chief), by=chief)

    again = desk.translate(story, language="ru", by=chief)

    assert languages(story) == {"en": story.pk, "ru": again.pk}


def test_a_named_story_keeps_its_language(chief):
    story = build.article(chief)
    russian = desk.translate(story, language="ru", by=chief)

    said = refusal(
        desk.save, russian, by=chief, version=russian.version, changes={"language": "az"}
    )

    assert said.startswith("It is linked as the translation in Russian")
    desk.save(russian, by=chief, version=russian.version, changes={"headline": "По-русски"})


def told() -> list[tuple[str, set[str]]]:
    return [(event.verb, set(event.keys)) for event in Event.objects.order_by("pk")]


def test_of_drafts_the_log_tells_nothing(chief):
    story = build.live(chief).article
    before = told()

    russian = desk.translate(story, language="ru", by=chief)
    desk.unlink_translation(russian, by=chief)
    desk.link_translation(story, other=russian, by=chief)

    assert told() == before


def test_naming_live_stories_is_in_the_log_with_the_keys_of_all(chief):
    stories = [build.live(chief, language=name).article for name in ("en", "ru", "az")]
    desk.link_translation(stories[0], other=stories[1], by=chief)
    desk.link_translation(stories[0], other=stories[2], by=chief)
    desk.unlink_translation(stories[1], by=chief)

    keys = [f"article:{story.pk}" for story in stories]
    assert told()[3:] == [
        ("link_translation", {"latest", *keys[:2]}),
        ("link_translation", {"latest", *keys}),
        ("unlink_translation", {"latest", *keys}),
    ]


def test_a_verb_names_the_translations_of_its_story(chief, clock):
    english, russian = (build.live(chief, language=name).article for name in ("en", "ru"))
    desk.link_translation(english, other=russian, by=chief)
    clock.shift(60)

    desk.hold(russian, by=chief)

    verb, keys = told()[-1]
    assert verb == "hold" and {f"article:{english.pk}", f"article:{russian.pk}"} <= keys


def test_naming_a_scheduled_story_is_an_event_of_its_minute(chief):
    later = timezone.now() + timedelta(hours=1)
    english = build.live(chief).article
    waiting = build.live(chief, language="ru", at=later)

    desk.link_translation(english, other=waiting.article, by=chief)

    event = Event.objects.first()
    assert (event.verb, event.effective_at, event.edition) == (
        "link_translation",
        later,
        waiting,
    )
