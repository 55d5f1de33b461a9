"""What was spent, added up by SQLite from the records of a time."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from datetime import tzinfo

from imagestudio.core.money import Money
from imagestudio.core.ports import GoesOn, always
from imagestudio.core.record import DEMO, HERE
from imagestudio.core.spending import EstimateError, Progress, SpendingReport, Sum, by_cost, nobody_watches
from imagestudio.core.times import to_datetime
from imagestudio.library.database import Database

_QUARTER_US = 15 * 60 * 1_000_000  # every zone's midnight is at a quarter of an hour
_KEPT = "trashed = 0 AND (rating > 0 OR pick = 1)"
_FREE = f"'{DEMO}', '{HERE}'"
_SUMS = f"count(*), count(cost), sum({_KEPT}), coalesce(sum(cost), 0)"
_BOTH = "cost IS NOT NULL AND estimate IS NOT NULL"
# The record's rowid is its time, so a time is read in one go; days are made of quarters, since their length differs.
_RECORDS = f"""SELECT time / {_QUARTER_US}, kind, {_SUMS}, sum({_BOTH}),
        coalesce(sum(CASE WHEN {_BOTH} THEN estimate END), 0), coalesce(sum(CASE WHEN {_BOTH} THEN cost END), 0),
        coalesce(sum(CASE WHEN {_BOTH} THEN abs(cost - estimate) END), 0)
    FROM records NOT INDEXED WHERE time >= :start AND time < :end AND source = '' AND provider NOT IN ({_FREE})
    GROUP BY 1, 2"""  # noqa: S608
_COLLECTIONS = f"""SELECT collections.name, {_SUMS} FROM collections
    JOIN record_collections ON record_collections.collection = collections.id
    JOIN records ON records.time = record_collections.time
    WHERE record_collections.time >= :start AND record_collections.time < :end
        AND source = '' AND provider NOT IN ({_FREE})
    GROUP BY collections.id ORDER BY collections.position, collections.name"""  # noqa: S608
_LOST = f"""SELECT coalesce(sum(attempts.cost), 0) FROM attempts JOIN jobs ON jobs.id = attempts.job_id
    WHERE jobs.state = 'charged_lost' AND jobs.provider != '{DEMO}' AND began >= :start AND began < :end"""  # noqa: S608

# Whether there is anything at all, and from when to when: each is one look into an index or the table's own key.
_BOUNDS = """SELECT
    (SELECT min(time) FROM records WHERE time >= :start AND time < :end),
    (SELECT max(time) FROM records WHERE time >= :start AND time < :end),
    (SELECT min(began) FROM attempts JOIN jobs ON jobs.id = attempts.job_id
        WHERE jobs.state = 'charged_lost' AND began >= :start AND began < :end),
    (SELECT max(began) FROM attempts JOIN jobs ON jobs.id = attempts.job_id
        WHERE jobs.state = 'charged_lost' AND began >= :start AND began < :end)"""
_MONTH_US = 31 * 24 * 3600 * 1_000_000
_MOST_PARTS = 48


class Spending:
    """Reads reports; every method may be called from any thread but the window's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def report(
        self,
        start: int,
        end: int,
        zone: tzinfo | None = None,
        goes_on: GoesOn = always,
        progress: Progress = nobody_watches,
    ) -> SpendingReport:
        """What was spent from `start` to `end` (microseconds), by days of the person's zone, or of another one.

        Demo pictures, those put together here and those that were taken in do not count; what is in the trash was paid
        for all the same.
        A long time is added up in parts, with `progress` told after each.
        """
        parts = self._parts(start, end)
        report = SpendingReport()
        for done, (first, last) in enumerate(parts, start=1):
            report += self._part(first, last, zone, goes_on)
            progress(done, len(parts))
        return report

    def first_time(self) -> int | None:
        """When the oldest picture was made that is here."""
        with self._database.read() as connection:
            oldest = connection.execute("SELECT min(time) FROM records").fetchone()[0]
        return None if oldest is None else int(oldest)

    def _parts(self, start: int, end: int) -> list[tuple[int, int]]:
        """The time in parts of a month or more, without what lies before the first and after the last record or try."""
        with self._database.read() as connection:
            row = connection.execute(_BOUNDS, {"start": start, "end": end}).fetchone()
        known = [moment for moment in row if moment is not None]
        if not known:
            return []
        first, last = max(start, min(known)), min(end, max(known) + 1)
        step = max(_MONTH_US, -(-(last - first) // _MOST_PARTS))
        return [(at, min(at + step, last)) for at in range(first, last, step)]

    def _part(self, start: int, end: int, zone: tzinfo | None, goes_on: GoesOn) -> SpendingReport:
        span = {"start": start, "end": end}
        with self._database.read(goes_on) as connection:
            kinds = dict(_kinds(connection))
            rows = connection.execute(_RECORDS, span).fetchall()
            collections = {row[0]: _sum(row[1:5]) for row in connection.execute(_COLLECTIONS, span)}
            lost = Money(connection.execute(_LOST, span).fetchone()[0])
        days, models, qualities = dict[str, Sum](), dict[str, Sum](), dict[str, Sum]()
        total, error = Sum(), EstimateError()
        for quarter, kind, *sums in rows:
            each = _sum(sums[:4])
            model, quality = kinds.get(kind, ("", ""))
            day = to_datetime(quarter * _QUARTER_US).astimezone(zone).date().isoformat()
            for part, name in ((days, day), (models, model), (qualities, quality)):
                part[name] = part.get(name, Sum()) + each
            total += each
            error += EstimateError(sums[4], *map(Money, sums[5:8]))
        dearest = by_cost(models), by_cost(qualities)
        return SpendingReport(total, dict(sorted(days.items())), *dearest, collections, error, lost)


def _kinds(connection: sqlite3.Connection) -> Iterable[tuple[int, tuple[str, str]]]:
    for id_, model, quality in connection.execute("SELECT id, model, quality FROM kinds"):
        yield id_, (model, quality)


def _sum(row: Iterable[int]) -> Sum:
    pictures, priced, kept, cost = row
    return Sum(pictures, priced, kept, Money(cost))
