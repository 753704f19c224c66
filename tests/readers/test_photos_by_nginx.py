"""deploy/nginx.conf in a real nginx before the real application: it sends the bytes of photos."""

import re
from pathlib import Path

import pytest

from articles import desk
from tests import build, nginx

CONF = Path(__file__).parents[2] / "deploy/nginx.conf"
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]


@pytest.fixture
def get(tmp_path, live_server, settings):
    """Asks an nginx with our configuration, moved to this machine and this place."""
    settings.MEDIA_SENT_FROM = "/public-files/"
    port = nginx.free_port()
    inside = moved(port, live_server.url.removeprefix("http://"), settings.MEDIA_ROOT)
    with nginx.running(tmp_path, port, inside):
        yield lambda path, **headers: nginx.get(port, path, **headers)


def moved(port, application, media):
    before, *_, server = re.split(r"^(?=server \{)", CONF.read_text(), flags=re.MULTILINE)
    before = before.replace("include /etc/newsroom/upstream.conf", f"server {application}")
    server = re.sub(r" +(server_name|ssl_\w+) .*;\n", "", server)
    server = re.sub(r" +proxy_set_header Surrogate-Capability .*;\n", "", server)
    server = server.replace("443 ssl http2", f"127.0.0.1:{port}")
    return before + server.replace("/srv/newsroom-data/media", str(media))


def test_nginx_sends_photos_with_the_headers_of_the_application(get):
    row = build.photo().files[0]
    path = row.get_absolute_url()

    status, headers, sent = get(path)

    assert (status, len(sent), headers["Server"]) == (200, row.size, "nginx")
    assert headers["Content-Type"] == "image/jpeg"
    assert headers.get_all("Cache-Control") == ["public, max-age=86400, s-maxage=60"]
    assert headers.get_all("Content-Security-Policy") == ["default-src 'none'; sandbox"]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Cross-Origin-Resource-Policy") == ["cross-origin"]
    assert "X-Accel-Redirect" not in headers


def test_nginx_answers_ranges_and_validators(get):
    row = build.photo().files[0]
    address = row.get_absolute_url()
    _, headers, whole = get(address)

    part, has, sent = get(address, Range="bytes=-10")
    beyond = get(address, Range="bytes=99999999-")
    had, _, _ = get(address, **{"If-None-Match": headers["ETag"]})

    assert (part, has["Content-Range"]) == (
        206,
        f"bytes {row.size - 10}-{row.size - 1}/{row.size}",
    )
    assert sent == whole[-10:]
    assert had == 304
    assert (beyond.status, beyond.headers.get_all("Cache-Control")[-1]) == (416, "no-store")


def test_an_ended_photo_is_410_before_its_files_are_deleted(get):
    photo = build.photo()
    address = photo.files[0].get_absolute_url()
    desk.stop_photo(photo, by=build.person("Chief"), reason="Rights")

    status, headers, sent = get(address)

    assert (status, sent) == (410, b"")
    assert headers["Cache-Control"] == "public, max-age=5, must-revalidate"


@pytest.mark.parametrize(
    "path", ["/public-files/{}", "/public-files/../private/{}", "/public-files/"]
)
def test_nobody_asks_for_the_folder_itself(get, path):
    name = build.photo().files[0].name

    assert get(path.format(name)).status == 404


@pytest.mark.parametrize(
    "guard", [{"If-Match": '"x"'}, {"If-Unmodified-Since": "Fri, 01 Jan 1999 00:00:00 GMT"}]
)
def test_a_guard_of_one_asker_is_no_answer_for_all(get, guard):
    refused = get(build.photo().files[0].get_absolute_url(), **guard)

    assert (refused.status, refused.headers["Cache-Control"]) == (412, None)


def test_a_cache_of_ours_before_nginx_is_told_the_photo(get, settings):
    settings.SURROGATE_NAME = "edge"
    photo = build.photo()
    answer = get(
        photo.files[0].get_absolute_url(),
        **{"Surrogate-Capability": 'edge="Surrogate/1.0"'},
    )

    told = [answer.headers[f"Surrogate-{name}"] for name in ("Key", "Control")]
    assert told == [f"photo:{photo.pk}", "max-age=86400"]
