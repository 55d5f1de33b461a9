"""The prompts of the library as they were typed, each once."""

from __future__ import annotations

from imagestudio.core.keeping import Earlier
from imagestudio.library.database import Database
from imagestudio.library.tables import origin_from_text

_LOOKED_AT = 5_000  # pictures; whoever made more with one prompt finds fewer prompts
_QUERY = "SELECT prompt, origin FROM records WHERE trashed = 0 AND source = '' ORDER BY time DESC LIMIT ?"


def earlier_prompts(database: Database, most: int) -> list[Earlier]:
    """The different prompts of pictures made here, the newest first; a template in place of all its prompts."""
    found: dict[str, Earlier] = {}
    with database.read() as connection:
        for prompt, origin in connection.execute(_QUERY, (_LOOKED_AT,)):
            template = origin_from_text(origin).template if origin else ""
            text = (template or prompt).strip()
            if text:
                found.setdefault(text, Earlier(text, is_template=bool(template)))
            if len(found) >= most:
                break
    return list(found.values())
