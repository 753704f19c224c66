"""The deployment of deploy/ in a temporary folder: nginx and all, without systemd."""

import http.client
import os
import re
import secrets
import shutil
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from getpass import getuser
from pathlib import Path

from bench.demo import Served, newsroom

ROOT = Path(__file__).resolve().parents[1]
HOST = "news.example"
# What deploy/upgrade.sh asks of systemd, done by process ids in files.
SYSTEMCTL = """#!/bin/sh
set -eu
run() {{ # name, place, words of manage.py
    name=$1; cd {root}/$2; shift 2
    set -a; . {env}; FOLLOW=false; NEWSROOM_ENV=production; set +a
    setsid .venv/bin/python manage.py "$@" >>{root}/$name.log 2>&1 </dev/null &
    echo $! >{root}/$name.pid
}}
end() {{
    file={root}/$1.pid
    [ -e $file ] || return 0
    kill $(cat $file) 2>/dev/null || true
    while kill -0 $(cat $file) 2>/dev/null; do sleep 0.1; done
    rm $file
}}
case "$1 $2" in
start\\ newsroom@*) port=${{2#newsroom@}}; run $port $port serve --host 127.0.0.1 --port $port ;;
stop\\ newsroom@*) end ${{2#newsroom@}} ;;
restart\\ newsroom-follow) end follow; run follow live follow ;;
stop\\ newsroom-follow) end follow ;;
esac
"""


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Connection(http.client.HTTPSConnection):
    """To nginx on loopback, by the name of the site and whatever the certificate."""

    def __init__(self, port: int) -> None:
        unchecked = ssl._create_unverified_context()  # noqa: S323  Made here, on loopback.
        super().__init__(HOST, port, timeout=30, context=unchecked)
        self.unchecked = unchecked

    def connect(self) -> None:
        plain = socket.create_connection(("127.0.0.1", self.port), self.timeout)
        self.sock = self.unchecked.wrap_socket(plain, server_hostname=HOST)


class Deployment:
    """Paths, settings and nginx of deploy/, moved under one folder and to free ports."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.ports = (free_port(), free_port())
        self.https, self.http = free_port(), free_port()
        for name in ("etc", "srv", "data/var", "data/media/public", "nginx"):
            (folder / name).mkdir(parents=True)
        self.env_file = folder / "etc/newsroom.env"
        self.upstream = folder / "etc/upstream.conf"
        self.settings = {
            "NEWSROOM_ENV": "production",
            "SECRET_KEY": secrets.token_urlsafe(64),
            "PUBLIC_URL": f"https://{HOST}",
            "DATABASE_URL": f"sqlite:///{folder}/data/var/newsroom.sqlite3",
            "VAR_DIR": f"{folder}/data/var",
            "STATIC_ROOT": f"{folder}/data/static",
            "MEDIA_ROOT": f"{folder}/data/media",
            "MEDIA_SENT_FROM": "/public-files/",
        }
        self.env_file.write_text("".join(f"{k}={v}\n" for k, v in self.settings.items()))

    def manage(self, *words: str, **variables: str) -> None:
        environment = {**os.environ, **self.settings, **variables}
        command = [sys.executable, "manage.py", *words]
        subprocess.run(
            command, cwd=ROOT, env=environment, check=True, stdout=subprocess.DEVNULL
        )

    def write_nginx(self) -> Path:
        """deploy/nginx.conf in a main file of its own, with a certificate made here."""
        self._write_certificate()
        if not self.upstream.exists():
            self.upstream.write_text(f"server 127.0.0.1:{self.ports[0]};\n")
        main = self.folder / "nginx/nginx.conf"
        (self.folder / "nginx/site.conf").write_text(self._site())
        user = f"user {getuser()};" if os.getuid() == 0 else ""
        temporary = "".join(
            f"{kind}_temp_path {self.folder}/nginx/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        main.write_text(
            f"{user}\nworker_processes 2;\npid {self.folder}/nginx/pid;\n"
            f"error_log {self.folder}/nginx/error.log;\nevents {{ worker_connections 512; }}\n"
            f"http {{\n{temporary}access_log off;\ninclude /etc/nginx/mime.types;\n"
            f"include {self.folder}/nginx/site.conf;\n}}\n"
        )
        return main

    def _site(self) -> str:
        text = (ROOT / "deploy/nginx.conf").read_text()
        places = {
            "/etc/letsencrypt/live/news.example/": f"{self.folder}/nginx/",
            "/etc/newsroom/": f"{self.folder}/etc/",
            "/srv/newsroom-data/": f"{self.folder}/data/",
            "/srv/newsroom/live/deploy": f"{ROOT}/deploy",
        }
        for ours, here in places.items():
            text = text.replace(ours, here)
        text = re.sub(r"listen 443", f"listen 127.0.0.1:{self.https}", text)
        return re.sub(r"listen 80\b", f"listen 127.0.0.1:{self.http}", text)

    def _write_certificate(self) -> None:
        command = [
            *("openssl", "req", "-x509", "-nodes", "-newkey", "ec"),
            *(
                "-pkeyopt",
                "ec_paramgen_curve:prime256v1",
                "-days",
                "2",
                "-subj",
                f"/CN={HOST}",
            ),
            *("-keyout", f"{self.folder}/nginx/privkey.pem"),
            *("-out", f"{self.folder}/nginx/fullchain.pem"),
        ]
        subprocess.run(command, check=True, capture_output=True)

    def nginx(self, *words: str) -> subprocess.CompletedProcess[str]:
        command = [NGINX or "nginx", "-c", str(self.folder / "nginx/nginx.conf"), *words]
        return subprocess.run(command, capture_output=True, text=True)

    def upgrade(self, source: Path, *words: str, **variables: str) -> subprocess.Popen[str]:
        """Start a source's deploy/upgrade.sh upon this deployment."""
        control = self.folder / "systemctl"
        control.write_text(SYSTEMCTL.format(root=self.folder / "srv", env=self.env_file))
        control.chmod(control.stat().st_mode | stat.S_IXUSR)
        environment = {
            **{k: v for k, v in os.environ.items() if k not in self.settings},
            "ROOT": str(self.folder / "srv"),
            "ENV_FILE": str(self.env_file),
            "UPSTREAM": str(self.upstream),
            "BACKUPS": str(self.folder / "backups"),
            "ACCOUNT": getuser(),
            "SYSTEMCTL": str(control),
            "NGINX_PROGRAM": f"{NGINX} -c {self.folder}/nginx/nginx.conf",
            "PORTS": " ".join(map(str, self.ports)),
            "VENV": sys.prefix,
            **variables,
        }
        command = [str(source / "deploy/upgrade.sh"), *words]
        return subprocess.Popen(
            command,
            env=environment,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )

    def stop(self) -> None:
        self.nginx("-s", "stop")
        for file in (self.folder / "srv").glob("*.pid"):
            unit = f"newsroom@{file.stem}" if file.stem.isdigit() else "newsroom-follow"
            subprocess.run([str(self.folder / "systemctl"), "stop", unit])


@contextmanager
def deployed_demo() -> Iterator[tuple[Served, int]]:
    """Serve the demo as deploy/ does, by nginx at `https://HOST` on a port of loopback."""
    with tempfile.TemporaryDirectory(prefix="newsroom-deployed-") as folder:
        deployment = Deployment(Path(folder))
        names = ("PUBLIC_URL", "STATIC_ROOT", "MEDIA_ROOT", "MEDIA_SENT_FROM")
        settings = {name: deployment.settings[name] for name in names}
        with newsroom(ALLOWED_HOSTS=HOST, **settings) as served:
            deployment.upstream.write_text(f"server 127.0.0.1:{served.port};\n")
            deployment.write_nginx()
            deployment.nginx().check_returncode()
            try:
                yield served, deployment.https
            finally:
                deployment.nginx("-s", "stop")


NGINX = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
