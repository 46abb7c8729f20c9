"""`make demo`: crawls the sample site with the real spider; `make site`: serves it.

Both work in output/demo, whose settings.py makes `vnnews` see that site on its own day.
"""

import json
import signal
import subprocess
import sys
import threading
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from tests.support.site import SampleSite

FOLDER = Path("output/demo")
PORT = 8706
"""Where `make site` answers."""
PROGRAM = "../../.venv/bin/vnnews"
MEANT = """
The two rejected and the two failed pages are meant: the sample site links to a page without a title, to one of a
template that nobody has described, and to two that are gone (404, 410).
"""


def main() -> int:
    """`demo` or `site`; the exit code."""
    return serve() if sys.argv[1:] == ["site"] else demo()


def demo() -> int:
    """Serve, crawl, show; the exit code is the crawl's."""
    with SampleSite(slow_seconds=1.0) as site:
        print(f"The sample site answers for kinhtedothi.vn at {site.address}\n", flush=True)
        write_settings(site)
        address = json.dumps(site.settings["SITE_ADDRESS"])
        crawl = ["crawl", "kinhtedothi", "-s", f"SITE_ADDRESS={address}", "-s", f"OUTPUT={FOLDER}"]
        crawl += ["-s", f"NOW={site.clock.isoformat()}"]
        code = subprocess.run([sys.executable, "-m", "scrapy", *crawl], check=False).returncode
    print(MEANT if code == 0 else "", end="", flush=True)
    show(newest_line())
    print(f"\nLook further:\n  cd {FOLDER}\n  {PROGRAM} report    # likewise: feed latest, health, outlets kinhtedothi")
    return code


def serve() -> int:
    """Serves until it is stopped, and prints what to type."""
    stopped = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopped.set())
    try:
        site = SampleSite(PORT)
    except OSError as error:
        print(f"make site: port {PORT} of 127.0.0.1: {error.strerror}", file=sys.stderr)
        return 1
    with site:
        write_settings(site)
        print(
            f"The sample site answers for kinhtedothi.vn at {site.address} until Ctrl-C. In another terminal, here:\n"
        )
        print(f"  cd {FOLDER}\n  {PROGRAM} crawl kinhtedothi --table\n", flush=True)
        stopped.wait()
    return 0


def write_settings(site: SampleSite) -> None:
    """Settings of FOLDER: its own feed, the site's day, and the site where `make site` serves it."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    address = dict.fromkeys(site.settings["SITE_ADDRESS"], f"http://127.0.0.1:{PORT}")
    given = {"OUTPUT": ".", "NOW": site.clock.isoformat(), "SITE_ADDRESS": address}
    lines = "".join(f"{name} = {value!r}\n" for name, value in given.items())
    about = '"""Written by `make demo`: vnnews in this folder sees the sample site (`make site`) on its own day."""'
    (FOLDER / "settings.py").write_text(f"{about}\n\n{lines}", "utf-8")


def newest_line() -> dict[str, object]:
    """The last line of the newest day."""
    day = max((FOLDER / "articles" / "kinhtedothi").glob("*.jsonl"))
    line: dict[str, object] = json.loads(day.read_text("utf-8").splitlines()[-1])
    return line


def show(line: dict[str, object]) -> None:
    """One article as a person reads it."""
    console = Console(width=min(100, Console().width), highlight=False)
    body = str(line["body"]).split("\n\n")
    console.print(f"\n[bold]{escape(str(line['title']))}[/bold]")
    console.print(
        f"{line['date']} · {escape(str(line['byline']))} · {escape(str(line['section']))} · {line['id']}", style="dim"
    )
    console.print(f"\n[italic]{escape(str(line['lead']))}[/italic]\n")
    console.print(escape(body[0]))
    console.print(f"… {len(body) - 1} more paragraphs", style="dim")
    for caption in line["captions"]:  # type: ignore[attr-defined]
        console.print(f"▣ {escape(caption['text'])}", style="dim")


if __name__ == "__main__":
    sys.exit(main())
