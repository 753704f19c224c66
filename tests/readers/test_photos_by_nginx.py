"""deploy/nginx.conf in a real nginx before the real application: it sends the bytes of photos."""

import os
import re
import shutil
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

from articles import desk
from tests import build

CONF = Path(__file__).parents[2] / "deploy/nginx.conf"
AROUND = """{user}daemon off; pid {place}/pid; error_log {place}/errors; worker_processes 1;
events {{}}
http {{
    access_log off; client_body_temp_path {place}/1; proxy_temp_path {place}/2;
    fastcgi_temp_path {place}/3; uwsgi_temp_path {place}/4; scgi_temp_path {place}/5;
    {server}
}}
"""
pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.real_time]


@pytest.fixture
def nginx(tmp_path, live_server, settings):
    """The address of an nginx with our configuration, moved to this machine and this place."""
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if program is None:
        pytest.skip("needs nginx: install it")
    settings.MEDIA_SENT_FROM = "/public-files/"
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    server = moved(port, live_server.url.removeprefix("http://"), settings.MEDIA_ROOT)
    user = "user root; " if os.geteuid() == 0 else ""
    (tmp_path / "conf").write_text(AROUND.format(user=user, place=tmp_path, server=server))
    process = subprocess.Popen([program, "-e", f"{tmp_path}/errors", "-c", f"{tmp_path}/conf"])
    wait_for(port)
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait(timeout=10)


def moved(port, application, media):
    before, *_, server = re.split(r"^(?=server \{)", CONF.read_text(), flags=re.MULTILINE)
    before = before.replace("include /etc/newsroom/upstream.conf", f"server {application}")
    server = re.sub(r" +(server_name|ssl_\w+) .*;\n", "", server)
    server = server.replace("443 ssl http2", f"127.0.0.1:{port}")
    return before + server.replace("/srv/newsroom-data/media", str(media))


def wait_for(port):
    for _ in range(100):
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            time.sleep(0.05)
    raise AssertionError("nginx does not answer.")


def get(address, **headers):
    asked = urllib.request.Request(address, headers=headers)
    try:
        with urllib.request.urlopen(asked, timeout=10) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as refused:
        return refused.code, refused.headers, refused.read()


def test_nginx_sends_photos_with_the_headers_of_the_application(nginx, live_server):
    row = build.photo().files[0]
    path = row.get_absolute_url()

    status, headers, sent = get(nginx + path)

    assert (status, len(sent), headers["Server"]) == (200, row.size, "nginx")
    assert headers["Content-Type"] == "image/jpeg"
    assert headers.get_all("Cache-Control") == ["public, max-age=31536000, immutable"]
    assert headers.get_all("Content-Security-Policy") == ["default-src 'none'; sandbox"]
    assert headers.get_all("X-Content-Type-Options") == ["nosniff"]
    assert headers.get_all("Cross-Origin-Resource-Policy") == ["cross-origin"]
    assert "X-Accel-Redirect" not in headers


def test_nginx_answers_ranges_and_validators(nginx):
    row = build.photo().files[0]
    address = nginx + row.get_absolute_url()
    _, headers, whole = get(address)

    part, has, sent = get(address, Range="bytes=-10")
    beyond, _, _ = get(address, Range="bytes=99999999-")
    had, _, _ = get(address, **{"If-None-Match": headers["ETag"]})

    assert (part, has["Content-Range"]) == (206, f"bytes {row.size - 10}-{row.size - 1}/{row.size}")
    assert sent == whole[-10:]
    assert (beyond, had) == (416, 304)


def test_an_ended_photo_is_410_before_its_files_are_deleted(nginx):
    photo = build.photo()
    address = nginx + photo.files[0].get_absolute_url()
    desk.stop_photo(photo, by=build.person("Chief"), reason="Rights")

    status, headers, sent = get(address)

    assert (status, headers["Cache-Control"], sent) == (410, "no-store", b"")


@pytest.mark.parametrize(
    "path", ["/public-files/{}", "/public-files/../private/{}", "/public-files/"]
)
def test_nobody_asks_for_the_folder_itself(nginx, path):
    name = build.photo().files[0].name

    assert get(nginx + path.format(name))[0] == 404
