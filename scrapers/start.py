"""Entry point of the console script: handles Ctrl-C while the program is still being imported."""

from __future__ import annotations

import sys
from typing import NoReturn


def main() -> NoReturn:
    """`scrapers.program.main`; what it is made of takes half a second to import."""
    try:
        from scrapers.program import main as run

        run()
    except KeyboardInterrupt:
        print("vnnews: interrupted", file=sys.stderr)
        sys.exit(130)
