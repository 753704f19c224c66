"""One photo at its limits takes memory that a small server has."""

import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image

MIB = 1024
PROGRAM = """
import resource, sys
from articles.imaging import decode, render, rendition_plan
data = open(sys.argv[1], "rb").read()
rest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
size = decode.size_of(data)
source = rendition_plan.Source(*size, "x")
wanted = rendition_plan.plan(source)
pixels = decode.read(data, rendition_plan.needed(source, wanted))
made = list(render.render(pixels.image, wanted, size=size))
print(len(made), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - rest)
"""


@pytest.mark.parametrize(("kind", "mode"), [("JPEG", "RGB"), ("PNG", "RGBA")])
def test_fifty_megapixels_grow_the_process_by_less_than_512_mib(tmp_path, kind, mode):
    path = tmp_path / "photo"
    Image.linear_gradient("L").resize((8000, 6200)).convert(mode).save(path, kind)

    words = [sys.executable, "-c", PROGRAM, str(path)]
    done = subprocess.run(
        words, capture_output=True, check=True, cwd=Path(__file__).parents[2]
    )
    made, growth = (int(word) for word in done.stdout.split())

    assert made == 35
    assert growth < 512 * MIB
