"""What a photo is about, and its crops (docs/editors/photos.md)."""

from typing import Any

from articles.desk.errors import NotReady
from articles.imaging.rendition_plan import RATIOS, Box
from articles.models import Photo

from .rendition_files import renew

LEAST = 160  # pixels across: a smaller part of a picture is a blur on every card
OFF = 0.02  # how far a box may be from its shape before it is refused


def set_focus(photo: Photo, *, by: Any, x: float, y: float) -> Photo:
    """Say what the picture is about, in parts of its width and height; crops follow.

    Crops that were set by hand stay as they are.
    """
    if not (0 <= x <= 1 and 0 <= y <= 1):
        raise NotReady("The focal point lies outside the picture.")

    def change(photo: Photo) -> None:
        photo.focus_x, photo.focus_y, photo.focus_set = round(x, 4), round(y, 4), True

    return renew(
        photo,
        by=by,
        action="edit_photo",
        verb="set_focus",
        summary="Focal point set",
        change=change,
    )


def set_crop(photo: Photo, *, by: Any, shape: str, box: Box | None) -> Photo:
    """Set the crop of a shape by hand: left, top, width and height in parts of the sides.

    Without a box the crop follows the focal point again.
    """
    if shape not in RATIOS:
        raise NotReady("Crop shape not found.")

    def change(photo: Photo) -> None:
        crops = {name: crop for name, crop in photo.crops.items() if name != shape}
        if box is not None:
            crops[shape] = _fitted(photo, shape, box)
        photo.crops = crops

    return renew(
        photo,
        by=by,
        action="edit_photo",
        verb="set_crop",
        summary=f"Crop {shape.replace('x', ':')} {'set' if box else 'left to the focal point'}",
        change=change,
    )


def _fitted(photo: Photo, shape: str, box: Box) -> list[float]:
    """The box, exactly of its shape; a hand or a screen is a pixel off."""
    left, top, width, height = box
    # Parts that a browser rounds add up to a hair over 1.
    if min(left, top) < 0 or left + width > 1.0001 or top + height > 1.0001:
        raise NotReady("The crop reaches outside the picture.")
    if width * photo.width < min(LEAST, photo.width):
        raise NotReady(f"The crop is too small: it needs {LEAST} pixels across.")
    across, down = RATIOS[shape]
    due = width * photo.width * down / across / photo.height
    if height <= 0 or abs(due / height - 1) > OFF:
        raise NotReady(f"The crop is not {across}:{down}.")
    # Made exact, it may reach over an edge: there it shrinks, and keeps its shape.
    fits = min(1.0, (1 - top) / due, (1 - left) / width)
    return [round(value, 6) for value in (left, top, width * fits, due * fits)]
