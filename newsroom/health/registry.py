import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from django.db import DatabaseError, connections

from newsroom.backends import patience

PATIENCE = 1.0  # seconds after which a check is slow, and is not waited for
LONGEST = 5.0  # seconds after which a check that does not answer is as wrong as what it looks for
FRESH = 2.0  # seconds for which a result is good, so that a flood of probes asks nothing

log = logging.getLogger("newsroom.health")


@dataclass(frozen=True)
class Problem:
    """`slow` alone keeps nobody from being served: the last answer was that all is well."""

    name: str
    sentence: str
    slow: bool = False


@dataclass(frozen=True)
class _Check:
    ask: Callable[[], str | None]
    ready: bool  # without it the newsroom cannot serve


@dataclass(frozen=True)
class _Answer:
    sentence: str | None
    at: float
    seconds: float


_checks: dict[str, _Check] = {}
_running: dict[str, tuple[float, Future]] = {}  # since when
_answers: dict[str, _Answer] = {}
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


def examine(
    *, ready: bool = False, fresh: float = FRESH, seconds: float = PATIENCE
) -> list[Problem]:
    """Run the checks beside each other, or take results that are not older than `fresh`.

    After `seconds` those that have not answered are left to go on, and what they answered the last
    time stands: on a busy machine all is slow, and nothing is wrong.
    """
    asked = names(ready=ready)
    with _lock:
        started = [_started(name) for name in asked if not _is_fresh(name, fresh)]
    wait(started, timeout=seconds)
    return [problem for name in asked if (problem := _problem(name)) is not None]


def forget() -> None:
    """Forget what was found before."""
    _answers.clear()


def _is_fresh(name: str, seconds: float) -> bool:
    return name in _answers and time.perf_counter() - _answers[name].at < seconds


def _started(name: str) -> Future:
    """The check that is running, however long it hangs, or a new one: never two of a kind."""
    if name not in _running or _running[name][1].done():
        _running[name] = (time.perf_counter(), _pool.submit(_ask, name, _checks[name]))
    return _running[name][1]


def _ask(name: str, one: _Check) -> None:
    started = time.perf_counter()
    patience.begin(LONGEST)  # A database that is silent for ever would keep the thread.
    try:
        sentence = one.ask()
    except DatabaseError:  # which checks of their own say in better words
        sentence = f"The check of {name} got no answer from the database."
    except Exception:  # whatever is wrong, the others are to be said too
        log.exception("The check of %s failed.", name)
        sentence = f"The check of {name} failed; the log says why."
    now = time.perf_counter()
    _answers[name] = _Answer(sentence, now, now - started)
    connections.close_all()  # this thread's own
    patience.end()


def _problem(name: str) -> Problem | None:
    """What the last answer says, unless a newer one is overdue."""
    answer = _answers.get(name)
    waited = _waited(name)
    if waited > LONGEST:
        return Problem(name, f"The check of {name} has not answered for {waited:.0f} seconds.")
    if answer is not None and answer.sentence:
        return Problem(name, answer.sentence)
    if answer is None or max(waited, answer.seconds) > PATIENCE:
        sentence = f"The check of {name} takes longer than {PATIENCE:g} second."
        return Problem(name, sentence, slow=answer is not None)
    return None


def _waited(name: str) -> float:
    """Seconds for which a check that has not answered yet is running."""
    since, future = _running.get(name, (0.0, None))
    return 0.0 if future is None or future.done() else time.perf_counter() - since
