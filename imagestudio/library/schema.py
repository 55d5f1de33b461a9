"""The tables of the library's database, as steps from one version to the next."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

from imagestudio.library.alike import add_functions
from imagestudio.library.search import index_text, tokens_of

APPLICATION_ID = 0x494D5344  # "IMSD"

# The record's rowid is its time, so that every listing is in the key's order. `records_times` is a small copy of
# times and costs: listing a million of them must not read a million prompts. The words are kept without their text
# (content=''), since the prompt is in the record. Emoji are words too (So), and marks belong to their letter (M*).
_FIRST = (
    """CREATE TABLE jobs (
        id TEXT PRIMARY KEY,
        provider TEXT NOT NULL,
        request TEXT NOT NULL,
        state TEXT NOT NULL,
        created INTEGER NOT NULL,
        changed INTEGER NOT NULL,
        estimate INTEGER,
        failure TEXT,
        dismissed INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE INDEX jobs_open ON jobs (created, id) WHERE dismissed = 0 AND state NOT IN ('done', 'cancelled')""",
    """CREATE TABLE attempts (
        id TEXT PRIMARY KEY,
        job_id TEXT NOT NULL REFERENCES jobs (id),
        number INTEGER NOT NULL,
        began INTEGER NOT NULL,
        status INTEGER,
        inference_id TEXT,
        cost INTEGER,
        duration_ms INTEGER,
        failure TEXT,
        UNIQUE (job_id, number)
    ) STRICT""",
    """CREATE TABLE records (
        time INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        path TEXT NOT NULL,
        sha256 TEXT NOT NULL,
        size_bytes INTEGER NOT NULL,
        media_type TEXT NOT NULL,
        width INTEGER NOT NULL,
        height INTEGER NOT NULL,
        provider TEXT NOT NULL,
        model TEXT NOT NULL,
        size TEXT NOT NULL,
        quality TEXT NOT NULL,
        parameters TEXT NOT NULL,
        duration_ms INTEGER,
        cost INTEGER,
        estimate INTEGER,
        inference_id TEXT NOT NULL,
        client_request_id TEXT NOT NULL,
        job_id TEXT NOT NULL,
        content_credentials INTEGER NOT NULL,
        prompt TEXT NOT NULL
    ) STRICT""",
    "CREATE INDEX records_times ON records (time, cost)",
    "CREATE INDEX records_model ON records (model, time)",
    "CREATE INDEX records_alike ON records (provider, model, size, quality, time)",
    """CREATE VIRTUAL TABLE words USING fts5 (
        prompt, content='', prefix='2 3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M* So'"
    )""",
)

# Whether the original was not there when it was last wanted; only the gallery's business, so not in the sidecar.
_MISSING = ("ALTER TABLE records ADD COLUMN missing INTEGER NOT NULL DEFAULT 0",)

# When the service's log was last read for an attempt whose outcome was not known.
_LOOKED = ("ALTER TABLE attempts ADD COLUMN looked INTEGER",)

# What the person makes of pictures. A trashed one is in no listing: its words leave the index, and `records_times`
# holds only what is not in the trash. `unsettled` names the records whose files do not say yet what the database does.
#
# For finding: `kinds` holds what many pictures have in common (library/kinds.py), `records_times` all that searches
# ask of a record beside its words, and `records_marked` the same of the few the person did something with. The index
# of words is made anew, with a sign in every prompt (library/search.py) and lists by the first one to three letters;
# `vocabulary` knows what words there are that begin with more.
_ORGANISED = (
    "ALTER TABLE records ADD COLUMN source TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE records ADD COLUMN task TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE records ADD COLUMN rating INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE records ADD COLUMN pick INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE records ADD COLUMN trashed INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE records ADD COLUMN labels TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE records ADD COLUMN background TEXT NOT NULL DEFAULT ''",
    "UPDATE records SET background = coalesce(json_extract(parameters, '$.background'), '')",
    """CREATE TABLE kinds (
        id INTEGER PRIMARY KEY, provider TEXT NOT NULL, model TEXT NOT NULL, size TEXT NOT NULL, quality TEXT NOT NULL,
        media_type TEXT NOT NULL, background TEXT NOT NULL, task TEXT NOT NULL, source TEXT NOT NULL,
        width INTEGER NOT NULL, height INTEGER NOT NULL, content_credentials INTEGER NOT NULL, worded INTEGER NOT NULL,
        UNIQUE (provider, model, size, quality, media_type, background, task, source, width, height,
            content_credentials, worded)
    ) STRICT""",
    """INSERT INTO kinds (provider, model, size, quality, media_type, background, task, source, width, height,
            content_credentials, worded)
        SELECT DISTINCT provider, model, size, quality, media_type, background, task, source, width, height,
            content_credentials, trim(prompt) != '' FROM records""",
    "ALTER TABLE records ADD COLUMN kind INTEGER NOT NULL DEFAULT 0",
    """UPDATE records SET kind = (SELECT kinds.id FROM kinds
        WHERE kinds.provider = records.provider AND kinds.model = records.model AND kinds.size = records.size
        AND kinds.quality = records.quality AND kinds.media_type = records.media_type
        AND kinds.background = records.background AND kinds.task = records.task AND kinds.source = records.source
        AND kinds.width = records.width AND kinds.height = records.height
        AND kinds.content_credentials = records.content_credentials AND kinds.worded = (trim(records.prompt) != ''))""",
    "ALTER TABLE records ADD COLUMN noted INTEGER AS (instr(labels, '\"note\": ') > 0) VIRTUAL",
    "DROP INDEX records_times",
    """CREATE INDEX records_times ON records (time, cost, kind, rating, pick, missing, noted, duration_ms)
        WHERE trashed = 0""",
    """CREATE INDEX records_marked ON records (time, cost, kind, rating, pick, missing, noted, duration_ms)
        WHERE trashed = 0 AND (rating > 0 OR pick != 0 OR missing != 0 OR labels != '')""",
    "CREATE INDEX records_kinds ON records (kind, rating, pick, missing, noted, cost) WHERE trashed = 0",
    "DROP INDEX records_model",
    "DROP TABLE words",
    """CREATE VIRTUAL TABLE words USING fts5 (
        prompt, content='', prefix='1 2 3', tokenize="unicode61 remove_diacritics 2 categories 'L* N* Co M* So'"
    )""",
    "CREATE TABLE vocabulary (word TEXT PRIMARY KEY) STRICT, WITHOUT ROWID",
    "INSERT INTO words (rowid, prompt) SELECT time, index_text(prompt) FROM records",
    "INSERT OR IGNORE INTO vocabulary (word) SELECT value FROM records, json_each(words_of(prompt))",
    "CREATE INDEX records_trashed ON records (trashed, time) WHERE trashed != 0",
    "CREATE INDEX records_sha256 ON records (sha256)",
    "CREATE TABLE tags (id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE) STRICT",
    """CREATE TABLE record_tags (
        tag INTEGER NOT NULL REFERENCES tags (id), time INTEGER NOT NULL, PRIMARY KEY (tag, time)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX record_tags_time ON record_tags (time)",
    """CREATE TABLE collections (
        id INTEGER PRIMARY KEY, name TEXT NOT NULL, key TEXT NOT NULL UNIQUE,
        search TEXT, position INTEGER NOT NULL DEFAULT 0
    ) STRICT""",
    """CREATE TABLE record_collections (
        collection INTEGER NOT NULL REFERENCES collections (id), time INTEGER NOT NULL, PRIMARY KEY (collection, time)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX record_collections_time ON record_collections (time)",
    "CREATE TABLE unsettled (time INTEGER PRIMARY KEY, version INTEGER NOT NULL DEFAULT 0) STRICT",
)

# What is sorted by cost, duration or rating stands in an index of that order with the columns that searches ask; what
# is put together by prompt or job has a number for it (library/alike.py), in an index with the newest of each first.
_ARRANGED = (
    "ALTER TABLE records ADD COLUMN prompt_number INTEGER NOT NULL DEFAULT 0",
    "ALTER TABLE records ADD COLUMN job_number INTEGER NOT NULL DEFAULT 0",
    "UPDATE records SET prompt_number = prompt_number(prompt), job_number = job_number(job_id, time)",
    """CREATE INDEX records_costs ON records (cost, time, kind, rating, pick, missing, noted, duration_ms)
        WHERE trashed = 0""",
    """CREATE INDEX records_durations ON records (duration_ms, time, cost, kind, rating, pick, missing, noted)
        WHERE trashed = 0""",
    """CREATE INDEX records_rated ON records (rating, time, cost, kind, pick, missing, noted, duration_ms)
        WHERE trashed = 0 AND rating > 0""",
    "CREATE INDEX records_prompts ON records (prompt_number, time DESC) WHERE trashed = 0",
    "CREATE INDEX records_jobs ON records (job_number, time DESC) WHERE trashed = 0",
)

# What a request is given and where it comes from. `parents` tells the children of a record by its id, since that is
# what sidecars know. What a job cost is kept with it, so that emptying the trash makes nobody's month cheaper.
_EXPLORED = (
    "ALTER TABLE records ADD COLUMN inputs TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE records ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE jobs ADD COLUMN task TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE jobs ADD COLUMN origin TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE jobs ADD COLUMN paid INTEGER",
    "CREATE INDEX jobs_changed ON jobs (changed)",
    """CREATE TABLE parents (
        parent TEXT NOT NULL, time INTEGER NOT NULL, place INTEGER NOT NULL, PRIMARY KEY (parent, time)
    ) STRICT, WITHOUT ROWID""",
    "CREATE INDEX parents_time ON parents (time, place)",
    "CREATE TRIGGER records_gone AFTER DELETE ON records BEGIN DELETE FROM parents WHERE time = old.time; END",
)

# The queue: which place a job was given in it (a moment, as `created` is), and whether it is paused.
_QUEUE = (
    "ALTER TABLE jobs ADD COLUMN turn INTEGER",
    "CREATE TABLE queue (id INTEGER PRIMARY KEY CHECK (id = 1), paused INTEGER NOT NULL) STRICT",
    "INSERT INTO queue (id, paused) VALUES (1, 0)",
)

# A step that was committed is never edited; the next one is appended.
MIGRATIONS: tuple[tuple[str, ...], ...] = (_FIRST, _MISSING, _LOOKED, _ORGANISED, _ARRANGED, _EXPLORED, _QUEUE)
VERSION = len(MIGRATIONS)


_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_FRACTIONS = (
    slice(21, 24),
    bytes((64, 32, 32)),
)  # always so: https://www.sqlite.org/fileformat2.html#the_database_header
_RESERVED = slice(72, 92), bytes(20)


def header_of(path: Path) -> tuple[int, int]:
    """The application id and the version in the header of a database file, read without SQLite and so untouched.

    Raises ValueError for what is no database, OSError where it cannot be read.
    """
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    fixed = all(header[place] == content for place, content in (_FRACTIONS, _RESERVED))
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC) or not fixed:
        raise ValueError("not a database")
    return int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big")


def is_newer(path: Path) -> bool:
    """Whether the header says that a newer Image Studio wrote the file. Raises OSError."""
    try:
        application_id, version = header_of(path)
    except ValueError:
        return False
    return application_id == APPLICATION_ID and version > VERSION


def version_of(connection: sqlite3.Connection) -> int:
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def add_migration_functions(connection: sqlite3.Connection) -> None:
    """Let the connection know the functions that the steps use."""
    add_functions(connection)
    connection.create_function("index_text", 1, index_text, deterministic=True)
    connection.create_function("words_of", 1, lambda prompt: json.dumps(tokens_of(prompt)), deterministic=True)


def migrate(connection: sqlite3.Connection, version: int) -> None:
    """Bring a database of this version to the present one, in one transaction."""
    add_migration_functions(connection)
    connection.execute("BEGIN IMMEDIATE")
    try:
        for step in MIGRATIONS[version:]:
            for statement in step:
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
