"""Where a picture lies in the viewer and how large: arithmetic only, in device pixels."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

LARGEST = 16.0
STEP = 1.25


@dataclass(frozen=True, slots=True)
class Zoom:
    """A picture in a view: `scale` is device pixels a picture pixel, (x, y) the picture's point in the view's middle.

    While `fits` is true the scale follows the size of the view.
    """

    picture: tuple[float, float] = (1.0, 1.0)
    view: tuple[float, float] = (1.0, 1.0)
    scale: float = 1.0
    x: float = 0.5
    y: float = 0.5
    fits: bool = True

    @property
    def fit_scale(self) -> float:
        """The scale at which the whole picture is seen as large as can be."""
        (width, height), (view_width, view_height) = self.picture, self.view
        return min(LARGEST, view_width / width, view_height / height)

    @property
    def fill_scale(self) -> float:
        """The scale at which nothing of the view is left free."""
        (width, height), (view_width, view_height) = self.picture, self.view
        return min(LARGEST, max(view_width / width, view_height / height))

    @property
    def place(self) -> tuple[float, float, float]:
        """How many times larger than fitted, and which point is in the middle as fractions of the picture's sides:
        the same in pictures of other sizes that are looked at in step."""
        return self.scale / self.fit_scale, self.x / self.picture[0], self.y / self.picture[1]

    @property
    def smallest(self) -> float:
        return min(self.fit_scale, 1.0)

    @property
    def left(self) -> float:
        return self.view[0] / 2 - self.x * self.scale

    @property
    def top(self) -> float:
        return self.view[1] / 2 - self.y * self.scale

    @property
    def size(self) -> tuple[float, float]:
        return self.picture[0] * self.scale, self.picture[1] * self.scale

    @property
    def pans_across(self) -> bool:
        """Whether the picture is wider than the view."""
        return self.size[0] > self.view[0] + 0.5

    @property
    def pans_down(self) -> bool:
        return self.size[1] > self.view[1] + 0.5

    def fitted(self) -> Zoom:
        """The whole picture, as large as can be."""
        width, height = self.picture
        return replace(self, scale=self.fit_scale, x=width / 2, y=height / 2, fits=True)

    def of_picture(self, width: float, height: float) -> Zoom:
        """Another picture, fitted."""
        return replace(self, picture=(max(1.0, width), max(1.0, height))).fitted()

    def placed(self, place: tuple[float, float, float]) -> Zoom:
        """At the `place` of another picture, as far as that goes here."""
        times, across, down = place
        scale = min(max(times * self.fit_scale, self.smallest), max(LARGEST, self.fit_scale))
        fits = math.isclose(scale, self.fit_scale, rel_tol=1e-6)
        x, y = across * self.picture[0], down * self.picture[1]
        return replace(self, scale=scale, x=x, y=y, fits=fits)._held()

    def in_view(self, width: float, height: float) -> Zoom:
        """The same in a view of another size."""
        changed = replace(self, view=(max(1.0, width), max(1.0, height)))
        return changed.fitted() if self.fits else changed._held()

    def point_at(self, view_x: float, view_y: float) -> tuple[float, float]:
        """The picture's point that lies at a point of the view."""
        return (view_x - self.left) / self.scale, (view_y - self.top) / self.scale

    def zoomed(self, scale: float, view_x: float | None = None, view_y: float | None = None) -> Zoom:
        """At another scale, with the picture's point under the given point of the view (or its middle) left there."""
        view_x = self.view[0] / 2 if view_x is None else view_x
        view_y = self.view[1] / 2 if view_y is None else view_y
        scale = min(max(scale, self.smallest), max(LARGEST, self.fit_scale))
        point_x, point_y = self.point_at(view_x, view_y)
        x = point_x + (self.view[0] / 2 - view_x) / scale
        y = point_y + (self.view[1] / 2 - view_y) / scale
        fits = math.isclose(scale, self.fit_scale, rel_tol=1e-6)
        return replace(self, scale=scale, x=x, y=y, fits=fits)._held()

    def panned(self, across: float, down: float) -> Zoom:
        """The picture moved by so many device pixels, as far as it goes."""
        return replace(self, x=self.x - across / self.scale, y=self.y - down / self.scale)._held()

    def snapped(self) -> tuple[float, float]:
        """Left and top on whole device pixels, so that 100 % shows each pixel as it is."""
        return float(math.floor(self.left + 0.5)), float(math.floor(self.top + 0.5))

    def _held(self) -> Zoom:
        """No edge of the picture comes further in than it must; a side that fits is in the middle."""
        x = _hold(self.x, self.picture[0], self.view[0] / self.scale)
        y = _hold(self.y, self.picture[1], self.view[1] / self.scale)
        return replace(self, x=x, y=y)


def _hold(middle: float, length: float, seen: float) -> float:
    if length <= seen:
        return length / 2
    return min(max(middle, seen / 2), length - seen / 2)
