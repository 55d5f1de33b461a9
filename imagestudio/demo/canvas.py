"""Canvas: a picture being painted with soft-edged shapes, light and grain."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageDraw, ImageFilter

from imagestudio.demo.colour import Colour, curve, ramp, scaled, spot
from imagestudio.demo.noise import Point, grain

Fill = Colour | Image.Image | Sequence[Colour]
_Move = Callable[[Point], Point]
_Draw = Callable[[ImageDraw.ImageDraw, _Move], None]
_Blend = Callable[[Image.Image, Image.Image], Image.Image]


@dataclass(frozen=True)
class Shape:
    """A region with soft edges: where it begins, and how much of each pixel it covers."""

    left: int
    top: int
    mask: Image.Image

    @property
    def size(self) -> tuple[int, int]:
        return self.mask.size


class Canvas:
    """A picture being painted; `detail` is 0, 1 or 2, a clear one keeps what is not painted transparent."""

    def __init__(self, size: tuple[int, int], rng: Random, detail: int, clear: bool = False) -> None:
        self.width, self.height = self.size = size
        self.unit = min(size) / 1000
        self.rng = rng
        self.detail = detail
        self.clear = clear
        self._oversample = 3 if detail == 2 else 2
        self.image = Image.new("RGBA", size, (0, 0, 0, 0)) if clear else Image.new("RGB", size)

    # shapes

    def polygon(self, points: Sequence[Point], blur: float = 0.0) -> Shape:
        def draw(pen: ImageDraw.ImageDraw, move: _Move) -> None:
            pen.polygon([move(point) for point in points], fill=255)

        return self._shape(points, blur, draw)

    def polygons(self, many: Sequence[Sequence[Point]], blur: float = 0.0) -> Shape:
        """Several polygons as one region."""

        def draw(pen: ImageDraw.ImageDraw, move: _Move) -> None:
            for points in many:
                pen.polygon([move(point) for point in points], fill=255)

        return self._shape([point for points in many for point in points], blur, draw)

    def ellipse(self, x: float, y: float, across: float, down: float | None = None, blur: float = 0.0) -> Shape:
        """An ellipse around (x, y) with these radii."""
        down = across if down is None else down
        corners = [(x - across, y - down), (x + across, y + down)]

        def draw(pen: ImageDraw.ImageDraw, move: _Move) -> None:
            pen.ellipse([move(corners[0]), move(corners[1])], fill=255)

        return self._shape(corners, blur, draw)

    def line(self, points: Sequence[Point], width: float, blur: float = 0.0) -> Shape:
        """A line with round ends and joints."""

        def draw(pen: ImageDraw.ImageDraw, move: _Move) -> None:
            moved = [move(point) for point in points]
            thick = max(1, round(width * self._oversample))
            pen.line(moved, fill=255, width=thick, joint="curve")
            for x, y in (moved[0], moved[-1]):
                pen.ellipse([x - thick / 2, y - thick / 2, x + thick / 2, y + thick / 2], fill=255)

        return self._shape(points, blur + width, draw, soften=blur)

    def rectangle(self, left: float, top: float, right: float, bottom: float, blur: float = 0.0) -> Shape:
        return self.polygon([(left, top), (right, top), (right, bottom), (left, bottom)], blur)

    def everything(self, mask: Image.Image) -> Shape:
        return Shape(0, 0, mask)

    def _shape(self, points: Sequence[Point], pad: float, draw: _Draw, soften: float | None = None) -> Shape:
        radius = pad if soften is None else soften
        margin = math.ceil(pad + 2 * radius) + 2
        reach = margin + 16
        left = max(-reach, math.floor(min(x for x, _ in points)) - margin)
        top = max(-reach, math.floor(min(y for _, y in points)) - margin)
        right = min(self.width + reach, math.ceil(max(x for x, _ in points)) + margin)
        bottom = min(self.height + reach, math.ceil(max(y for _, y in points)) + margin)
        finer = self._oversample
        size = (max(1, right - left), max(1, bottom - top))
        mask = Image.new("L", (size[0] * finer, size[1] * finer))
        draw(ImageDraw.Draw(mask), lambda point: ((point[0] - left) * finer, (point[1] - top) * finer))
        mask = mask.reduce(finer)
        return Shape(left, top, mask.filter(ImageFilter.GaussianBlur(radius)) if radius else mask)

    # painting

    def fill(self, shape: Shape, fill: Fill, opacity: float = 1.0, degrees: float = 0.0) -> Shape:
        """Paint a region: in a colour, along stops over its own height, or with a picture of the canvas's size."""
        mask = scaled(shape.mask, opacity)
        source = self._source(shape, fill, degrees)
        if not self.clear:
            self.image.paste(source, (shape.left, shape.top), mask)
            return shape
        layer = source.convert("RGBA")
        layer.putalpha(mask)
        left, top = max(0, -shape.left), max(0, -shape.top)
        if left < layer.width and top < layer.height:
            self.image.alpha_composite(layer, (max(0, shape.left), max(0, shape.top)), (left, top))
        return shape

    def _source(self, shape: Shape, fill: Fill, degrees: float) -> Image.Image:
        if isinstance(fill, Image.Image):
            left, top = shape.left, shape.top
            return fill.crop((left, top, left + shape.size[0], top + shape.size[1]))
        if isinstance(fill[0], int):
            return Image.new("RGB", shape.size, fill)  # type: ignore[arg-type]
        return ramp(shape.size, fill, degrees)  # type: ignore[arg-type]

    def inside(self, shape: Shape, other: Shape) -> Shape:
        """What two regions share, in the frame of the second."""
        frame = Image.new("L", other.size)
        frame.paste(shape.mask, (shape.left - other.left, shape.top - other.top))
        return Shape(other.left, other.top, ImageChops.multiply(frame, other.mask))

    def backdrop(self, stops: Sequence[Colour], degrees: float = 0.0) -> None:
        """A gradient over the whole canvas."""
        self.image = ramp(self.size, stops, degrees)

    def glow(
        self, x: float, y: float, radius: float, colour: Colour, strength: float = 1.0, power: float = 2.0
    ) -> None:
        """Light added around a point."""
        size = max(2, round(radius * 2))
        self.light(Shape(round(x - radius), round(y - radius), spot((size, size), power)), colour, strength)

    def light(self, shape: Shape, colour: Colour | Image.Image, strength: float = 1.0) -> None:
        """Screen a colour, or a picture of the canvas's size, onto a region."""
        self._mix(shape, colour, strength, ImageChops.screen, 0)

    def shade(self, shape: Shape, colour: Colour | Image.Image, strength: float = 1.0) -> None:
        """Multiply a region by a colour, or by a picture of the canvas's size."""
        self._mix(shape, colour, strength, ImageChops.multiply, 255)

    def _mix(self, shape: Shape, fill: Colour | Image.Image, strength: float, how: _Blend, neutral: int) -> None:
        box = (
            max(0, shape.left),
            max(0, shape.top),
            min(self.width, shape.left + shape.size[0]),
            min(self.height, shape.top + shape.size[1]),
        )
        if box[0] >= box[2] or box[1] >= box[3]:
            return
        local = (box[0] - shape.left, box[1] - shape.top, box[2] - shape.left, box[3] - shape.top)
        mask = scaled(shape.mask.crop(local), strength)
        under = self.image.crop(box)
        layer = fill.crop(box) if isinstance(fill, Image.Image) else Image.new("RGB", under.size, fill)
        base = Image.new("RGB", under.size, (neutral, neutral, neutral))
        mixed = how(under.convert("RGB"), Image.composite(layer, base, mask))
        if self.clear:
            mixed.putalpha(under.getchannel("A"))
        self.image.paste(mixed, box)

    # finishing

    def vignette(self, strength: float) -> None:
        """Darken the corners."""
        wide = (round(self.width * 1.5), round(self.height * 1.5))
        mask = curve(spot((192, 192), 1.0), lambda value: 1 - strength * max(0.0, 1 - value * 2.1) ** 1.6)
        mask = mask.resize(wide, Image.Resampling.BICUBIC)
        left, top = (wide[0] - self.width) // 2, (wide[1] - self.height) // 2
        mask = mask.crop((left, top, left + self.width, top + self.height))
        self.image = ImageChops.multiply(self.image, Image.merge("RGB", [mask] * 3))

    def grain(self, strength: float) -> None:
        """Film grain over everything; strength is its spread in grey levels."""
        sheet = grain(self.rng, self.size, strength)
        bands = [ImageChops.add(band, sheet, 1, -128) for band in self.image.split()[:3]]
        alpha = [self.image.getchannel("A")] if self.clear else []
        self.image = Image.merge("RGBA" if self.clear else "RGB", [*bands, *alpha])

    def mirror(self, line: float, squash: float = 1.0, blur: float = 0.0) -> Image.Image:
        """A picture of the canvas's size that shows below a line what is above it, as still water does."""
        top = round(line)
        depth = self.height - top
        seen = min(top, round(depth / squash))
        part = self.image.crop((0, top - seen, self.width, top)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
        part = part.resize((self.width, depth), Image.Resampling.BICUBIC)
        if blur:
            part = part.filter(ImageFilter.GaussianBlur((blur * 0.35, blur)))
        sheet = Image.new("RGB", self.size)
        sheet.paste(part, (0, top))
        return sheet
