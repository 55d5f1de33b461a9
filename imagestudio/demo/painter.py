"""Painter: a prompt and parameters to the bytes of a picture, drawn on this computer."""

from __future__ import annotations

import io
from collections.abc import Callable
from random import Random

from PIL import Image
from PIL.PngImagePlugin import PngInfo

from imagestudio.demo import (
    botany,
    creatures,
    graphics,
    ink,
    landscapes,
    objects,
    people,
    places,
    planets,
    posters,
    treasures,
    waters,
)
from imagestudio.demo.brief import Brief, read_brief
from imagestudio.demo.canvas import Canvas
from imagestudio.demo.mark import draw_mark

Scene = Callable[[Canvas, Brief], None]

COMMENT = "Image Studio demo"
DETAIL = {"low": 0, "medium": 1, "high": 2}
SCENES: dict[str, Scene] = {
    "mountains": landscapes.mountains,
    "forest": landscapes.forest,
    "dunes": landscapes.dunes,
    "sea": waters.sea,
    "aurora": waters.aurora,
    "planet": planets.planet,
    "city": places.city,
    "architecture": places.architecture,
    "geometric": graphics.geometric,
    "cutouts": graphics.cutouts,
    "gradient": graphics.gradient,
    "poster": posters.poster,
    "botanical": botany.botanical,
    "flower": botany.flower,
    "ink": ink.ink,
    "still_life": objects.still_life,
    "fox": creatures.fox,
    "owl": creatures.owl,
    "portrait": people.portrait,
}
SUBJECTS: dict[str, Scene] = {
    "planet": planets.planet_alone,
    "flower": botany.flower_alone,
    "gem": treasures.gem,
    "crown": treasures.crown,
    "vase": objects.vase_alone,
    "balloon": treasures.balloon,
    "fox": creatures.fox_alone,
    "owl": creatures.owl_alone,
}


def paint(
    prompt: str, size: str, quality: str, background: str, output_format: str, compression: int | None, seed: int
) -> bytes:
    """The picture as an encoded file; the same arguments give the same pixels."""
    width, height = (int(side) for side in size.split("x"))
    rng = Random(seed)  # noqa: S311 - paints, keeps no secret
    clear = background == "transparent"
    canvas = Canvas((width, height), rng, DETAIL[quality], clear)
    brief = read_brief(prompt, rng, clear)
    (SUBJECTS if clear else SCENES)[brief.scene](canvas, brief)
    if not clear:
        canvas.vignette(0.28)
    canvas.grain(4.0)
    draw_mark(canvas)
    return encode(canvas.image, output_format, compression)


def encode(image: Image.Image, output_format: str, compression: int | None) -> bytes:
    """The file: PNG, JPEG or WebP, each saying in its metadata what drew it."""
    quality = 100 if compression is None else compression
    file = io.BytesIO()
    if output_format == "png":
        notes = PngInfo()
        notes.add_text("Software", COMMENT)
        notes.add_text("Comment", COMMENT)
        image.save(file, "PNG", compress_level=4, pnginfo=notes)
        return file.getvalue()
    exif = Image.Exif()
    exif[0x0131] = COMMENT  # Software
    if output_format == "jpeg":
        image.save(file, "JPEG", quality=max(1, min(quality, 98)), comment=COMMENT, exif=exif)
    else:
        image.save(file, "WEBP", quality=quality, method=2, exif=exif)
    return file.getvalue()
