"""A temporary folder on a disk: /tmp is memory in many places, and a database may be larger."""

import errno
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .refusals import NotWritten

PREFIX, UNFINISHED = ".newsroom-", ".part"
FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
LEFT_BEHIND = 24 * 60 * 60  # seconds after which nobody works in one any more


@contextmanager
def workspace(on: Path, needed: Callable[[], str]) -> Iterator[Path]:
    """A folder within `on`, gone afterwards.

    Raises NotWritten where the disk is full, with what `needed` says of how much is to be written.
    """
    on.mkdir(parents=True, exist_ok=True)
    for left in on.glob(f"{PREFIX}*{UNFINISHED}"):  # by programs that were killed
        with suppress(FileNotFoundError):  # Another one removes them too.
            if time.time() - left.stat().st_mtime > LEFT_BEHIND:
                shutil.rmtree(left)
    try:
        with tempfile.TemporaryDirectory(
            dir=on, prefix=PREFIX, suffix=UNFINISHED
        ) as folder:
            yield Path(folder)
    except OSError as error:
        if error.errno not in FULL:
            raise
        raise NotWritten(on, error.strerror, needed()) from error
