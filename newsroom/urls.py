from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from newsroom.web.csp_reports import csp_report
from newsroom.web.security_txt import security_txt

handler400 = "newsroom.web.error_pages.bad_request"
handler500 = "newsroom.web.error_pages.server_error"
handler404 = "articles.views.not_found.not_found"
handler429 = "newsroom.accounts.views.too_many"

urlpatterns = [
    path(
        settings.ADMIN_PATH, include("newsroom.accounts.urls")
    ),  # Its sign-in, before Django's.
    path(settings.ADMIN_PATH, admin.site.urls),
    path("csp-report", csp_report, name="csp_report"),
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("", include("articles.urls")),
]
