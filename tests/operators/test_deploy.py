"""deploy/ is what docs/operators/ says, as far as it can be tried without a machine of its own."""

import os
import re
import shutil
import subprocess
import sys
import threading
import time
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from django.core.management import get_commands

from bench.deployment import NGINX, ROOT, Connection, Deployment
from tests.operators.test_settings import variables_of_settings

DEPLOY = ROOT / "deploy"
UNITS = sorted((DEPLOY / "systemd").iterdir())
needs_nginx = pytest.mark.skipif(not NGINX, reason="nginx is not installed")
needs_systemd = pytest.mark.skipif(
    not shutil.which("systemd-analyze"), reason="systemd-analyze is not installed"
)


@pytest.fixture
def deployment(tmp_path):
    return Deployment(tmp_path / "here")


# nginx


@needs_nginx
def test_nginx_takes_its_configuration(deployment):
    deployment.write_nginx()

    said = deployment.nginx("-t")

    assert said.returncode == 0, said.stderr
    assert "[warn]" not in said.stderr


@needs_nginx
def test_without_a_back_end_readers_get_a_page_that_says_so(deployment):
    deployment.write_nginx()
    deployment.nginx()
    try:
        page = ask(deployment, "/")
        style = ask(deployment, "/maintenance/maintenance.css")
        original = ask(deployment, "/media/../private/x.jpg")
    finally:
        deployment.nginx("-s", "stop")

    assert (page.status, page.headers["Retry-After"]) == (503, "30")
    assert "<h1>Back in a few minutes</h1>" in page.text
    assert (style.status, style.headers["Content-Type"]) == (200, "text/css")
    # Not a file that nginx would give: asked of the back end.
    assert original.status == 503


def test_the_page_of_maintenance_stands_alone_and_speaks_three_languages():
    page = (DEPLOY / "maintenance/maintenance.html").read_text()

    assert set(re.findall(r'(?:href|src)="([^"]+)"', page)) == {
        "/maintenance/maintenance.css"
    }
    assert re.findall(r'lang="(\w+)"', page) == ["en", "az", "ru"]
    assert "<script" not in page and "style=" not in page


def test_the_page_of_maintenance_has_the_colours_of_readers_pages():
    readers = colours(ROOT / "articles/static/articles/css/tokens.css")
    alone = colours(DEPLOY / "maintenance/maintenance.css")

    assert {"--paper", "--ink", "--accent"} <= alone.keys()
    assert alone == {name: readers[name] for name in alone}


def colours(sheet) -> dict[str, str]:
    """The colours of `:root`, each by day and by night."""
    return dict(re.findall(r"(--[\w-]+): (light-dark\(.*?\));", sheet.read_text()))


@needs_nginx
def test_static_files_are_served_by_nginx_and_no_file_of_photos_without_being_told(
    deployment,
):
    deployment.write_nginx()
    data = deployment.folder / "data"
    (data / "media/private").mkdir()
    (data / "static").mkdir()
    for file in ("media/public/a.jpg", "media/private/a.jpg", "var/newsroom.sqlite3"):
        (data / file).write_text("hidden")
    (data / "static/site.0123456789ab.css").write_text("a style")
    deployment.nginx()
    try:
        style = ask(deployment, "/static/site.0123456789ab.css")
        others = [ask(deployment, path).text for path in SIDE_DOORS]
    finally:
        deployment.nginx("-s", "stop")

    assert (style.status, style.text) == (200, "a style")
    assert style.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert not any("hidden" in text for text in others)


SIDE_DOORS = (
    "/public-files/a.jpg",
    "/media/a.jpg",
    "/static../var/newsroom.sqlite3",
    "/static/..%2fvar/newsroom.sqlite3",
    "/media/..%2fprivate/a.jpg",
    "/media../private/a.jpg",
    "/media/%2e%2e/private/a.jpg",
    "/media//../private/a.jpg",
    "/static../media/private/a.jpg",
    "/maintenance/../../data/media/private/a.jpg",
)


class Said:
    def __init__(self, answer):
        self.status, self.headers = answer.status, answer.headers
        self.text = answer.read().decode()


def ask(deployment, path):
    with closing(Connection(deployment.https)) as connection:
        connection.request("GET", path)
        return Said(connection.getresponse())


@needs_nginx
def test_static_files_that_lie_with_the_newsroom_are_asked_of_it(deployment):
    with behind(deployment) as asked:
        page = ask(deployment, "/static/site.0123456789ab.css")

        assert (page.status, page.text) == (200, "well")
        assert asked()[0].startswith("GET /static/site.0123456789ab.css ")


@needs_nginx
def test_what_somebody_sends_is_read_whole_before_the_newsroom_is_asked(deployment):
    """In chunks and slowly; the newsroom gets it at once and with its length."""
    with behind(deployment) as asked, closing(Connection(deployment.https)) as sender:
        sender.connect()
        sender.putrequest("POST", "/admin/login/")
        sender.putheader("Transfer-Encoding", "chunked")
        sender.endheaders()
        sender.send(b"5\r\nhello\r\n")
        time.sleep(0.5)
        meanwhile = asked()
        sender.send(b"6\r\n world\r\n0\r\n\r\n")
        said = Said(sender.getresponse())

        assert (meanwhile, said.text) == ([], "well")
        assert "\r\nContent-Length: 11\r\n" in asked()[0]
        assert "chunked" not in asked()[0]


@pytest.mark.parametrize(
    ("path", "megabytes", "status"),
    [("/csp-report", 2, 413), ("/admin/articles/photo/upload/", 2, 200)],
)
@needs_nginx
def test_nginx_takes_as_much_as_the_newsroom_does(deployment, path, megabytes, status):
    with behind(deployment), closing(Connection(deployment.https)) as sender:
        sender.request("POST", path, b"x" * megabytes * 1024 * 1024)

        assert sender.getresponse().status == status


@contextmanager
def behind(deployment):
    """Run nginx before a server that says "well"; yields a function that says what it was asked."""
    heads = []

    class Newsroom(BaseHTTPRequestHandler):
        def do_GET(self):
            heads.append(f"{self.requestline}\r\n{self.headers}".replace("\n", "\r\n"))
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self.send_response(200)
            self.send_header("Content-Length", "4")
            self.end_headers()
            self.wfile.write(b"well")

        do_POST = do_GET

        def log_message(self, *args):
            pass

    deployment.write_nginx()
    with ThreadingHTTPServer(("127.0.0.1", deployment.ports[0]), Newsroom) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        deployment.nginx()
        try:
            yield lambda: list(heads)
        finally:
            deployment.nginx("-s", "stop")
            server.shutdown()


# systemd


@needs_systemd
def test_systemd_takes_every_unit(tmp_path):
    for unit in UNITS:
        text = unit.read_text()
        text = re.sub(r"/srv/\S+/bin/(python|litestream)", sys.executable, text)
        (tmp_path / unit.name.replace("@", "@8001")).write_text(text)

    said = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        capture_output=True,
        text=True,
    )

    assert [line for line in said.stderr.splitlines() if str(tmp_path) in line] == []
    assert [line for line in said.stderr.splitlines() if line.startswith("newsroom")] == []


@pytest.mark.parametrize("unit", UNITS, ids=lambda unit: unit.name)
def test_a_unit_runs_commands_that_are_there(unit):
    named = re.findall(r"manage\.py (\w+)", unit.read_text())

    assert [name for name in named if name not in get_commands()] == []
    runs = bool(named) or "litestream replicate" in unit.read_text()
    assert runs == unit.name.endswith(".service")


def test_every_unit_is_hardened_alike():
    services = [unit.read_text() for unit in UNITS if unit.suffix == ".service"]
    hardened = {
        text[text.index("NoNewPrivileges") :].partition("\n\n")[0] for text in services
    }

    assert len({part.strip() for part in hardened}) == 1


# Containers


def blocks(text, indent=0):
    """The lines of YAML below each name that stands `indent` to the right, by these names."""
    _, *parts = re.split(rf"^ {{{indent}}}([\w-]+):", text, flags=re.MULTILINE)
    return dict(zip(parts[::2], parts[1::2], strict=True))


def compose():
    """What all containers of ours have in common, and the lines of each container's own."""
    whole = blocks((DEPLOY / "compose.yaml").read_text())
    return blocks(whole["x-newsroom"], indent=2), blocks(whole["services"], indent=2)


def test_containers_are_given_settings_that_there_are():
    common, services = compose()
    example = (DEPLOY / "compose.env.example").read_text()
    named = set(blocks(common["environment"], indent=4))
    named |= set(re.findall(r"^([A-Z_]+)=", example, re.MULTILINE)) - {"POSTGRES_PASSWORD"}
    named |= set(
        re.findall(r"^ +([A-Z_]+)=/", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)
    )
    named -= {"PATH", "PYTHONUNBUFFERED"}

    assert set(services) == {"nginx", "db", "migrate", "web", "follow"}
    assert len(named) > 8
    assert named - set(variables_of_settings()) == set()


def test_in_containers_readers_and_senders_meet_nginx_alone():
    common, services = compose()
    mounted = re.findall(r"- (\./[^:]+):", services["nginx"])
    made = {"./compose/nginx.conf"}  # of nginx.conf, as compose.yaml says

    assert [name for name, lines in services.items() if "ports:" in lines] == ["nginx"]
    assert "ports" not in common
    assert [one for one in mounted if one not in made and not (DEPLOY / one).is_dir()] == []
    assert "server web:8000;" in (DEPLOY / "compose/upstream.conf").read_text()


def test_containers_run_without_root_on_a_disk_that_cannot_be_written():
    common, services = compose()
    ours = [name for name, lines in services.items() if "    <<: *newsroom\n" in lines]
    own = "".join(services[name] for name in ours)
    last = (DEPLOY / "Dockerfile").read_text().rpartition("FROM ")[2]

    assert ours == ["migrate", "web", "follow"]
    assert (common["read_only"].strip(), common["cap_drop"].strip()) == ("true", "[ALL]")
    assert not re.search("read_only|cap_|privileged|user:|environment:", own)
    assert "\nUSER newsroom\n" in last
    assert "/healthz" in last


def test_the_container_is_built_by_the_script_that_servers_use():
    steps = re.findall(r"^RUN (.*)$", (DEPLOY / "Dockerfile").read_text(), re.MULTILINE)

    assert steps[0].endswith("/src/deploy/build.sh /srv/newsroom/app")


def test_what_the_script_builds_can_be_served(tmp_path):
    place = tmp_path / "place"
    environment = {
        **os.environ,
        "VENV": sys.prefix,
        "STATIC_ROOT": str(tmp_path / "static"),
    }

    subprocess.run([DEPLOY / "build.sh", place], env=environment, check=True)
    said = subprocess.run(
        [
            place / ".venv/bin/python",
            "manage.py",
            "check",
            "--deploy",
            "--fail-level",
            "ERROR",
        ],
        cwd=place,
        env=PATHS
        | {"STATIC_ROOT": str(tmp_path / "static"), "VAR_DIR": str(tmp_path / "var")},
        capture_output=True,
        text=True,
    )

    assert said.returncode == 0, said.stderr
    assert (tmp_path / "static/staticfiles.json").exists()
    assert not (place / "tests").exists()


PATHS = {
    "PATH": os.environ["PATH"],
    "NEWSROOM_ENV": "production",
    "SECRET_KEY": "kX3vQ9-wLm2pZr7TnB5yHs8dFg4jKc6uAe1oVi0tRxYqWzEbNhMlPaSdGfJ",
    "PUBLIC_URL": "https://news.example",
}


def test_scripts_are_plain_sh():
    for script in DEPLOY.glob("*.sh"):
        subprocess.run(["sh", "-n", script], check=True)
        assert os.access(script, os.X_OK), script.name


@pytest.mark.parametrize(
    "page", sorted((ROOT / "docs/operators").glob("*.md")), ids=lambda p: p.name
)
def test_operators_are_told_of_commands_that_are_there(page):
    named = re.findall(
        r"(?:manage\.py|^newsroom) ([a-z_]+)", page.read_text(), re.MULTILINE
    )

    assert [name for name in named if name not in get_commands()] == []
