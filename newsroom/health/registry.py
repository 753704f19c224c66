import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as TooSlow
from dataclasses import dataclass

from django.db import DatabaseError, connections

from newsroom import patience

PATIENCE = 1.0  # seconds that a check may take
FRESH = 2.0  # seconds for which a result is good, so that a flood of probes asks nothing

log = logging.getLogger("newsroom.health")


@dataclass(frozen=True)
class Problem:
    name: str
    sentence: str


@dataclass(frozen=True)
class _Check:
    ask: Callable[[], str | None]
    ready: bool  # without it the newsroom cannot serve


_checks: dict[str, _Check] = {}
_running: dict[str, Future] = {}
_kept: dict[str, tuple[float, Problem | None]] = {}
_lock = threading.Lock()
_pool = ThreadPoolExecutor(max_workers=16, thread_name_prefix="health")


def check(name: str, *, ready: bool = False) -> Callable:
    """Register a function that returns a sentence about what is wrong, or None.

    `ready` checks decide /readyz; `manage.py doctor` runs all.
    """

    def keep(ask: Callable[[], str | None]) -> Callable[[], str | None]:
        _checks[name] = _Check(ask, ready)
        return ask

    return keep


def names(*, ready: bool = False) -> list[str]:
    return [name for name, one in _checks.items() if one.ready or not ready]


def examine(*, ready: bool = False, fresh: float = FRESH) -> list[Problem]:
    """Run the checks beside each other, or take results that are not older than `fresh`."""
    asked = names(ready=ready)
    deadline = time.perf_counter() + PATIENCE
    with _lock:
        started = {name: _started(name) for name in asked if not _is_fresh(name, fresh)}
    for name, future in started.items():
        problem = _result(name, future, max(0.01, deadline - time.perf_counter()))
        _kept[name] = (time.perf_counter(), problem)
    return [found for name in asked if (found := _kept[name][1]) is not None]


def forget() -> None:
    """Forget what was found before."""
    _kept.clear()


def _is_fresh(name: str, seconds: float) -> bool:
    return name in _kept and time.perf_counter() - _kept[name][0] < seconds


def _started(name: str) -> Future:
    """The check that is running, however long it hangs, or a new one: never two of a kind."""
    if name not in _running or _running[name].done():
        _running[name] = _pool.submit(_ask, _checks[name])
    return _running[name]


def _ask(one: _Check) -> str | None:
    try:
        patience.begin(PATIENCE)  # A database that is silent for ever would keep the thread.
        return one.ask()
    finally:
        connections.close_all()  # this thread's own
        patience.end()


def _result(name: str, future: Future, patience: float) -> Problem | None:
    try:
        sentence = future.result(timeout=patience)
    except TooSlow:
        sentence = f"The check of {name} takes longer than {PATIENCE:g} second."
    except DatabaseError:  # which checks of their own say in better words
        sentence = f"The check of {name} got no answer from the database."
    except Exception:  # whatever is wrong, the others are to be said too
        log.exception("The check of %s failed.", name)
        sentence = f"The check of {name} failed; the log says why."
    return Problem(name, sentence) if sentence else None
