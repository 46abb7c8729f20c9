"""What a command shows on a terminal: the other end of a pseudo-terminal."""

import os


def read_terminal(terminal: int) -> bytes:
    """All that is shown on it until the other end is closed."""
    return b"".join(iter(lambda: _read(terminal), b""))


def _read(terminal: int) -> bytes:
    try:
        return os.read(terminal, 1 << 16)
    except OSError:  # the other end has closed it
        return b""
