"""What was left out of a file, and where it says two things, stands on the photo."""

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from articles import desk
from articles.models import Photo
from tests.engines import talking

from .typing_in import told

TWO = ("XMP-dc:Description=<b>Old</b> words", "IPTC:Caption-Abstract=Mended words")
SAYS_TWO = (
    "Caption: the file says two things. XMP: “<b>Old</b> words”. IPTC: “Mended words”."
)
LEFT_OUT = (
    "Caption: “OLYMPUS DIGITAL CAMERA” was left out, for cameras write that by themselves."
)


def file(*tags):
    data = talking.written(talking.jpeg(), *tags)
    return SimpleUploadedFile("hall.jpg", data, "image/jpeg")


def sent(client, *tags):
    return client.post(reverse("admin:articles_photo_upload"), {"files": [file(*tags)]})


def on_page(client):
    """What the page of the photo shows; empty without the line."""
    page = client.get(reverse("admin:articles_photo_change", args=[Photo.objects.get().pk]))
    lines = [field for set in page.context["adminform"] for line in set for field in line]
    shown = [
        one for one in lines if getattr(one, "field", {}) and _name(one) == "notes_on_file"
    ]
    return shown[0].contents() if shown else ""


def _name(one):
    return one.field["name"] if isinstance(one.field, dict) else one.field.name


def test_the_upload_says_what_was_left_out(at_desk, reporter):
    shown = sent(at_desk(reporter), "EXIF:ImageDescription=OLYMPUS DIGITAL CAMERA")

    (upload,) = shown.context["uploads"]
    assert (upload.photo.caption, upload.messages) == ("", [LEFT_OUT])
    assert LEFT_OUT in shown.content.decode()


def test_the_page_of_a_photo_says_it_too_also_to_who_may_not_change_it(
    at_desk, reporter, editor
):
    sent(at_desk(editor), "EXIF:ImageDescription=OLYMPUS DIGITAL CAMERA")

    assert on_page(at_desk(editor)) == on_page(at_desk(reporter)) == f"<p>{LEFT_OUT}</p>"


def test_a_file_that_says_two_things_is_shown_as_one(at_desk, reporter):
    client = at_desk(reporter)
    shown = sent(client, *TWO, "XMP-photoshop:Credit=Ministry", "IPTC:Credit=Agency")

    credit = "Credit: the file says two things. XMP: “Ministry”. IPTC: “Agency”."
    assert shown.context["uploads"][0].messages == [SAYS_TWO, credit]
    safe = SAYS_TWO.replace("<b>", "&lt;b&gt;").replace("</b>", "&lt;/b&gt;")
    assert on_page(client) == f"<p>{safe}</p><p>{credit}</p>"


def test_the_long_form_says_it(at_desk, reporter):
    facts = {"file": file(*TWO), "licence": "staff"}

    shown = at_desk(reporter).post(reverse("admin:articles_photo_add"), facts, follow=True)

    assert told(shown)[0] == SAYS_TWO


def test_once_the_photo_says_it_nothing_is_left_to_tell(at_desk, editor):
    client = at_desk(editor)
    sent(client, *TWO)
    assert "Mended words" in on_page(client)

    desk.save_photo(Photo.objects.get(), {"caption": "Mended words"}, by=editor, version=1)

    assert on_page(client) == ""


def test_of_a_file_that_says_one_thing_there_is_no_line(at_desk, reporter):
    client = at_desk(reporter)
    shown = sent(client, "XMP-dc:Description=The hall", "IPTC:Caption-Abstract=The hall")

    assert (shown.context["uploads"][0].messages, on_page(client)) == ([], "")
