"""What is known of a picture once somebody has looked at it, in words that need no Pillow."""

from __future__ import annotations

from dataclasses import dataclass, field

from imagestudio.library.metadata import EXTENSIONS


@dataclass(frozen=True, slots=True)
class Copies:
    """A picture in both sizes of thumbnails, each a JPEG, or a PNG where something in it is transparent."""

    small: bytes
    large: bytes


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """What is known of a picture by its bytes; its thumbnails too, where they came of looking at it anyway."""

    media_type: str
    width: int
    height: int
    size_bytes: int
    sha256: str
    content_credentials: bool
    copies: Copies | None = field(default=None, repr=False, compare=False)

    @property
    def extension(self) -> str:
        return EXTENSIONS[self.media_type]
