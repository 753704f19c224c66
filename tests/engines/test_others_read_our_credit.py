"""A reader that is not ours finds creator, credit and terms in our files."""

import json
import shutil
import subprocess

import pytest

from articles.imaging.render import render
from articles.imaging.rendition_plan import Source, plan
from articles.imaging.xmp_packet import packet

from .camera import corners

OURS = packet(
    creator="Leyla Əliyeva",
    credit="Agency <A> & Co",
    rights="© 2025",
    terms_url="https://news.example/terms/",
    licensor="Newsroom",
    licensor_url="https://news.example/contact/",
)
READ = {
    "Creator": "Leyla Əliyeva",
    "Credit": "Agency <A> & Co",
    "Rights": "© 2025",
    "Marked": True,
    "WebStatement": "https://news.example/terms/",
    "LicensorName": "Newsroom",
    "LicensorURL": "https://news.example/contact/",
}


@pytest.mark.parametrize("kind", ["jpeg", "avif"])
def test_exiftool_reads_it(tmp_path, kind):
    if not (exiftool := shutil.which("exiftool")):
        pytest.skip("needs exiftool: install libimage-exiftool-perl")
    size, path = (64, 48), tmp_path / f"photo.{kind}"
    wanted = [one for one in plan(Source(*size, "x")) if one.key == ("whole", kind, 64)]
    (made,) = render(corners(*size), wanted, size=size, packet=OURS)
    path.write_bytes(made.data)

    words = [exiftool, "-json", "-XMP:all", str(path)]
    said = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)[0]

    assert {name: value for name, value in said.items() if name != "SourceFile"} == READ
