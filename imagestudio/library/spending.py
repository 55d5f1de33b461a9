"""What was spent, added up by SQLite from the records of a time."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import tzinfo

from imagestudio.core.money import Money
from imagestudio.core.ports import GoesOn, always
from imagestudio.core.record import DEMO, HERE
from imagestudio.core.spending import EstimateError, Progress, SpendingReport, Sum, by_cost, nobody_watches
from imagestudio.core.spending_days import days_between
from imagestudio.library.database import Database

_BOUGHT = f"source = '' AND provider NOT IN ('{DEMO}', '{HERE}')"  # what cost something
_SUMS = "count(*), count(cost), sum(trashed = 0 AND (rating > 0 OR pick = 1)), coalesce(sum(cost), 0)"
# Day by day. What is not in the trash is all in one index, so that a million pictures need not be read themselves for
# it; of those in the trash there are few.
_KEPT = """SELECT kind, count(*), count(cost), sum(rating > 0 OR pick = 1), coalesce(sum(cost), 0)
    FROM records INDEXED BY records_times WHERE trashed = 0 AND time >= :start AND time < :end GROUP BY kind"""
_TRASHED = """SELECT kind, count(*), count(cost), 0, coalesce(sum(cost), 0)
    FROM records INDEXED BY records_trashed WHERE trashed != 0 AND time >= :start AND time < :end GROUP BY kind"""
_KINDS = f"SELECT id, model, quality FROM kinds WHERE {_BOUGHT}"  # noqa: S608
# The estimate stands in the record alone, so of very many pictures the latest must do.
_LATEST = 50_000
_ERROR = f"""SELECT count(*), coalesce(sum(estimate), 0), coalesce(sum(cost), 0), coalesce(sum(abs(cost - estimate)), 0)
    FROM (SELECT cost, estimate, provider, source FROM records NOT INDEXED WHERE time >= :start AND time < :end
        ORDER BY time DESC LIMIT {_LATEST})
    WHERE {_BOUGHT} AND cost IS NOT NULL AND estimate IS NOT NULL"""  # noqa: S608
_COLLECTIONS = f"""SELECT collections.name, {_SUMS} FROM collections
    JOIN record_collections ON record_collections.collection = collections.id
    JOIN records ON records.time = record_collections.time
    WHERE record_collections.time >= :start AND record_collections.time < :end AND {_BOUGHT}
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
        A long time is added up in parts, with `progress` told after each. How far estimates were off is told of the
        latest 50,000 pictures of the time at most.
        """
        parts = self._parts(start, end)
        report = SpendingReport()
        for done, (first, last) in enumerate(parts, start=1):
            report += self._part(first, last, zone, goes_on)
            progress(done, len(parts))
        return replace(report, error=self._error(start, end, goes_on))

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
        days, models, qualities = dict[str, Sum](), dict[str, Sum](), dict[str, Sum]()
        total = Sum()
        with self._database.read(goes_on) as connection:
            kinds = {id_: (model, quality) for id_, model, quality in connection.execute(_KINDS)}
            for day, first, last in days_between(start, end, zone):
                span = {"start": first, "end": last}
                for kind, *sums in (*connection.execute(_KEPT, span), *connection.execute(_TRASHED, span)):
                    if kind in kinds:  # else it cost nothing
                        each = _sum(sums)
                        for part, name in zip((days, models, qualities), (day, *kinds[kind]), strict=True):
                            part[name] = part.get(name, Sum()) + each
                        total += each
            span = {"start": start, "end": end}
            collections = {row[0]: _sum(row[1:5]) for row in connection.execute(_COLLECTIONS, span)}
            lost = Money(connection.execute(_LOST, span).fetchone()[0])
        return SpendingReport(total, days, by_cost(models), by_cost(qualities), collections, EstimateError(), lost)

    def _error(self, start: int, end: int, goes_on: GoesOn) -> EstimateError:
        with self._database.read(goes_on) as connection:
            pictures, *amounts = connection.execute(_ERROR, {"start": start, "end": end}).fetchone()
        return EstimateError(pictures, *map(Money, amounts))


def _sum(row: Iterable[int]) -> Sum:
    pictures, priced, kept, cost = row
    return Sum(pictures, priced, kept, Money(cost))
