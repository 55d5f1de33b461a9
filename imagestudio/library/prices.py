"""What this library paid for pictures of the like."""

from __future__ import annotations

from imagestudio.core.money import Money
from imagestudio.core.pricing import Bought, Paid, tokens_of_bytes
from imagestudio.core.request import Request
from imagestudio.library.database import Database
from imagestudio.library.record_rows import alike_key

_LATEST = 20
_SCANNED = 500
# An edit costs more for each picture it is given, so only those with as many are alike. How many pictures came of a
# request its job knows; a database that was made anew has forgotten it.
_QUERY = f"""SELECT cost, length(CAST(prompt AS BLOB)), coalesce(
        (SELECT json_extract(request, '$.count') FROM jobs WHERE jobs.id = job_id), 1)
    FROM (
        SELECT cost, inputs, time, prompt, job_id FROM records INDEXED BY records_alike
        WHERE provider = ? AND model = ? AND size = ? AND quality = ? ORDER BY time DESC LIMIT {_SCANNED}
    ) WHERE cost IS NOT NULL
    AND CASE inputs WHEN '' THEN 0 ELSE json_array_length(inputs, '$.images') END = ?
    AND CASE inputs WHEN '' THEN 0 ELSE json_type(inputs, '$.mask') IS NOT NULL END = ?
    ORDER BY time DESC LIMIT {_LATEST}"""  # noqa: S608


class Prices:
    """Reads what was paid; every method may be called from any thread but the window's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def paid(self, request: Request, provider: str) -> Paid | None:
        """What the provider's latest pictures of this model, size and quality cost, made of as many pictures."""
        alike = (provider, request.model, *alike_key(request.parameters))
        given = (len(request.images), int(request.mask is not None))
        with self._database.read() as connection:
            rows = connection.execute(_QUERY, (*alike, *given)).fetchall()
        bought = (Bought(Money(cost), tokens_of_bytes(length), max(1, int(count))) for cost, length, count in rows)
        return Paid(tuple(bought)) if rows else None
