from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest

from articles import permissions
from articles.enums import State
from articles.models import Author, Section

from .status import public_is


class ChoiceFilter(admin.SimpleListFilter):
    """A filter that takes only what it offers: anything else is as if it were not there."""

    def chosen(self) -> str | None:
        choices = {str(key) for key, _ in self.lookup_choices}
        return self.value() if self.value() in choices else None

    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        chosen = self.chosen()
        if chosen is None:
            return queryset
        return queryset.filter(self.condition(request, chosen))

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        raise NotImplementedError


class StateFilter(ChoiceFilter):
    title = parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return State.choices

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        return Q(state=chosen)


class PublicFilter(ChoiceFilter):
    title = "in public"
    parameter_name = "public"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [
            ("live", "Live"),
            ("scheduled", "Scheduled"),
            ("held", "On hold"),
            ("withdrawal_requested", "Withdrawal requested"),
            ("withdrawn", "Withdrawn"),
            ("unconfirmed", "Withdrawal to confirm"),
            ("never", "Not published"),
        ]

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        return public_is(chosen)


class MineFilter(ChoiceFilter):
    title = parameter_name = "whose"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("mine", "Mine")]

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        return Q(owner=request.user)


class TrashFilter(ChoiceFilter):
    """The trash is out of sight until it is asked for."""

    title = parameter_name = "trash"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return [("yes", "In trash")]

    # Unlike the others this one filters also where nothing is chosen.
    def queryset(self, request: HttpRequest, queryset: QuerySet) -> QuerySet:
        return queryset.filter(trashed_at__isnull=self.chosen() is None)


class SectionFilter(ChoiceFilter):
    title = parameter_name = "section"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        return list(Section.objects.values_list("pk", "name"))

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        return Q(section=chosen)


class AuthorFilter(ChoiceFilter):
    """Authors of the stories that this person may see, so that no other name is shown."""

    title = parameter_name = "author"

    def lookups(self, request: HttpRequest, model_admin: Any) -> Any:
        stories = permissions.visible(request.user, "read", model_admin.model.objects.all())
        authors = Author.objects.filter(desk_bylines__article__in=stories)
        return list(authors.distinct().values_list("pk", "name"))

    def condition(self, request: HttpRequest, chosen: str) -> Q:
        return Q(bylines__author=chosen)
