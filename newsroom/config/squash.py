"""What was before the migrations were squashed, on 30 November 2025: it needs one step between."""

SQUASHED = (
    "articles.migrations.0001_stories",
    "articles.migrations.0002_stories_and_people",
    "newsroom.migrations.0001_people",
)
# Its migrations end where ours begin.
LAST_BEFORE_SQUASH = "f8dc612"
TABLES_OF_BEFORE = {"articles_touch", "articles_monthstamp"}
