"""The body editor. What it lets through is settled on the server by `desk.save`, not here."""

from typing import Any

from django import forms
from django.templatetags.static import static
from django_prose_editor.widgets import AdminProseEditorWidget

# What text/body.py lets through. Its own Image and Figure are left out: photos stand as ids.
EXTENSIONS = {
    "Bold": True,
    "Italic": True,
    "Subscript": True,
    "Superscript": True,
    "HardBreak": True,
    "Heading": {"levels": [2, 3]},
    "BulletList": True,
    "OrderedList": True,
    "ListItem": True,
    "Blockquote": True,
    "Link": {"enableTarget": False, "protocols": ["http", "https", "mailto"]},
    "Table": True,
    "TableRow": True,
    "TableHeader": True,
    "TableCell": True,
    "HTML": True,
}


class BodyWidget(AdminProseEditorWidget):
    """A plain text field; script puts the editor in its place."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        attrs = {"rows": 24, "class": "body-text", **(attrs or {})}
        super().__init__(attrs, config={"extensions": EXTENSIONS}, preset="configurable")

    def get_config(self) -> dict[str, Any]:
        config = super().get_config()
        config["extensions"] = {**config["extensions"], "NewsPhoto": True}
        config["js_modules"] = [
            *config["js_modules"],
            static("articles/desk/photos/photo_node.js"),
        ]
        return config

    def get_context(
        self, name: str, value: Any, attrs: dict[str, Any] | None
    ) -> dict[str, Any]:
        # Leave a field that may only be read as it is.
        if attrs and attrs.get("disabled"):
            return forms.Textarea.get_context(self, name, value, attrs)
        return super().get_context(name, value, attrs)
