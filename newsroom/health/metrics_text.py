"""What was counted, as Prometheus reads it, and for the doctor."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.db.models import Max
from django.utils import timezone
from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.multiprocess import MultiProcessCollector
from prometheus_client.registry import Collector
from prometheus_client.samples import Sample

from articles.delivery import lag
from articles.models import Edition, Event
from newsroom.web import metrics


def text() -> bytes:
    """Everything as Prometheus reads it: of all workers, and what the database says now."""
    registry = CollectorRegistry()
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry.register(Shared(Path(os.environ["PROMETHEUS_MULTIPROC_DIR"])))
    else:
        for metric in metrics.COUNTED:
            registry.register(metric)
    registry.register(FromDatabase())
    return generate_latest(registry)


def totals() -> tuple[int, int]:
    """Return the requests that this machine's servers answered since they started, and how many
    of them with a fault of ours (5xx): for a program that is not one of them."""
    requests = faults = 0
    for folder in settings.METRICS_DIR.glob("*/"):
        for sample in _samples(folder, "newsroom_requests_total"):
            requests += sample.value
            faults += sample.value if sample.labels["status"] >= "500" else 0
    return int(requests), int(faults)


def streamed() -> int:
    """Return how many bodies came to this machine's servers in chunks or slowly since they started:
    none where a proxy in front reads them whole."""
    count = 0
    for folder in settings.METRICS_DIR.glob("*/"):
        for sample in _samples(folder, "newsroom_bodies_total"):
            if sample.labels["came"] == "streamed":
                count += sample.value
    return int(count)


def _samples(folder: Path, name: str) -> Iterator[Sample]:
    for family in Shared(folder).collect():
        yield from (sample for sample in family.samples if sample.name == name)


class Shared(Collector):
    """What all workers counted. The library's own takes the folder's name for a pattern: `[…]`."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def collect(self) -> Any:
        files = [str(file) for file in self.folder.glob("*.db")]
        return MultiProcessCollector.merge(files, accumulate=True)


class FromDatabase(Collector):
    """Metrics that are counted when somebody looks; without a database they are left out."""

    def collect(self) -> Any:
        with suppress(DatabaseError):
            yield from self._metrics()

    def _metrics(self) -> Any:
        for model, noun in ((Event, "public change"), (Edition, "edition")):
            newest = model.objects.aggregate(n=Max("pk"))["n"] or 0
            name = f"newsroom_last_{model._meta.model_name}_id"
            yield GaugeMetricFamily(name, f"Id of the newest {noun}", value=newest)
        lags = GaugeMetricFamily(
            "newsroom_follower_lag_seconds",
            "Age of what a follower has yet to do",
            labels=["name"],
        )
        for one in lag(timezone.now()):
            lags.add_metric([one.name], one.seconds)
        yield lags
