"""Where everything is in a library folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from imagestudio.library.sidecar import ORIGINALS, TRASH


@dataclass(frozen=True)
class Layout:
    """The places of one library folder."""

    folder: Path

    @property
    def database(self) -> Path:
        return self.folder / "library.sqlite3"

    @property
    def thumbnails(self) -> Path:
        return self.folder / "thumbnails.sqlite3"

    @property
    def lock(self) -> Path:
        return self.folder / "library.lock"

    @property
    def originals(self) -> Path:
        return self.folder / ORIGINALS

    @property
    def inputs(self) -> Path:
        """The pictures edits were given, by their hashes."""
        return self.folder / "inputs"

    @property
    def references(self) -> Path:
        """What the next edit starts from."""
        return self.folder / "references.json"

    @property
    def spool(self) -> Path:
        return self.folder / "spool"

    @property
    def backups(self) -> Path:
        return self.folder / "backups"

    @property
    def reserve(self) -> Path:
        """Room on the disk that is given up to save what was paid for."""
        return self.folder / "reserve"

    @property
    def suspect(self) -> Path:
        """There when the database showed damage, so that the next opening looks closely."""
        return self.folder / "library.suspect"

    @property
    def trash(self) -> Path:
        return self.folder / TRASH

    @property
    def trashed_originals(self) -> Path:
        return self.trash / ORIGINALS

    @property
    def collections(self) -> Path:
        """The names of collections and the saved searches, which no sidecar holds."""
        return self.folder / "collections.json"

    @property
    def comparisons(self) -> Path:
        """Which picture was chosen over which; a rebuilding leaves it as it is."""
        return self.folder / "comparisons.jsonl"

    @property
    def grids(self) -> Path:
        """The grids, a file each; a rebuilding leaves them as they are."""
        return self.folder / "grids"

    @property
    def imports(self) -> Path:
        """What is being taken in; empty when nothing is."""
        return self.folder / "imports"
