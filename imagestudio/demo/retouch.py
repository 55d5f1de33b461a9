"""Retouch: a picture that is given, painted on as an image model would: something new where it may change, and a
little drift everywhere else."""

from __future__ import annotations

import io
from dataclasses import dataclass
from random import Random

from PIL import Image, ImageChops, ImageFilter, ImageOps, ImageStat

from imagestudio.demo.brief import names_subject, read_brief
from imagestudio.demo.canvas import Canvas
from imagestudio.demo.mark import draw_mark
from imagestudio.demo.painter import COMMENT, DETAIL, SCENES, SUBJECTS, encode

_SOFTWARE = 0x0131
_LARGE = 0.45  # of the picture: more than that is a scene's to fill, less a subject's
_DRIFT = 1.0012  # how much larger everything becomes, which moves edges a little
_GRAIN = 1.6
_AGAIN = "high"  # the quality in which a picture without a mask stays what it is


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the picture is to be."""

    prompt: str
    size: tuple[int, int]
    quality: str
    clear: bool
    seed: int


def retouch(wanted: Wanted, picture: bytes, mask: bytes | None, output_format: str, compression: int | None) -> bytes:
    """The picture as an encoded file; the same arguments give the same pixels."""
    rng = Random(wanted.seed)  # noqa: S311 - paints, keeps no secret
    with Image.open(io.BytesIO(picture)) as image:
        image.load()
        is_marked = COMMENT in (image.info.get("Software"), image.getexif().get(_SOFTWARE))
        source = image.convert("RGBA")
    change = _change_of(mask, source.size)
    stays = change is not None or wanted.quality == _AGAIN
    is_marked = is_marked and stays and source.size == wanted.size
    source, change = _fitted(source, wanted.size), change and _fitted(change, wanted.size)
    canvas = Canvas(wanted.size, rng, DETAIL[wanted.quality], wanted.clear)
    canvas.image = _painted(wanted, rng, source, change)
    canvas.grain(_GRAIN)
    if not is_marked:
        draw_mark(canvas)
    return encode(canvas.image, output_format, compression)


def _painted(wanted: Wanted, rng: Random, source: Image.Image, change: Image.Image | None) -> Image.Image:
    mode = "RGBA" if wanted.clear else "RGB"
    holes = ImageOps.invert(source.getchannel("A"))
    if not wanted.clear and holes.getbbox():
        source = _filled(source, holes)  # else the clear pixels' own colour would show at its edge
        change = holes if change is None else ImageChops.lighter(change, holes)
    if change is not None:
        return _changed(wanted, rng, source, change).convert(mode)
    if wanted.quality == _AGAIN:  # the same once more, in more detail
        return _drifted(source).filter(ImageFilter.UnsharpMask(2, 60, 2)).convert(mode)
    if wanted.clear:
        return _new(wanted, rng, wanted.size, True)
    return _toned(_new(wanted, rng, wanted.size, False), source.convert("RGB"), 0.8)


def _changed(wanted: Wanted, rng: Random, source: Image.Image, change: Image.Image) -> Image.Image:
    """Something new where the picture may change, which fades into what is around it; nothing of it reaches beyond."""
    kept = _drifted(source)
    box = change.getbbox()
    if box is None:
        return kept
    around = Image.composite(Image.new("RGBA", kept.size), kept, change) if wanted.clear else _filled(kept, change)
    share = ImageStat.Stat(change).mean[0] / 255
    unit = min(wanted.size) / 1000
    if wanted.clear or (share < _LARGE and names_subject(wanted.prompt)):
        new = Image.composite(around, kept, _within(change, 45 * unit))
        new.alpha_composite(_new(wanted, rng, (box[2] - box[0], box[3] - box[1]), True), box[:2])
    else:
        scene = _toned(_new(wanted, rng, wanted.size, False), around.convert("RGB"), 0.6).convert("RGBA")
        new = Image.composite(scene, around, _within(change, 45 * unit))
    return Image.composite(new, kept, _within(change, 5 * unit))


def _new(wanted: Wanted, rng: Random, size: tuple[int, int], clear: bool) -> Image.Image:
    """A scene on a canvas of its own, or a subject on a clear one."""
    canvas = Canvas(size, rng, DETAIL[wanted.quality], clear)
    brief = read_brief(wanted.prompt, rng, clear)
    (SUBJECTS if clear else SCENES)[brief.scene](canvas, brief)
    return canvas.image


def _change_of(mask: bytes | None, size: tuple[int, int]) -> Image.Image | None:
    """255 where the picture may change: where the mask is clear."""
    if mask is None:
        return None
    with Image.open(io.BytesIO(mask)) as image:
        return ImageOps.invert(image.convert("RGBA").getchannel("A").resize(size))


def _fitted(image: Image.Image, size: tuple[int, int]) -> Image.Image:
    """The middle of a picture, in this size."""
    return image if image.size == size else ImageOps.fit(image, size, Image.Resampling.LANCZOS)


def _drifted(image: Image.Image) -> Image.Image:
    """The same picture, as a model that paints every pixel anew gives it back: edges a little elsewhere, tones too."""
    width, height = image.size
    left, top = width * (1 - 1 / _DRIFT) / 2, height * (1 - 1 / _DRIFT) / 2
    matrix = (1 / _DRIFT, 0, left, 0, 1 / _DRIFT, top)
    moved = image.transform(image.size, Image.Transform.AFFINE, matrix, Image.Resampling.BICUBIC)
    tones = [min(255, round(value * 0.985 + 3)) for value in range(256)]
    return moved.point([*tones, *tones, *tones, *range(256)])


def _within(change: Image.Image, blur: float) -> Image.Image:
    """The mask with an edge that is soft inwards."""
    return ImageChops.darker(change, change.filter(ImageFilter.GaussianBlur(blur)))


def _filled(image: Image.Image, unknown: Image.Image) -> Image.Image:
    """The picture with what is around the unknown spread over it: halved again and again, and put together again."""
    known = image.copy()
    beyond = ImageOps.invert(unknown.filter(ImageFilter.MaxFilter(5)))  # half clear pixels tell nothing
    known.putalpha(ImageChops.darker(image.getchannel("A"), beyond))
    levels = [known]
    while max(levels[-1].size) > 1:
        size = max(1, levels[-1].width // 2), max(1, levels[-1].height // 2)
        levels.append(levels[-1].resize(size, Image.Resampling.BOX))
    filled = levels.pop()
    filled.putalpha(255)
    for level in reversed(levels):
        filled = filled.resize(level.size, Image.Resampling.BICUBIC)
        filled.alpha_composite(level)
    return filled


def _toned(image: Image.Image, like: Image.Image, share: float) -> Image.Image:
    """A picture in the tones of another one: each channel moved to its mean and spread."""
    here, there = ImageStat.Stat(image), ImageStat.Stat(like)
    tables: list[int] = []
    for mean, spread, to, wide in zip(here.mean, here.stddev, there.mean, there.stddev, strict=True):
        scale = min(2.0, max(0.4, wide / max(1.0, spread)))
        tables += [min(255, max(0, round((value - mean) * scale + to))) for value in range(256)]
    return Image.blend(image, image.point(tables), share)
