"""A WebSub hub and a subscriber (W3C WebSub, 5 and 7), small, on real sockets."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit
from urllib.request import Request, urlopen

Form = dict[str, str]


class Site:
    """Answers POST with the status that `posted` returns, GET with the text of `got`."""

    def __init__(self) -> None:
        self.posted: Callable[[bytes, dict[str, str]], int] = lambda body, headers: 202
        self.got: Callable[[Form], str] = lambda query: ""
        self.extra: dict[str, str] = {}
        self.url = ""

    @contextmanager
    def serving(self) -> Iterator[None]:
        server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(self))
        self.url = f"http://127.0.0.1:{server.server_port}/"
        threading.Thread(target=server.serve_forever, args=[0.02], daemon=True).start()
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()


class Hub(Site):
    """Keeps what it is told, and hands topics on to those who subscribed."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[str] = []
        self.answers: list[int] = []
        self.callbacks: dict[str, str] = {}
        self.posted = self._take

    def _take(self, body: bytes, headers: dict[str, str]) -> int:
        form = _form(body.decode())
        if form["hub.mode"] == "subscribe":
            return self._subscribe(form)
        self.told.append(form["hub.url"])
        status = self.answers.pop(0) if self.answers else 204
        callback = self.callbacks.get(form["hub.url"])
        if callback and status == 204:
            threading.Thread(target=self._hand_on, args=[form["hub.url"], callback]).start()
        return status

    def _subscribe(self, form: Form) -> int:
        """Verify the intent: the subscriber has to echo the challenge."""
        topic, callback = form["hub.topic"], form["hub.callback"]
        query = {"hub.mode": "subscribe", "hub.topic": topic, "hub.challenge": "echo me"}
        with urlopen(f"{callback}?{urlencode(query)}") as answer:
            assert answer.read() == b"echo me"
        self.callbacks[topic] = callback
        return 202

    def _hand_on(self, topic: str, callback: str) -> None:
        with urlopen(topic) as feed:
            body = feed.read()
            link = f'<{self.url}>; rel="hub", <{topic}>; rel="self"'
            headers = {"Content-Type": feed.headers["Content-Type"], "Link": link}
        with urlopen(Request(callback, body, headers)):
            pass


class Subscriber(Site):
    """Subscribes to a topic and keeps the documents that come."""

    def __init__(self) -> None:
        super().__init__()
        self.documents: list[str] = []
        self.posted = self._keep
        self.got = lambda query: query["hub.challenge"]

    def subscribe(self, hub: str, topic: str) -> None:
        form = {"hub.mode": "subscribe", "hub.topic": topic, "hub.callback": self.url}
        with urlopen(hub, urlencode(form).encode()):
            pass

    def _keep(self, body: bytes, headers: dict[str, str]) -> int:
        self.documents.append(body.decode())
        return 200


def _form(text: str) -> Form:
    return {name: values[-1] for name, values in parse_qs(text).items()}


def _handler(site: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(site.posted(body, dict(self.headers)), "")

        def do_GET(self) -> None:
            self._answer(200, site.got(_form(urlsplit(self.path).query)))

        def _answer(self, status: int, text: str) -> None:
            self.send_response(status)
            for name, value in site.extra.items():
                self.send_header(name, value)
            if status != 204 and "Content-Length" not in site.extra:
                self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *args: object) -> None:
            pass

    return Handler
