"""`python -m tests.support.site [--port N] [--clock ISO]`: serves the sample site until interrupted."""

import argparse
import signal
import threading
from datetime import datetime

from tests.support.site import CLOCK, SampleSite
from tests.support.site.texts import HANOI


def moment(text: str) -> datetime:
    """An ISO time; one without an offset is Hanoi's."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=HANOI)


def main() -> None:
    """Prints the address on one line, then serves until SIGTERM or Ctrl-C."""
    parser = argparse.ArgumentParser(prog="python -m tests.support.site", description=__doc__)
    parser.add_argument("--port", type=int, default=0, help="port on 127.0.0.1 (default: a free one)")
    parser.add_argument("--clock", type=moment, default=CLOCK, help=f"the site's time (default: {CLOCK.isoformat()})")
    given = parser.parse_args()
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    with SampleSite(given.port, given.clock) as site:
        print(site.address, flush=True)
        stopped.wait()


if __name__ == "__main__":
    main()
