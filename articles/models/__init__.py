"""What is stored: one noun a file."""

from .article import Article, ArticleByline, ArticleFigure, ArticlePhoto
from .author import Author, AuthorAlias
from .edition import Edition
from .edition_decisions import ClosedEdition, Confirmation
from .edition_index import EditionByline, EditionPhoto, EditionTag
from .event import Event, KeyChange
from .follower import Due, Follower
from .hub import Hub, Ping
from .notice import Notice
from .photo import Photo
from .photo_revision import PhotoRevision
from .preview_link import PreviewLink
from .rendition import PastOriginal, Rendition, RetiredFile
from .revision import Revision
from .search_word import SearchWord
from .section import CheckSetting, Section, SectionAlias
from .site import FixedPage, FrontSlot, NavigationLink, SiteSettings
from .sitemap_month import SitemapMonth
from .tag import Tag, TagAlias, TaggedArticle
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
    "KeyChange",
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
    "SitemapMonth",
    "Tag",
    "TagAlias",
    "TaggedArticle",
    "Translation",
]
