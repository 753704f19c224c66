from typing import Any

from django.core.management.base import BaseCommand
from tqdm import tqdm

from articles.search.indexing import BATCH, reindex, searched


class Command(BaseCommand):
    help = "Rebuild the search index from the published editions."

    def handle(self, **options: Any) -> str:
        total = -(-searched().count() // BATCH)
        count = reindex(
            lambda batches: tqdm(batches, total=total, unit="batch", disable=None, leave=False)
        )
        return f"{count} editions can be found."
