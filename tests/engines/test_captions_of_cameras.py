"""What a camera writes where a caption should be is left out; what a person wrote is kept."""

import pytest

from articles.imaging.metadata import UnusedFact, read

from . import talking

SAMSUNG = ("EXIF:Make=Samsung", "EXIF:Model=Galaxy S24 Ultra")
OTHER = ("EXIF:Make=OKI Imaging Corp.", "EXIF:Model=X-100 Pro")


def noted(caption: str, *tags: str):
    return read(talking.written(talking.jpeg(), f"EXIF:ImageDescription={caption}", *tags))


@pytest.mark.parametrize(
    ("caption", "camera"),
    [
        ("Samsung opens a plant in Sumgayit", SAMSUNG),
        ("Samsung Galaxy S24 Ultra on sale in Baku", SAMSUNG),
        ("Default judgment against the operator", ()),
        ("Digital camera sales fell by a third", ()),
        ("DCIM project in Ganja", ()),
        ("Sony DSC-R1 at the museum", ("EXIF:Make=SONY", "EXIF:Model=DSC-W350")),
        ("My beautiful picture wins the prize", ()),
        ("Kodak", ("EXIF:Make=Canon", "EXIF:Model=EOS R5")),
        ("Şəkil: Nokia Bakıda", ()),
    ],
)
def test_what_a_person_wrote_is_a_caption(caption, camera):
    facts = noted(caption, *camera)

    assert (facts.caption, facts.unused) == (caption, ())


@pytest.mark.parametrize(
    "caption",
    [
        *("OLYMPUS DIGITAL CAMERA", "OLYMPUS         DIGITAL CAMERA         ", "SONY DSC"),
        *("SAMSUNG CAMERA PICTURES", "SAMSUNG", "DCIM", "default", "DIGITAL CAMERA"),
        *("MEDION DIGITAL CAMERA", "MINOLTA DIGITAL CAMERA", "KODAK Digital Still Camera"),
        *("_cuva", "My beautiful picture", "HELLOMOTO", "Exif_JPEG_420", "Exif JPEG"),
        *(
            "<KENOX S1050  / Samsung S1050>",
            "<Digimax S500 / Kenox S500 / Digimax Cyber 530>",
        ),
        *("DCIM\\100MEDIA\\DJI_0036.JPG", "DCIM100GOPRO"),
    ],
)
def test_what_a_camera_wrote_is_left_out_and_said(caption):
    facts = noted(caption)

    assert (facts.caption, facts.unused) == ("", (UnusedFact("caption", caption.strip()),))


@pytest.mark.parametrize(
    "caption",
    ["OKI", "oki x-100 PRO", "X-100 Pro", "OKI digital camera", "X-100 Pro Digital Camera"],
)
def test_a_camera_nobody_knows_is_known_by_its_own_make_and_model(caption):
    assert noted(caption, *OTHER).caption == ""
    assert noted(caption).caption == caption


@pytest.mark.parametrize("tag", ["XMP-dc:Description", "IPTC:Caption-Abstract"])
def test_programs_copy_what_the_camera_wrote(tag):
    copied = noted("OKI X-100 Pro", *OTHER, f"{tag}=OKI X-100 Pro")
    written = noted("OKI X-100 Pro", *OTHER, f"{tag}=Delegates in Baku")

    assert (copied.caption, copied.unused) == (
        "",
        (UnusedFact("caption", "OKI X-100 Pro"),),
    )
    assert (written.caption, written.unused) == ("Delegates in Baku", ())
