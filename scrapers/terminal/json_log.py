"""The log as JSON Lines, for programs that read it: one object a record, on stderr or in the log file."""

from __future__ import annotations

import json
import logging
from datetime import UTC, datetime

from scrapy.settings import BaseSettings


class JsonLines(logging.Formatter):
    """`at` (UTC), `level`, `logger`, `message`, and where there are any `outlet`, `figures`, `traceback`."""

    def format(self, record: logging.LogRecord) -> str:
        """One line."""
        fields = vars(record)
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
            "outlet": fields.get("outlet") or getattr(fields.get("spider"), "name", None),
            "figures": fields.get("figures"),
            "traceback": self.formatException(record.exc_info) if record.exc_info and record.exc_info[0] else None,
        }
        return json.dumps({name: value for name, value in line.items() if value}, ensure_ascii=False, default=str)


def log_as_json(settings: BaseSettings) -> None:
    """All logs of this process, from the level LOG_LEVEL, go to LOG_FILE, or where that is empty to stderr."""
    file = settings["LOG_FILE"]
    handler = logging.FileHandler(file, encoding="utf-8") if file else logging.StreamHandler()
    handler.setFormatter(JsonLines())
    handler.setLevel(settings["LOG_LEVEL"])
    logging.root.setLevel(logging.NOTSET)
    logging.root.addHandler(handler)
