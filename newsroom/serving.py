"""`manage.py serve`: starts the web server and the follower, and sees that they end.

It only watches, so it loads no Django but the settings: a tenth of a second, 26 MB.
"""

import argparse
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from contextlib import suppress
from types import FrameType
from urllib.parse import urlsplit

from newsroom import settings

HELP = "Serve the newsroom with granian until told to stop."
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
EVERYWHERE = {"0.0.0.0", "::"}  # noqa: S104  Compared with, not bound to.
PATIENCE = 60  # seconds that the server may take to answer
GRACE = 10  # seconds that what is under way may take to end
PYTHON = sys.executable


def main(arguments: list[str]) -> None:
    """Serve as the command line says; a SystemExit with a sentence where that cannot be."""
    parser = argparse.ArgumentParser(prog="manage.py serve", description=HELP)
    add_arguments(parser)
    serve(**vars(parser.parse_args(arguments)))


def add_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--host", default="localhost", help="default: localhost")
    parser.add_argument("--port", type=int, default=8000, help="default: 8000")
    parser.add_argument(
        "--prepare", action="store_true",
        help="migrate first, make the demo where there is no story, and collect static files",
    )  # fmt: skip


def serve(*, host: str, port: int, prepare: bool) -> None:
    bound = "127.0.0.1" if host == "localhost" else host
    _refuse_used_port(bound, port)
    if host not in LOOPBACK and not settings.PRODUCTION:
        _say(
            f"Warning: {host} can be reached from other machines, and the local environment "
            "has demo passwords and no TLS."
        )
    environment = _environment(host, port)
    greeting = _prepare(environment) if prepare else ""
    server = Server(bound, port, environment | _metrics_environment(port))
    signal.signal(signal.SIGTERM, server.stop)
    signal.signal(signal.SIGINT, server.stop)
    try:
        if server.wait_until_it_answers():
            shown = "localhost" if host in EVERYWHERE else host
            print(
                f"Newsroom is running at http://{_bracketed(shown)}:{port}/\n{greeting}",
                end="",
            )
            sys.stdout.flush()
        status = server.wait()
    finally:
        server.end()
    if status and not server.stopping:
        sys.exit(f"The server ended by itself with status {status}.")


def _prepare(environment: dict[str, str]) -> str:
    """Let newsroom/preparing.py do its steps; return what it has to say to who will sign in."""
    # A group of its own: Ctrl-C reaches it through us, as an order and not as a traceback.
    process = subprocess.Popen(
        [PYTHON, "-m", "newsroom.preparing"],
        env={"LOG_LEVEL": "WARNING"} | environment,
        cwd=settings.BASE_DIR,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: sys.exit())
    try:
        greeting, _ = process.communicate()
    finally:
        process.terminate()
        process.wait()
    if process.returncode:
        sys.exit("The newsroom is not ready to be served; it says why above.")
    _say("Starting the server …")
    return greeting


class Server:
    """granian in a process group of its own, so that its workers end with it."""

    def __init__(self, host: str, port: int, environment: dict[str, str]) -> None:
        self.address = (host, port)
        self.follower = FollowProcess(environment) if settings.FOLLOW else None
        self.public_url = environment.get("PUBLIC_URL", settings.PUBLIC_URL)
        self.stopping = False
        command = [
            *(PYTHON, "-m", "granian", "--interface", "wsgi", "--no-ws"),
            *("--host", host, "--port", str(port)),
            *(
                "--workers",
                str(settings.WORKERS),
                "--blocking-threads",
                str(settings.THREADS),
            ),
            *("--workers-kill-timeout", str(GRACE - 2), "--log-level", "error"),
            "newsroom.checked:application",
        ]
        self.process = subprocess.Popen(
            command, env=environment, cwd=settings.BASE_DIR, start_new_session=True
        )

    def stop(self, number: int, frame: FrameType | None) -> None:
        self.stopping = True
        # It tells its workers; one that is told twice drops what is under way.
        self.process.terminate()
        if self.follower:
            self.follower.stop()

    def wait_until_it_answers(self) -> bool:
        """True at its first answer; false if it was stopped before; an error if it cannot."""
        deadline = time.monotonic() + PATIENCE
        while not self.stopping and self.process.poll() is None:
            if self._answers():
                return True
            if time.monotonic() > deadline:
                sys.exit(f"The server did not answer within {PATIENCE} seconds.")
            time.sleep(0.1)
        if not self.stopping:
            sys.exit("The server ended before it answered; it says why above.")
        return False

    def _answers(self) -> bool:
        """Asked as the proxy in front would ask, so that no host is refused or sent to https."""
        host, port = self.address
        host = "127.0.0.1" if host in EVERYWHERE else host
        request = urllib.request.Request(
            f"http://{_bracketed(host)}:{port}/robots.txt",
            headers={
                "Host": urlsplit(self.public_url).netloc,
                "X-Forwarded-Proto": "https",
            },
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
            if self.follower and not self.stopping:
                self.follower.keep_running()
            try:
                return self.process.wait(timeout=GRACE if self.stopping else 0.5)
            except subprocess.TimeoutExpired:
                if self.stopping:
                    return 0

    def end(self) -> None:
        """Whatever of the group is left after the grace, has to go."""
        self.stopping = True
        self.process.terminate()
        with suppress(subprocess.TimeoutExpired):
            self.process.wait(timeout=GRACE)
        # It may have ended. (macOS says "permission" of a group of the dead.)
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        if self.follower:
            self.follower.end()


class FollowProcess:
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
                [PYTHON, "manage.py", "follow", "--parent", str(os.getpid())],
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


def _metrics_environment(port: int) -> dict[str, str]:
    """An empty folder in which workers count together, and where the doctor looks.

    By port, because during an upgrade two servers run beside each other.
    """
    folder = settings.METRICS_DIR / str(port)
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return {"PROMETHEUS_MULTIPROC_DIR": str(folder)}


def _refuse_used_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except (OSError, OverflowError) as error:
            sys.exit(
                f"Port {port} of {host} cannot be had ({getattr(error, 'strerror', error)}): stop "
                f"the program that uses it, or choose another: make run PORT={port + 1}"
            )


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _say(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)
