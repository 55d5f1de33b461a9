"""Prepares what edits are given; Pillow is imported when the first picture is read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from imagestudio.core.editing import Margins, Painted, Source
from imagestudio.core.inputs import InputImage
from imagestudio.core.pixels import Pixels
from imagestudio.core.record import Record
from imagestudio.library.inputs import InputStore


class Preparation:
    """Reads sources and fills the store of inputs; every method may be called from any thread but the window's."""

    def __init__(self, inputs: InputStore) -> None:
        self._inputs = inputs

    def read(self, source: Source, most_pixels: int) -> Pixels:
        """The picture as it is sent, or a smaller copy of one with more pixels. Raises PictureError, DiskError."""
        from imagestudio.library.editing import read_source

        return read_source(source, most_pixels)

    def soften(self, painted: Painted, radius: int) -> Painted:
        """The same with a soft edge of about so many pixels on both sides."""
        from imagestudio.library.editing import softened

        return softened(painted, radius)

    def extend(self, source: Source, margins: Margins) -> tuple[Source, Painted]:
        """The picture on a larger canvas, and its border as what may change. Raises PictureError, DiskError."""
        from imagestudio.library.editing import extended_source

        return extended_source(source, margins)

    def take(
        self, sources: Sequence[Source], painted: Painted | None
    ) -> tuple[tuple[InputImage, ...], InputImage | None]:
        """Copy them into the library as they are sent, with the mask of the first. Raises PictureError, DiskError."""
        images = tuple(self._inputs.take_source(source) for source in sources)
        if painted is None or not images:
            return images, None
        from imagestudio.library.editing import sized
        from imagestudio.library.masks import mask_png

        fit = sized(painted, images[0].width, images[0].height)
        return images, self._inputs.take_as_it_is(partial(mask_png, fit.change, fit.width, fit.height))

    def given(self, record: Record) -> tuple[tuple[Source, ...], Painted | None]:
        """What a picture was made of, as it was sent. Raises FileGoneError, PictureError, DiskError."""
        parents = record.origin.parents
        named = parents if len(parents) == len(record.images) else ()
        sources = tuple(
            Source(self._inputs.require(image), parent=named[place] if named else "")
            for place, image in enumerate(record.images)
        )
        if record.mask is None:
            return sources, None
        from imagestudio.library.editing import painted_of

        return sources, painted_of(self._inputs.require(record.mask))
