"""Time a photo from its bytes to all of its files, beside sorl-thumbnail and Wagtail.

    python bench/photos.py [--peers /path/to/venv/bin/python]

Each system makes files of the same widths of the same picture of noise over soft shapes, 12 and 24
megapixels, in a process of its own: wall and processor seconds and growth of memory. Ours makes
crops and a second format beside. `--peers` names a Python that has wagtail and sorl-thumbnail; it
may lie in a temporary environment. Without it ours stands alone.
"""

import argparse
import io
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from PIL import Image, ImageFilter

ROOT = Path(__file__).resolve().parents[1]
SIZES = {12: (4240, 2832), 24: (6000, 4000)}
WIDTHS = (320, 480, 640, 960, 1280, 1600, 2048)


def picture(size: tuple[int, int]) -> bytes:
    small = Image.effect_noise((600, 400), 120).filter(ImageFilter.GaussianBlur(6))
    soft = small.resize(size, Image.Resampling.BICUBIC)
    grain = Image.effect_noise(size, 25)
    bands = [Image.blend(soft, grain, weight) for weight in (0.25, 0.3, 0.35)]
    out = io.BytesIO()
    Image.merge("RGB", bands).save(out, "JPEG", quality=92)
    return out.getvalue()


def ours(path: str, whole_jpeg_alone: bool = False) -> tuple[int, int]:
    sys.path.insert(0, str(ROOT))
    from articles.imaging import decode, render, rendition_plan

    data = Path(path).read_bytes()
    size = decode.size_of(data)
    source = rendition_plan.Source(*size, "x")
    wanted = rendition_plan.plan(source)
    if whole_jpeg_alone:
        wanted = [one for one in wanted if one.shape == "whole" and one.format == "jpeg"]
    pixels = decode.read(data, rendition_plan.needed(source, wanted))
    made = list(render.render(pixels.image, wanted, size=size))
    return len(made), sum(len(one.data) for one in made)


def same(path: str) -> tuple[int, int]:
    """Ours, but only what the others make: the whole picture as JPEG."""
    return ours(path, whole_jpeg_alone=True)


def wagtail(path: str) -> tuple[int, int]:
    """What Wagtail's renditions `width-N` do, by Willow, its engine: each from the original."""
    from django.conf import settings

    settings.configure()
    from willow.image import Image as Willow

    sizes = []
    for width in WIDTHS:
        with open(path, "rb") as file:
            image = Willow.open(file).auto_orient()
            across, down = image.get_size()
            out = io.BytesIO()
            resized = image.resize((width, round(down * width / across)))
            resized.save_as_jpeg(out, quality=76, progressive=True, optimize=True)
            sizes.append(len(out.getvalue()))
    return len(sizes), sum(sizes)


def sorl(path: str) -> tuple[int, int]:
    """What its `{% thumbnail %}` does by its Pillow engine and defaults: each from the original."""
    from django.conf import settings

    settings.configure()
    from sorl.thumbnail.conf import defaults
    from sorl.thumbnail.engines.pil_engine import Engine

    for name in dir(defaults):
        if name.isupper() and not hasattr(settings, name):
            setattr(settings, name, getattr(defaults, name))
    engine, sizes = Engine(), []
    for width in WIDTHS:
        with open(path, "rb") as file:
            image = engine.get_image(file)
            options = {
                "crop": False,
                "upscale": False,
                "orientation": True,
                "colorspace": "RGB",
            }
            options |= {
                "format": "JPEG",
                "padding": False,
                "rounded": False,
                "blur": 0,
                "cropbox": False,
            }
            height = round(width * image.height / image.width)
            image = engine.create(image, (width, height), options)
            sizes.append(
                len(
                    engine._get_raw_data(image, "JPEG", 95, image_info={}, progressive=True)
                )
            )
    return len(sizes), sum(sizes)


SYSTEMS = {
    "ours": ours,
    "ours, the same files": same,
    "Wagtail": wagtail,
    "sorl-thumbnail": sorl,
}


def measure(name: str, path: str) -> None:
    run = SYSTEMS[name]
    Image.init()
    rest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    wall, processor = time.perf_counter(), time.process_time()
    made, size = run(path)
    print(
        json.dumps(
            {
                "files": made,
                "kilobytes": size // 1024,
                "wall": round(time.perf_counter() - wall, 2),
                "processor": round(time.process_time() - processor, 2),
                "mebibytes": (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - rest)
                // 1024,
            }
        )
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", help="a Python with wagtail and sorl-thumbnail")
    parser.add_argument("--one", nargs=2, help=argparse.SUPPRESS)
    parser.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        width, height, path = options.make
        Path(path).write_bytes(picture((int(width), int(height))))
        return None
    if options.one:
        return measure(*options.one)
    print("| megapixels | system | files | KB | wall s | processor s | MiB |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as place:
        for megapixels, size in SIZES.items():
            path = Path(place, f"{megapixels}.jpg")
            # Elsewhere: a child begins with the peak of memory that its parent has had.
            subprocess.run(
                [sys.executable, __file__, "--make", *map(str, size), path], check=True
            )
            for name in SYSTEMS:
                _line(megapixels, name, str(path), options.peers)
    print(f"Load of the machine: {os.getloadavg()[0]:.1f}")


def _line(megapixels: int, name: str, path: str, peers: str | None) -> None:
    python = sys.executable if name.startswith("ours") else peers
    if python is None:
        return
    command = [python, __file__, "--one", name, path]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    print(
        f"| {megapixels} | {name} |",
        " | ".join(map(str, json.loads(done.stdout).values())),
        "|",
    )


if __name__ == "__main__":
    main()
