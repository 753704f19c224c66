"""Play rude requests against the real server, on loopback.

    python bench/rude.py [--requests 10000] [--seed 1]

Starts the newsroom with a demo in a temporary place and sends it what no browser sends. Exits with
1 where an answer is a 5xx, shows a traceback, takes over 8 seconds, names a host that is not ours,
leads to one, or where HEAD and GET differ; or where 60 half-sent bodies stop readers.
"""

import argparse
import random
import re
import socket
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench.demo import newsroom

PATIENCE = 8.0
FOREIGN = "evil.example"
OURS = ("localhost",)
PATHS = (
    "/ /latest/ /ict-materials/ /feed.rss /feed.atom /sitemap.xml /robots.txt /corrections/ "
    "/archive/2025/ /archive/2025/11/28/ /about/ /media/x.jpg /static/x.css /admin/ /admin/login/ "
    "/admin/articles/article/ /admin/articles/article/add/ /preview/x/ /healthz /readyz /metrics "
    "/.well-known/security.txt /csp-report/ /no-such/1-page/"
).split()
METHODS = "GET HEAD POST PUT PATCH DELETE OPTIONS TRACE PROPFIND BREW get G".split()
TRICKS = (
    "%00 %0a %0d%0aSet-Cookie:x=1 %ff %c0%ae%c0%ae/ %2e%2e%2f%2e%2e%2fetc/passwd ../../etc/passwd "
    "..%5c..%5c .git/config .env newsroom.sqlite3 %25%32%66 %u0041 %F0%9F%92%A9 %D8%A7 %E2%80%AE "
    ";jsessionid=1 //evil.example/ /%09/evil.example \\evil.example ~ %7f 99999999999999999999 "
    "-1 1e9 NaN ' \" <script> ${7*7} {{7*7}} *"
).split()
QUERIES = (
    "page=99999999999999999999 page=-1 page=%00 page=1&page=2 q=%ff%fe next=//evil.example o=99 "
    "o=%00 p=-1 e=1 id__in=x before=%00 after=9999-99-99 _popup=1&_to_field=x &&&=== a[]=1 ?? %"
).split()
JUNK = (
    b'{"a": [1, {"b": null}]}',
    b"\xff\xfe\x00\x00",
    b"a=%00&b=%ff&csrfmiddlewaretoken=" + b"x" * 99,
    b"--x\r\nContent-Disposition: form-data; name=a; filename=\x00\r\n\r\n1\r\n",
    b"--x\r\nContent-Disposition: form-data\r\n",
    b"--x--",
    b"&".join(b"a%d=1" % n for n in range(2_500)),
    "headline=مرحبا&body=💩&login=\u202e".encode(),
    b"<?xml version='1.0'?><!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]><a>&b;</a>",
)
TYPES = (
    "application/json", "application/x-www-form-urlencoded", "multipart/form-data",
    "multipart/form-data; boundary=x", "multipart/form-data; boundary=" + "y" * 300, "text/xml",
    "application/x-www-form-urlencoded; charset=utf-7", "a/b; charset=\xff", "\x01",
)  # fmt: skip
HEADERS = (
    ("Range", "bytes=0-0,5-1,-99999999999999999999"), ("Range", "bytes=abc"),
    ("If-Modified-Since", "yesterday"), ("If-Modified-Since", "Sat, 99 Zzz 9999 99:99:99 GMT"),
    ("If-None-Match", "W/\"x\", *, \"" + "y" * 999), ("Accept", "*/*;q=x, ;;;"),
    ("Accept-Language", "az" * 500), ("Accept-Encoding", "br;q=nan, gzip;q=-1, *"),
    ("Cookie", "sessionid=" + "z" * 7_000), ("Cookie", "sessionid=\xff; csrftoken=;;;=;"),
    ("Authorization", "Basic " + "A" * 500), ("Authorization", "Bearer \xff"),
    ("X-HTTP-Method-Override", "DELETE"), ("X-Original-URL", "/admin/"),
    ("X-Forwarded-Host", FOREIGN), ("X-Forwarded-Proto", "https, http"),
    ("X-Forwarded-For", "::::, 1.2.3.4.5, \x01"), ("Forwarded", f"host={FOREIGN}"),
    ("X-Request-ID", "<script>" * 9), ("Referer", f"https://{FOREIGN}/"),
    ("Origin", "null"), ("Origin", f"https://{FOREIGN}"), ("Transfer-Encoding", "x"),
    ("Expect", "200-maybe"), ("Content-Length", "-5"), ("Upgrade", "websocket"),
)  # fmt: skip


@dataclass
class Rude:
    method: str
    target: str
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""
    host: str = "localhost"


def requests(count: int, seed: int) -> Iterator[Rude]:
    """The same requests for the same seed."""
    chance = random.Random(seed)  # noqa: S311  For variety, not for secrets.
    for _ in range(count):
        yield _one(chance)


def _one(chance: random.Random) -> Rude:
    target, method = chance.choice(PATHS), "GET"
    rude = Rude(method, target)
    for _ in range(chance.choice((1, 1, 2, 3))):
        chance.choice(
            (_method, _trick, _query, _long, _header, _many, _body, _body, _host)
        )(rude, chance)
    return rude


def _method(rude: Rude, chance: random.Random) -> None:
    rude.method = chance.choice(METHODS)


def _trick(rude: Rude, chance: random.Random) -> None:
    base, _, rest = rude.target.partition("?")
    rude.target = f"{base}{chance.choice(TRICKS)}" + (f"?{rest}" if rest else "")


def _query(rude: Rude, chance: random.Random) -> None:
    rude.target += ("&" if "?" in rude.target else "?") + chance.choice(QUERIES)


def _long(rude: Rude, chance: random.Random) -> None:
    rude.target += chance.choice(("/a", "?q=", "%41")) * chance.choice((500, 4_000, 21_000))


def _header(rude: Rude, chance: random.Random) -> None:
    rude.headers.append(chance.choice(HEADERS))


def _many(rude: Rude, chance: random.Random) -> None:
    rude.headers += [(f"X-Many-{n}", "x" * chance.choice((1, 50))) for n in range(300)]


def _body(rude: Rude, chance: random.Random) -> None:
    rude.method, rude.body = chance.choice(("POST", "PUT", "GET")), chance.choice(JUNK)
    rude.headers.append(("Content-Type", chance.choice(TYPES)))


def _host(rude: Rude, chance: random.Random) -> None:
    rude.host = chance.choice(
        (FOREIGN, f"{FOREIGN}:80", "", "localhost:99999", "a b", "\xff", "[")
    )


# What is sent and what comes back


@dataclass
class Answer:
    status: int  # 0: the server closed the connection without one
    headers: dict[str, str]
    body: bytes
    seconds: float


def send(port: int, rude: Rude) -> Answer:
    head = [
        f"{rude.method} {rude.target} HTTP/1.1",
        f"Host: {rude.host}",
        "Connection: close",
    ]
    if rude.body and not any(name == "Content-Length" for name, _ in rude.headers):
        head.append(f"Content-Length: {len(rude.body)}")
    head += [f"{name}: {value}" for name, value in rude.headers]
    data = "\r\n".join(head).encode("latin-1", "replace") + b"\r\n\r\n" + rude.body
    started, got = time.perf_counter(), b""
    try:
        with closing(
            socket.create_connection(("127.0.0.1", port), timeout=PATIENCE + 2)
        ) as to:
            to.sendall(data)
            while piece := to.recv(65_536):
                got += piece
    except TimeoutError:
        return Answer(0, {}, b"", PATIENCE + 2)
    except OSError:
        pass  # Closed on us: that is an answer to what was sent.
    return _parsed(got, time.perf_counter() - started)


def _parsed(got: bytes, seconds: float) -> Answer:
    head, _, body = got.partition(b"\r\n\r\n")
    first, *lines = head.decode("latin-1").split("\r\n")
    found = re.match(r"HTTP/1\.[01] (\d{3})", first)
    headers = {
        name.strip().lower(): value.strip()
        for name, _, value in (x.partition(":") for x in lines)
    }
    return Answer(int(found[1]) if found else 0, headers, body, seconds)


def _host_of(address: str) -> str | None:
    """The host to which a browser would go, which takes a backslash for a slash; None: ours."""
    try:
        return urlsplit(address.replace("\\", "/")).hostname
    except ValueError:
        return address


def faults(rude: Rude, answer: Answer) -> list[str]:
    """Say what is wrong with an answer; nothing where it is an honest one."""
    shown = answer.body + repr(answer.headers).encode()
    asked = FOREIGN in rude.target
    leads = answer.headers.get("location", "")
    unready = answer.status == 503 and rude.target.startswith("/readyz")
    found = {
        f"status {answer.status}": answer.status >= 500 and not unready,
        "a traceback": b"Traceback (most recent call last)" in shown,
        "too slow": answer.seconds > PATIENCE,
        "names a foreign host": FOREIGN.encode() in shown and not asked,
        "leads to another host": _host_of(leads) not in (None, *OURS),
        "echoes TRACE": rude.method == "TRACE" and 200 <= answer.status < 300,
        "sets a smuggled cookie": answer.headers.get("set-cookie", "").startswith("x=1"),
    }
    return [name for name, wrong in found.items() if wrong]


def head_differs(port: int, path: str) -> list[str]:
    """Compare what HEAD and GET say of a path."""
    get, head = send(port, Rude("GET", path)), send(port, Rude("HEAD", path))
    names = "content-type etag last-modified location cache-control content-security-policy".split()
    wrong = [n for n in names if _without_nonce(get, n) != _without_nonce(head, n)]
    wrong += ["status"] * (get.status != head.status) + ["body"] * bool(head.body)
    return [f"HEAD of {path} differs: {name}" for name in wrong]


def _without_nonce(answer: Answer, name: str) -> str:
    return re.sub(r"'nonce-[^']*'", "", answer.headers.get(name, ""))


def half_sent(port: int, count: int = 60) -> float:
    """Seconds that a reader waits at worst while many send half a body and no more."""
    head = b"POST /admin/login/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nhalf"
    stuck = [socket.create_connection(("127.0.0.1", port)) for _ in range(count)]
    for one in stuck:
        one.sendall(head)
    time.sleep(0.5)
    worst = max(send(port, Rude("GET", "/latest/")).seconds for _ in range(10))
    for one in stuck:
        one.close()
    return worst


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    statuses: Counter[int] = Counter()
    wrong: list[str] = []
    with newsroom(STATIC_ROOT="") as served, ThreadPoolExecutor(8) as pool:
        port = served.port

        def play(rude: Rude) -> None:
            answer = send(port, rude)
            statuses[answer.status] += 1
            wrong.extend(
                f"{f}: {rude.method} {rude.target[:90]}" for f in faults(rude, answer)
            )

        started = time.perf_counter()
        list(pool.map(play, requests(options.requests, options.seed)))
        seconds = time.perf_counter() - started
        wrong += [f for path in PATHS for f in head_differs(port, path)]
        waited = half_sent(port)
        if waited > 2:
            wrong.append(f"60 half-sent bodies make a reader wait {waited:.1f} s")
        if b"Traceback" in served.log.read_bytes():
            wrong.append("a traceback in the log:\n" + served.log.read_text()[-2_000:])
    print(f"{options.requests} rude requests in {seconds:.0f} s, answers {dict(statuses)}")
    print(f"with 60 half-sent bodies a reader waited {waited * 1000:.0f} ms at worst")
    print("\n".join(sorted(set(wrong))[:40]) or "Nothing wrong.")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
