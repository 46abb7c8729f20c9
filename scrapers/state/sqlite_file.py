"""The SQLite file under a state: checked when it is opened, changed in transactions that wait for `commit`."""

from __future__ import annotations

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from scrapers.state.lock import Lock

_ROOM = 1 << 20
"""Bytes that a new file and its log take at least."""
_BROKEN = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


class Unusable(sqlite3.DatabaseError):
    """The file was made by another version of the program, is damaged, or is none."""


def unusable(error: BaseException | None) -> bool:
    """Whether the file is to be made anew; otherwise the disk is full, say, or another program has it locked."""
    return isinstance(error, Unusable) or (getattr(error, "sqlite_errorcode", 0) & 0xFF) in _BROKEN


def set_aside(path: Path) -> Path:
    """Renames a file that cannot be used, and what SQLite keeps beside it, and gives the new path; an earlier one goes.

    For somebody who wants to know what happened to it. The caller sees to it that nobody else has it open.
    """
    aside = path.with_name(f"{path.name}.broken")
    for suffix in ("-wal", "-shm", ""):
        old, new = path.with_name(path.name + suffix), aside.with_name(aside.name + suffix)
        if new.is_dir() and not new.is_symlink():
            shutil.rmtree(new)
        else:
            new.unlink(missing_ok=True)
        if os.path.lexists(old):
            old.rename(new)
    return aside


def connect(path: Path | None, timeout: float = 5.0) -> sqlite3.Connection:
    """Opens a file, or without a path a new one in memory. Raises `Unusable` for what is no file."""
    if path:
        path.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(path) and not path.is_file():
            raise Unusable("no file")
    db = sqlite3.connect(path or ":memory:", isolation_level=None, timeout=timeout)
    db.row_factory = sqlite3.Row
    return db


def demand_room(path: Path) -> None:
    """Raises OSError where the disk has no room beside a file; of that SQLite says no more than 'disk I/O error'."""
    try:
        with tempfile.TemporaryFile(dir=path.parent) as file:
            file.write(bytes(_ROOM))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from None


def check_tables(db: sqlite3.Connection, schema: str) -> None:
    """Raises `Unusable` where a table or a column of the schema is missing, or there is another one."""
    with closing(sqlite3.connect(":memory:")) as right:
        right.executescript(schema)
        if wrong := _columns(db) ^ _columns(right):
            raise Unusable(f"table {min(wrong)[0]} is not as it should be")


def _columns(db: sqlite3.Connection) -> set[tuple[str, str]]:
    tables = "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table'"
    return {(str(table), str(column)) for table, column in db.execute(tables) if not table.startswith("sqlite_")}


class StateFile:
    """An SQLite file or, without a path, a database in memory.

    Every method raises `sqlite3.Error`. After the first one nothing is committed any more: what was said in the
    transaction that it ended would be missing from a later one.
    """

    nonsense = ""
    """A query for the names of tables with impossible rows."""

    def __init__(self, schema: str, version: int, path: Path | None = None, lock: Lock | None = None) -> None:
        """`lock` is held as long as the file is open. Raises `Unusable` too, OSError where the disk is full."""
        self._path = path
        self._lock = lock
        self.error: Exception | None = None
        """What went wrong first."""
        self._db = connect(path)
        try:
            self._prepare(schema, version)
        except sqlite3.Error as error:
            self._db.close()
            if path and not unusable(error):
                demand_room(path)
            raise

    def _prepare(self, schema: str, version: int) -> None:
        found, tables = self._value("PRAGMA user_version"), self._value("SELECT count(*) FROM sqlite_master")
        if tables and found != version:
            raise Unusable(f"made by version {found}")
        if (damage := self._value("PRAGMA quick_check(1)")) != "ok":
            raise Unusable(damage)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.execute("PRAGMA synchronous = NORMAL")
        # Also where there is nothing to make: who has the file locked is found out before the first request.
        made = "" if tables else f"{schema}; PRAGMA user_version = {version};"
        self._db.executescript(f"BEGIN IMMEDIATE; {made} COMMIT;")
        check_tables(self._db, schema)
        if self.nonsense and (row := self._db.execute(self.nonsense).fetchone()):
            raise Unusable(f"table {row[0]} holds nonsense")

    def commit(self) -> None:
        """Keeps all changes since the last commit. To be called when every line that they speak of is durable."""
        self.check()
        if self._db.in_transaction:
            with self._change():
                self._db.execute("COMMIT")

    def rollback(self, error: Exception) -> None:
        """Forgets all changes since the last commit because of an error, and takes no further ones."""
        self.error = self.error or error
        if self._db.in_transaction:
            with suppress(sqlite3.Error):
                self._db.execute("ROLLBACK")

    def close(self) -> None:
        """Closes the file; uncommitted changes are lost."""
        self._db.close()
        if self._path and unusable(self.error):
            set_aside(self._path)
        if self._lock:
            self._lock.release()

    @contextmanager
    def _change(self) -> Iterator[None]:
        self.check()
        try:
            if not self._db.in_transaction:
                self._db.execute("BEGIN IMMEDIATE")
            yield
        except sqlite3.Error as error:
            self.rollback(error)
            raise

    def check(self) -> None:
        """Raises `sqlite3.OperationalError` where an earlier change has failed."""
        if self.error:
            raise sqlite3.OperationalError(f"after an error: {self.error}")

    def _row(self, query: str, *values: Any) -> sqlite3.Row | None:
        try:
            row: sqlite3.Row | None = self._db.execute(query, values).fetchone()
        except sqlite3.Error as error:
            self.rollback(error)
            raise
        return row

    def _value(self, query: str) -> Any:
        return self._db.execute(query).fetchone()[0]
