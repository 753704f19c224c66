from django import forms

from articles.models import Photo

FACTS = ("title", "caption", "alt", "credit", "source", "taken_at")


class PhotoUploadForm(forms.ModelForm):
    file = forms.FileField(label="Picture", help_text="JPEG, PNG, WebP or AVIF.")

    class Meta:
        model = Photo
        fields = FACTS

    field_order = ("file", *FACTS)


class StopPhotoForm(forms.Form):
    reason = forms.CharField(
        max_length=300, help_text="Rights, safety, the wrong picture: for the record."
    )
