"""A first guess of what a picture is about, until a person says it."""

from PIL import Image, ImageChops, ImageFilter, ImageStat

SIDE = 96  # what draws the eye is large: a thumbnail says it, in a few milliseconds
MARGIN = 0.15  # a guess at the very edge is noise more often than news


def guess(image: Image.Image) -> tuple[float, float]:
    """Return the point, in parts of width and height, around which most happens.

    Edges and colours that stand out from the mean are weighed; deterministic, no learning, and
    never more than a guess.
    """
    small = image.convert("RGB")
    small.thumbnail((SIDE, SIDE), Image.Resampling.BOX)
    weights = _weights(small)
    columns = weights.resize((weights.width, 1), Image.Resampling.BOX)
    rows = weights.resize((1, weights.height), Image.Resampling.BOX)
    return _balance(columns), _balance(rows)


def _weights(small):
    edges = small.convert("L").filter(ImageFilter.FIND_EDGES)
    edges.paste(0, (0, 0, edges.width, 1))  # the filter leaves the frame as it was
    edges.paste(0, (0, 0, 1, edges.height))
    edges.paste(0, (0, edges.height - 1, edges.width, edges.height))
    edges.paste(0, (edges.width - 1, 0, edges.width, edges.height))
    mean = tuple(round(value) for value in ImageStat.Stat(small).mean)
    apart = ImageChops.difference(small, Image.new("RGB", small.size, mean)).convert("L")
    both = ImageChops.add(edges, apart, scale=2).filter(ImageFilter.GaussianBlur(3))
    floor = ImageStat.Stat(both).mean[0]
    return both.point(lambda value: max(0, value - floor))


def _balance(line):
    weights = list(line.get_flattened_data())
    total = sum(weights)
    if not total:
        return 0.5
    moments = sum(weight * (index + 0.5) for index, weight in enumerate(weights))
    at = moments / total / len(weights)
    return round(min(max(at, MARGIN), 1 - MARGIN), 4)
