from collections.abc import Iterable

from tqdm import tqdm


def progress_bar(items: Iterable[str], label: str) -> Iterable[str]:
    """The items, with a bar on stderr where somebody watches."""
    return tqdm(items, desc=label, disable=None, leave=False)
