"""Files that unpack to far more than they seem cost little, taken or refused."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from .bombs import BOMBS
from .camera import corners, encoded

PROGRAM = """
import json, resource, sys, time
from articles.imaging import decode, metadata

def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

def said(data):
    try:
        decode.size_of(data)
        pixels = decode.read(data)
        metadata.read(data)
    except decode.BadPhoto as refusal:
        return str(refusal)
    assert pixels.image.getpixel((5, 5))[0] > 240, "not the first frame"
    return "first frame taken" if pixels.animated else "taken"

for path in sys.argv[1:]:
    data = open(path, "rb").read()
    rest, began = peak(), time.process_time()
    print(json.dumps([said(data), time.process_time() - began, peak() - rest]))
"""


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory) -> dict[str, list]:
    """What was said of each, processor seconds, KiB by which the process grew beyond its peak."""
    place = tmp_path_factory.mktemp("bombs")
    place.joinpath("0").write_bytes(encoded(corners(), "JPEG"))  # what a first photo takes
    for number, (_, make) in enumerate(BOMBS.values(), 1):
        place.joinpath(str(number)).write_bytes(make())
    paths = [str(place / str(number)) for number in range(len(BOMBS) + 1)]
    words = [sys.executable, "-c", PROGRAM, *paths]
    done = subprocess.run(
        words, capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )
    return dict(zip(BOMBS, map(json.loads, done.stdout.splitlines()[1:]), strict=True))


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_taken_or_refused_in_little_time_and_memory(outcomes, name):
    said, seconds, growth = outcomes[name]

    assert said == BOMBS[name][0]
    assert seconds < 1
    assert growth < 64 * 1024
