"""Output files hold no secrets, are not writable by others, and keep no copy where a site forbids it."""

from __future__ import annotations

import base64
import gzip
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.hostile.pages import article, path
from tests.hostile.stage import BAD, Case, command, lines, stage
from tests.hostile.wire import Asked, Script, Wire, answer, redirects, says

pytestmark = [pytest.mark.hostile, pytest.mark.xdist_group("hostile-secrets")]

SECRET = b"kanari-4711"
MINDS = {
    BAD: says(answer(article(100009), headers={"X-Robots-Tag": "noarchive"})),
    "/.well-known/tdmrep.json": says(answer(f'[{{"location": "{path(100002)}", "tdm-reservation": 1}}]', "text/json")),
}
OBEYED = {"RIGHTS_OBEYED": ["noarchive", "tdm"]}
CASES = {
    "secrets": Case("secrets", {BAD: redirects("http://169.254.169.254/HOST")}),
    "minds": Case("minds", MINDS, settings=OBEYED),
    "minded": Case("minded", MINDS),
}


def through_a_proxy(asked: Asked) -> Script:
    """Responses of the outlet through a proxy, which gets absolute URLs; the watchdog fails."""
    assert SECRET.decode() not in asked.path or asked.path.startswith("/ping")
    if asked.path.startswith("/ping"):
        return says(answer("", status="500 Oops"))
    return CASES[asked.host.removesuffix(".vn")].route(replace(asked, path="/" + asked.path.split("/", 3)[-1]))


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, subprocess.CompletedProcess[str]]]:
    folder, word = tmp_path_factory.mktemp("secrets") / "news", SECRET.decode()
    with Wire(through_a_proxy) as wire:
        stage(folder, list(CASES.values()), wire, ARCHIVE=True)
        there = wire.address.removeprefix("http://")
        secrets = {
            "NEWS_PING_URL": f"{wire.address}/ping/{word}",
            "NEWS_ALARM_URLS": f"json://user:{word}@{there}/{word}",
            "https_proxy": f"http://user:{word}@{there}",
        }
        done, _, _ = command(folder, "harvest", *CASES, "-LDEBUG", env=secrets, umask=0)
        assert any("proxy-authorization" in asked.headers for asked in wire.log)
        yield folder, done


def test_no_secret_is_told(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    folder, done = ran
    assert len(lines(folder, "secrets")) == 2, done.stderr
    leaks = [path for path in folder.rglob("*") if path.is_file() and holds(path)]
    assert (leaks, SECRET.decode() in done.stdout + done.stderr) == ([], False)


def holds(path: Path) -> bool:
    """Whether a file, decompressed, contains the secret, plain or encoded for HTTP."""
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    return any(word in data for word in (SECRET, base64.b64encode(b"user:" + SECRET), b"Proxy-Authorization"))


def test_nobody_else_may_write_to_what_it_leaves(ran: tuple[Path, subprocess.CompletedProcess[str]]) -> None:
    output = ran[0] / "output"
    names = {path.name for path in output.rglob("*")}
    assert {"secrets.sqlite", "secrets.lock", "2026-03-16.jsonl"} <= names
    open_to_all = [path for path in (output, *output.rglob("*")) if path.stat().st_mode & 0o022]
    assert open_to_all == []


@pytest.mark.parametrize(("outlet", "stored", "kept"), [("minds", [1, 9], [1]), ("minded", [1, 2, 9], [1, 2, 9])])
def test_what_a_site_reserves_is_obeyed_where_a_setting_says_so_and_recorded_else(
    ran: tuple[Path, subprocess.CompletedProcess[str]], outlet: str, stored: list[int], kept: list[int]
) -> None:
    output = ran[0] / "output"
    assert sorted(int(line["id"][-1]) for line in lines(ran[0], outlet)) == stored
    [warc] = (output / "archive" / outlet).glob("*.warc.gz")
    data = gzip.decompress(warc.read_bytes())
    assert [n for n in (1, 2, 9) if address(outlet, n) in named(data)] == kept
    assert data.count(b"\r\nrights: ") == len(kept) - 1
    assert list((output / "rejected" / outlet).rglob("*.gz")) == []


def address(outlet: str, number: int) -> bytes:
    here = BAD if number == 9 else path(100000 + number)
    return f"https://{outlet}.vn{here}".encode()


def named(data: bytes) -> set[bytes]:
    """The URLs of the responses in an archive."""
    return {line.split(b": ")[1] for line in data.split(b"\r\n") if line.startswith(b"WARC-Target-URI: ")}
