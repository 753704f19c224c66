"""Figures for Prometheus. All workers share a folder that `manage.py serve` makes empty."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError
from django.db.models import Max
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.samples import Sample

from newsroom import journalism

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
    "newsroom_audit_entries", "Entries of the audit record by what they tell", ["what"],
    registry=OURS,
)  # fmt: skip


def method(name: str | None) -> str:
    """Return one of a few names: a stranger's invention would be a series of its own."""
    return name if name in METHODS else "OTHER"


def count(name: str | None, route: str, status: int, seconds: float, queries: int) -> None:
    REQUESTS.labels(method(name), route, status).inc()
    SECONDS.labels(route).observe(seconds)
    QUERIES.labels(route).observe(queries)


def text() -> bytes:
    """Everything as Prometheus reads it: of all workers, and what the database says now."""
    shown = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        MultiProcessCollector(shown)
    else:
        for metric in (REQUESTS, SECONDS, QUERIES, EVENTS):
            shown.register(metric)
    shown.register(FromDatabase())
    return generate_latest(shown)


def totals() -> tuple[int, int]:
    """Return the requests that this machine's servers answered since they started, and how many
    of them with a fault of ours (5xx): for a program that is not one of them."""
    requests = failed = 0
    for folder in settings.METRICS_DIR.glob("*/"):
        for sample in _samples(folder, "newsroom_requests_total"):
            requests += sample.value
            failed += sample.value if sample.labels["status"] >= "500" else 0
    return int(requests), int(failed)


def _samples(folder: Path, name: str) -> Iterator[Sample]:
    collector = MultiProcessCollector(CollectorRegistry(), path=str(folder))
    for family in collector.collect():
        yield from (sample for sample in family.samples if sample.name == name)


class FromDatabase(Collector):
    """Figures that are asked when somebody looks; without a database they are left out."""

    def collect(self) -> Any:
        try:
            yield from self._figures()
        except DatabaseError:
            return

    def _figures(self) -> Any:
        for label, says in (("Event", "public change"), ("Edition", "edition")):
            newest = apps.get_model("articles", label).objects.aggregate(n=Max("pk"))["n"] or 0
            name = f"newsroom_last_{label.lower()}_id"
            yield GaugeMetricFamily(name, f"Id of the newest {says}", value=newest)
        lag = GaugeMetricFamily(
            "newsroom_follower_lag_seconds", "Age of what a follower has yet to do", labels=["name"]
        )
        for name, seconds in journalism.lags().items():
            lag.add_metric([name], seconds)
        yield lag
