"""What the window and the workers need of the library and the profile, as protocols, so that they never import them."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from imagestudio.core.catalog import Value
from imagestudio.core.job import Job
from imagestudio.core.money import Money
from imagestudio.core.organisation import Change, Organisation
from imagestudio.core.record import Record
from imagestudio.core.search_query import Grouping, Order
from imagestudio.core.thumbnail import ThumbnailSize

GoesOn = Callable[[], bool]
"""Whether somebody still waits for what is being done; asked again and again, in the thread that does it."""


def always() -> bool:
    """Nobody stops waiting."""
    return True


@dataclass(frozen=True, slots=True)
class Count:
    """A name and how many pictures have it."""

    name: str
    pictures: int


@dataclass(frozen=True, slots=True)
class Facets:
    """How many pictures a search finds, and by each key of the language how many of every value.

    The counts of a key leave out what the search itself says of that key, so that its other values can be chosen.
    """

    total: int
    counts: Mapping[str, tuple[Count, ...]]


@dataclass(frozen=True, slots=True)
class Grouped:
    """The times (ids) of a search, pictures of one kind together, and the rows at which groups begin."""

    times: array[int]
    starts: array[int]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many pictures, and what they cost together as far as that is known."""

    pictures: int
    cost: Money


class History(Protocol):
    """Reads records; every method may be called from any thread but the window's.

    A `search` is what the person typed (core/search_language.py); times are the ids of records, as arrays of type 'q'.
    What is handed a `goes_on` ends soon after that says no, with an ImageStudioError nobody needs to hear of.
    """

    def times(self, search: str = "", order: Order = Order.TIME, goes_on: GoesOn = always) -> array[int]:
        """The times of all records that are found, in this order."""

    def first_page(
        self, search: str = "", order: Order = Order.TIME, limit: int = 200, goes_on: GoesOn = always
    ) -> array[int]:
        """The first of `times`, as quickly as can be; all of them where these are known by chance."""

    def count(self, search: str = "", goes_on: GoesOn = always) -> int:
        """How many records are found."""

    def facets(self, search: str = "", goes_on: GoesOn = always) -> Facets:
        """How many of what is found, by model, size, rating and so on; takes a while where much is found."""

    def grouped(self, search: str, by: Grouping, limit: int | None = None, goes_on: GoesOn = always) -> Grouped:
        """The times of all records that are found, those alike together; the group with the newest comes first.

        With a limit quickly the whole groups that the newest so many are of; all there is where these are fewer.
        """

    def known_values(self) -> dict[str, list[str]]:
        """The values in use by the key of the language they can stand behind, the most used first."""

    def page(self, times: Sequence[int]) -> list[Record]:
        """The records of these times, newest first; unknown ones are left out."""

    def cost_between(self, oldest: int, newest: int, search: str = "", goes_on: GoesOn = always) -> Money:
        """What the records that are found cost together, of those with times in [oldest, newest]."""

    def tallies(self, spans: Sequence[tuple[int, int]], search: str = "", goes_on: GoesOn = always) -> list[Tally]:
        """How many records are found between each two times, both counted in, and what they cost; quick for a day."""

    def typical_seconds(self, model: str, parameters: Mapping[str, Value], provider: str) -> float | None:
        """The median duration of the provider's latest pictures of this model, size and quality; None without any."""


@dataclass(frozen=True, slots=True)
class Collection:
    """Pictures the person put together; with a `search` it is a saved search, and holds what that finds."""

    name: str
    search: str | None = None
    pictures: int = 0


Changed = dict[int, tuple[Organisation, Organisation]]
"""What records were and are now, by their times."""


class Organiser(Protocol):
    """Changes what the person made of pictures; every method may be called from any thread but the window's.

    All of them raise LibraryError. The files follow with `Settler.settle`.
    """

    def change(self, change: Change, times: Sequence[int]) -> Changed: ...

    def put(self, states: Mapping[int, Organisation]) -> Changed: ...

    def tags(self) -> list[Count]: ...

    def collections(self) -> list[Collection]: ...

    def add_collection(self, name: str, search: str | None = None) -> None: ...

    def rename_collection(self, old: str, new: str) -> Changed: ...

    def delete_collection(self, name: str) -> Changed: ...

    def trashed(self) -> list[int]: ...

    def empty_trash(self) -> list[int]: ...


class Settler(Protocol):
    """Brings the files of pictures in line with the database, as long as `goes_on` says yes."""

    def settle(self, goes_on: Callable[[], bool] = ...) -> int: ...


class JobJournal(Protocol):
    """Ends jobs in the journal and lists them; every method may be called from any thread."""

    def cancel(self, job: Job) -> Job:
        """Commit a job that was not sent as cancelled."""

    def dismiss(self, job: Job) -> None:
        """Commit that the person has dealt with an ended job, so that it is not listed any more."""

    def unfinished(self) -> list[Job]:
        """The jobs that wait, are under way or ended badly and are not dismissed, in the order of the queue."""


class Thumbnails(Protocol):
    """Small pictures of the originals; may be called from any thread."""

    def load(self, record: Record, size: ThumbnailSize = ThumbnailSize.LARGE) -> bytes:
        """The thumbnail as encoded bytes (JPEG, or PNG where it is transparent), made if need be.

        Raises FileGoneError, FileSpoiltError or DiskError where the original cannot be read.
        """


class Stocking(Protocol):
    """Makes the thumbnails that are missing; `done` of `total` are made."""

    @property
    def done(self) -> int: ...

    @property
    def total(self) -> int: ...

    def look(self) -> int:
        """How many are missing, 0 where they are not worth the while. Raises LibraryError."""

    def work(self) -> None:
        """Make one after the other until there are no more; called in several threads at once."""

    def stop(self) -> None:
        """End `work` soon; may be called from any thread."""


class Settings(Protocol):
    """The person's choices; kept between sessions."""

    @property
    def lost(self) -> bool:
        """Whether what was kept could not be read, limits on spending among it."""

    def get(self, name: str, default: Any) -> Any: ...

    def set(self, name: str, value: Any) -> None: ...


@dataclass(frozen=True, slots=True)
class KeyStatus:
    """Whether a key is known, and where it was found: 'keyring', 'environment', 'session' or ''."""

    known: bool
    place: str = ""


class Credentials(Protocol):
    """The key of one origin; every call may block for as long as the keyring does, so never on the GUI thread."""

    def load(self) -> str:
        """The key. Raises NoKeyError, KeyringLockedError."""

    def status(self) -> KeyStatus: ...

    def store(self, key: str) -> None:
        """Keep the key in the keyring and read it back. Raises BadKeyError, NoKeyringError, KeyringLockedError."""

    def keep_for_session(self, key: str) -> None:
        """Keep the key in memory only. Raises BadKeyError."""

    def delete(self) -> None: ...


class Files(Protocol):
    """Where originals are."""

    def path_of(self, record: Record) -> Path:
        """Where it is; looks at the disk."""

    def place_of(self, record: Record) -> Path:
        """Where it should be, without looking."""


def newest_first(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda record: record.time, reverse=True)


def in_order(history: History, times: Sequence[int]) -> list[Record]:
    """The records in the order of their times as given. Raises LibraryError. Runs in a worker thread."""
    found = {record.time: record for record in history.page(times)}
    return [found[time] for time in times if time in found]
