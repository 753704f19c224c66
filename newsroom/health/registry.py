import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

from django.db import DatabaseError, connections

from newsroom.backends import patience

PATIENCE = 1.0  # seconds after which a check is slow, and is not waited for
LONGEST = (
    5.0  # seconds after which a check that does not answer is as wrong as what it looks for
)
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
    run: Callable[[], str | None]
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

    def register(run: Callable[[], str | None]) -> Callable[[], str | None]:
        _checks[name] = _Check(run, ready)
        return run

    return register


def names(*, ready: bool = False) -> list[str]:
    return [name for name, one in _checks.items() if one.ready or not ready]


def examine(
    *, ready: bool = False, fresh: float = FRESH, seconds: float = PATIENCE
) -> list[Problem]:
    """Run the checks beside each other, or take results that are not older than `fresh`.

    After `seconds` those that have not answered are left to go on, and what they answered the last
    time stands: on a busy machine all is slow, and nothing is wrong.
    """
    selected = names(ready=ready)
    oldest = time.perf_counter() - fresh
    with _lock:
        stale = [
            name for name in selected if name not in _answers or _answers[name].at <= oldest
        ]
        for name in stale:
            # However long it hangs: never two of a kind.
            if name not in _running or _running[name][1].done():
                future = _pool.submit(_run_check, name)
                _running[name] = (time.perf_counter(), future)
        futures = [_running[name][1] for name in stale]
    wait(futures, timeout=seconds)
    problems = map(_problem, selected)
    return [problem for problem in problems if problem is not None]


def clear() -> None:
    _answers.clear()


def _run_check(name: str) -> None:
    started = time.perf_counter()
    patience.begin(LONGEST)  # A database that is silent for ever would keep the thread.
    try:
        sentence = _checks[name].run()
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
    since, future = _running.get(name, (0.0, None))
    is_running = future is not None and not future.done()
    seconds_waited = time.perf_counter() - since if is_running else 0.0
    if seconds_waited > LONGEST:
        return Problem(
            name, f"The check of {name} has not answered for {seconds_waited:.0f} seconds."
        )
    if answer is not None and answer.sentence:
        return Problem(name, answer.sentence)
    if answer is None or max(seconds_waited, answer.seconds) > PATIENCE:
        sentence = f"The check of {name} takes longer than {PATIENCE:g} second."
        return Problem(name, sentence, slow=answer is not None)
    return None
