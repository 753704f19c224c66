from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from articles import pages

from .public import public


@public
def front(request: HttpRequest) -> HttpResponse:
    return render(request, "articles/front.html", pages.front(timezone.now()))
