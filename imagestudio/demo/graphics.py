"""Flat graphics: geometric compositions, cut paper, gradients behind glass, posters."""

from __future__ import annotations

from math import cos, pi, sin

from PIL import Image, ImageFilter

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, colours, curve, darker, lighter, luminance
from imagestudio.demo.noise import Point, clouds, static

PAPERS = (
    colours("f1e8d8 d8432f 1f4e79 f0b43c 1d1d1f 8fb8a8"),
    colours("efe6da e2703a 2a9d8f e9c46a 264653 f4a261"),
    colours("f5efe6 b23a48 fcb9b2 461220 8c9a6b e8c8a0"),
    colours("e9e4d8 2f3e9e f25f5c ffe066 247ba0 70c1b3"),
    colours("f2e9e1 3b1f2b db5461 f0a868 5b8e7d 8cb369"),
    colours("1b1f2a f2c14e f78154 4d9078 5fad56 ece5d8"),
    colours("efe3d0 114b5f d1495b edae49 66a182 2e4057"),
)


def palette(canvas: Canvas, brief: Brief) -> tuple[Colour, list[Colour]]:
    """Paper and inks; a colour named in the prompt leads the inks."""
    paper, *inks = canvas.rng.choice(PAPERS)
    canvas.rng.shuffle(inks)
    if brief.colour is not None:
        inks = [brief.colour, *inks[:-1]]
    return paper, inks


def geometric(canvas: Canvas, brief: Brief) -> None:
    """A grid of quarter circles, rings, stripes and dots on warm paper."""
    rng = canvas.rng
    paper, inks = palette(canvas, brief)
    canvas.backdrop([paper])
    cells = 3 if canvas.detail == 0 else 4
    side = min(canvas.size) / cells
    for row in range(round(canvas.height / side)):
        for column in range(round(canvas.width / side)):
            _tile(canvas, column * side, row * side, side, [paper, *inks])
    if rng.random() < 0.6:
        at = (side * rng.randrange(1, round(canvas.width / side)), side * rng.randrange(1, round(canvas.height / side)))
        canvas.fill(canvas.ellipse(*at, side), inks[0])
        canvas.fill(canvas.ellipse(*at, side * 0.5), paper)
    paper_texture(canvas, 0.10)


def _tile(canvas: Canvas, x: float, y: float, side: float, inks: list[Colour]) -> None:
    rng = canvas.rng
    ground, front, other = rng.sample(inks, 3)
    tile = canvas.fill(canvas.rectangle(x, y, x + side, y + side), ground)
    kind = rng.randrange(7)
    corner = (x + side * rng.randrange(2), y + side * rng.randrange(2))
    if kind < 2:
        for far, ink in ((1.0, front), (0.66, other), (0.33, ground))[: 1 + 2 * kind]:
            canvas.fill(canvas.inside(canvas.ellipse(*corner, side * far), tile), ink)
    elif kind == 2:
        canvas.fill(canvas.ellipse(x + side / 2, y + side / 2, side * 0.36), front)
        canvas.fill(canvas.ellipse(x + side / 2, y + side / 2, side * 0.15), other)
    elif kind == 3:
        stripes = [_box(x, y + side * i / 8, x + side, y + side * (i + 1) / 8) for i in range(0, 8, 2)]
        canvas.fill(canvas.polygons(stripes), front)
    elif kind == 4:
        canvas.fill(canvas.polygon([(x, y + side), (x + side, y + side), (x + side * rng.randrange(2), y)]), front)
    elif kind == 5:
        for dy, ink in ((0.0, front), (1.0, other)):
            canvas.fill(canvas.inside(canvas.ellipse(x + side / 2, y + side * dy, side / 2), tile), ink)
    else:
        step = side / 5
        for dot in range(16):
            canvas.fill(canvas.ellipse(x + step * (1 + dot % 4), y + step * (1 + dot // 4), step * 0.24), front)


def _box(left: float, top: float, right: float, bottom: float) -> list[Point]:
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def cutouts(canvas: Canvas, brief: Brief) -> None:
    """Seaweed leaves cut from painted paper, on panels of colour."""
    rng = canvas.rng
    paper, inks = palette(canvas, brief)
    canvas.backdrop([paper])
    columns = 3 if canvas.width >= canvas.height else 2
    rows = 2 if canvas.width >= canvas.height else 3
    wide, high = canvas.width / columns, canvas.height / rows
    last = paper
    for index in range(columns * rows):
        x, y = index % columns * wide, index // columns * high
        ground = rng.choice([ink for ink in [paper, *inks] if ink != last])
        last = ground
        canvas.fill(canvas.rectangle(x - 2, y - 2, x + wide + 2, y + high + 2), [lighter(ground, 0.04), ground])
        ink = max(rng.sample([paper, *inks], 4), key=lambda one: abs(luminance(one) - luminance(ground)))
        leaf = frond(canvas, (x + wide / 2, y + high / 2), min(wide, high) * 0.42, rng.uniform(0, 2 * pi))
        _cut(canvas, leaf, ink)
    paper_texture(canvas, 0.16)


def _cut(canvas: Canvas, outline: list[Point], ink: Colour) -> None:
    """A piece of paper that lies on the others."""
    off = 5 * canvas.unit
    canvas.fill(canvas.polygon([(x + off, y + off * 1.4) for x, y in outline], 5 * canvas.unit), (20, 16, 20), 0.28)
    canvas.fill(canvas.polygon(outline), [lighter(ink, 0.07), ink, darker(ink, 0.05)], degrees=35)


def frond(canvas: Canvas, at: Point, radius: float, turn: float) -> list[Point]:
    """A leaf with rounded lobes on both sides of its spine."""
    rng = canvas.rng
    lobes, bend = rng.randrange(4, 7), rng.uniform(-0.35, 0.35)
    depth = rng.uniform(0.5, 0.68)
    points = []
    for side in (1, -1):
        steps = range(181) if side == 1 else range(180, -1, -1)
        for step in steps:
            t = step / 180
            finger = abs(sin(pi * lobes * t + (0.2 if side < 0 else 0))) ** 0.55
            half = radius * (0.1 + depth * finger) * sin(pi * min(1.0, t * 0.92 + 0.06)) ** 0.7
            along = radius * (2 * t - 1) + side * 0 + half * 0.35
            points.append((along, side * half + bend * radius * sin(pi * t)))
    return [(at[0] + x * cos(turn) - y * sin(turn), at[1] + x * sin(turn) + y * cos(turn)) for x, y in points]


_MESHES = (
    colours("0b1026 2f2b8f 8f3fd0 f2668b ffb27a fff0d0"),
    colours("06262d 0f6a6e 3fb8a0 b8e6b0 fff2c0 f59a6b"),
    colours("2a0a3a 8a1f6a e8436a ff8a5c ffd08a fdf0e0"),
    colours("0a1a3f 1f5fd0 5fb0f5 c8e6ff ffe6d8 ff9a8a"),
    colours("f4d6cc f7b5a8 c9a6e0 8fb0f0 bfe3e8 fff6e6"),
    colours("101418 28453f 6a8f5a d8c06a f5e6b8 c8643f"),
)


def gradient(canvas: Canvas, brief: Brief) -> None:
    """Slow colours that flow into each other, sometimes behind fluted glass."""
    rng = canvas.rng
    inks = list(rng.choice(_MESHES))
    if brief.colour is not None:
        inks[2:4] = [brief.colour, lighter(brief.colour, 0.35)]
    mesh = Image.new("RGB", (5, 5))
    for place in range(25):
        mesh.putpixel((place % 5, place // 5), inks[(place % 5 + place // 5 + rng.randrange(3)) % len(inks)])
    mesh = mesh.resize((160, 160), Image.Resampling.BICUBIC).filter(ImageFilter.GaussianBlur(9))
    canvas.image = mesh.resize(canvas.size, Image.Resampling.BICUBIC)
    for _ in range(3):
        x, y = rng.uniform(0, canvas.width), rng.uniform(0, canvas.height)
        canvas.glow(x, y, rng.uniform(300, 620) * canvas.unit, rng.choice(inks[2:]), 0.5, 1.6)
    kind = rng.randrange(3)
    if kind == 0:
        _fluted(canvas)
    elif kind == 1:
        _orb(canvas, inks)
    canvas.grain(16)


def _fluted(canvas: Canvas) -> None:
    """Panes that each squeeze a wider strip of the picture behind them."""
    count = canvas.rng.choice((14, 20, 28))
    wide = canvas.width / count
    source, sheet = canvas.image, canvas.image.copy()
    edge = curve(Image.linear_gradient("L").rotate(90), lambda value: (1 - sin(pi * value)) ** 2 * 0.42)
    for pane in range(count):
        left, right = round(pane * wide), round((pane + 1) * wide)
        middle = (left + right) / 2
        box = (max(0, middle - wide * 2.4), 0.0, min(canvas.width, middle + wide * 2.4), float(canvas.height))
        strip = source.resize((right - left, canvas.height), Image.Resampling.BILINEAR, box=box)
        shadow = edge.resize(strip.size)
        strip.paste((12, 10, 26), (0, 0), shadow)
        sheet.paste(strip, (left, 0))
    canvas.image = sheet


def _orb(canvas: Canvas, inks: list[Colour]) -> None:
    """A ball of light colours floating before the ground."""
    x, y, far = canvas.width / 2, canvas.height / 2, 265 * canvas.unit
    canvas.fill(canvas.ellipse(x, y + far * 1.12, far * 0.8, far * 0.12, far * 0.12), darker(inks[0], 0.4), 0.35)
    flipped = canvas.image.transpose(Image.Transpose.ROTATE_180)
    ball = canvas.fill(canvas.ellipse(x, y, far), flipped)
    rim = canvas.inside(canvas.ellipse(x + far * 0.12, y + far * 0.16, far * 1.02, blur=far * 0.16), ball)
    canvas.shade(rim, blend(inks[0], inks[2], 0.5), 0.35)
    canvas.light(
        canvas.inside(canvas.ellipse(x - far * 0.35, y - far * 0.42, far * 0.5, blur=far * 0.22), ball), inks[-1], 0.75
    )
    canvas.light(
        canvas.inside(canvas.ellipse(x + far * 0.3, y + far * 0.62, far * 0.5, far * 0.24, far * 0.14), ball),
        inks[3],
        0.5,
    )


def paper_texture(canvas: Canvas, strength: float) -> None:
    """Fibres and unevenness of printed paper."""
    cells = (canvas.width // 14, canvas.height // 14)
    fibres = curve(clouds(canvas.rng, canvas.size, cells, 2), lambda value: max(0.0, value - 0.45))
    canvas.shade(Shape(0, 0, fibres), (150, 140, 130), strength * 2)
    specks = curve(
        static(canvas.rng, (canvas.width // 2, canvas.height // 2)), lambda value: 1.0 if value > 0.996 else 0
    )
    canvas.fill(Shape(0, 0, specks.resize(canvas.size)), (250, 245, 235), strength)
