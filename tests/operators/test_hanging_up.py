"""Who sends nothing and stays is hung up on, and nobody else is."""

import socket
import sys
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from newsroom.web.hanging_up import farewell

pytestmark = pytest.mark.real_time
linux = pytest.mark.skipif(
    sys.platform != "linux", reason="needs Linux, which says what was sent"
)


@pytest.fixture
def lines():
    """Two connections to one port, each as (its sender, our end)."""
    with ExitStack() as stack:
        door = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        pairs = []
        for _ in range(2):
            sender = stack.enter_context(socket.create_connection(door.getsockname()))
            pairs.append((sender, stack.enter_context(door.accept()[0])))
        yield pairs


@linux
@pytest.mark.parametrize(
    "framed", [lambda some: some, lambda some: b"%x\r\n%s\r\n" % (len(some), some)]
)
def test_a_silent_sender_who_stays_is_hung_up_on_and_a_busy_one_is_not(lines, framed):
    (silent, ours), (busy, other) = lines
    with ThreadPoolExecutor() as pool:
        reading = pool.submit(ours.recv, 10)
        for some in farewell("Too slow.", reading, ours.getsockname()[1]):
            ours.sendall(framed(some))
            other.sendall(b"a page")

        assert reading.result(timeout=5) == b""  # the end: it was shut
    busy.sendall(b"next")
    assert other.recv(10) == b"next"
    silent.settimeout(1)
    assert b"Too slow." in silent.recv(100)


def test_of_who_hangs_up_himself_nothing_is_left_to_do():
    gone: Future = Future()
    gone.set_result(b"")

    assert list(farewell("Too slow.", gone, 80)) == [b"Too slow."]
