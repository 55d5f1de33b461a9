"""The pictures a request is given: which bytes they are, wherever those lie."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

MOST_IMAGES = 16
MOST_IMAGE_BYTES = 50_000_000 - 1  # "< 50 MB", whichever of the two meanings of MB is meant
MOST_MASK_BYTES = 4_000_000 - 1
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg", "image/webp": "webp"}

_SHA256 = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class InputImage:
    """One picture as it is sent; the hash is its name in the library."""

    sha256: str
    media_type: str
    size_bytes: int
    width: int
    height: int

    @property
    def file_name(self) -> str:
        return f"{self.sha256}.{EXTENSIONS[self.media_type]}"

    def to_data(self) -> dict[str, Any]:
        return {
            "sha256": self.sha256,
            "media_type": self.media_type,
            "bytes": self.size_bytes,
            "width": self.width,
            "height": self.height,
        }

    @classmethod
    def from_data(cls, data: Mapping[str, Any]) -> InputImage:
        """Raises TypeError, KeyError or ValueError where it is none of ours: the hash becomes a file's name."""
        sha256, media_type = str(data["sha256"]), str(data["media_type"])
        if not _SHA256.fullmatch(sha256) or media_type not in EXTENSIONS:
            raise ValueError("no picture that was sent")
        return cls(sha256, media_type, int(data["bytes"]), int(data["width"]), int(data["height"]))


def inputs_to_data(images: tuple[InputImage, ...], mask: InputImage | None) -> dict[str, Any]:
    """As JSON-ready data, only what is there."""
    data: dict[str, Any] = {"images": [image.to_data() for image in images]} if images else {}
    return data if mask is None else data | {"mask": mask.to_data()}


def inputs_from_data(data: Mapping[str, Any]) -> tuple[tuple[InputImage, ...], InputImage | None]:
    """Images and mask. Raises TypeError, KeyError or ValueError where they are none of ours."""
    images = tuple(InputImage.from_data(image) for image in data.get("images", ()))
    mask = data.get("mask")
    return images, None if mask is None else InputImage.from_data(mask)
