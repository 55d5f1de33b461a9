"""Queries that show, without looking at a row, whether a database has all that the program asks of it."""

from __future__ import annotations

from imagestudio.library.kinds import KIND_COLUMNS
from imagestudio.library.record_rows import RECORD_COLUMNS
from imagestudio.library.tables import ATTEMPT_COLUMNS, JOB_COLUMNS

# A database that cannot answer them is damaged, or of a version too far from ours.
PROBES = (
    f"SELECT {RECORD_COLUMNS} FROM records LIMIT 0",  # noqa: S608
    "SELECT cost, kind, rating, pick, missing, noted, duration_ms FROM records INDEXED BY records_times "
    "WHERE trashed = 0 LIMIT 0",
    "SELECT time FROM records INDEXED BY records_marked WHERE trashed = 0 "
    "AND (rating > 0 OR pick != 0 OR missing != 0 OR labels != '') LIMIT 0",
    "SELECT kind, rating, pick, missing, noted, cost FROM records INDEXED BY records_kinds WHERE trashed = 0 LIMIT 0",
    "SELECT time FROM records INDEXED BY records_costs WHERE trashed = 0 LIMIT 0",
    "SELECT time FROM records INDEXED BY records_durations WHERE trashed = 0 LIMIT 0",
    "SELECT time FROM records INDEXED BY records_rated WHERE trashed = 0 AND rating > 0 LIMIT 0",
    "SELECT prompt_number, time FROM records INDEXED BY records_prompts WHERE trashed = 0 LIMIT 0",
    "SELECT job_number, time FROM records INDEXED BY records_jobs WHERE trashed = 0 LIMIT 0",
    f"SELECT id, {KIND_COLUMNS} FROM kinds LIMIT 0",  # noqa: S608
    "SELECT word FROM vocabulary LIMIT 0",
    "SELECT time FROM records INDEXED BY records_alike WHERE provider = '' LIMIT 0",
    "SELECT rowid FROM words WHERE words MATCH 'a' LIMIT 0",
    "SELECT tag, time, name, key FROM record_tags JOIN tags ON id = tag LIMIT 0",
    "SELECT collection, time, name, key, search, position FROM record_collections JOIN collections LIMIT 0",
    "SELECT time, version FROM unsettled LIMIT 0",
    f"SELECT {JOB_COLUMNS} FROM jobs LIMIT 0",  # noqa: S608
    "SELECT id FROM jobs INDEXED BY jobs_open WHERE dismissed = 0 AND state NOT IN ('done', 'cancelled') LIMIT 0",
    f"SELECT {ATTEMPT_COLUMNS} FROM attempts LIMIT 0",  # noqa: S608
)
