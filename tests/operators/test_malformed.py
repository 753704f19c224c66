"""What no browser sends is answered by an honest 4xx and at most one line of the log.

`make audit` plays thousands of rude requests against the real server; here are the kinds, each at
every sort of address.
"""

import json
import logging

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver

from newsroom.web import request_log
from tests import build

pytestmark = pytest.mark.django_db

FORM = "application/x-www-form-urlencoded"
PARTS = "multipart/form-data; boundary=x"
MOST = settings.DATA_UPLOAD_MAX_NUMBER_FIELDS
MANY = "&".join(f"a{n}=1" for n in range(MOST + 1))


def part(head, body=b"1"):
    return b"--x\r\nContent-Disposition: form-data; " + head + b"\r\n\r\n" + body + b"\r\n"


QUERIES = {
    "too many": MANY,
    "no UTF-8": "q=%ff%fe&page=%ff&since=%c0%ae",
    "half a surrogate": "q=%ed%a0%80&before=%ed%b0%80",
    "zero bytes": "q=%00&page=%00&next=%00&scope=%00&ids=%00",
    "far too long": "q=" + "a" * 200_000,
}
BODIES = {
    "too many": (FORM, MANY.encode()),
    "too large": (FORM, b"a=" + b"x" * (settings.DATA_UPLOAD_MAX_MEMORY_SIZE + 1)),
    "another charset": (f"{FORM}; charset=utf-7", b"a=1"),
    "no charset": (f"{FORM}; charset=nonsense", b"a=1"),
    "no UTF-8": (FORM, b"username=%ff%fe&next=%ff&code=%00"),
    "no boundary": ("multipart/form-data", b"--x"),
    "a long boundary": ("multipart/form-data; boundary=" + "y" * 300, b"--x"),
    "cut in two": (PARTS, part(b"name=a")[:-4]),
    "no base64": (
        PARTS,
        part(b"name=a\r\nContent-Transfer-Encoding: base64", b"!") + b"--x--",
    ),
    "a long head": (PARTS, part(b"name=a; " + b"y" * 5_000) + b"--x--"),
    "too many parts": (
        PARTS,
        b"".join(part(b"name=a%d" % n) for n in range(MOST + 1)) + b"--x--",
    ),
    "too many files": (
        PARTS,
        b"".join(part(b"name=a; filename=b") for _ in range(101)) + b"--x--",
    ),
}
HEADERS = {
    "cookies": {"HTTP_COOKIE": "sessionid=\xff; csrftoken=;;;=; messages=xx; a=\x00"},
    "long cookies": {"HTTP_COOKIE": f"sessionid={'z' * 7_000}; csrftoken={'z' * 7_000}"},
    "hosts": {"HTTP_HOST": "[:"},
    "dates": {
        "HTTP_IF_MODIFIED_SINCE": "Sat, 99 Zzz 9999 99:99:99 GMT",
        "HTTP_IF_UNMODIFIED_SINCE": "Sat, 29 Nov 99999999999 10:00:00 GMT",
        "HTTP_IF_RANGE": "zz",
    },
    "choices": {
        "HTTP_ACCEPT": "*/*;q=x",
        "HTTP_ACCEPT_LANGUAGE": "az" * 500,
        "HTTP_ACCEPT_ENCODING": "br;q=nan",
        "HTTP_RANGE": "bytes=5-1",
        "HTTP_IF_NONE_MATCH": 'W/"x',
    },
    "origins": {
        "HTTP_ORIGIN": "null",
        "HTTP_REFERER": "https://[",
        "HTTP_AUTHORIZATION": "Basic \xff",
        "HTTP_X_FORWARDED_FOR": "::::, \x01",
        "HTTP_X_FORWARDED_PROTO": "https, http",
        "HTTP_X_REQUEST_ID": "<script>" * 99,
    },
}
ADDRESSES = (
    "/ /latest /latest/new/ /feed.rss /sitemap.xml /feeds/ /feeds.opml /search/ /search/suggest/ "
    "/search/feed.json /archive/2025/11/28/ /media/%ff.jpg /static/%00 /preview/x/ /csp-report "
    "/%ff/%fe/ /no-such/1-page/ /tag/itu/ /healthz "
    "/admin /admin/login/ /admin/forgotten/ /admin/logout/ /admin/articles/article/ "
    "/admin/articles/article/add/ /admin/articles/article/bulk-edit/ /admin/articles/photo/ "
    "/admin/articles/photo/upload/ /admin/newsroom/auditentry/ /admin/account/"
).split()
KEPT_OUT = {
    name
    for name, one in settings.LOGGING["loggers"].items()
    if one.get("propagate") is False
}


@pytest.fixture(params=["a stranger", "an administrator"])
def who(request):
    client = Client(
        raise_request_exception=False, enforce_csrf_checks=request.param == "a stranger"
    )
    if request.param == "an administrator":
        client.force_login(build.admin())
    return client


@pytest.fixture
def faults(who, caplog):
    """Ask every address and return what is a fault of ours: a 5xx, or a traceback in the log."""
    build.live(tags=["ITU"])

    def ask(method, query="", **rest):
        found = []
        for address in ADDRESSES:
            caplog.clear()
            answer = who.generic(method, f"{address}?{query}" if query else address, **rest)
            logged = [one for one in caplog.records if one.name not in KEPT_OUT]
            if answer.status_code >= 500 or any(one.exc_info for one in logged):
                found.append((address, answer.status_code, logged))
        return found

    return ask


@pytest.mark.parametrize("kind", QUERIES)
def test_a_malformed_query_is_no_fault_of_ours(faults, kind):
    assert faults("GET", QUERIES[kind]) == []


@pytest.mark.parametrize("kind", BODIES)
def test_a_malformed_body_is_no_fault_of_ours(faults, kind):
    content_type, body = BODIES[kind]

    assert faults("POST", data=body, content_type=content_type) == []


@pytest.mark.parametrize("kind", HEADERS)
def test_malformed_headers_are_no_fault_of_ours(faults, kind):
    assert faults("GET", **HEADERS[kind]) == []


@pytest.mark.parametrize("address", ["/", "/search/", "/feeds.opml", "/admin/login/"])
def test_too_many_parameters_are_a_400_and_one_sentence_of_the_log(address, caplog):
    caplog.set_level(logging.INFO)

    answer = Client().get(f"{address}?{MANY}")

    said = [json.loads(request_log.JSONFormatter().format(one)) for one in caplog.records]
    refused, line = (one for one in said if one["logger"] != "newsroom.web.metrics")
    assert (answer.status_code, line["status"], line["level"]) == (400, 400, "INFO")
    assert (refused["level"], "traceback" in refused) == ("WARNING", False)
    assert refused["message"].startswith("The number of GET/POST parameters exceeded")
    assert b"This request can\xe2\x80\x99t be understood" in answer.content


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        ("too many", f"A request may have at most {MOST:,} fields or parameters."),
        ("too large", "A form may hold at most 5 MB of text."),
        ("too many files", "A form may have at most 100 files."),
    ],
)
def test_at_the_desk_it_says_which_limit_it_was(kind, reason):
    client = Client()
    client.force_login(build.person("Chief"))
    content_type, body = BODIES[kind]
    address = (
        "/admin/articles/article/add/" if kind != "too many files" else "/admin/login/"
    )

    answer = client.generic("POST", address, body, content_type)

    assert (answer.status_code, answer.headers["Cache-Control"]) == (
        400,
        "no-store, private",
    )
    assert f"{reason} Nothing has changed" in answer.content.decode()


def test_an_address_a_little_wrong_passes_no_query_on_that_is_too_long():
    build.live()

    short, long = Client().get("/latest?page=2"), Client().get(f"/latest?q={'a' * 20_000}")

    assert (short.status_code, short["Location"]) == (301, "/latest/?page=2")
    assert (long.status_code, long["Location"]) == (301, "/latest/")


# Methods

SAMPLES = {
    "slug": "ict-materials", "section": "ict-materials", "article_id": 1, "photo": 1, "number": 1,
    "year": "2025", "month": "11", "day": "28", "page": 2, "format": "rss", "old": "rss",
    "token": "x", "name": "x.jpg", "code": "en",
}  # fmt: skip


def public_addresses():
    """An address for each pattern outside of the desk, by the pattern's name."""
    found = {"csp_report": "/csp-report", "security_txt": "/.well-known/security.txt"}
    patterns = get_resolver("articles.urls").reverse_dict
    for name in patterns:
        if isinstance(name, str):
            for possibilities, _, _, _ in patterns.getlist(name):
                path, _ = possibilities[0]
                own = {"slug": "about"} if name == "fixed_page" else {}
                if "article_id" in path:
                    own = {"slug": "-ict-materials"}  # what follows the id
                own |= {"old": "index.rss"} if path.startswith("feeds/") else {}
                found[f"{name} {path}"] = f"/{path % (SAMPLES | own)}"
    return found


def names(resolver):
    for pattern in resolver.url_patterns:
        if str(pattern.pattern) == settings.ADMIN_PATH:
            continue
        yield from names(pattern) if hasattr(pattern, "url_patterns") else [pattern.name]


def test_the_walk_knows_every_pattern():
    assert set(names(get_resolver())) == {name.split(" ")[0] for name in public_addresses()}


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "BREW", "TRACE"])
def test_every_public_address_refuses_what_writes_as_a_method(method):
    client, wrong = Client(enforce_csrf_checks=True), {}
    for name, address in public_addresses().items():
        answer = client.generic(method, address, b"a=1", FORM)
        allowed = set(answer.get("Allow", "").split(", ")) - {"OPTIONS"}
        if (answer.status_code, allowed) != (405, {"GET", "HEAD"}):
            wrong[name] = (answer.status_code, allowed)

    assert wrong == {"csp_report": (204, {""}) if method == "POST" else (405, {"POST"})}


def test_options_are_told_where_programs_ask_and_refused_as_a_method_elsewhere():
    client = Client()
    answers = [client.options(address) for address in public_addresses().values()]

    assert {(answer.status_code, answer.get("Allow")) for answer in answers} == {
        (204, "GET, HEAD, OPTIONS"),
        (405, "GET, HEAD"),
        (405, "POST"),
    }


def test_the_desk_still_asks_for_its_token():
    assert (
        Client(enforce_csrf_checks=True).post("/admin/login/", {"a": 1}).status_code == 403
    )
