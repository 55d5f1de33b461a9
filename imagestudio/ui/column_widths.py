"""How wide compose and details are beside the gallery, and which of them makes way where there is no room."""

from __future__ import annotations

LEAST_SIDE = 264
LEAST_GALLERY = 412  # its bar with the usual text
HANDLE = 1


def both_fit(room: int, gallery: int = LEAST_GALLERY) -> bool:
    """Whether compose and details have their place beside a gallery that is at least so wide."""
    return room >= 2 * (LEAST_SIDE + HANDLE) + gallery


def side_widths(
    room: int, left: int, right: int, gallery: int = LEAST_GALLERY, least: int = LEAST_GALLERY
) -> tuple[int, int]:
    """What the two get of the widths they were given; 0 is folded away. Of two that do not fit the left one stays.

    They narrow until the gallery has its width, in proportion to what they can spare; one alone is folded only where
    the gallery would have less than its `least`.
    """
    if left and right and not both_fit(room, gallery):
        right = 0
    if (left or right) and room < LEAST_SIDE + HANDLE + least:
        return 0, 0
    over = left + right + HANDLE * (bool(left) + bool(right)) + gallery - room
    spare_left, spare_right = max(left - LEAST_SIDE, 0), max(right - LEAST_SIDE, 0)
    spare = spare_left + spare_right
    over = min(max(over, 0), spare)
    from_left = over * spare_left // spare if spare else 0
    return left - from_left, right - (over - from_left)
