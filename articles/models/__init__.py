"""The record: one noun a file."""

from .article import Article, ArticleByline, ArticleFigure, ArticlePhoto
from .author import Author, AuthorAlias
from .check import CheckSetting
from .closed_edition import ClosedEdition
from .confirmation import Confirmation
from .edition import Edition, EditionByline, EditionPhoto, EditionTag
from .event import Event
from .follower import Due, Follower
from .house import FixedPage, FrontSlot, NavigationLink, SiteSettings
from .hub import Hub, Ping
from .month import MonthStamp
from .notice import Notice
from .photo import Photo
from .photo_revision import PhotoRevision
from .previewlink import PreviewLink
from .rendition import PastOriginal, Rendition, RetiredFile
from .revision import Revision
from .searchword import SearchWord
from .section import Section, SectionAlias
from .tag import Tag, TagAlias, TaggedArticle
from .touch import Touch
from .translation import Translation

__all__ = [
    "Article",
    "ArticleByline",
    "ArticleFigure",
    "ArticlePhoto",
    "Author",
    "AuthorAlias",
    "CheckSetting",
    "ClosedEdition",
    "Confirmation",
    "Due",
    "Edition",
    "EditionByline",
    "EditionPhoto",
    "EditionTag",
    "Event",
    "FixedPage",
    "Follower",
    "FrontSlot",
    "Hub",
    "MonthStamp",
    "NavigationLink",
    "Notice",
    "PastOriginal",
    "Photo",
    "PhotoRevision",
    "Ping",
    "PreviewLink",
    "Rendition",
    "RetiredFile",
    "Revision",
    "SearchWord",
    "Section",
    "SectionAlias",
    "SiteSettings",
    "Tag",
    "TagAlias",
    "TaggedArticle",
    "Touch",
    "Translation",
]
