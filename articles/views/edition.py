from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone, translation

from articles.caching.public_page import permanent_redirect, public
from articles.models import Edition
from articles.pages.site import House
from articles.pages.story.earlier_editions import address_of, life, readable
from articles.pages.story.page import earlier_page


@public
def edition(
    request: HttpRequest, section: str, article_id: int, slug: str, number: int
) -> HttpResponse:
    """The words of an earlier edition of a live story, where the desk lets readers read them.

    Whatever may not be read answers as nonsense does (docs/rules.md 16, 29).
    """
    at, house = timezone.now(), House()
    current = Edition.objects.live(at).for_page().filter(article_id=article_id).first()
    if current is None or not house.settings.show_earlier:
        raise Http404
    replaced_by = readable(life(article_id, at)).get(number)
    if replaced_by is None:
        raise Http404
    if request.path != address_of(current, number):
        return permanent_redirect(address_of(current, number))
    earlier = Edition.objects.select_related("section").get(article=article_id, number=number)
    translation.activate(earlier.language)
    context = earlier_page(earlier, replaced_by, current, at, house)
    response = render(request, "articles/edition.html", context)
    response["Cache-Control"] = "no-store"  # gone with the next hold: no cache ever has it
    return response
