"""Opens the ledger's file, creates its schema and migrates an older one.

It is in WAL mode, so that crawls of several sites can write while others read. With ``synchronous=NORMAL`` a power failure may lose
the last commits; the next run enters them again from the files.
"""
from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from newscrawl.errors import LedgerError

APPLICATION_ID = 0x6E657773
"""Marks the file as ours (``news``)."""
BUSY_SECONDS = 60.0
"""How long a write waits for another crawl's write."""

MIGRATIONS: list[str] = ["""
    CREATE TABLE site (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
    CREATE TABLE run (
        number INTEGER PRIMARY KEY,
        site INTEGER NOT NULL, name TEXT NOT NULL, began INTEGER NOT NULL, state TEXT NOT NULL,
        UNIQUE (site, name));
    CREATE TABLE walk (
        run INTEGER NOT NULL, listing TEXT NOT NULL, state TEXT NOT NULL, since INTEGER,
        PRIMARY KEY (run, listing)) WITHOUT ROWID;
    CREATE TABLE article (
        site INTEGER NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, listing TEXT, first_run INTEGER NOT NULL, run INTEGER NOT NULL,
        first_seen INTEGER NOT NULL, last_seen INTEGER NOT NULL, published INTEGER, modified INTEGER, digest BLOB,
        revision INTEGER NOT NULL, deleted INTEGER NOT NULL, program TEXT, asked INTEGER NOT NULL, next_visit INTEGER,
        etag TEXT, last_modified TEXT,
        UNIQUE (site, id));
    CREATE INDEX article_text ON article (site, substr(digest, 1, 8));
    CREATE INDEX article_due ON article (site, next_visit) WHERE next_visit IS NOT NULL;
    CREATE TABLE rejected (
        site INTEGER NOT NULL, id TEXT NOT NULL, url TEXT NOT NULL, listing TEXT, first_run INTEGER NOT NULL, last_seen INTEGER NOT NULL,
        published INTEGER, reason TEXT NOT NULL, tries INTEGER NOT NULL, next_try INTEGER,
        PRIMARY KEY (site, id)) WITHOUT ROWID;
    CREATE INDEX rejected_due ON rejected (site, next_try) WHERE next_try IS NOT NULL;
""", """
    UPDATE OR REPLACE article SET id = replace(id, '/', '-') WHERE instr(id, '/');
    UPDATE OR REPLACE rejected SET id = replace(id, '/', '-') WHERE instr(id, '/');
""", """
    ALTER TABLE article ADD COLUMN title TEXT;
    ALTER TABLE article ADD COLUMN body_layer TEXT;
    ALTER TABLE article ADD COLUMN template TEXT;
    ALTER TABLE article ADD COLUMN is_proved INTEGER;
    ALTER TABLE article ADD COLUMN doubts INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE article ADD COLUMN gone_since INTEGER;
    ALTER TABLE rejected ADD COLUMN headline TEXT;
""", """
    ALTER TABLE walk ADD COLUMN end_page INTEGER;
"""]
"""Script n (from 0) migrates schema version n to n + 1; a new file has version 0. Times are Unix seconds."""


def connect(path: Path) -> sqlite3.Connection:
    """Opens the ledger; creates it if there is none and migrates an older one. Raises LedgerError."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    except (OSError, sqlite3.Error) as error:
        raise LedgerError(f"cannot open the ledger {path}: {error}") from error
    try:
        # Another crawl may be creating the same file.
        connection.execute(f"PRAGMA busy_timeout = {int(1000 * BUSY_SECONDS)}")
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        _migrate(connection, path)
    except sqlite3.Error as error:
        connection.close()
        raise LedgerError(explain(error, path)) from error
    except LedgerError:
        connection.close()
        raise
    return connection


def explain(error: sqlite3.Error, path: Path) -> str:
    """One line on what is wrong with the ledger, and what to do."""
    if isinstance(error, sqlite3.OperationalError) and "no such" not in str(error):
        return f"cannot use the ledger {path}: {error}; make room or rights there, or name another place with -s LEDGER=…"
    return damaged(path, str(error))


def damaged(path: Path, why: str) -> str:
    return f"the ledger {path} is damaged ({why}); `scrapy ledger rebuild` makes it anew from the files"


def _migrate(connection: sqlite3.Connection, path: Path) -> None:
    [version], [application_id] = (connection.execute(f"PRAGMA {name}").fetchone() for name in ("user_version", "application_id"))
    if version > len(MIGRATIONS):
        raise LedgerError(f"the ledger {path} was written by a newer newscrawl (schema {version}, this one knows {len(MIGRATIONS)}); "
                          "update newscrawl")
    if application_id != APPLICATION_ID and connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]:
        raise LedgerError(f"{path} is an SQLite file, but no ledger; name another place with -s LEDGER=…")
    if version == len(MIGRATIONS):
        return
    with transaction(connection):
        [version] = connection.execute("PRAGMA user_version").fetchone()  # another crawl may have migrated it meanwhile
        for script in MIGRATIONS[version:]:
            for statement in filter(str.strip, script.split(";")):
                connection.execute(statement)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(MIGRATIONS)}")


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[None]:
    """Writes everything in the block, or nothing."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise


def put_in_place(new: Path, path: Path) -> Path | None:
    """Makes a closed ledger file that of ``path``; what was there is kept beside it. Returns where, or None. Raises OSError."""
    old = move_away(path)
    new.rename(path)
    return old


def remove(path: Path) -> None:
    """Removes a ledger file, if it is there. Raises OSError."""
    for suffix in ("", "-wal", "-shm"):
        path.with_name(path.name + suffix).unlink(missing_ok=True)


def move_away(path: Path) -> Path | None:
    """Renames a ledger file, whatever it contains. Returns the new path, or None if there was no file. Raises OSError."""
    if not path.exists():
        return None
    # The old sidecars would be taken for those of the file that comes in its place.
    number = next(n for n in range(1, 10_000) if not path.with_name(f"{path.name}.old-{n}").exists())
    old = path.rename(path.with_name(f"{path.name}.old-{number}"))
    for suffix in ("-wal", "-shm"):
        sidecar = path.with_name(path.name + suffix)
        if sidecar.exists():
            sidecar.rename(old.with_name(old.name + suffix))
    return old
