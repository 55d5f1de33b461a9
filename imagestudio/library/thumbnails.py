"""Original to thumbnails, and the cache where they live, which may be deleted at any time."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from imagestudio.core.errors import FileGoneError, FileSpoiltError, PictureError
from imagestudio.core.record import Record
from imagestudio.core.thumbnail import ThumbnailSize
from imagestudio.library.durable import disk_error
from imagestudio.library.thumbnail_store import ThumbnailStore

if TYPE_CHECKING:  # Pillow, which opening a library must not wait for
    from imagestudio.library.picture_facts import Copies

_MOST_OFFERED = 16
_NONE = b""


class ThumbnailCache:
    """Thumbnails in thumbnails.sqlite3; a cache that is damaged, full or read-only only makes things slower."""

    def __init__(
        self,
        path: Path,
        path_of: Callable[[Record], Path],
        see: Callable[[Record], bool] | None = None,
        *,
        read_only: bool = False,
    ) -> None:
        """`see` looks whether an original is there, each time it is wanted."""
        self._see = see or _nobody_looks
        self._path_of = path_of
        self._store = ThumbnailStore(path, read_only=read_only)
        self._shrink: Callable[[Path], Copies] = copies_of_file
        self._guard = threading.Lock()
        self._forgotten: set[str] = set()
        self._offered: OrderedDict[tuple[str, str], Copies] = OrderedDict()

    def shrink_with(self, shrink: Callable[[Path], Copies]) -> None:
        """Have thumbnails made elsewhere; raises as `copies_of_file` does."""
        self._shrink = shrink

    def offer(self, record: Record, copies: Copies) -> None:
        """Take thumbnails that came of checking the picture, for when `make` is called."""
        with self._guard:
            self._offered[record.id, record.sha256] = copies
            while len(self._offered) > _MOST_OFFERED:
                self._offered.popitem(last=False)

    def load(self, record: Record, size: ThumbnailSize = ThumbnailSize.LARGE) -> bytes:
        """The thumbnail as encoded bytes (JPEG, or PNG where it is transparent), made if need be.

        Raises FileGoneError, FileSpoiltError or DiskError where the original cannot be read.
        """
        content = self._store.get(record, size)
        if content is None:
            copies = self._made(record)
            return copies.small if size is ThumbnailSize.SMALL else copies.large
        self._see(record)
        return content

    def make(self, record: Record) -> None:
        """Make the thumbnails anew and keep them. Raises as `load` does."""
        with self._guard:
            copies = self._offered.pop((record.id, record.sha256), None)
        if copies is None:
            self._made(record)
        else:
            self._keep(record, copies)

    def forget(self, ids: Sequence[str]) -> None:
        """Keep no thumbnail of these pictures, neither now nor of one that is being made: they are deleted for good."""
        with self._guard:
            self._forgotten.update(ids)
        self._store.remove(ids)

    def skip(self, record: Record) -> None:
        """Keep in mind that there are none to be had of a picture, so that `missing` leaves it out."""
        self._store.put([(record.id, record.sha256, _NONE, _NONE)])

    def count(self) -> int:
        """Of how many pictures there are thumbnails, or are known to be none."""
        return self._store.count()

    def missing(self, records: Sequence[Record]) -> list[Record]:
        """Those of the records whose thumbnails were not made yet."""
        return self._store.missing(records)

    def stop_counting(self) -> None:
        """Have `count` and `missing` raise StoppedError if they are under way: that can take long."""
        self._store.stop_counting()

    def close(self) -> None:
        self._store.close()

    def _made(self, record: Record) -> Copies:
        path = self._path_of(record)
        self._see(record)
        try:
            copies = self._shrink(path)
        except FileNotFoundError as error:
            raise FileGoneError from error
        except PictureError as error:
            raise FileSpoiltError(error.said) from error
        except OSError as error:
            raise disk_error(error, "The picture") from error
        self._keep(record, copies)
        return copies

    def _keep(self, record: Record, copies: Copies) -> None:
        if record.id in self._forgotten:
            return
        self._store.put([(record.id, record.sha256, copies.small, copies.large)])


def _nobody_looks(_record: Record) -> bool:
    return True


def copies_of_file(path: Path) -> Copies:
    """Both thumbnails of a file. Raises OSError where it cannot be read, PictureError where it is no picture."""
    from imagestudio.library.shrink import shrink

    try:
        with path.open("rb") as file:
            return shrink(file)
    except Exception as error:  # Pillow raises nearly anything for broken bytes
        if isinstance(error, OSError) and error.errno is not None:  # that was the disk
            raise
        raise PictureError("The picture is damaged and cannot be shown.") from error
