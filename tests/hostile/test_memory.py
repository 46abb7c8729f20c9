"""A run over one outlet stays below 300 MB of memory, however much its sources send."""

from __future__ import annotations

import gzip
import json
import os
import subprocess
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.support import PROJECT

MOST = 300 * 1024
"""Kilobytes resident."""
HOME = "https://kinhtedothi.vn"
ADDRESSES = 300_000
SITEMAP = "<urlset>{}</urlset>", "<url><loc>{}</loc><lastmod>2026-03-16T08:00:00+07:00</lastmod></url>"
FEED = "<rss><channel>{}</channel></rss>", "<item><title>Tin</title><link>{}</link><description>x</description></item>"


def names_many(form: tuple[str, str]) -> bytes:
    """A packed answer that names so many articles."""
    around, one = form
    many = "".join(one.format(f"{HOME}/tin-{n}-bai-viet.{n}.html") for n in range(100_000, 100_000 + ADDRESSES))
    return gzip.compress(around.format(many).encode(), compresslevel=1)


@pytest.mark.hostile
@pytest.mark.skipif("SLOW" not in os.environ, reason="takes a minute: make hostile")
@pytest.mark.parametrize(("kind", "form"), [("sitemap", SITEMAP), ("rss", FEED)])
def test_a_source_that_names_hundreds_of_thousands_is_read_in_little_memory(
    tmp_path: Path, kind: str, form: tuple[str, str]
) -> None:
    packed = names_many(form)

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            source = self.path.endswith((".xml", ".rss", ".gz"))
            self.send_response(200 if source else 404)
            body = packed if source else b""
            self.send_header("Content-Type", "application/x-gzip")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            pass  # stderr is the crawl's

    with ThreadingHTTPServer(("127.0.0.1", 0), Site) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = json.dumps({"kinhtedothi.vn": f"http://127.0.0.1:{server.server_address[1]}"})
        settings = ("OUTPUT", tmp_path), ("SITE_ADDRESS", address), ("DOWNLOAD_DELAY", 0), ("AUTOTHROTTLE_ENABLED", 0)
        given = [f"-s{name}={value}" for name, value in settings]
        command = [sys.executable, "-m", "scrapy", "crawl", "kinhtedothi", "--source", kind, "--limit", "20", *given]
        crawl = subprocess.Popen(command, cwd=PROJECT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        assert crawl.stdout is not None
        output = crawl.stdout.read()
        _, status, used = os.wait4(crawl.pid, 0)
        server.shutdown()
    assert "20 failed" in output, output
    assert os.waitstatus_to_exitcode(status) in (0, 1)
    assert used.ru_maxrss < MOST
