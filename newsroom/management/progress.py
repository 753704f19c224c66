from collections.abc import Iterable

from tqdm import tqdm


def bar(things: Iterable[str], label: str) -> Iterable[str]:
    """The things, with a bar on stderr where somebody watches."""
    return tqdm(things, desc=label, disable=None, leave=False)
