"""The records, as searched and browsed: newest first, by keys, never by counting rows."""

from __future__ import annotations

import logging
from array import array
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from typing import TYPE_CHECKING

from imagestudio.core.catalog import Value
from imagestudio.core.errors import LibraryError
from imagestudio.core.money import Money
from imagestudio.core.ports import Facets, GoesOn, Grouped, Tally, always
from imagestudio.core.record import Record
from imagestudio.core.search_language import parse
from imagestudio.core.search_query import Condition, Grouping, Key, Order
from imagestudio.library.ahead import ReadAhead
from imagestudio.library.database import Database
from imagestudio.library.finding import Finding
from imagestudio.library.record_rows import RECORD_COLUMNS, alike_key, record_from_row

if TYPE_CHECKING:
    from imagestudio.core.keeping import Earlier
    from imagestudio.library.counting import Counting

_log = logging.getLogger(__name__)

_IS = {True: "missing", False: "back"}
_TYPICAL_OF = 20
_PAGE = 500  # placeholders in one statement
_ALIKE = "FROM records INDEXED BY records_alike WHERE provider = ? AND model = ? AND size = ? AND quality = ?"


class SqliteHistory:
    """Reads records; every method may be called from any thread."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._finding = Finding(database)
        self._ahead = ReadAhead(database)

    def read_ahead(self, order: Order) -> None:
        """Read the times of all records now: who asks for them first has them at once."""
        self._ahead.read(order, self._finding.times)

    def times(self, search: str = "", order: Order = Order.TIME, goes_on: GoesOn = always) -> array[int]:
        """The times (ids) of all records that are found, in this order, as an array of type 'q'."""
        query = parse(search)
        ahead = self._ahead.take(query, order, wait=True)
        return self._finding.times(query, order, None, goes_on) if ahead is None else ahead

    def first_page(
        self, search: str = "", order: Order = Order.TIME, limit: int = 200, goes_on: GoesOn = always
    ) -> array[int]:
        """The first of `times`, as quickly as can be; all of them where they were read ahead."""
        query = parse(search)
        ahead = self._ahead.take(query, order, wait=False)
        return self._finding.times(query, order, limit, goes_on) if ahead is None else ahead

    def count(self, search: str = "", goes_on: GoesOn = always) -> int:
        """How many records are found."""
        return self._finding.count(parse(search), goes_on)

    def facets(self, search: str = "", goes_on: GoesOn = always) -> Facets:
        """How many of what is found, by every key of the language."""
        return self._counting().facets(parse(search), goes_on)

    def grouped(self, search: str, by: Grouping, limit: int | None = None, goes_on: GoesOn = always) -> Grouped:
        """The times of all records that are found, those alike together; the group with the newest comes first."""
        return self._finding.grouped(parse(search), by, limit, goes_on)

    def known_values(self) -> dict[str, list[str]]:
        """The values in use by their keys, the most used first."""
        return self._counting().known_values()

    def earlier(self, most: int) -> list[Earlier]:
        """The different prompts of pictures made here as they were typed, the newest first."""
        from imagestudio.library.prompts import earlier_prompts  # nor for this

        return earlier_prompts(self._database, most)

    def _counting(self) -> Counting:
        from imagestudio.library.counting import Counting  # the first pictures need not wait for it

        return Counting(self._database, self._finding)

    def everything(self) -> array[int]:
        """The times of all records, those in the trash too, newest first."""
        with self._database.read() as connection:
            return array("q", chain.from_iterable(connection.execute("SELECT time FROM records ORDER BY time DESC")))

    def page(self, times: Sequence[int]) -> list[Record]:
        """The records of these times, newest first; unknown ones are left out."""
        found: list[Record] = []
        with self._database.read() as connection:
            for first in range(0, len(times), _PAGE):
                some = tuple(times[first : first + _PAGE])
                marks = ",".join("?" * len(some))
                query = f"SELECT {RECORD_COLUMNS} FROM records WHERE time IN ({marks})"  # noqa: S608
                found.extend(record_from_row(row) for row in connection.execute(query, some))
        return sorted(found, key=lambda record: record.time, reverse=True)

    def records(
        self, search: str = "", model: str | None = None, limit: int | None = None, order: Order = Order.TIME
    ) -> list[Record]:
        """The records that are found, of this model, in this order."""
        return list(self.each(search, model, limit, order))

    def each(
        self, search: str = "", model: str | None = None, limit: int | None = None, order: Order = Order.TIME
    ) -> Iterator[Record]:
        """The same, a page at a time."""
        query = parse(search)
        if model is not None:
            wanted = Condition(Key.MODEL, (model.casefold(),))
            query = replace(query, conditions=(*query.conditions, wanted))
        times = self._finding.times(query, order, limit)
        for first in range(0, len(times), _PAGE):
            some = times[first : first + _PAGE]
            records = {record.time: record for record in self.page(some)}
            yield from (records[time] for time in some if time in records)

    def note_missing(self, record: Record, missing: bool) -> None:
        """Mark a record whose original is gone, or is back; a note only, so that failing does no harm."""
        try:
            with self._database.write() as connection:
                connection.execute("UPDATE records SET missing = ? WHERE id = ?", (int(missing), record.id))
        except LibraryError as error:
            _log.warning("the original of %s is %s, which could not be noted: %s", record.id, _IS[missing], error.said)

    def note_all_missing(self, paths: Collection[str]) -> None:
        """Mark exactly the records of these paths as missing, and no others. Raises LibraryError."""
        with self._database.write() as connection:
            marked = {row[0] for row in connection.execute("SELECT path FROM records WHERE missing != 0")}
            for missing, some in ((1, set(paths) - marked), (0, marked - set(paths))):
                query = "UPDATE records SET missing = ? WHERE path = ?"
                connection.executemany(query, [(missing, path) for path in some])

    def cost_between(self, oldest: int, newest: int, search: str = "", goes_on: GoesOn = always) -> Money:
        """What the records that are found cost together, of those with times in [oldest, newest]."""
        return self.tallies([(oldest, newest)], search, goes_on)[0].cost

    def tallies(self, spans: Sequence[tuple[int, int]], search: str = "", goes_on: GoesOn = always) -> list[Tally]:
        """How many records are found between each two times, both counted in, and what they cost together."""
        return self._finding.tallies(parse(search), spans, goes_on)

    def typical_seconds(self, model: str, parameters: Mapping[str, Value], provider: str) -> float | None:
        """The median duration of the provider's latest pictures of this model, size and quality; None without any."""
        query = f"SELECT duration_ms {_ALIKE} AND duration_ms IS NOT NULL ORDER BY time DESC LIMIT {_TYPICAL_OF}"
        with self._database.read() as connection:
            rows = connection.execute(query, (provider, model, *alike_key(parameters))).fetchall()
        durations = sorted(row[0] for row in rows)
        middle = durations[(len(durations) - 1) // 2 : len(durations) // 2 + 1]  # one, or two of an even number
        return sum(middle) / len(middle) / 1000 if middle else None
