import uuid
from typing import Any

from django import forms
from django.utils.html import format_html

from articles import permissions
from articles.admin.changes import as_text, body_texts
from articles.admin.fields import (
    BylinesField,
    ComingMomentField,
    GalleryField,
    PhotoField,
    TagNamesField,
    length_validators,
)
from articles.desk import Finding
from articles.enums import Flag, Urgency
from articles.languages import Language
from articles.models import Article, Section
from articles.text.body import clean_body
from articles.text.diff import diff_text
from articles.text.links import clean_url

from .body_widget import BodyWidget

PLAIN = (
    "headline slug section standfirst dateline_place body lead_photo lead_caption lead_alt "
    "language urgency breaking breaking_until photo_flag video_flag source source_url "
    "embargo_until internal_note"
).split()
PHOTOS = {"lead_photo", "lead_caption", "lead_alt", "gallery"}
APART = {"version", "token", "reason"}

SMALL = forms.Textarea({"rows": 3})
WIDE = forms.TextInput({"class": "wide"})


class ArticleForm(forms.Form):
    """The desk copy as a form; `changes()` is what `desk.save` takes.

    `version` is the one that the form began from; `token` is the UUID of a story to be made, so
    that a double click makes one.
    """

    version = forms.IntegerField(min_value=0, widget=forms.HiddenInput)
    token = forms.UUIDField(required=False, widget=forms.HiddenInput)

    headline = forms.CharField(
        max_length=200, widget=forms.TextInput({"class": "headline"})
    )
    slug = forms.SlugField(
        max_length=80,
        required=False,
        help_text="End of the web address. Empty: taken from the headline.",
    )
    section = forms.ModelChoiceField(Section.objects.none(), required=False)
    standfirst = forms.CharField(
        required=False,
        widget=SMALL,
        validators=length_validators("standfirst"),
        help_text="One or two sentences below the headline.",
    )
    bylines = BylinesField(
        required=False, help_text="In the order in which they are printed."
    )
    dateline_place = forms.CharField(
        max_length=120, required=False, label="Dateline place", help_text="BAKU, Azerbaijan"
    )
    body = forms.CharField(
        required=False,
        widget=BodyWidget,
        validators=length_validators("body"),
        help_text="Unsupported formatting is removed when you save.",
    )
    tags = TagNamesField(
        required=False,
        widget=WIDE,
        help_text="Separate with commas.",
    )
    lead_photo = PhotoField(
        required=False,
        label="Lead photo",
        help_text="Its number.",
    )
    lead_caption = forms.CharField(
        required=False,
        widget=SMALL,
        label="Lead caption",
        validators=length_validators("lead_caption"),
        help_text="Empty: the photo's own.",
    )
    lead_alt = forms.CharField(
        max_length=300,
        required=False,
        widget=WIDE,
        label="Lead alt text",
        help_text="Empty: the photo's own.",
    )
    gallery = GalleryField(
        required=False, help_text="Numbers of photos in order; an empty row is left out."
    )
    language = forms.ChoiceField(choices=Language)
    urgency = forms.TypedChoiceField(choices=Urgency, coerce=int)
    breaking = forms.BooleanField(required=False)
    breaking_until = ComingMomentField(required=False, label="Breaking until")
    photo_flag = forms.ChoiceField(choices=Flag, label="(PHOTO)")
    video_flag = forms.ChoiceField(choices=Flag, label="(VIDEO)")
    source = forms.CharField(
        max_length=200, required=False, widget=WIDE, label="Source attribution"
    )
    source_url = forms.CharField(
        max_length=2000,
        required=False,
        widget=forms.URLInput({"class": "wide"}),
        label="Source URL",
        help_text="Where they published it, as https://…",
    )
    embargo_until = ComingMomentField(
        required=False, label="Embargo until", help_text="Nobody can publish it before."
    )
    internal_note = forms.CharField(
        required=False,
        widget=SMALL,
        label="Desk note",
        validators=length_validators("internal_note"),
        help_text="For editors only. Never published.",
    )
    reason = forms.CharField(
        max_length=300,
        required=False,
        widget=WIDE,
        label="Reason for change",
        help_text="For the history.",
    )

    def __init__(self, *args: Any, article: Article, person: Any, **kwargs: Any) -> None:
        initial = {name: getattr(article, name) for name in ("version", *PLAIN)}
        if article.pk:
            initial["bylines"] = [byline.author_id for byline in article.bylines.all()]
            initial["tags"] = ", ".join(tag.name for tag in article.tags.all())
            gallery = article.gallery.all()
            initial["gallery"] = [(row.photo_id, row.caption, row.alt) for row in gallery]
        else:
            # By this a second click finds the story that the first has made.
            initial["token"] = uuid.uuid4()
        super().__init__(*args, initial=initial, **kwargs)
        self.fields["section"].queryset = sections_for(person, article)
        self.findings: list[Finding] = []
        self.takes = self._takes(article, person)
        # Disabled fields keep their value whatever is sent.
        for name, field in self.fields.items():
            field.disabled = name not in self.takes | APART
        if not permissions.may(person, "embargo", article if article.pk else None):
            del self.fields["embargo_until"]

    def is_multipart(self) -> bool:
        """True, though it has no files: such a form says where it ends, so that half of a story is
        never taken for the whole where a connection broke."""
        return True

    def clean_source_url(self) -> str:
        url = self.cleaned_data["source_url"]
        if not url:
            return ""
        try:
            return clean_url(url)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def _takes(self, article: Article, person: Any) -> set[str]:
        """Return the names of the fields that this person may change; none: only to be read."""
        story = article if article.pk else None
        if article.trashed_at:
            return set()
        if permissions.may(person, "edit", story):
            return set(self.fields) - APART
        if permissions.may(person, "edit_story_photos", story):
            return PHOTOS
        return set()

    def warn(self, findings: list[Finding]) -> None:
        """Put the findings of the checks beside the fields they are about."""
        self.findings = findings
        for finding in findings:
            if field := self.fields.get(finding.field):
                sentence = format_html(
                    '<strong class="warned">{}</strong>', finding.sentence
                )
                field.help_text = format_html("{} {}", field.help_text, sentence)

    def changes(self) -> dict[str, Any]:
        """Return what was typed, as the verb takes it."""
        data = self.cleaned_data
        return {name: data[name] for name in self.takes if name in data}


def sections_for(person: Any, article: Article) -> Any:
    """Return the sections a person may give a story to, and the one it has."""
    sections = Section.objects.active()
    if permissions.scopes(person, "edit") == {permissions.SECTIONS}:
        if assigned := permissions.sections_of(person):
            sections = sections.filter(pk__in=assigned)
    return sections | Section.objects.filter(pk=article.section_id)


def differences(present: Article, form: ArticleForm) -> list[dict[str, Any]]:
    """Return field by field what the present desk copy says and what was typed."""
    theirs = _values_of(present)
    rows = []
    for name, mine in form.changes().items():
        if name == "body":
            # Compared as it would be saved.
            old, new = body_texts(theirs[name], clean_body(mine))
        else:
            old, new = as_text(theirs[name]), as_text(mine)
        if old != new:
            words = diff_text(old, new)
            rows.append(
                {
                    "label": form[name].label,
                    "old": old,
                    "new": new,
                    "words": words,
                }
            )
    return rows


def _values_of(article: Article) -> dict[str, Any]:
    """Return a desk copy in the types of the form's cleaned data."""
    bylines = article.bylines.select_related("author")
    gallery = article.gallery.select_related("photo")
    return {
        **{name: getattr(article, name) for name in PLAIN},
        "bylines": [byline.author for byline in bylines],
        "tags": [tag.name for tag in article.tags.all()],
        "gallery": [(row.photo, row.caption, row.alt) for row in gallery],
    }
