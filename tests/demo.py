"""`make demo`: the sample site is crawled by the unmodified spider, twice if you like, into output/demo/."""

import json
import subprocess
import sys
from pathlib import Path

from rich.console import Console
from rich.markup import escape

from tests.site import SampleSite

OUTPUT = Path("output/demo")


def main() -> int:
    """Serve, crawl, show; the exit code is the crawl's."""
    with SampleSite(slow_seconds=1.0) as site:
        print(f"The sample site answers for kinhtedothi.vn at {site.address}\n", flush=True)
        address = json.dumps(site.settings["SITE_ADDRESS"])
        crawl = ["crawl", "kinhtedothi", "-s", f"SITE_ADDRESS={address}", "-s", f"OUTPUT={OUTPUT}"]
        code = subprocess.run([sys.executable, "-m", "scrapy", *crawl], check=False).returncode
    show(newest_line())
    return code


def newest_line() -> dict[str, object]:
    """The last line of the newest day."""
    day = max((OUTPUT / "articles" / "kinhtedothi").glob("*.jsonl"))
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
