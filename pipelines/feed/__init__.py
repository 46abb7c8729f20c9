"""The feed for its readers: `from pipelines.feed import read`."""

from pipelines.feed.cursor import Cursor
from pipelines.feed.days import Damaged, Displaced
from pipelines.feed.filters import Filter
from pipelines.feed.manifest import close_days
from pipelines.feed.reader import BadLine, Reader, read

__all__ = ["BadLine", "Cursor", "Damaged", "Displaced", "Filter", "Reader", "close_days", "read"]
