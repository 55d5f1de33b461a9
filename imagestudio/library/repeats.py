"""“You already have this”: the pictures that were made by the very same request."""

from __future__ import annotations

from collections.abc import Sequence

from imagestudio.core.fingerprint import fingerprint
from imagestudio.core.repeats import Repeat
from imagestudio.core.request import Request
from imagestudio.library.alike import prompt_number
from imagestudio.library.database import Database
from imagestudio.library.record_rows import RECORD_COLUMNS, alike_key, record_from_row

ANYBODY = ""  # in the place of a provider
_MOST = 200


class Repeats:
    """Looks requests up; every method may be called from any thread but the window's."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of(self, request: Request, provider: str) -> Repeat:
        """What this provider made of the same request; pictures in the trash are not there."""
        return self.of_all([request], provider)[0]

    def of_all(self, requests: Sequence[Request], provider: str) -> list[Repeat]:
        """The same for the cells of a grid, in their order; of ANYBODY what whoever made."""
        known: dict[str, Repeat] = {}
        with self._database.read() as connection:
            for request in requests:
                if (key := fingerprint(request)) not in known:
                    rows = connection.execute(_QUERY, _asked(request, provider)).fetchall()
                    found = (record_from_row(row) for row in rows)
                    known[key] = Repeat(request, tuple(each for each in found if fingerprint(each.request) == key))
        return [known[fingerprint(request)] for request in requests]


# By the number of the prompt as it was sent: pictures of prompts that only look the same are found where they were
# sent the same way, which is what repeating does.
_QUERY = f"""SELECT {RECORD_COLUMNS} FROM records WHERE trashed = 0 AND prompt_number = ?
    AND ? IN (provider, '{ANYBODY}') AND model = ? AND size = ? AND quality = ? ORDER BY time DESC LIMIT {_MOST}"""  # noqa: S608


def _asked(request: Request, provider: str) -> tuple[object, ...]:
    return (prompt_number(request.prompt.strip()), provider, request.model, *alike_key(request.parameters))
