"""What an export would write, found out beside the window: its first names, how many files, how large."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from imagestudio.core.export import Choices, Exporter, Kind, plan_names
from imagestudio.core.naming import Names
from imagestudio.core.ports import History

SHOWN = 8
_MOST_WEIGHED = 200


@dataclass(frozen=True, slots=True)
class Foretaste:
    """`size_bytes` is 0 where it cannot be told; `there` that the folder has files already, which stay."""

    names: tuple[str, ...]
    count: int
    size_bytes: int
    credentials: bool
    there: int


def taste(
    history: History,
    make_exporter: Callable[[], Exporter],
    times: Sequence[int],
    choices: Choices,
    target: Path | None,
) -> Foretaste:
    """Raises LibraryError. Runs in a worker thread."""
    some = list(times[:_MOST_WEIGHED])
    found = {record.time: record for record in history.page(some)}
    records = [found[time] for time in some if time in found]
    is_folder = target is not None and target.suffix.casefold() != ".zip"
    taken = make_exporter().taken_names(target) if is_folder and target is not None else frozenset[str]()
    names = plan_names(choices, records[:SHOWN], 1, len(times), Names(taken))
    same = not any(choices.changes_pixels_of(record) for record in records)
    weighed = sum(record.size_bytes for record in records) if same else 0
    size = weighed * len(times) // max(1, len(records))
    credentials = choices.kind is not Kind.AS_RECEIVED and any(record.content_credentials for record in records)
    return Foretaste(tuple(names), len(times), size, credentials, len(taken))
