"""What a browser sends of a form: everything shown, with what a person changes in it."""

from typing import Any

from django.test import Client

from articles import desk
from articles.models import Article


def fields_of(form: Any) -> dict[str, Any]:
    sent: dict[str, Any] = {}
    for field in form:
        value = field.value()
        if field.name == "gallery":
            rows = value or []
            sent["gallery"] = [number for number, _, _ in rows]
            sent["gallery_caption"] = [caption for _, caption, _ in rows]
            sent["gallery_alt"] = [alt for _, _, alt in rows]
        elif value is not None and value is not False:
            sent[field.name] = value
    return sent


def opened(client: Client, url: str) -> dict[str, Any]:
    """The form of a story as it is when opened."""
    return fields_of(client.get(url).context["adminform"].form)


def confirmed(client: Client, url: str, **typed: Any) -> Any:
    """Open the page of a verb and confirm it."""
    return client.post(
        url, {**fields_of(client.get(url).context["form"]), **typed}, follow=True
    )


def told(response: Any) -> list[str]:
    return [str(message) for message in response.context["messages"]]


def saved(story: Article, by: Any, **changes: Any) -> None:
    """Save a story at another desk meanwhile."""
    there = Article.objects.get(pk=story.pk)
    desk.save(there, by=by, version=there.version, changes=changes)
