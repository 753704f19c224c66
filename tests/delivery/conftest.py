from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from articles.delivery import enrol
from articles.delivery.follower import FollowerWorker
from articles.delivery.registry import workers
from articles.delivery.runner import run_once
from articles.desk.log import events
from articles.models import Event, Follower
from tests import build
from tests.delivery.hub import Hub


class Recorder:
    """A follower that keeps what it was handed, and fails where it is told to."""

    name = "recorder"

    def __init__(self) -> None:
        self.handed: list[int] = []
        self.poison: set[int] = set()
        self.before: Callable[[Event], None] = lambda event: None

    def wants(self, event: Event) -> bool:
        return event.verb != "dull"

    def handle(self, event: Event) -> None:
        self.before(event)
        if event.pk in self.poison:
            raise ValueError("Poison")
        self.handed.append(event.pk)


@pytest.fixture
def recorder(db: Any) -> Recorder:
    Follower.objects.create(name="recorder")
    return Recorder()


@pytest.fixture
def following(recorder: Recorder) -> FollowerWorker:
    return FollowerWorker(recorder)


@pytest.fixture
def happen(db: Any) -> Callable[..., Event]:
    """Write an event, by default one that holds from now: `happen(at=moment)`."""
    by = build.person("Chief")

    def write(
        at: datetime | None = None, verb: str = "save_site_object", keys: Any = ("site",)
    ) -> Event:
        return events.log_event(verb, by=by, keys=keys, at=at or timezone.now())

    return write


@pytest.fixture
def place(recorder: Recorder) -> Callable[[], Follower]:
    return lambda: Follower.objects.get(name="recorder")


@pytest.fixture
def hub(settings: Any, db: Any) -> Any:
    """A hub of our own that the settings name."""
    hub = Hub()
    with hub.serving():
        settings.WEBSUB_HUBS = [hub.url]
        enrol()
        yield hub


@pytest.fixture
def follow() -> Callable[[], None]:
    """Run all followers and hubs until nothing is due; bursts are over at once."""
    return lambda: run_once(workers(burst=timedelta()))
