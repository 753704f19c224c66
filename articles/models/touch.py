from django.db import models


class Touch(models.Model):
    """That a key changes at a moment: the event log by key, for who asks "since when?".

    What subscribers ask for is answered from the last rows of two keys: the moment and the event
    that touched them last, and the next moment to come. Written by `desk.touching` with every
    event, kept for 35 days.
    """

    key = models.CharField(max_length=40)
    at = models.DateTimeField()
    event = models.ForeignKey("articles.Event", models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [
            # The last moment that has come, the next one to come.
            models.Index("key", "at", name="touch_moment"),
            # The last event.
            models.Index("key", "event", name="touch_event"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.at}"
