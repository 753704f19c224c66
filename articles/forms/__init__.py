"""Widgets and validation of the admin's forms. They save nothing: the verbs do."""

from .article import ArticleForm
from .photos import PhotoForm, PhotoUploadForm, ReasonForm

__all__ = ["ArticleForm", "PhotoForm", "PhotoUploadForm", "ReasonForm"]
