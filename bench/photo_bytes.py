"""Bytes of a photo's files at equal likeness, ours beside sorl-thumbnail's and Wagtail's.

    python bench/photo_bytes.py --peers /path/to/venv/bin/python

Theirs are made at their default quality, by the engines that they call. Each is compared with the
original scaled down once (SSIM of luma, blocks of 8 by 8); then ours are made at the least quality
that is as like. Two pictures of 12 megapixels: the noise of bench/photos.py, and dead leaves,
opaque discs of all sizes upon each other, whose edges are spread as in photos.
"""

import argparse
import io
import random
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

from photos import ROOT, SIZES, picture
from PIL import Image, ImageDraw, ImageFilter, ImageMath

WIDTHS = (640, 1280)
BLOCK = 8
# Of luma from 0 to 255, as the authors of SSIM chose them.
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2
EXTENSIONS = ("jpeg", "webp", "avif")


def leaves() -> bytes:
    chance, (width, height) = random.Random(1), SIZES[12]  # noqa: S311
    image = Image.new("RGB", (width, height))
    draw = ImageDraw.Draw(image)
    for _ in range(60_000):
        radius = min(12 / (1 - chance.random()) ** 0.5, 1_200)
        x, y = chance.random() * width, chance.random() * height
        colour = tuple(chance.randrange(20, 236) for _ in range(3))
        draw.ellipse((x - radius, y - radius, x + radius, y + radius), colour)
    out = io.BytesIO()
    lens = image.filter(ImageFilter.GaussianBlur(1.5))
    grain = Image.effect_noise(image.size, 20).convert("RGB")
    Image.blend(lens, grain, 0.15).save(out, "JPEG", quality=92)
    return out.getvalue()


PICTURES = {"leaves": leaves, "noise": lambda: picture(SIZES[12])}


def likeness(one: Image.Image, other: Image.Image) -> float:
    """Mean SSIM of the blocks of two pictures of one size."""
    x, y = (image.convert("L").convert("F") for image in (one, other))
    means = [_blocks(x), _blocks(y), _blocks(_times(x, x)), _blocks(_times(y, y))]
    found = ImageMath.lambda_eval(
        _ssim, **dict(zip("xypq", means, strict=True)), r=_blocks(_times(x, y))
    )
    return found.resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))


def _ssim(of):
    x, y = of["x"], of["y"]
    spread = (of["p"] - x * x) + (of["q"] - y * y)
    alike = (x * y * 2 + C1) * ((of["r"] - x * y) * 2 + C2)
    return alike / ((x * x + y * y + C1) * (spread + C2))


def _times(x, y):
    return ImageMath.lambda_eval(lambda of: of["x"] * of["y"], x=x, y=y)


def _blocks(image):
    whole = (image.width // BLOCK * BLOCK, image.height // BLOCK * BLOCK)
    return image.crop((0, 0, *whole)).reduce(BLOCK)


def wagtail(path: str, kind: str, width: int) -> bytes:
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    from willow.image import Image as Willow

    with open(path, "rb") as file:
        image = Willow.open(file).auto_orient()
        across, down = image.get_size()
        image = image.resize((width, round(down * width / across)))
        out = io.BytesIO()
        if kind == "jpeg":
            image.save_as_jpeg(out, quality=76, progressive=True, optimize=True)
        elif kind == "webp":
            image.save_as_webp(out, quality=80)
        else:
            image.save_as_avif(out, quality=61)
        return out.getvalue()


def sorl(path: str, kind: str, width: int) -> bytes:
    from django.conf import settings
    from sorl.thumbnail.conf import defaults

    if not settings.configured:
        names = [name for name in dir(defaults) if name.isupper()]
        settings.configure(**{name: getattr(defaults, name) for name in names})
    from sorl.thumbnail.engines.pil_engine import Engine

    engine = Engine()
    options = {"crop": False, "upscale": False, "orientation": True, "colorspace": "RGB"}
    options |= {"padding": False, "rounded": False, "blur": 0, "cropbox": False}
    options |= {"format": kind.upper()}
    with open(path, "rb") as file:
        image = engine.get_image(file)
        height = round(width * image.height / image.width)
        image = engine.create(image, (width, height), options)
        return engine._get_raw_data(
            image, kind.upper(), 95, image_info={}, progressive=True
        )


PEERS = {"Wagtail": wagtail, "sorl-thumbnail": sorl}


class Ours:
    """Our files of a picture in any quality."""

    def __init__(self, path: str):
        sys.path.insert(0, str(ROOT))
        from articles.imaging import decode, render, rendition_plan

        self.ladder, self.renditions = rendition_plan, render
        self.data = Path(path).read_bytes()
        self.size = decode.size_of(self.data)
        plan = rendition_plan.plan(rendition_plan.Source(*self.size, "x"))
        self.whole = [one for one in plan if one.shape == "whole"]
        self.image = decode.read(
            self.data, rendition_plan.needed(rendition_plan.Source(*self.size, "x"), plan)
        ).image
        self.usual = dict(rendition_plan.QUALITY)

    @cache  # noqa: B019 - lives as long as the process
    def made(self, kind: str, width: int, quality: int) -> bytes:
        usual, self.ladder.QUALITY[kind] = self.ladder.QUALITY[kind], quality
        # The wider ones before it, from which it is narrowed, as JPEG: quick.
        wanted = [o for o in self.whole if o.width > width and o.format == "jpeg"]
        wanted += [o for o in self.whole if (o.width, o.format) == (width, kind)]
        *_, last = self.renditions.render(self.image, wanted, size=self.size)
        self.ladder.QUALITY[kind] = usual
        return last.data

    def least(
        self, kind: str, width: int, due: float, reference: Image.Image
    ) -> bytes | None:
        """Return the file of least quality that is that like the reference."""
        low, high = 1, 100
        if _like(self.made(kind, width, high), reference) < due:
            return None
        while low < high:
            middle = (low + high) // 2
            if _like(self.made(kind, width, middle), reference) >= due:
                high = middle
            else:
                low = middle + 1
        return self.made(kind, width, low)


def _like(data, reference):
    return likeness(Image.open(io.BytesIO(data)), reference)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--peers", help="a Python that has wagtail and sorl-thumbnail")
    parser.add_argument("--make", nargs=3, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        name, path, folder = options.make
        _make(name, path, Path(folder))
        return
    print(
        "| picture | width | file | KB | SSIM | our AVIF as like, KB | our JPEG as like, KB |"
    )
    print("|---|---|---|---|---|---|---|")
    for shown, make in PICTURES.items():
        with tempfile.TemporaryDirectory() as place:
            path = Path(place, "photo.jpg")
            path.write_bytes(make())
            for name in PEERS if options.peers else ():
                command = [options.peers, __file__, "--make", name, str(path), place]
                subprocess.run(command, check=True)
            _compare(shown, Ours(str(path)), Path(place))


def _make(name, path, folder):
    for kind in EXTENSIONS:
        for width in WIDTHS:
            folder.joinpath(f"{name} {width}.{kind}").write_bytes(
                PEERS[name](path, kind, width)
            )


def _compare(shown, ours, folder):
    for width in WIDTHS:
        original = Image.open(io.BytesIO(ours.data))
        height = round(width * original.height / original.width)
        reference = original.resize((width, height), Image.Resampling.LANCZOS)
        for kind in ("avif", "jpeg"):
            data = ours.made(kind, width, ours.usual[kind])
            _line(
                f"{shown} | {width}",
                width,
                f"ours, {kind} {ours.usual[kind]}",
                data,
                reference,
                ours,
            )
        for file in sorted(folder.glob(f"* {width}.*")):
            label = f"{file.name.split(' ')[0]}, {file.suffix[1:]}"
            _line(f"{shown} | {width}", width, label, file.read_bytes(), reference, ours)


def _line(start, width, label, data, reference, ours):
    due = _like(data, reference)
    found = [ours.least(kind, width, due, reference) for kind in ("avif", "jpeg")]
    cells = [f"{len(one) / 1024:.0f}" if one else "never" for one in found]
    print(
        f"| {start} | {label} | {len(data) / 1024:.0f} | {due:.4f} |",
        " | ".join(cells),
        "|",
    )


if __name__ == "__main__":
    main()
