"""Widgets and validation of the admin's forms. They save nothing: the verbs do."""

from .article import ArticleForm
from .photos import PhotoUploadForm, StopPhotoForm

__all__ = ["ArticleForm", "PhotoUploadForm", "StopPhotoForm"]
