from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles.formats.authors import all_authors

from .public import public


@public
def authors(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/authors.html", all_authors(timezone.now()))
