"""`make run` ends here: the web server, and a word when it really answers."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from types import FrameType
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.core.management import call_command, get_commands
from django.core.management.base import BaseCommand, CommandError, CommandParser

LOOPBACK = {"localhost", "127.0.0.1", "::1"}
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  Compared with, not bound to.
PATIENCE = 60  # seconds that the server may take to answer
GRACE = 10  # seconds that it may take to end


class Command(BaseCommand):
    help = "Serve the newsroom with granian until told to stop."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--host", default="localhost", help="default: localhost")
        parser.add_argument("--port", type=int, default=8000, help="default: 8000")

    def handle(self, *, host: str, port: int, **options: Any) -> None:
        self.check(databases=["default"])
        bound = "127.0.0.1" if host == "localhost" else host
        _refuse_taken(bound, port)
        if host not in LOOPBACK and not settings.PRODUCTION:
            self.stderr.write(
                f"Warning: {host} can be reached from other machines, and the local environment "
                "has demo passwords and no TLS."
            )
        environment = _environment(host, port) | _shared_figures(port)
        server = Server(bound, port, environment)
        if settings.FOLLOW:
            server.beside = Beside(environment)
        signal.signal(signal.SIGTERM, server.stop)
        signal.signal(signal.SIGINT, server.stop)
        try:
            if server.wait_until_it_answers():
                self._announce(host, port)
            status = server.wait()
        finally:
            server.end()
        if status and not server.stopping:
            raise CommandError(f"The server ended by itself with status {status}.")

    def _announce(self, host: str, port: int) -> None:
        shown = "localhost" if host in EVERYWHERE else host
        self.stdout.write(f"Newsroom is running at http://{_bracketed(shown)}:{port}/")
        if not settings.PRODUCTION and "demo" in get_commands():
            call_command("demo", "--logins", stdout=self.stdout)
        self.stdout.flush()


class Server:
    """granian in a process group of its own, so that its workers end with it."""

    def __init__(self, host: str, port: int, environment: dict[str, str]) -> None:
        self.address = (host, port)
        self.beside: Beside | None = None
        self.public_url = environment.get("PUBLIC_URL", settings.PUBLIC_URL)
        self.stopping = False
        command = [
            *(sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", host, "--port", str(port)),
            *("--workers", str(settings.WORKERS), "--blocking-threads", str(settings.THREADS)),
            *("--workers-kill-timeout", "5", "--log-level", "error"),
            "newsroom.wsgi:application",
        ]
        self.process = subprocess.Popen(
            command, env=environment, cwd=settings.BASE_DIR, start_new_session=True
        )

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
        self._signal(signal.SIGTERM)
        if self.beside:
            self.beside.stop()

    def wait_until_it_answers(self) -> bool:
        """True at its first answer; false if it was stopped before; an error if it cannot."""
        deadline = time.monotonic() + PATIENCE
        while not self.stopping and self.process.poll() is None:
            if self._answers():
                return True
            if time.monotonic() > deadline:
                raise CommandError(f"The server did not answer within {PATIENCE} seconds.")
            time.sleep(0.1)
        if not self.stopping:
            raise CommandError("The server ended before it answered; it says why above.")
        return False

    def _answers(self) -> bool:
        """Asked as the proxy in front would ask, so that no host is refused or sent to https."""
        host, port = self.address
        host = "127.0.0.1" if host in EVERYWHERE else host
        request = urllib.request.Request(
            f"http://{_bracketed(host)}:{port}/robots.txt",
            headers={"Host": urlsplit(self.public_url).netloc, "X-Forwarded-Proto": "https"},
        )
        try:
            with urllib.request.urlopen(request, timeout=5):  # noqa: S310  http, as it says.
                return True
        except urllib.error.HTTPError as error:
            return error.code < 500
        except OSError:
            return False

    def wait(self) -> int:
        while True:
            if self.beside and not self.stopping:
                self.beside.keep_running()
            try:
                return self.process.wait(timeout=GRACE if self.stopping else 0.5)
            except subprocess.TimeoutExpired:
                if self.stopping:
                    return 0

    def end(self) -> None:
        """Whatever of the group is left after the grace, has to go."""
        self.stopping = True
        self._signal(signal.SIGTERM)
        try:
            self.process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            pass
        self._signal(signal.SIGKILL)
        self.process.wait()
        if self.beside:
            self.beside.end()

    def _signal(self, number: int) -> None:
        try:
            os.killpg(self.process.pid, number)
        except (ProcessLookupError, PermissionError):
            pass  # It has ended. (macOS says "permission" of a group of the dead.)


class Beside:
    """`manage.py follow` beside the web workers: started anew where it ends by itself."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.process: subprocess.Popen[bytes] | None = None
        self.rest, self.start_at = 1.0, 0.0

    def keep_running(self) -> None:
        """Start it where it does not run, less and less often if it can't."""
        now = time.monotonic()
        if self.process is not None and self.process.poll() is not None:
            self.process, self.start_at = None, now + self.rest
            self.rest = min(self.rest * 2, 30.0)
        if self.process is None and now >= self.start_at:
            # A group of its own: Ctrl-C reaches it through us, so that it ends once and in order.
            self.process = subprocess.Popen(
                [sys.executable, "manage.py", "follow", "--parent", str(os.getpid())],
                env=self.environment,
                cwd=settings.BASE_DIR,
                start_new_session=True,
            )

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()

    def end(self) -> None:
        """Wait for its present item; after the grace it has to go."""
        if self.process is None:
            return
        self.process.terminate()
        try:
            self.process.wait(timeout=GRACE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def _environment(host: str, port: int) -> dict[str, str]:
    """The server's environment: this one's, and locally the address at which it was asked for."""
    environment = {**os.environ, "NEWSROOM_ENV": settings.NEWSROOM_ENV}
    if not settings.PRODUCTION:
        shown = "localhost" if host in EVERYWHERE else host
        environment.setdefault("PUBLIC_URL", f"http://{_bracketed(shown)}:{port}")
        if host not in LOOPBACK:
            environment.setdefault("ALLOWED_HOSTS", "*" if host in EVERYWHERE else host)
    return environment


def _shared_figures(port: int) -> dict[str, str]:
    """An empty folder in which workers count together, and where the doctor looks.

    By port, because during an upgrade two servers run beside each other.
    """
    folder = settings.METRICS_DIR / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {"PROMETHEUS_MULTIPROC_DIR": str(folder)}


def _refuse_taken(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            raise CommandError(
                f"Port {port} of {host} cannot be had ({getattr(error, 'strerror', error)}): stop "
                f"the program that uses it, or choose another: make run PORT={port + 1}"
            ) from error


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
