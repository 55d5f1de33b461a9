"""Posters: words of the prompt beside a few plain shapes, set as the Swiss set them."""

from __future__ import annotations

from PIL import Image, ImageDraw, ImageFont

from imagestudio.demo.brief import Brief
from imagestudio.demo.canvas import Canvas, Shape
from imagestudio.demo.colour import Colour, blend, lighter, luminance
from imagestudio.demo.graphics import geometric, palette, paper_texture

_LAST_LATIN = "\u024f"  # the font that is always there knows no other script
_MOST_WORDS = 4

Box = tuple[float, float, float, float]


def poster(canvas: Canvas, brief: Brief) -> None:
    """Large words on plain paper, and a panel of shapes above or beside them."""
    words = [word.upper() for word in brief.words if all(letter <= _LAST_LATIN for letter in word)]
    words = [word for word in words if word not in ("POSTER", "TYPOGRAPHY")][:_MOST_WORDS] or words[:1]
    if not words:
        geometric(canvas, brief)
        return
    paper, inks = palette(canvas, brief)
    inks.sort(key=lambda ink: -abs(luminance(ink) - luminance(paper)))
    canvas.backdrop([lighter(paper, 0.06), paper])
    width, height = canvas.size
    wide = width > height
    _panel(canvas, (width * 0.54, 0, width, height) if wide else (0, 0, width, height * 0.54), paper, inks)
    margin = 64 * canvas.unit
    if wide:
        room = (margin, margin, width * 0.54 - margin, height - margin)
    else:
        room = (margin, height * 0.54 + margin, width - margin, height - margin)
    _set_words(canvas, words, inks[0], room)
    paper_texture(canvas, 0.12)


def _panel(canvas: Canvas, box: Box, paper: Colour, inks: list[Colour]) -> None:
    """A ground with a great disc, its half in another colour, and a wedge or bars across it."""
    rng = canvas.rng
    left, top, right, bottom = box
    dark, *bright = inks
    rng.shuffle(bright)
    ground = canvas.fill(canvas.rectangle(left, top, right, bottom), [lighter(bright[0], 0.06), bright[0]])
    side = min(right - left, bottom - top)
    x, y = left + (right - left) * rng.uniform(0.42, 0.58), top + (bottom - top) * rng.uniform(0.42, 0.58)
    disc = canvas.fill(canvas.inside(canvas.ellipse(x, y, side * 0.4), ground), bright[1])
    lower = canvas.rectangle(left, y, right, bottom) if rng.random() < 0.5 else canvas.rectangle(x, top, right, bottom)
    canvas.fill(canvas.inside(lower, disc), dark)
    canvas.fill(canvas.inside(canvas.ellipse(x, y, side * 0.13), ground), paper)
    if rng.random() < 0.5:
        wedge = [(left, bottom), (left, bottom - side * rng.uniform(0.3, 0.6)), (right, bottom)]
        canvas.fill(canvas.inside(canvas.polygon(wedge), ground), bright[2])
    else:
        for bar in range(5):
            edge = left + (right - left) * (0.06 + 0.045 * bar)
            canvas.fill(canvas.rectangle(edge, top, edge + side * 0.022, bottom), blend(bright[2], dark, 0.05 * bar))


def _set_words(canvas: Canvas, words: list[str], ink: Colour, room: Box) -> None:
    """Stack the words flush left in their room, all in one size, the largest that fits."""
    left, top, right, bottom = room
    widest = max(ImageFont.load_default(100).getlength(word) for word in words)
    size = min((right - left) / (widest * 1.05) * 100, (bottom - top) / (0.98 * len(words) + 0.2))
    font, stroke = ImageFont.load_default(size), round(size * 0.02)
    mask = Image.new("L", canvas.size)
    pen = ImageDraw.Draw(mask)
    y = bottom - 0.98 * size * len(words)
    bar = canvas.rectangle(left, y - 12 * canvas.unit, left + 120 * canvas.unit, y - 4 * canvas.unit)
    for word in words:
        pen.text((left - font.getbbox(word)[0], y), word, font=font, fill=255, stroke_width=stroke)
        y += 0.98 * size
    canvas.fill(Shape(0, 0, mask), ink, 0.97)
    canvas.fill(bar, ink)
