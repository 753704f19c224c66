from datetime import datetime

from django.db import models

from articles.text.dates import newsroom_day

from .section import Section


class SitemapMonthQuerySet(models.QuerySet):
    def for_sitemap(self) -> "SitemapMonthQuerySet":
        """Rows in their order, with what else an address depends on."""
        addresses = Section.objects.order_by("-changed_at").values("changed_at")[:1]
        return (
            self.select_related("event")
            .annotate(addresses=models.Subquery(addresses))
            .order_by("month", "moment")
        )

    def standing(self, at: datetime) -> dict[int, "SitemapMonth"]:
        """The row of each month that holds at a moment: the last that has begun."""
        # In the order of their moments: a later one takes the place of an earlier one.
        return {row.month: row for row in self.for_sitemap() if row.moment <= at}


class SitemapMonth(models.Model):
    """That the stories of a newsroom month change at a moment, and how many are live from then on.

    Derived from the editions by `desk.log.sitemap_months` with every event, and made anew by
    `manage.py repair months`. Moments to come stand here too, so what changes by time alone needs
    nobody.
    """

    month = models.PositiveIntegerField(help_text="Of first publication: 202511.")
    moment = models.DateTimeField()
    stories = models.PositiveIntegerField()
    event = models.ForeignKey("articles.Event", models.PROTECT, null=True, related_name="+")

    objects = SitemapMonthQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["month", "moment"], name="sitemap_month_once")
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.moment}: {self.stories}"

    @property
    def name(self) -> str:
        """`2025-11`"""
        return f"{self.month // 100:04}-{self.month % 100:02}"

    @property
    def stories_changed_at(self) -> datetime:
        """When its stories changed: by time, or by an event, as where translations were named."""
        return max(self.moment, self.event.at) if self.event else self.moment

    @property
    def changed_at(self) -> datetime:
        """When anything in its sitemap changed: a story, a photo's file, a section's address."""
        return max(
            filter(None, (self.stories_changed_at, getattr(self, "addresses", None)))
        )


def month_of(moment: datetime) -> int:
    """`202511`, the newsroom month of a moment."""
    day = newsroom_day(moment)
    return day.year * 100 + day.month
