"""What the library believes to have paid, request by request."""

from __future__ import annotations

from imagestudio.core.ledger import Purchase
from imagestudio.library.database import Database
from imagestudio.library.tables import money

_AROUND_US = 24 * 3600 * 1_000_000
# An attempt that got an answer was paid for, and so was one of which the service's log said so.
_ATTEMPTS = """SELECT attempts.began, json_extract(jobs.request, '$.model'), coalesce(attempts.inference_id, ''),
        jobs.id, coalesce(attempts.cost, jobs.paid),
        (SELECT count(*) FROM records WHERE records.job_id = jobs.id AND client_request_id = attempts.id)
    FROM attempts JOIN jobs ON jobs.id = attempts.job_id
    WHERE attempts.began >= ? AND attempts.began < ? AND jobs.provider = ?
    AND (attempts.status IS NOT NULL OR jobs.state = 'charged_lost')"""
# A database that was made anew knows the pictures only.
_PICTURES = """SELECT min(time), model, inference_id, job_id, sum(cost), count(*) FROM records
    WHERE time >= ? AND time < ? AND provider = ? AND source = ''
    AND NOT EXISTS (SELECT 1 FROM attempts WHERE attempts.id = records.client_request_id)
    GROUP BY job_id, client_request_id, inference_id"""

_PICTURE = "SELECT time FROM records WHERE time >= ? AND time < ? AND inference_id = ? AND trashed = 0 LIMIT 1"


class Purchases:
    """Reads them; every method may be called from any thread but the window's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def between(self, start: int, end: int, provider: str) -> list[Purchase]:
        """What was bought of this provider in a time, oldest first."""
        with self._database.read() as connection:
            rows = connection.execute(_ATTEMPTS, (start, end, provider)).fetchall()
            rows += connection.execute(_PICTURES, (start, end, provider)).fetchall()
        found = [
            Purchase(time, str(model), inference_id, job_id, money(nanos), pictures)
            for time, model, inference_id, job_id, nanos, pictures in rows
        ]
        return sorted(found, key=lambda purchase: purchase.time)

    def picture(self, time: int, inference_id: str) -> int | None:
        """The time (id) of a picture that came of what was bought then; None where there is none."""
        with self._database.read() as connection:
            row = connection.execute(_PICTURE, (time, time + _AROUND_US, inference_id)).fetchone()
        return int(row[0]) if row else None

    def known(self, start: int, end: int) -> frozenset[str]:
        """All inference ids the library has of a time, and of a while around it."""
        found: set[str] = set()
        with self._database.read() as connection:
            for table, column in (("attempts", "began"), ("records", "time")):
                query = f"""SELECT DISTINCT inference_id FROM {table}
                    WHERE {column} >= ? AND {column} < ? AND inference_id != ''"""  # noqa: S608
                found.update(row[0] for row in connection.execute(query, (start - _AROUND_US, end + _AROUND_US)))
        return frozenset(found)
