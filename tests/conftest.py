"""What every test stands on: the frozen clock, empty media, no network, a browser where there is
one, and a loud list of what could not run."""

import os
import shutil
import socket
from collections.abc import Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import settings

from tests import chromium as browser_place
from tests.kept import forget

# The minute at which the seed story went out: 28 November 2025 19:02 (UTC +04:00).
NOW = datetime(2025, 11, 28, 19, 2, tzinfo=timezone(timedelta(hours=4)))
CI = os.environ.get("NEWSROOM_CI") == "1"

# Playwright keeps an event loop in this thread, where Django would refuse the database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"


# Time and place


@pytest.fixture(autouse=True)
def clock(request: pytest.FixtureRequest) -> Iterator[time_machine.Traveller | None]:
    """The frozen clock: `clock.shift(60)` and `clock.move_to(moment)` move it.

    Tests marked `real_time` have the real one.
    """
    if request.node.get_closest_marker("real_time"):
        yield None
        return
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def media() -> Iterator[Path]:
    """MEDIA_ROOT, empty before and after each test."""
    root: Path = settings.MEDIA_ROOT
    yield root
    shutil.rmtree(root, ignore_errors=True)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """What one test kept is not served in the next, where ids and the frozen clock come again."""
    forget()


@pytest.fixture(autouse=True)
def _empty_search(request: pytest.FixtureRequest) -> Iterator[None]:
    """A test with real transactions leaves words behind: Django empties tables of models alone."""
    yield
    marker = request.node.get_closest_marker("django_db")
    if (
        marker and marker.kwargs.get("transaction")
    ) or "live_server" in request.fixturenames:
        from articles.search import engine

        request.getfixturevalue("django_db_blocker").unblock()
        engine().clear()
        request.getfixturevalue("django_db_blocker").restore()


@pytest.fixture(autouse=True, scope="session")
def _no_network() -> Iterator[None]:
    """A test that reaches for another machine fails; nothing here needs one."""
    connect = socket.socket.connect

    def guarded(self: socket.socket, address: Any) -> None:
        host = address[0] if isinstance(address, tuple) else ""
        if host not in {"", "localhost", "::1"} and not str(host).startswith("127."):
            raise AssertionError(f"A test reached for the network: {address!r}")
        return connect(self, address)

    socket.socket.connect = guarded  # type: ignore[method-assign]
    yield
    socket.socket.connect = connect  # type: ignore[method-assign]


# The browser


@pytest.fixture(scope="session")
def chromium() -> Iterator[Any]:
    """Headless Chromium, by `CHROMIUM` or at the usual places."""
    sync_api = pytest.importorskip(
        "playwright.sync_api", reason="needs requirements-dev.txt"
    )
    executable = browser_place.executable()
    if executable is None:
        pytest.skip("needs Chromium: install it, or name it in CHROMIUM")
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=executable, args=browser_place.flags()
        )
        yield browser
        browser.close()


@pytest.fixture
def page(chromium: Any, live_server: Any) -> Iterator[Any]:
    """A new page, signed in nowhere; `page.goto("/latest/")` opens the live server's.

    The test fails at its end if a script failed or the Content-Security-Policy stopped something.
    """
    context = chromium.new_context(base_url=live_server.url, timezone_id="Asia/Baku")
    context.set_default_timeout(15_000)
    page = context.new_page()
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.on(
        "console",
        lambda message: (
            complaints.append(message.text)
            if "Content Security Policy" in message.text
            else None
        ),
    )
    yield page
    context.close()
    assert complaints == []


# What runs where


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Tests of the other database are left out where the other round runs them."""
    from tests.settings import ON_SQLITE, POSTGRES

    other = "postgres" if ON_SQLITE else "sqlite"
    theirs = [item for item in items if item.get_closest_marker(other)]
    if ON_SQLITE and POSTGRES is None:
        for item in theirs:
            item.add_marker(
                pytest.mark.skip(reason="needs PostgreSQL: name it in TEST_DATABASE_URL")
            )
    elif theirs:
        config.hook.pytest_deselected(items=theirs)
        items[:] = [item for item in items if item not in theirs]


def pytest_terminal_summary(terminalreporter: Any) -> None:
    skipped = terminalreporter.stats.get("skipped", [])
    if not skipped:
        return
    reasons = sorted({report.longrepr[2].removeprefix("Skipped: ") for report in skipped})
    verdict = "a failure here (NEWSROOM_CI=1)" if CI else "CI would run them"
    terminalreporter.section(f"NOT RUN: {len(skipped)} tests; {verdict}", sep="!", red=True)
    for reason in reasons:
        terminalreporter.line(f"  {reason}")


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    reporter = session.config.pluginmanager.getplugin("terminalreporter")
    if CI and exitstatus == 0 and reporter is not None and reporter.stats.get("skipped"):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED
