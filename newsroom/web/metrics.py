"""What is counted for Prometheus. All workers share a folder that `manage.py serve` makes empty."""

from prometheus_client import CollectorRegistry, Counter, Histogram

METHODS = frozenset("GET HEAD POST PUT PATCH DELETE OPTIONS".split())
OURS = CollectorRegistry()
REQUESTS = Counter(
    "newsroom_requests", "Requests answered", ["method", "route", "status"], registry=OURS
)
SECONDS = Histogram(
    "newsroom_request_seconds",
    "Time to an answer",
    ["route"],
    buckets=(0.005, 0.02, 0.05, 0.1, 0.3, 1, 5),
    registry=OURS,
)
QUERIES = Histogram(
    "newsroom_request_queries",
    "Database queries of a request",
    ["route"],
    buckets=(0, 3, 6, 10, 20, 50),
    registry=OURS,
)
EVENTS = Counter(
    "newsroom_audit_entries", "Entries of the audit log by what they tell", ["what"],
    registry=OURS,
)  # fmt: skip
BODIES = Counter(
    "newsroom_bodies", "Bodies of requests that were read, by how they came", ["came"],
    registry=OURS,
)  # fmt: skip
COUNTED = (REQUESTS, SECONDS, QUERIES, EVENTS, BODIES)


def method(name: str | None) -> str:
    """Return one of a few names: a stranger's invention would be a series of its own."""
    return name if name in METHODS else "OTHER"


def count(name: str | None, route: str, status: int, seconds: float, queries: int) -> None:
    REQUESTS.labels(method(name), route, status).inc()
    SECONDS.labels(route).observe(seconds)
    QUERIES.labels(route).observe(queries)
