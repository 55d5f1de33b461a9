"""Who waits, in an order that can be changed."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence


class WaitingLine:
    """Ids of jobs, the first one first; each stands in it once."""

    def __init__(self) -> None:
        self._ids: list[str] = []

    def __len__(self) -> int:
        return len(self._ids)

    def __iter__(self) -> Iterator[str]:
        return iter(tuple(self._ids))

    def __contains__(self, job_id: str) -> bool:
        return job_id in self._ids

    def add(self, job_id: str) -> None:
        """Behind all others; who stands in it already keeps the place."""
        if job_id not in self._ids:
            self._ids.append(job_id)

    def discard(self, job_id: str) -> None:
        if job_id in self._ids:
            self._ids.remove(job_id)

    def clear(self) -> None:
        self._ids.clear()

    def take(self, fits: Callable[[str], bool]) -> str | None:
        """The first that fits, which leaves the line; None where none does."""
        found = next((job_id for job_id in self._ids if fits(job_id)), None)
        if found is not None:
            self._ids.remove(found)
        return found

    def place(self, job_id: str) -> int:
        """How many are before it, or -1."""
        return self._ids.index(job_id) if job_id in self._ids else -1

    def put(self, job_ids: Sequence[str], place: int) -> bool:
        """Put some, as they follow each other now, before the one at this place; whether that changes anything."""
        moved = [job_id for job_id in self._ids if job_id in job_ids]
        before = [job_id for job_id in self._ids[: max(0, place)] if job_id not in job_ids]
        after = [job_id for job_id in self._ids[max(0, place) :] if job_id not in job_ids]
        order = [*before, *moved, *after]
        changed = order != self._ids
        self._ids = order
        return changed
