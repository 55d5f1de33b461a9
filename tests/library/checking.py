"""Bytes looked at as the library looks at a file."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from imagestudio.library.picture_facts import PictureFacts
from imagestudio.library.pictures import check_picture_file


def check_picture(content: bytes) -> PictureFacts:
    """The facts of a sound picture. Raises PictureError for anything else."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "picture"
        path.write_bytes(content)
        return check_picture_file(path)
