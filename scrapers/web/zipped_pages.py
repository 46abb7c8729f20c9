"""Saved pages in a ZIP, as people mail a folder of them."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterator

from scrapers.web.saved_pages import ZIP, Unreadable, is_beside, read_page_file

_OF_OFFICE = ("[Content_Types].xml", "mimetype")
"""What .docx, .xlsx, .odt and .epub hold, which are ZIPs, too."""


def is_zip(path: str) -> bool:
    """Whether the file is a ZIP that is no document of an office program. Raises OSError."""
    with open(path, "rb") as file:
        if file.read(len(ZIP)) != ZIP:
            return False
    try:
        with zipfile.ZipFile(path) as packed:
            return not any(name in packed.NameToInfo for name in _OF_OFFICE)
    except zipfile.BadZipFile:
        return True


def zipped_pages(path: str) -> Iterator[tuple[str, bytes | Unreadable]]:
    """The pages in it, sorted, each as `a.zip/folder/page.html` with its bytes or why they cannot be read.

    What is no page in a folder is none here. Raises `Unreadable` for a broken ZIP, OSError.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            for name in sorted(packed.namelist()):
                if not (name.endswith("/") or is_beside(name)):
                    yield f"{path}/{name}", _page(packed, name)
    except zipfile.BadZipFile:
        raise Unreadable("a broken ZIP") from None


def _page(packed: zipfile.ZipFile, name: str) -> bytes | Unreadable:
    try:
        with packed.open(name) as member:
            return read_page_file(member)
    except Unreadable as error:
        return error
    except (RuntimeError, NotImplementedError, zipfile.BadZipFile, zlib.error, EOFError) as error:
        return Unreadable(str(error).partition(",")[0])  # locked by a password, packed in an unknown way, broken
