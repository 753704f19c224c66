"""Ends a connection whose body is read and does not come, where the server has no means to.

granian gives a read no time limit, and stands still as a whole where an application ends its answer
while another thread is in that read. So the answer goes on until the read has ended. Most senders
hang up when they are refused. For those who do not, the connection is found among the process's own
by what is written on it, as many spaces as nobody else writes, and shut (decision 0021).
"""

import fcntl
import os
import secrets
import socket
import struct
import sys
import termios
import time
from collections.abc import Generator, Iterator
from concurrent.futures import Future, wait
from contextlib import contextmanager, suppress

PATIENCE = 1.0  # seconds in which a sender may hang up by himself
SETTLING = 0.1  # seconds after which what the server was handed is on its way
ACKNOWLEDGED = 120  # where Linux's struct tcp_info has tcpi_bytes_acked


def farewell(sentence: str, reading: Future, port: int) -> Iterator[bytes]:
    """Yield the body of a refusal, until the read has ended; `port` is the one that is served."""
    yield sentence.encode()
    wait([reading], timeout=PATIENCE)
    while not reading.done():
        if sys.platform == "linux":
            ours = yield from _written_on(port)
            ours &= yield from _written_on(port)
            for descriptor in ours:
                with suppress(OSError), _connection(descriptor) as one:
                    one.shutdown(socket.SHUT_RDWR)
        wait([reading], timeout=PATIENCE)


def _written_on(port: int) -> Generator[bytes, None, set[int]]:
    """Yield some spaces; return the descriptors on which just these were written meanwhile."""
    spaces = b" " * (100 + secrets.randbelow(900))
    chunk = len(f"{len(spaces):x}\r\n\r\n") + len(spaces)
    frame = 9 + len(spaces)  # of HTTP/2
    before = _written(port)
    yield spaces
    time.sleep(SETTLING)
    after = _written(port)
    lengths = {len(spaces), chunk, frame}
    return {one for one in before.keys() & after if after[one] - before[one] in lengths}


def _written(port: int) -> dict[int, int]:
    """Return how many bytes were written on each connection to our port, by its descriptor."""
    written = {}
    for name in os.listdir("/proc/self/fd"):
        with suppress(OSError), _connection(int(name)) as one:
            if one.type == socket.SOCK_STREAM and one.getsockname()[1:2] == (port,):
                info = one.getsockopt(socket.IPPROTO_TCP, socket.TCP_INFO, ACKNOWLEDGED + 8)
                waiting = fcntl.ioctl(one.fileno(), termios.TIOCOUTQ, bytes(4))
                (acknowledged,) = struct.unpack_from("=Q", info, ACKNOWLEDGED)
                written[int(name)] = acknowledged + int.from_bytes(waiting, sys.byteorder)
    return written


@contextmanager
def _connection(descriptor: int) -> Iterator[socket.socket]:
    """A copy of a descriptor as a socket; an OSError where it is none."""
    copy = os.dup(descriptor)
    try:
        one = socket.socket(fileno=copy)
    except OSError:
        os.close(copy)
        raise
    with one:
        yield one
